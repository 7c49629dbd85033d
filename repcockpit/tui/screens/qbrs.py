"""QBRs: late and at risk on top, and under the list what the one under the cursor still needs."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from repcockpit.domain.views.reviews import QbrRow
from repcockpit.tui import qbr_paint
from repcockpit.tui.deeds import reviewing
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.qbr_pane import around_lines
from repcockpit.tui.screens.checked import CheckedScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.pane import Speaker

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why

_IN_PANE = 22
"""The lines of the checklist in the pane."""


class QbrsScreen(CheckedScreen):
    """The reviews in sight, and those held lately."""

    place = "qbrs"

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The groups that the filter keeps."""
        return qbr_paint.reviews_sheet(self.view, text, is_airy=is_airy)

    def key_of(self, row: QbrRow) -> bytes:
        """The review."""
        return row.id

    def paint(self, row: QbrRow, width: int, *, is_here: bool) -> Line:
        """One review."""
        return qbr_paint.review_line(row, self.view.day, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: QbrRow) -> Subject | None:
        """The review, at its account."""
        return Subject("qbr", row.id, None, row.account_id, row.account_name or "", title="QBR")

    def copied(self, row: QbrRow) -> str:
        """Account, state, day and score."""
        on = row.scheduled_on or row.due_on
        day = on.isoformat() if on is not None else ""
        return ", ".join(
            part for part in (row.account_name or "", row.words, day, f"{row.readiness}") if part
        )

    def rows_shown(self) -> list[bytes]:
        """The reviews that the filter shows."""
        sheet = self.ledger.sheet
        return [sheet.row(number).id for number in range(sheet.row_count)]

    def title_now(self) -> Title:
        """The quarter and whose."""
        day = self.view.day
        who = visible(self.view.rep_name or "everybody")
        return Title("4", "QBRs", (f"Q{(day.month + 2) // 3} {day.year}", who), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """Late, at risk, in sight."""
        view, found = self.view, []
        if view.late:
            found.append(Fact("late", f"{view.late:,} late", "late!"))
        if view.at_risk:
            found.append(Fact("clock", f"{view.at_risk:,} at risk", "late"))
        return (*found, Fact("calm", f"{len(view.rows):,} in sight", "muted"))

    def blank_words(self) -> list[Line]:
        """No review is due soon."""
        if self.filter.text:
            return nothing_fits(self.filter.text)
        return [
            [("No QBR is due in the next weeks.", "text!")],
            [],
            [("t a", "accent!"), ("  on an account makes it an A: a review each quarter", "text")],
            [("     B twice a year, C once; nothing for D", "muted")],
            *([[("     8  Team has those of everybody", "muted")]] if self.view.rep_name else []),
        ]

    def speaker(self, row: QbrRow) -> Speaker | None:
        """The checklist, who is invited, what was agreed last time, what troubles them."""
        sheet = self.whole(row)

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            lines = self.checked(row, width, _IN_PANE, glyphs)
            return [
                *(lines[1:] if lines and not lines[0] else lines),
                *around_lines(sheet, self.view.day, width, glyphs),
            ]

        return speak

    def why_view(self) -> "Why | None":
        """The weights and the rows behind them."""
        row: QbrRow | None = self.row
        return self.desk.reviews.why(row) if row is not None else None

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": reviewing.meet,
        "select": reviewing.tick,
        "select_all": reviewing.one_at_a_time,
        "new": reviewing.arrange,
        "moved": reviewing.set_date,
        "done": reviewing.hold,
        "snooze": reviewing.skip,
        "remove": reviewing.cancel,
        "edit": reviewing.write_note,
        "pack": reviewing.pack,
    }
