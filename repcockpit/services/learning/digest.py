"""The digest of ideas for product development: grouped by product, with the revenue behind each."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.ideas import by_product
from repcockpit.domain.views.learning import DigestGroup
from repcockpit.services.learning.ideas import REVENUE_DAYS, idea_views
from repcockpit.store.reads import learning as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_LONG_AGO = date.min


def idea_digest(
    book: "Book", since: date | None = None, until: date | None = None
) -> tuple[DigestGroup, ...]:
    """All ideas of the book by product, the largest revenue first; won deals of 12 months, each currency by itself.

    With `since` and `until` those whose state was set (or that were heard) within the days, both included. The newest
    stand first, in the same order on every device.
    """
    rows = idea_views(book, reads.idea_rows(book.db, None))
    kept = [
        row
        for row in rows
        if (since is None or (row.status_on is not None and row.status_on >= since))
        and (until is None or (row.status_on is not None and row.status_on <= until))
    ]
    kept.sort(key=lambda row: (row.status_on or _LONG_AGO, row.id), reverse=True)
    today = book.today()
    named = {row.account.id: row.account for row in kept if row.account is not None}
    begin = (today - timedelta(days=REVENUE_DAYS)).isoformat()
    won = reads.won_by_currency(book.db, list(named), begin, today.isoformat())
    ideas = [(row.product, row.account.id if row.account else None) for row in kept]
    return tuple(
        DigestGroup(
            group.product,
            tuple(kept[at] for at in group.places),
            tuple(named[account] for account in group.accounts),
            group.revenue,
        )
        for group in by_product(ideas, won)
    )
