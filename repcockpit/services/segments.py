"""A, B, C, D as the rules would set them, from won deals; proposed, never written by themselves."""

from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.segments import Revenue, is_new, revenue_classes, tier
from repcockpit.services.book import Book
from repcockpit.store.reads.revenue import revenue_rows

_YEAR = timedelta(days=365)


class Proposal(NamedTuple):
    """The segment the rules give an account, and the won revenue of twelve months behind it."""

    account_id: bytes
    name: str
    segment: str
    amount: float | None


def proposed_segments(book: Book) -> list[Proposal]:
    """Every account with won deals of the last twelve months or a known potential, the best first.

    Amounts of different currencies are summed by dated rates; without any only the currency most deals are in counts.
    """
    today = book.today()
    rows = revenue_rows(book.db, (today - _YEAR).isoformat(), today.isoformat())
    known = [
        Revenue(
            row.id,
            row.name,
            row.amount,
            is_new(date.fromisoformat(row.created_on) if row.created_on else None, today, book.numbers),
        )
        for row in rows
    ]
    classes = revenue_classes(known, book.numbers)
    found = []
    for row in rows:
        letter = classes[row.id].letter if row.id in classes else None
        segment = tier(letter, row.potential)
        if segment is not None:
            found.append(Proposal(row.id, row.name, segment, row.amount))
    return sorted(found, key=lambda one: (one.segment, -(one.amount or 0.0), one.name.casefold()))
