"""A dialog that is a field and a list: typing narrows, enter runs what stands under the cursor."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.text import Line, cut, justify, left, line_cells
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class PickerDialog(Dialog[Answer], Generic[Row, Answer]):
    """A child says which rows the typed words leave, how one is drawn, and what it answers."""

    widest = 76

    def __init__(self) -> None:
        super().__init__()
        self.field = Field()
        self._at = 0
        self._first = 0

    def about(self) -> tuple[Line, ...]:
        """Lines above the field."""
        return ()

    def found(self) -> Sequence[Row]:
        """The rows that hold what was typed."""
        raise NotImplementedError

    def tally(self, found: Sequence[Row]) -> str:
        """The count beside the field."""
        return f"{len(found):,}"

    def drawn(self, row: Row, width: int) -> tuple[str, str, str]:
        """The key, the words and what stands at the right of a row."""
        raise NotImplementedError

    def answer(self, row: Row) -> Answer:
        """What choosing a row answers."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What is said where no row is left."""
        return "Nothing holds these words."

    def most(self) -> int:
        """For how many rows the box has room from the start."""
        return 12

    @property
    def head(self) -> int:
        """Lines above the list."""
        return len(self.about()) + 2

    def content(self, width: int) -> list[Line]:
        """What it is about, the field, the rows."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        found = self.found()
        tally = self.tally(found)
        lines: list[Line] = [
            *self.about(),
            justify(
                [("/ ", "accent!"), *tail_line(self.field, max(8, width - len(tally) - 4))],
                [(tally, "muted")],
                width,
            ),
            [(glyphs.hairline * width, "rule")],
        ]
        room = self._room()
        self._at = max(0, min(self._at, len(found) - 1))
        self._first = max(0, min(self._first, self._at), self._at - room + 1)
        for number, row in enumerate(found[self._first : self._first + room], self._first):
            lines.append(self._row_line(row, width, is_here=number == self._at))
        if not found:
            lines.append([(self.nothing(), "muted")])
        return lines + [Line() for _ in range(room + self.head - len(lines))]

    def _room(self) -> int:
        return max(1, min(self.most(), self.app.size.height - self.head - 6))

    def _row_line(self, row: Row, width: int, *, is_here: bool) -> Line:
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        key, words, about = self.drawn(row, width)
        start: Line = [(glyphs.cursor if is_here else " ", "accent!")]
        if key:
            start.append((left(key, 7) + " ", "accent!"))
        start.append((words, "text!" if is_here else "text"))
        room = width - line_cells(start) - 2
        end: Line = [(cut(about, room, glyphs.ellipsis), "muted")] if about and room > 4 else []
        line = justify(start, end, width, glyphs.ellipsis)
        return [(text, f"{token}@row") for text, token in line] if is_here else line

    def keys(self) -> tuple[KeyHint, ...]:
        """Run or close."""
        return KeyHint("enter", "do it", "enter"), KeyHint("esc", "close", "escape")

    def take_key(self, event: Key) -> None:
        """Move, type, run, close."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter":
                found = self.found()
                if found:
                    self.dismiss(self.answer(found[self._at]))
            case "down" | "ctrl+n":
                self.go(self._at + 1)
            case "up" | "ctrl+p":
                self.go(self._at - 1)
            case "pagedown":
                self.go(self._at + self._room())
            case "pageup":
                self.go(self._at - self._room())
            case _:
                self.type(self.field.pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self.type(self.field.typed(text))

    def type(self, field: Field | None) -> None:
        """Another text or caret; None: the key meant nothing."""
        if field is not None:
            self.field, self._at, self._first = field, 0, 0
            self.redraw()

    def go(self, at: int) -> None:
        """Put the cursor on a row; numbers outside mean the nearest."""
        self._at = max(0, min(at, len(self.found()) - 1))
        self.redraw()

    def clicked(self, y: int) -> None:
        """A click on a row chooses it, a second one runs it."""
        at = self._first + y - self.head
        found = self.found()
        if y >= self.head and 0 <= at < len(found):
            if at == self._at:
                self.dismiss(self.answer(found[at]))
            else:
                self.go(at)
