"""The list of reviews with the checklist of the row under its cursor, which has a cursor of its own."""

from textual.app import ComposeResult
from textual.events import Key
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.reviews import OVER_STATES
from repcockpit.domain.views.reviews import QbrList, QbrRow, QbrSheet
from repcockpit.tui import qbr_paint, qbr_points
from repcockpit.tui.desk import Desk
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.checklist import Checklist
from repcockpit.tui.widgets.pane import pane_width

_STEPS = {
    "down": 1, "up": -1, "half_down": 4, "half_up": -4, "page_down": 7, "page_up": -7, "top": -99, "bottom": 99,
}  # fmt: skip
_LEAST = 4
"""The lines that the list keeps on a small screen."""


class CheckedScreen(ListScreen):
    """`tab` goes from the list to the checklist and back; there the keys that move, move in it."""

    view: QbrList

    def __init__(self, desk: Desk, *, stamp: object = None) -> None:
        self.is_inside = False
        self.at = 0
        self.checklist = Checklist(self._drawn)
        self._kept: tuple[QbrRow, QbrSheet] | None = None
        self._decider: tuple[QbrRow, str] | None = None
        self._shown: tuple[bytes, bool] | None = None
        super().__init__(desk, stamp=stamp)

    def compose(self) -> ComposeResult:
        """The checklist below the list."""
        yield from super().compose()
        yield self.checklist

    def read(self) -> None:
        """The list."""
        self.view = self.desk.reviews.list()
        self._kept = self._decider = None

    def whole(self, row: QbrRow) -> QbrSheet:
        """The review of a row whole, read once; may raise CockpitError."""
        if self._kept is None or self._kept[0] != row:
            self._kept = row, self.desk.reviews.sheet(row.id)
        return self._kept[1]

    def points(self) -> list[qbr_points.Point]:
        """The checklist of the row under the cursor."""
        row: QbrRow | None = self.row
        if row is None:
            return []
        if row.state not in OVER_STATES:
            return qbr_points.points_of(row, (), None, self.view.day)
        try:
            view = self.whole(row).view
        except CockpitError:  # gone since the list was read
            return []
        return qbr_points.points_of(row, view.actions, view.minutes_sent_on, self.view.day)

    @property
    def point(self) -> qbr_points.Point | None:
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
            self.go_to_point(qbr_points.first_open(self.points(), self.row))

    def draw_checklist(self) -> None:
        """Draw it anew, below the list or in the pane."""
        self.checklist.redraw()
        self.pane.redraw()

    def perform(self, action_id: str) -> None:
        """Inside the checklist what moves, moves there, and back leads to the list."""
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
        if event.key not in {"left", "right"} or self.is_filtering or self.prefix:
            super().take_key(event)
            return
        self.clear_toast()
        half = (len(self.points()) + 1) // 2
        step = half if event.key == "right" else -half
        is_there = self.is_inside and 0 <= self.at + step < len(self.points())
        self.go_to_point(self.at + step if is_there else self.at, is_inside=True)

    def show_pane(self) -> None:
        """Speak of the row under the cursor; on another row the checklist begins at its next step."""
        row: QbrRow | None = self.row
        shown = (row.id, row.state in OVER_STATES) if row is not None else None
        if shown != self._shown:
            self._shown, self.is_inside = shown, False
            self.at = qbr_points.first_open(self.points(), row) if row is not None else 0
        self.checklist.redraw()
        super().show_pane()

    def fill(self, *, is_done: bool = False) -> None:
        """With the cursor of the checklist on what is open, and the checklist as high as it may be."""
        super().fill(is_done=is_done)
        if self.row is not None and (is_done or self._shown is None):
            point = self.point
            if point is None or point.is_met or self._shown is None:
                self.at = qbr_points.first_open(self.points(), self.row)
        self._fit_checklist(self.app.size)

    def _fit_checklist(self, size: Size) -> None:
        has_rows = bool(self.ledger.sheet.row_count) and not pane_width(size.width)
        styles = self.checklist.styles
        styles.display = "block" if has_rows else "none"
        room = max(3, size.height - 2 - max(_LEAST, min(self.ledger.sheet.line_count, 8)))
        styles.height = min(room, 12 if size.width >= qbr_paint.TWO_FROM else 19)
        self.checklist.redraw()

    def _drawn(self, width: int, height: int) -> list[Line]:
        row: QbrRow | None = self.row
        return self.checked(row, width, height, self.cockpit.glyphs) if row is not None else []

    def checked(self, row: QbrRow, width: int, height: int, glyphs: Glyphs) -> list[Line]:
        """The checklist of a row in so many cells and lines."""
        return qbr_paint.checklist_lines(
            row,
            self.points(),
            self.at,
            (width, height),
            glyphs,
            is_inside=self.is_inside,
            decider=self.decider(row),
        )

    def decider(self, row: QbrRow) -> str:
        """Who could accept, where that is the next step; read once a row."""
        steps = next_steps(row.items)
        if row.state in OVER_STATES or not steps or steps[0].item != qbr_points.SPONSOR:
            return ""
        if self._decider is None or self._decider[0] != row:
            try:
                people = self.desk.reviews.people(row)
            except CockpitError:  # locked by another process: the sentence names nobody
                people = ()
            who = next((one for one in people if one.is_fit), None)
            self._decider = row, visible(who.title) if who is not None else ""
        return self._decider[1]

    def on_checklist_clicked(self, event: Checklist.Clicked) -> None:
        """A click on a line goes there, a second one does what meets it."""
        at = qbr_paint.point_at(len(self.points()), event.x, event.y, self.checklist.drawn_lines())
        if at is None:
            return
        if at == self.at and self.is_inside:
            self.perform("open")
        else:
            self.go_to_point(at, is_inside=True)
