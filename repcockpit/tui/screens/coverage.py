"""Screen 6, Coverage: the rep's customers by the risk in their networks, each with its gaps and the next step."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from repcockpit.domain.names import fold
from repcockpit.domain.views.coverage import AccountCoverage
from repcockpit.domain.views.details import Why
from repcockpit.tui.coverage_paint import (
    coverage_cells,
    coverage_line,
    coverage_sheet,
    coverage_subject,
    fits,
    pane_lines,
)
from repcockpit.tui.deeds.confirming import choose_role, choose_support
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted


class CoverageScreen(ListScreen):
    """The rep's customers: at risk, fine, not mapped."""

    place = "coverage"
    rows_read: tuple[AccountCoverage, ...] = ()

    def read(self) -> None:
        """All of them, ranked."""
        self.rows_read = self.desk.coverage.ranked()
        self.names = self.desk.coverage.names()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[AccountCoverage]:
        """Those that the filter keeps, by group."""
        wanted = tuple(fold(text).split())
        return coverage_sheet(tuple(row for row in self.rows_read if fits(row, wanted)), is_airy=is_airy)

    def key_of(self, row: AccountCoverage) -> bytes:
        """The account."""
        return row.id

    def paint(self, row: AccountCoverage, width: int, *, is_here: bool) -> Line:
        """One account."""
        return coverage_line(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: AccountCoverage) -> Subject:
        """The account."""
        return coverage_subject(row)

    def copied(self, row: AccountCoverage) -> str:
        """Name, flags, index, threads."""
        said = coverage_cells(row)
        number = f"index {said.number}" if row.is_mapped else ""
        return ", ".join(part for part in (said.who, said.context, number, said.right) if part)

    def rows_shown(self) -> list[bytes]:
        """The accounts that the filter shows."""
        sheet = self.sheet(self.filter.text, is_airy=False)
        return [sheet.row(number).id for number in range(sheet.row_count)]

    def title_now(self) -> Title:
        """How many accounts."""
        return Title(
            "6", "Coverage", (counted(len(self.rows_read), "account"),), is_demo=self.cockpit.is_demo
        )

    def facts(self) -> tuple[Fact, ...]:
        """How many have flags, and how many nobody mapped."""
        risky = sum(bool(row.flags) for row in self.rows_read)
        unmapped = sum(not row.is_mapped for row in self.rows_read)
        return (
            Fact("slip", f"{risky} at risk" if risky else "", "soon"),
            Fact("hole", f"{unmapped} not mapped" if unmapped else "", "muted"),
        )

    def speaker(self, row: AccountCoverage) -> Speaker:
        """Its flags, gaps, seats and index."""
        names = self.names

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            return pane_lines(row, names, width, glyphs)

        return speak

    def why_view(self) -> Why | None:
        """The index as a sum."""
        return self.desk.coverage.why(self.row.id) if self.row is not None else None

    def blank_words(self) -> list[Line]:
        """No customer, or none that fits."""
        if self.filter.text:
            return super().blank_words()
        return [
            [("Your customers stand here, by the risk in whom we know there.", "text!")],
            [],
            [("2", "accent!"), ("  Accounts: own one, and it comes up here", "text")],
            [("   Prospects and former customers are left out.", "muted")],
            [("   repcockpit --rep all opens the customers of everybody", "muted")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": lambda screen: screen.perform("chart"),
        "role": choose_role,
        "support": choose_support,
    }
