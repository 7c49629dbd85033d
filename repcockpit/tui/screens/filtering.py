"""The filter of a list: typed in the header, it stays until esc."""

from textual.events import Key

from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.widgets.bars import Footer
from repcockpit.tui.widgets.field import Field


class FilterScreen(FrameScreen):
    """A screen whose list can be narrowed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter = Field()
        self.is_filtering = False

    def fill(self, *, is_done: bool = False) -> None:
        """Lay out the rows that the filter keeps."""
        raise NotImplementedError

    def ask_pane(self) -> None:
        """Let the pane speak after the next frame."""

    def set_filter(self, field: Field) -> None:
        """Narrow the list to what the filter says."""
        has_changed = field.text != self.filter.text
        self.filter = field
        if has_changed:
            self.fill()
            self.ask_pane()
        else:
            self.draw_bars()

    def end_filter(self) -> None:
        """Leave the field; the filter stays."""
        self.is_filtering = False
        self.draw_bars()

    def take_key(self, event: Key) -> None:
        """One key: into the filter while it is open, else an action."""
        if not self.is_filtering:
            super().take_key(event)
            return
        match event.key:
            case "enter" | "ctrl+s":
                self.end_filter()
            case "escape":
                self.is_filtering = False
                self.set_filter(Field())
            case "down" | "up" | "pagedown" | "pageup":
                self.perform({"pagedown": "page_down", "pageup": "page_up"}.get(event.key, event.key))
            case _:
                field = self.filter.pressed(event.key, event.character)
                if field is not None:
                    self.set_filter(field)

    def take_paste(self, text: str) -> None:
        """A paste goes into the filter while it is open."""
        if self.is_filtering:
            self.set_filter(self.filter.typed(text))

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """A click on the field's enter ends it; every other key is run by the class below, which is called too."""
        if event.action == "enter":
            event.prevent_default()
            self.end_filter()
