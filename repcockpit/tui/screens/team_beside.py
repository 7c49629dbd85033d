"""The screens of the team: the head above the list, and what stands beside the rep of the row under the cursor."""

from textual.app import ComposeResult
from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.team import TeamRow, TeamSpan, TeamView
from repcockpit.domain.views.team_beside import Beside
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.foot import Foot
from repcockpit.tui.widgets.pane import EDGE, pane_width

_TABLE, _LEAST_PANE = 88, 37


class BesideScreen(ListScreen):
    """`view` is what was read of the days `span`, None until then."""

    span: TeamSpan
    view: TeamView | None

    def __init__(self, desk: Desk) -> None:
        self.asides: dict[bytes, Beside] = {}
        self._beside: Job[Beside] | None = None
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

    @property
    def is_read(self) -> bool:
        """Whether every number of these days is there."""
        return self.view is not None and self.view.is_whole and self.view.span == self.span

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
        subject, rep = self.subject, self.rep
        if subject is not None and (subject.kind in {"account", "contact"} or subject.account_id is not None):
            super()._read_ahead()
        if rep is None or rep.id in self.asides or not self.is_read or not self.is_current:
            return
        if self.pane.styles.display == "none":
            return
        team, span, rep_id = self.desk.team, self.span, rep.id

        def done(beside: Beside) -> None:
            if span == self.span:
                self.asides[rep_id] = beside
                self.show_pane()

        self.let_beside_go()
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

    def let_beside_go(self) -> None:
        """Stop reading what stands beside."""
        if self._beside is not None and not self._beside.is_over:
            self._beside.stop()
        self._beside = None
