"""What the table of the team and the page of one rep share: the days they are about, reading them beside the screen."""

from typing import Any

from textual.events import ScreenResume
from textual.screen import ModalScreen

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.team import TeamSpan, TeamView
from repcockpit.tui.action import TEAM
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.team_beside import BesideScreen
from repcockpit.tui.team_span import span_of
from repcockpit.tui.widgets.bars import Fact


class TeamReading(BesideScreen):
    """`view` is None until the first numbers of `span` are there; what is still read is drawn as such.

    `rep_id` is the rep whose page it is; None where it is everybody's.
    """

    rep_id: bytes | None = None

    def __init__(self, desk: Desk, *, span: TeamSpan | None = None, view: TeamView | None = None) -> None:
        self.span = span or span_of("week", desk.team.today(), desk.team.first_weekday(), None)
        self.days: TeamSpan | None = self.span if self.span.kind == "range" else None
        self.view = view
        self.job: Job[TeamView] | None = None
        self._is_shown = False
        super().__init__(desk)

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

    def begin(self) -> None:
        """Read what is missing, in a thread."""
        self.let_go()
        team, span = self.desk.team, self.span
        has_first = self.view is not None and self.view.span == span

        def work(_progress: object, stopped: Any) -> TeamView:
            if not has_first:
                first = team.apart(span, is_first=True, stopped=stopped)
                self.call_later(self._first_came, first)
            return self.whole_apart(span, stopped)

        self.job = Job(self, work, self._read_whole, self._failed, lambda _done, _total: None)
        self.job.start()

    def whole_apart(self, span: TeamSpan, stopped: Any) -> TeamView:
        """Every number that this screen shows, in a thread."""
        return self.desk.team.apart(span, is_first=False, stopped=stopped)

    def let_go(self) -> None:
        """Stop reading."""
        if self.job is not None and not self.job.is_over:
            self.job.stop()
        self.job = None
        self.let_beside_go()

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
