"""Whether requests are past three quarters of their time; only then who else sees them is looked up."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repcockpit.domain.views.requests import Case, is_escalated

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def told_escalations(book: "Book", cases: Iterable[Case]) -> list[Case]:
    """The same requests; those past three quarters of their time say who else sees them."""
    known = list(cases)
    if not any(is_escalated(case) for case in known):
        return known
    from repcockpit.services.requests.escalating import Escalations  # noqa: PLC0415 -- seldom

    escalations = Escalations(book)
    return [escalations.told(case) for case in known]
