"""What the table of the team and the page of one rep share: the days they are about, reading them beside the screen."""

from typing import Any

from textual.app import ComposeResult
from textual.events import Key, ScreenResume
from textual.geometry import Size
from textual.screen import ModalScreen

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.team import TeamRow, TeamSpan, TeamView
from repcockpit.domain.views.team_beside import Beside
from repcockpit.tui.action import TEAM
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.team_span import span_of
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact
from repcockpit.tui.widgets.foot import Foot
from repcockpit.tui.widgets.pane import EDGE, pane_width

AIRY_FROM = 24
"""The rows of the screen from which a blank line stands above each group."""
_TABLE, _LEAST_PANE = 88, 37


class TeamReading(ListScreen):
    """`view` is None until the first numbers of `span` are there; what is still read is drawn as such.

    `rep_id` is the rep whose page it is; None where it is everybody's.
    """

    rep_id: bytes | None = None

    def __init__(self, desk: Desk, *, span: TeamSpan | None = None, view: TeamView | None = None) -> None:
        self.span = span or span_of("week", desk.team.today(), desk.team.first_weekday(), None)
        self.days: TeamSpan | None = self.span if self.span.kind == "range" else None
        self.view = view
        self.job: Job[TeamView] | None = None
        self.export_job: Job[int] | None = None
        self.asides: dict[bytes, Beside] = {}
        self._beside: Job[Beside] | None = None
        self._is_shown = False
        self.head = Foot(self.head_lines)
        super().__init__(desk)

    def compose(self) -> ComposeResult:
        """The head above the list."""
        for widget in super().compose():
            if widget is self.ledger:
                yield self.head
            yield widget

    def head_lines(self, width: int) -> list[Line]:
        """What stands above the list."""
        del width
        return []

    def head_height(self, size: Size) -> int:
        """How many lines that are."""
        del size
        return 0

    def _fit(self, size: Size) -> None:
        super()._fit(size)
        wide = pane_width(size.width) if self.has_pane() else 0
        if wide and size.width - wide - EDGE < _TABLE <= size.width - EDGE - _LEAST_PANE:
            self.pane.styles.width = size.width - _TABLE
        height = self.head_height(size) if self.view is not None and self.view.rows else 0
        self.head.styles.display = "block" if height else "none"
        self.head.styles.height = max(1, height)

    def fill(self, *, is_done: bool = False) -> None:
        """Lay out the rows anew, with the head."""
        super().fill(is_done=is_done)
        self.head.redraw()

    def read(self) -> None:
        """The first numbers at once where that is quick; the rest always beside the screen."""
        if self.view is None and not self.desk.team.is_large():
            self.view = self.desk.team.first(self.span)
        if self._is_shown:
            self.begin()

    def on_mount(self) -> None:
        """Begin with the rest."""
        super().on_mount()
        self._is_shown = True
        if not self.is_read:
            self.begin()

    @property
    def is_read(self) -> bool:
        """Whether every number of these days is there."""
        return self.view is not None and self.view.is_whole and self.view.span == self.span

    def begin(self) -> None:
        """Read what is missing, in a thread."""
        self.let_go()
        team, span = self.desk.team, self.span
        has_first = self.view is not None and self.view.span == span

        def work(_progress: object, stopped: Any) -> TeamView:
            if not has_first:
                first = team.apart(span, is_first=True, stopped=stopped)
                self.call_later(self._first_came, first)
            return team.apart(span, is_first=False, stopped=stopped)

        self.job = Job(self, work, self._read_whole, self._failed, lambda _done, _total: None)
        self.job.start()

    def let_go(self) -> None:
        """Stop reading."""
        for job in (self.job, self._beside):
            if job is not None and not job.is_over:
                job.stop()
        self.job = self._beside = None

    def _first_came(self, view: TeamView) -> None:
        if self.job is not None and view.span == self.span:
            self._came(view)

    def _came(self, view: TeamView) -> None:
        self.view = view
        self.asides.clear()
        self._fit(self.app.size)
        self.fill()
        self.ask_pane()

    def _read_whole(self, view: TeamView) -> None:
        self.job = None
        self._came(view)

    def _failed(self, error: CockpitError) -> None:
        self.job = None
        self.show_error(error)
        self.draw_bars()

    def turn_to(self, span: TeamSpan) -> None:
        """Show other days; the cursor stays on its row."""
        if span == self.span:
            return
        self.span = span
        if span.kind == "range":
            self.days = span
        self.clear_toast()
        if self.desk.team.is_large():
            self.begin()
        else:
            self.view = None
            self.attempt_to(self.read)
        self._fit(self.app.size)
        self.fill()
        self.ask_pane()

    def has_plan(self, row: TeamRow) -> bool:
        """Whether who looks is shown touches against plan."""
        return self.desk.team.may_see("attainment", row.id or None)

    def aside_of(self, row: TeamRow) -> Beside | None:
        """What was read of a rep beside their row."""
        return self.asides.get(row.id)

    @property
    def rep(self) -> TeamRow | None:
        """The rep that the row under the cursor is about."""
        return None

    def _read_ahead(self) -> None:
        """Where the cursor rests, read what stands beside the rep."""
        super()._read_ahead()
        rep = self.rep
        if rep is None or rep.id in self.asides or not self.is_read or not self.is_current:
            return
        if self.pane.styles.display == "none":
            return
        team, span, rep_id = self.desk.team, self.span, rep.id

        def done(beside: Beside) -> None:
            if span == self.span:
                self.asides[rep_id] = beside
                self.show_pane()

        if self._beside is not None:
            self._beside.stop()
        self._beside = Job(
            self,
            lambda _progress, stopped: team.beside(rep_id, span, stopped),
            done,
            self._failed_beside,
            lambda _done, _total: None,
        )
        self._beside.start()

    def _failed_beside(self, error: CockpitError) -> None:
        self._beside = None
        self.show_error(error)

    def take_key(self, event: Key) -> None:
        """Esc stops an export first."""
        if event.key == "escape" and self.export_job is not None and not self.is_filtering:
            self.export_job.ask_to_stop()
            return
        super().take_key(event)

    def reading_fact(self) -> Fact:
        """That numbers are still being read."""
        return Fact("calm", "" if self.is_read or self.job is None else "reading", "muted")

    def on_screen_suspend(self) -> None:
        """Leaving cancels; a dialog and a page of the same numbers are no leaving."""
        super().on_screen_suspend()
        top: Any = self.app.screen
        if not isinstance(top, ModalScreen) and getattr(top, "place", "") not in TEAM:
            self.let_go()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read on what was let go."""
        super().on_screen_resume(event)
        if self._is_shown and not self.is_read and self.job is None:
            self.begin()
            self.draw_bars()

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.let_go()
