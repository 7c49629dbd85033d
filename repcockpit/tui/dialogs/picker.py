"""A dialog that is a field and a list: typing narrows, enter runs what stands under the cursor."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.events import Key

from repcockpit.tui.dialogs.rows import RowsDialog
from repcockpit.tui.text import Line, cut, justify, left, line_cells
from repcockpit.tui.widgets.bars import KeyHint
from repcockpit.tui.widgets.field import Field, tail_line

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class PickerDialog(RowsDialog[Row, Answer], Generic[Row, Answer]):
    """A child says which rows the typed words leave, how one is drawn, and what it answers."""

    widest = 76
    is_typing = True

    def __init__(self) -> None:
        super().__init__()
        self.field = Field()

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
    def rows(self) -> Sequence[Row]:
        """The rows that are left."""
        return self.found()

    def choose(self, row: Row) -> None:
        """Answer the row."""
        self.dismiss(self.answer(row))

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
        self.rows_from = len(lines)
        lines += self.row_lines(width)
        if not found:
            lines.append([(self.nothing(), "muted")])
        return lines + [Line() for _ in range(self.room() + self.rows_from - len(lines))]

    def room(self) -> int:
        """As many as the child has room for, and the screen."""
        return max(1, min(self.most(), self.app.size.height - len(self.about()) - 8))

    def drawn_row(self, row: Row, width: int, *, is_here: bool) -> list[Line]:
        """The cursor, the key, the words, and what stands at the right."""
        glyphs = self.app.glyphs  # type: ignore[attr-defined]
        key, words, about = self.drawn(row, width)
        start: Line = [(glyphs.cursor if is_here else " ", "accent!")]
        if key:
            start.append((left(key, 7) + " ", "accent!"))
        start.append((words, "text!" if is_here else "text"))
        room = width - line_cells(start) - 2
        end: Line = [(cut(about, room, glyphs.ellipsis), "muted")] if about and room > 4 else []
        return [justify(start, end, width, glyphs.ellipsis)]

    def keys(self) -> tuple[KeyHint, ...]:
        """Run or close."""
        return KeyHint("enter", "do it", "enter"), KeyHint("esc", "close", "escape")

    def take_key(self, event: Key) -> None:
        """Move, type, run, close."""
        match event.key:
            case "escape":
                self.dismiss(None)
            case "enter":
                if (row := self.row) is not None:
                    self.choose(row)
            case _:
                if not self.walked(event):
                    self.type(self.field.pressed(event.key, event.character))

    def take_paste(self, text: str) -> None:
        """Into the field."""
        self.type(self.field.typed(text))

    def type(self, field: Field | None) -> None:
        """Another text or caret; None: the key meant nothing."""
        if field is not None:
            self.field, self.at, self.first = field, 0, 0
            self.redraw()
