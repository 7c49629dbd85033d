"""QBRs: late and at risk on top, and under the list what the one under the cursor still needs."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.views.reviews import QbrList, QbrRow, QbrSheet
from repcockpit.tui import qbr_paint
from repcockpit.tui.deeds import reviewing
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.qbr_pane import around_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.blank import nothing_fits
from repcockpit.tui.widgets.checklist import Checklist
from repcockpit.tui.widgets.pane import Speaker, pane_width

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why

_STEPS = {
    "down": 1,
    "up": -1,
    "half_down": 4,
    "half_up": -4,
    "page_down": 7,
    "page_up": -7,
    "top": -99,
    "bottom": 99,
}
_LEAST = 4
"""The lines that the list keeps on a small screen."""


class QbrsScreen(ListScreen):
    """The reviews in sight; `tab` goes to the checklist of the row and back."""

    place = "qbrs"
    view: QbrList

    def __init__(self, desk: Desk, *, stamp: object = None) -> None:
        self.is_inside = False
        self.at = 0
        self.checklist = Checklist(self._drawn)
        self._kept: tuple[object, QbrSheet] | None = None
        self._shown: tuple[bytes, str] | None = None
        super().__init__(desk, stamp=stamp)

    def compose(self) -> ComposeResult:
        """Header, list, checklist, pane, footer."""
        yield from super().compose()
        yield self.checklist

    def read(self) -> None:
        """The list."""
        self.view = self.desk.reviews.list()
        self._kept = None

    def whole(self, row: QbrRow) -> QbrSheet:
        """The review of a row whole, read once."""
        if self._kept is None or self._kept[0] != row:
            self._kept = row, self.desk.reviews.sheet(row.id)
        return self._kept[1]

    def points(self) -> list[qbr_paint.Point]:
        """The checklist of the row under the cursor."""
        row: QbrRow | None = self.row
        if row is None:
            return []
        if row.state not in OVER_STATES:
            return qbr_paint.points_of(row, (), None, self.view.day)
        try:
            view = self.whole(row).view
        except CockpitError:  # gone since the list was read
            return []
        return qbr_paint.points_of(row, view.actions, view.minutes_sent_on, self.view.day)

    @property
    def point(self) -> qbr_paint.Point | None:
        """The line of the checklist under its cursor."""
        points = self.points()
        return points[min(self.at, len(points) - 1)] if points else None

    def go_to_point(self, at: int, *, is_inside: bool | None = None) -> None:
        """Put the cursor of the checklist on a line; numbers outside mean the nearest one."""
        self.at = max(0, min(at, len(self.points()) - 1))
        if is_inside is not None:
            self.is_inside = is_inside
        self.draw_checklist()

    def go_to_next(self) -> None:
        """Put the cursor of the checklist on the next open item."""
        if self.row is not None:
            self.go_to_point(qbr_paint.first_open(self.points(), self.row))

    def draw_checklist(self) -> None:
        """Draw it anew, below the list or in the pane."""
        self.checklist.redraw()
        self.pane.redraw()

    def perform(self, action_id: str) -> None:
        """Inside the checklist moving moves there, and back leads to the list."""
        if action_id in {"next_section", "previous_section"} and self.points():
            self.go_to_point(self.at, is_inside=not self.is_inside)
        elif self.is_inside and action_id in _STEPS:
            self.go_to_point(self.at + _STEPS[action_id])
        elif self.is_inside and action_id == "back":
            self.go_to_point(self.at, is_inside=False)
        else:
            super().perform(action_id)

    def take_key(self, event: Key) -> None:
        """Left and right go to the other column of the checklist."""
        if event.key in {"left", "right"} and not self.is_filtering and not self.prefix:
            self.clear_toast()
            half = (len(self.points()) + 1) // 2
            step = half if event.key == "right" else -half
            is_there = 0 <= self.at + step < len(self.points()) and self.is_inside
            self.go_to_point(self.at + step if is_there else self.at, is_inside=True)
            return
        super().take_key(event)

    def show_pane(self) -> None:
        """Speak of the row under the cursor; on another row the checklist begins at its next step."""
        row: QbrRow | None = self.row
        shown = (row.id, row.state) if row is not None else None
        if shown != self._shown:
            self._shown, self.is_inside = shown, False
            if row is not None:
                self.at = qbr_paint.first_open(self.points(), row)
        self.checklist.redraw()
        super().show_pane()

    def fill(self, *, is_done: bool = False) -> None:
        """With the checklist as high as it may be."""
        super().fill(is_done=is_done)
        point = self.point
        if point is None or point.is_met:
            self.at = qbr_paint.first_open(self.points(), self.row) if self.row is not None else 0
        self._fit_checklist(self.app.size)

    def _fit_checklist(self, size: Size) -> None:
        has_rows = bool(self.ledger.sheet.row_count) and not pane_width(size.width)
        self.checklist.styles.display = "block" if has_rows else "none"
        room = max(3, size.height - 2 - min(self.ledger.sheet.line_count, 9))
        lines = 7 if size.width >= qbr_paint.TWO_FROM else 14
        self.checklist.styles.height = min(room, max(3, size.height - 2 - _LEAST), lines + 5)
        self.checklist.redraw()

    def _drawn(self, width: int, height: int) -> list[Line]:
        row: QbrRow | None = self.row
        if row is None:
            return []
        glyphs, inside = self.cockpit.glyphs, self.is_inside
        return qbr_paint.checklist_lines(
            row, self.points(), self.at, (width, height), glyphs, is_inside=inside
        )

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
            [("B twice a year, C once; nothing for D", "muted")],
        ]

    def speaker(self, row: QbrRow) -> Speaker | None:
        """The checklist, who is invited, what was agreed last time, what troubles them."""
        sheet = self.whole(row)

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            told = qbr_paint.checklist_lines(
                row, self.points(), self.at, (width, 22), glyphs, is_inside=self.is_inside
            )
            return [*told, *around_lines(sheet, self.view.day, width, glyphs)]

        return speak

    def why_view(self) -> "Why | None":
        """The weights and the rows behind them."""
        row: QbrRow | None = self.row
        return self.desk.reviews.why(row) if row is not None else None

    def on_checklist_clicked(self, event: Checklist.Clicked) -> None:
        """A click on a line goes there, a second one does what meets it."""
        at = qbr_paint.point_at(len(self.points()), event.x, event.y, self.checklist.drawn_lines())
        if at is None:
            return
        if at == self.at and self.is_inside:
            self.perform("open")
        else:
            self.go_to_point(at, is_inside=True)

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
