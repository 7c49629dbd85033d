"""What the cockpit asks of the desk for the seven activities."""

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from repcockpit.tui.desks.briefs import Briefs
    from repcockpit.tui.desks.chart import Chart
    from repcockpit.tui.desks.coverage import Coverage
    from repcockpit.tui.desks.handing import Handing
    from repcockpit.tui.desks.learning import Learning
    from repcockpit.tui.desks.managing import Managing
    from repcockpit.tui.desks.requests import Requests
    from repcockpit.tui.desks.reviews import Reviews
    from repcockpit.tui.desks.scores import Scores
    from repcockpit.tui.desks.team import Team


class ActivityDesk(Protocol):
    """One part for each activity beside contact; each may raise CockpitError."""

    @property
    def requests(self) -> "Requests":
        """Special needs with their clocks."""
        ...

    @property
    def reviews(self) -> "Reviews":
        """Quarterly business reviews."""
        ...

    @property
    def coverage(self) -> "Coverage":
        """How broadly customers are covered."""
        ...

    @property
    def chart(self) -> "Chart":
        """The org chart of an account."""
        ...

    @property
    def scores(self) -> "Scores":
        """Scorecards, down to the rows."""
        ...

    @property
    def learning(self) -> "Learning":
        """Training, news, ideas."""
        ...

    @property
    def briefs(self) -> "Briefs":
        """What to know before a meeting."""
        ...

    @property
    def handing(self) -> "Handing":
        """Accounts that change hands."""
        ...

    @property
    def managing(self) -> "Managing":
        """The inbox, and what goes to a colleague."""
        ...

    @property
    def team(self) -> "Team":
        """Everybody's numbers."""
        ...
