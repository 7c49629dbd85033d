"""The parts of the desk that belong to one activity each, made when first asked for."""

from functools import cached_property
from typing import TYPE_CHECKING

from repcockpit.services.book import Book

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


class ActivityCounters:
    """What a desk on a book offers for the seven activities."""

    book: Book

    def wrote(self, txn: bytes | None) -> None:
        """Hear of a transaction that was written here."""
        raise NotImplementedError

    @cached_property
    def requests(self) -> "Requests":
        """Special needs with their clocks."""
        from repcockpit.tui.desks.requests import Requests  # noqa: PLC0415 -- after the first frame

        return Requests(self.book, self.wrote)

    @cached_property
    def reviews(self) -> "Reviews":
        """Quarterly business reviews."""
        from repcockpit.tui.desks.reviews import Reviews  # noqa: PLC0415 -- after the first frame

        return Reviews(self.book, self.wrote)

    @cached_property
    def coverage(self) -> "Coverage":
        """How broadly customers are covered."""
        from repcockpit.tui.desks.coverage import Coverage  # noqa: PLC0415 -- after the first frame

        return Coverage(self.book, self.wrote)

    @cached_property
    def chart(self) -> "Chart":
        """The org chart of an account."""
        from repcockpit.tui.desks.chart import Chart  # noqa: PLC0415 -- after the first frame

        return Chart(self.book, self.wrote)

    @cached_property
    def scores(self) -> "Scores":
        """Scorecards, down to the rows."""
        from repcockpit.tui.desks.scores import Scores  # noqa: PLC0415 -- after the first frame

        return Scores(self.book, self.wrote)

    @cached_property
    def learning(self) -> "Learning":
        """Training, news, ideas."""
        from repcockpit.tui.desks.learning import Learning  # noqa: PLC0415 -- after the first frame

        return Learning(self.book, self.wrote)

    @cached_property
    def briefs(self) -> "Briefs":
        """What to know before a meeting."""
        from repcockpit.tui.desks.briefs import Briefs  # noqa: PLC0415 -- after the first frame

        return Briefs(self.book, self.wrote)

    @cached_property
    def managing(self) -> "Managing":
        """The inbox, and what goes to a colleague."""
        from repcockpit.tui.desks.managing import Managing  # noqa: PLC0415 -- after the first frame

        return Managing(self.book, self.wrote)

    @cached_property
    def handing(self) -> "Handing":
        """Accounts that change hands."""
        from repcockpit.tui.desks.handing import Handing  # noqa: PLC0415 -- after the first frame

        return Handing(self.book, self.wrote)

    @cached_property
    def team(self) -> "Team":
        """Everybody's numbers."""
        from repcockpit.tui.desks.team import Team  # noqa: PLC0415 -- after the first frame

        return Team(self.book, self.wrote)
