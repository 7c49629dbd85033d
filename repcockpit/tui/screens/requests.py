"""Screen 5, Requests: watch, wait, call back, and what was closed in thirty days."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.geometry import Size

from repcockpit.domain.request_clocks import PRESSING
from repcockpit.domain.views.requests import Case, RequestsView, face_of
from repcockpit.tui import request_paint
from repcockpit.tui.deeds import requesting
from repcockpit.tui.desk import Desk
from repcockpit.tui.request_pane import foot_lines, pane_lines
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.foot import Foot
from repcockpit.tui.widgets.pane import Speaker, pane_width
from repcockpit.tui.words import counted

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why

_TALL = 22
"""From so many rows of the screen on the clock of the row stands below the list, else only the sums."""


class RequestsScreen(ListScreen):
    """The rep's requests by what is to be done."""

    place = "requests"
    view: RequestsView

    def __init__(self, desk: Desk, *, stamp: object = None) -> None:
        self.foot = Foot(self._said)
        super().__init__(desk, stamp=stamp)

    def compose(self) -> ComposeResult:
        """Header, list, foot, pane, footer."""
        yield from super().compose()
        yield self.foot

    def _fit(self, size: Size) -> None:
        super()._fit(size)
        is_shown = not pane_width(size.width) and self._whole_count > 0
        self.foot.styles.display = "block" if is_shown else "none"
        self.foot.styles.height = 7 if size.height >= _TALL else 2

    @property
    def _whole_count(self) -> int:
        view = self.view
        return sum(map(len, (view.running, view.waiting, view.callbacks, view.closed)))

    def _said(self, width: int) -> list[Line]:
        return foot_lines(self.view, self.row, width, self.cockpit.glyphs)

    def read(self) -> None:
        """All groups and the sums."""
        self.view = self.desk.requests.view()

    def draw_bars(self) -> None:
        """With the foot."""
        super().draw_bars()
        self.foot.redraw()

    def show_pane(self) -> None:
        """The foot follows the cursor too."""
        super().show_pane()
        self.foot.redraw()

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Case]:
        """The groups that have rows."""
        return request_paint.requests_sheet(self.view, text, is_airy=is_airy)

    def key_of(self, row: Case) -> bytes:
        """The request."""
        return row.view.id

    def paint(self, row: Case, width: int, *, is_here: bool) -> Line:
        """One request."""
        return request_paint.request_line(row, self.view.today, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: Case) -> Subject:
        """The request with who asked."""
        return request_paint.case_subject(row)

    def copied(self, row: Case) -> str:
        """Priority, what, who, state."""
        subject, state = self.subject_of(row), request_paint.end_state(row, self.view.today)
        parts = (f"{row.view.priority} {row.view.title or ''}", subject.name, subject.place, state.words)
        return ", ".join(part for part in parts if part)

    def rows_shown(self) -> list[bytes]:
        """The requests that the filter shows."""
        sheet = self.ledger.sheet
        return [sheet.row(number).view.id for number in range(sheet.row_count)]

    def title_now(self) -> Title:
        """Whose they are."""
        return Title("5", "Requests", (visible(self.view.rep or ""),), self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """Near their end, call-backs that are due, open ones."""
        view = self.view
        near = sum(face_of(case).state in PRESSING for case in view.running)
        due = [
            case for case in view.callbacks if (on := case.view.callback_due_on) is None or on <= view.today
        ]
        still = len(view.running) + len(view.waiting) + len(view.callbacks)
        return (
            Fact("clock", f"{near} near breach" if near else "", "late!"),
            Fact("callback", counted(len(due), "call-back") if due else "", "soon"),
            Fact("calm", f"{still} open" if still else "", "muted"),
        )

    def speaker(self, row: Case) -> Speaker:
        """Its clocks, its steps, the sums."""
        return partial(pane_lines, self.view, row)

    def why_view(self) -> "Why | None":
        """The clocks of the row with the sums of thirty days; without a row the sums."""
        sums = self.desk.requests.why()
        own = super().why_view()
        if own is None:
            return sums
        return own._replace(reasons=(*own.reasons, *sums.reasons), rule=(*own.rule, *sums.rule))

    def blank_words(self) -> list[Line]:
        """No request yet, or none that fits."""
        if self.filter.text:
            return super().blank_words()
        return [
            [("What customers need beside the usual stands here, each with its clocks.", "text!")],
            [],
            [("r", "accent!"), ("  opens one: the clocks start at once", "text")],
            [("   None closes before a call-back says that it works.", "muted")],
        ]

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {
        "open": requesting.open_steps,
        "new": requesting.request,
    }
