"""A box of text: longer than the screen, it scrolls."""

from collections.abc import Callable

from textual.events import Key

from repcockpit.tui.dialogs.steps import Scrolling
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import KeyHint


class Reading(Scrolling[None]):
    """Shows `lines_of(width)`; esc closes."""

    widest = 76

    def __init__(self, title: str, lines_of: Callable[[int], list[Line]]) -> None:
        super().__init__()
        self.box_title = title
        self._lines_of = lines_of

    def content(self, width: int) -> list[Line]:
        """The text."""
        return self._lines_of(width)

    def keys(self) -> tuple[KeyHint, ...]:
        """Move and close."""
        return KeyHint("j k", "move", "j"), KeyHint("esc", "close", "escape")

    def take_key(self, event: Key) -> None:
        """Scroll, or close."""
        if not self.scrolled(event) and event.key in {"escape", "enter", "q"}:
            self.dismiss(None)
