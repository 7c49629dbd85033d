"""A dialog with a cursor over rows: what all lists in boxes share."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual.events import Key

from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.dialogs.steps import step_of
from repcockpit.tui.text import Line, on_row

Row = TypeVar("Row")
Answer = TypeVar("Answer")


class RowsDialog(Dialog[Answer], Generic[Row, Answer]):
    """A child says which rows there are, how many are in sight, how one is drawn, and what choosing one does."""

    is_typing = False
    """Whether a field of the dialog takes the letters."""
    tall = 1
    """The lines of a row."""

    def __init__(self) -> None:
        super().__init__()
        self.at = self.first = 0
        self.rows_from = 0
        """The line of the content at which the rows begin."""

    @property
    def rows(self) -> Sequence[Row]:
        """What the cursor walks over."""
        raise NotImplementedError

    def room(self) -> int:
        """How many rows are in sight."""
        return max(1, len(self.rows))

    def drawn_row(self, row: Row, width: int, *, is_here: bool) -> list[Line]:
        """A row in `tall` lines."""
        raise NotImplementedError

    def choose(self, row: Row) -> None:
        """Enter, or a second click."""
        raise NotImplementedError

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        rows = self.rows
        self.at = max(0, min(self.at, len(rows) - 1))
        return rows[self.at] if rows else None

    def row_lines(self, width: int) -> list[Line]:
        """The rows in sight, the one under the cursor tinted."""
        rows, room = self.rows, self.room()
        self.at = max(0, min(self.at, len(rows) - 1))
        self.first = max(0, min(self.first, self.at), self.at - room + 1)
        lines: list[Line] = []
        for number, row in enumerate(rows[self.first : self.first + room], self.first):
            drawn = self.drawn_row(row, width, is_here=number == self.at)
            lines += [on_row(line, width) for line in drawn] if number == self.at else drawn
        return lines

    def go(self, at: int) -> None:
        """Put the cursor on a row; numbers outside mean the nearest."""
        self.at = max(0, min(at, len(self.rows) - 1))
        self.redraw()

    def walked(self, event: Key) -> bool:
        """Whether the key moved the cursor."""
        step = step_of(event, self.room(), is_typing=self.is_typing)
        if step:
            self.go(self.at + step)
        return bool(step)

    def clicked(self, y: int) -> None:
        """A click on a row puts the cursor there, a second one chooses it."""
        number = (y - self.rows_from) // self.tall
        at, rows = self.first + number, self.rows
        if 0 <= number < self.room() and at < len(rows):
            if at == self.at:
                self.choose(rows[at])
            else:
                self.go(at)
