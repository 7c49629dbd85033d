"""What is offered to meet an open item of a review, and what is meant by what is typed."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.offers import ActionText, Offer
    from repcockpit.domain.views.reviews import QbrRow

Moment = datetime | date


class ReviewOffers(Part):
    """Reads only; may raise CockpitError."""

    def read_moment(self, text: str) -> Moment:
        """The day, or the instant, that a text means from today on. Raises InvalidValueError."""
        from repcockpit.services.local_dates import read_moment  # noqa: PLC0415 -- when something is typed

        day, at = read_moment(self.book, text, "forward")
        return at or day

    def read_past_moment(self, text: str) -> Moment:
        """The same up to today."""
        from repcockpit.services.local_dates import read_moment  # noqa: PLC0415 -- when something is typed

        day, at = read_moment(self.book, text, "back")
        return at or day

    @guarded
    def read_action(self, text: str) -> "ActionText":
        """An action of the meeting from one line. Raises CockpitError for what cannot be taken."""
        from repcockpit.services.reviews.offers import read_action  # noqa: PLC0415 -- when something is typed

        return read_action(self.book, text)

    def read_skip(self, text: str) -> tuple[str, str]:
        """Reason and approver from one line. Raises InvalidValueError."""
        from repcockpit.services.reviews.offers import read_skip  # noqa: PLC0415 -- when something is typed

        return read_skip(text)

    @guarded
    def people(self, row: "QbrRow") -> "tuple[Offer, ...]":
        """Who can accept, those who decide first."""
        from repcockpit.services.reviews.offers import people_offers  # noqa: PLC0415 -- when asked

        return people_offers(self.book, row.account_id, row.id)

    @guarded
    def news(self, row: "QbrRow") -> "tuple[Offer, ...]":
        """The news that can be brought."""
        from repcockpit.services.reviews.offers import news_offers  # noqa: PLC0415 -- when asked

        return news_offers(self.book, row.account_id, row.id)

    @guarded
    def ideas(self, row: "QbrRow") -> "tuple[Offer, ...]":
        """Their ideas that are not finished."""
        from repcockpit.services.reviews.offers import idea_offers  # noqa: PLC0415 -- when asked

        return idea_offers(self.book, row.account_id)
