"""What a list says about its rows: what they are, how they are painted, what they are about."""

from collections.abc import Iterable
from typing import Any

from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker


class Rows:
    """The part of a list screen that a child writes."""

    def read(self) -> None:
        """Read what the list shows from the desk; may raise CockpitError."""

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The rows that the filter keeps."""
        raise NotImplementedError

    def key_of(self, row: Any) -> object:
        """What makes a row the same row after a refill."""
        raise NotImplementedError

    def paint(self, row: Any, width: int, *, is_here: bool) -> Line:
        """One row in exactly `width` cells; the first span is the cursor's cell."""
        raise NotImplementedError

    def subject_of(self, row: Any) -> Subject | None:
        """What a row is about; None for a row that nothing can be done with."""
        raise NotImplementedError

    def copied(self, row: Any) -> str:
        """A row as one line of text, for the clipboard."""
        subject = self.subject_of(row)
        parts = (subject.name, subject.place, subject.title, subject.phone) if subject is not None else ()
        return ", ".join(part for part in parts if part)

    def rows_shown(self) -> Iterable[Any]:
        """What an export writes of the rows that the filter shows: rows of Today, ids of other lists."""
        return ()

    def sort_next(self) -> None:
        """The next order of the rows, where the list has more than one."""

    def show_views(self) -> None:
        """The saved filters, where the list has some."""

    def title_now(self) -> Title:
        """The header's left side."""
        raise NotImplementedError

    def facts(self) -> tuple[Fact, ...]:
        """The header's right side."""
        return ()

    def speaker(self, row: Any) -> Speaker | None:
        """What the pane says about a row; may raise CockpitError."""
        del row
        return None

    def has_pane(self) -> bool:
        """Whether a pane stands beside this list where there is room."""
        return True
