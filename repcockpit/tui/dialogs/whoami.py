"""Whose device is this: name, zone and country in one small form, asked once."""

from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

if TYPE_CHECKING:
    from repcockpit.services.importing.apart import Person
    from repcockpit.tui.desks.imports import Imports

_ROWS = (
    ("Name", "as colleagues write it"),
    ("Zone", "days and hours are counted in it"),
    ("Country", "two letters; its public holidays are free"),
)
_LABEL = 10
_HEAD = 2


class WhoAmI(Dialog["Person"]):
    """Answers a Person whose zone and country are known; None where it was left.

    With `skip`, what enter says while there is no name, going on without one is an answer too: its name is empty.
    """

    box_title = "Who are you"
    widest = 66

    def __init__(self, imports: "Imports", proposed: "Person", about: str = "", skip: str = "") -> None:
        super().__init__()
        self._imports, self._proposed = imports, proposed
        self._about = about or "Your accounts come first; days are counted where you are."
        self._skip = skip
        words = (proposed.name, proposed.timezone or "", proposed.country or "")
        self._fields = [Field(word, len(word)) for word in words]
        self._at = 0
        self._error: CockpitError | None = None

    def content(self, width: int) -> list[Line]:
        """A sentence, three fields, what is wrong."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        lines: list[Line] = [[(visible(self._about)[:width], "muted")], []]
        for at, ((label, hint), field) in enumerate(zip(_ROWS, self._fields, strict=True)):
            is_here = at == self._at
            bar = (glyphs.cursor if is_here else " ", "accent!")
            name = (f" {label}".ljust(_LABEL), "text" if is_here else "muted")
            room = width - _LABEL - 1
            shown = tail_line(field, room) if is_here else [(visible(field.text) or glyphs.missing, "text")]
            lines.append([bar, name, *shown])
            lines.append([(" " * (_LABEL + 1) + hint, "muted")] if is_here else [])
        if self._error is None:
            return [*lines, []]
        said = self._error.said
        told = wrap(visible(said), width - 2)
        return [
            *lines,
            [(f"{glyphs.refused} {told[0]}", "late")],
            *([("  " + more, "late")] for more in told[1:3]),
        ]

    def keys(self) -> tuple[KeyHint, ...]:
        """Keep, move, skip."""
        return (
            KeyHint("enter", self._skip if self._skip and not self._said_name else "that is me", "enter"),
            KeyHint("tab", "next", "tab"),
            KeyHint("esc", "back" if self._skip else "not now", "escape"),
        )

    @property
    def _said_name(self) -> str:
        return " ".join(self._fields[0].text.split())

    def take_key(self, event: Key) -> None:
        """Move between the fields, type, answer."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter" | "ctrl+s":
                self._answer()
            case "tab" | "down":
                self._go(self._at + 1)
            case "shift+tab" | "up":
                self._go(self._at - 1)
            case _:
                self._type(self._fields[self._at].pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self._type(self._fields[self._at].typed(text))

    def clicked(self, y: int) -> None:
        """A click goes to the field."""
        self._go((y - _HEAD) // 2)

    def _type(self, field: Field | None) -> None:
        if field is not None:
            self._fields[self._at], self._error = field, None
            self.redraw()

    def _go(self, at: int) -> None:
        self._at = at % len(self._fields)
        self.redraw()

    def _answer(self) -> None:
        name, zone, country = (" ".join(field.text.split()) for field in self._fields)
        person = self._proposed._replace(name=name, timezone=zone or None, country=country.upper() or None)
        try:
            if name or not self._skip:
                self._imports.check_person(person)
        except CockpitError as error:
            self._error = error
            self.redraw()
        else:
            self.dismiss(person)
