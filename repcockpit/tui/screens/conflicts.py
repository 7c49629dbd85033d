"""Conflicts: what was changed on two devices while apart, by account; enter puts both sides beside each other."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.tui.conflict_rows import conflict_line, conflict_pane, conflicts_sheet, others
from repcockpit.tui.deeds.conflicts import open_conflict
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker


class ConflictsScreen(ListScreen):
    """Every conflict."""

    place = "conflicts"

    def __init__(self, desk: Desk) -> None:
        self.views: tuple[ConflictView, ...] = ()
        super().__init__(desk)

    def read(self) -> None:
        """What there is to settle."""
        self.views = self.desk.conflicts.views()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """Those that the filter keeps."""
        return conflicts_sheet(self.views, text, is_airy=is_airy)

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
        left = sum(len(view.fields) for view in self.views)
        return (Fact("settle", f"{left:,} to settle", "soon"),) if left else ()

    def blank_words(self) -> list[Line]:
        """Nothing to settle, or nothing fits."""
        if self.filter.text:
            return super().blank_words()
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
