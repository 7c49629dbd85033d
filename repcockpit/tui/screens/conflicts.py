"""Conflicts: what was changed on two devices while apart, by account; enter puts both sides beside each other."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.tui.conflict_rows import conflict_line, conflict_pane, conflicts_sheet, others
from repcockpit.tui.deeds.conflicts import open_conflict
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.screens.apart import ApartScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker


class ConflictsScreen(ApartScreen):
    """Every conflict."""

    place = "conflicts"

    looking = "Looking through what was changed twice."

    def takes_long(self) -> bool:
        """Whether there are many."""
        return self.desk.conflicts.is_large()

    def find_now(self) -> tuple[ConflictView, ...]:
        """What there is to settle."""
        return self.desk.conflicts.views()

    def finder(self) -> Callable[[], tuple[ConflictView, ...]]:
        """The same for a thread."""
        return self.desk.conflicts.views_apart

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """Those that the filter keeps."""
        return conflicts_sheet(self.rows or (), text, is_airy=is_airy)

    def key_of(self, row: ConflictView) -> bytes:
        """Its id."""
        return row.id

    def paint(self, row: ConflictView, width: int, *, is_here: bool) -> Line:
        """One row."""
        return conflict_line(row, self.desk.now().date(), width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: ConflictView) -> Subject | None:
        """The record that it is about."""
        account = row.account.id if row.account is not None else None
        return Subject(row.subject.kind, row.subject.id, None, account, row.subject.title)

    def copied(self, row: ConflictView) -> str:
        """Whose, what, by whom."""
        labels = ", ".join(field.label for field in row.fields)
        return ": ".join(part for part in (row.subject.title, labels, ", ".join(others(row))) if part)

    def title_now(self) -> Title:
        """The screen's name."""
        return Title("", "Conflicts", ("both values are kept",), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many lines there are to settle."""
        left = sum(len(view.fields) for view in self.rows or ())
        return (Fact("settle", f"{left:,} to settle", "soon"),) if left else ()

    def nothing_words(self) -> list[Line]:
        """Nothing to settle."""
        return [
            [("Nothing is to be settled.", "text!")],
            [],
            [("esc", "accent!"), ("  goes back", "text")],
            [("     What two people change while apart is listed here, with both values.", "muted")],
        ]

    def speaker(self, row: ConflictView) -> Speaker | None:
        """Each line with its values."""
        return partial(_speak, row)

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": open_conflict}


def _speak(row: ConflictView, width: int, glyphs: Glyphs) -> list[Line]:
    return conflict_pane(row, width, glyphs)
