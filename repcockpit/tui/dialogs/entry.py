"""One value in a field, checked as it is typed: what it would be stands under it, or why it cannot be."""

from collections.abc import Callable

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

_SAID = 3
"""Lines that are kept free for what is said about the value, so that the box does not jump."""


class Entry(Dialog[str]):
    """Answers the text once `check` takes it; None where it was left.

    `check` says in words what the text would be, and raises CockpitError for what it cannot be.
    """

    widest = 64

    def __init__(self, title: str, question: str, text: str, check: Callable[[str], str]) -> None:
        super().__init__()
        self.box_title = title
        self._question, self._check = question, check
        self.field = Field(text, len(text))
        self._was = text

    def content(self, width: int) -> list[Line]:
        """The question, the field, what it comes to."""
        lines: list[Line] = [[(line, "text")] for line in wrap(visible(self._question), width)]
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines += [
            [],
            [("> ", "accent!"), *tail_line(self.field, width - 2)],
            [(glyphs.hairline * width, "rule")],
        ]
        said, ink = self.said()
        told = wrap(visible(said), width - 2)[:_SAID]
        glyph = glyphs.refused if ink == "late" else glyphs.next
        lines += [[((f"{glyph} " if not at else "  "), ink), (line, ink)] for at, line in enumerate(told)]
        return lines + [Line() for _ in range(_SAID - len(told))]

    def said(self) -> tuple[str, str]:
        """What the text would be and its ink, or why it cannot be."""
        try:
            return self._check(self.field.text), "muted"
        except CockpitError as error:
            return f"{error.message}; {error.hint}" if error.hint else error.message, "late"

    def keys(self) -> tuple[KeyHint, ...]:
        """Keep or leave."""
        return KeyHint("enter", "keep it", "enter"), KeyHint("esc", "leave it", "escape")

    def take_key(self, event: Key) -> None:
        """Type; enter keeps what can be kept."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter" | "ctrl+s":
                if self.field.text.strip() == self._was.strip():
                    self.dismiss(None)
                elif self.said()[1] != "late":
                    self.dismiss(self.field.text.strip())
            case _:
                self._type(self.field.pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self._type(self.field.typed(text))

    def _type(self, field: Field | None) -> None:
        if field is not None:
            self.field = field
            self.redraw()
