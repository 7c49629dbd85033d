"""The seven values of many accounts at once: every part is fed by one function over all of them."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, timedelta

from repcockpit.clock import Clock
from repcockpit.domain.score_parts import requests_value
from repcockpit.domain.scorecard import index_of
from repcockpit.domain.views.scores import IndexRow
from repcockpit.services.book import Book
from repcockpit.services.scores import learning
from repcockpit.services.scores.cadence import cadence_values
from repcockpit.services.scores.network import coverages_of
from repcockpit.services.scores.requests import answered_of, timed_of
from repcockpit.services.scores.reviews import Reviewed
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.scores import AccountRow, Houses, IdeaRow, customers, ideas_raised, news_brought

CHUNK = 500
Values = tuple[float | None, ...]
Progress = Callable[[int, int], object]


def book_before(book: Book, days: int) -> Book:
    """The same book as it stood so many days before its own now."""
    clock = Clock(book.clock.zone, (book.now() - timedelta(days=days)).astimezone(UTC))
    return Book(book.db, book.path, clock, book.device, book.rep_id)


def customer_count(book: Book, rep_id: bytes | None) -> int:
    """How many customers a rep owns (None: all there are)."""
    return len(customers(book.db, rep_id))


def values_of(
    book: Book, accounts: Sequence[AccountRow], calendars: Calendars | None = None
) -> dict[bytes, Values]:
    """The values of the seven activities by account; None where an account does not know one."""
    houses = Houses(book.db, [one.id for one in accounts])
    today = book.today()
    cadences = cadence_values(book, houses.ids)
    cases = timed_of(book, houses, calendars)
    coverages = coverages_of(book, houses)
    reviews = Reviewed(book, houses)
    lessons = learning.lessons_of(book, houses)
    news = news_brought(houses, today.isoformat())
    ideas: dict[bytes, list[IdeaRow]] = {}
    for row in ideas_raised(houses):
        ideas.setdefault(row.account_id, []).append(row)
    found: dict[bytes, Values] = {}
    for one in accounts:
        covered = coverages.get(one.id)
        found[one.id] = (
            cadences.get(one.id),
            requests_value(answered_of(cases[one.id])) if one.id in cases else None,
            covered.index if covered is not None else None,
            reviews.value(one),
            learning.training_of(lessons[one.id]) if one.id in lessons else None,
            learning.information_of(one, news.get(one.id), today, book),
            learning.ideas_of(ideas[one.id], book) if one.id in ideas else None,
        )
    return found


def index_rows(book: Book, accounts: Sequence[AccountRow]) -> Iterator[list[IndexRow]]:
    """The index of each of these accounts, some hundred at a time."""
    calendars = Calendars(book.db)
    for start in range(0, len(accounts), CHUNK):
        some = accounts[start : start + CHUNK]
        values = values_of(book, some, calendars)
        yield [
            IndexRow(
                one.id,
                one.name,
                one.segment,
                one.owner_id,
                values[one.id],
                *index_of(values[one.id], book.numbers),
            )
            for one in some
        ]


def index_of_all(
    book: Book,
    rep_id: bytes | None,
    progress: Progress = lambda _done, _total: None,
) -> list[IndexRow]:
    """The index of every customer of a rep (None: of everybody), the lowest first, those unknown last.

    `progress(done, total)` is called after every few hundred, and may raise to end it.
    """
    accounts = customers(book.db, rep_id)
    found: list[IndexRow] = []
    progress(0, len(accounts))
    for rows in index_rows(book, accounts):
        found += rows
        progress(len(found), len(accounts))
    return ordered(found)


def ordered(rows: list[IndexRow]) -> list[IndexRow]:
    """The lowest index first, those unknown last."""
    return sorted(rows, key=lambda row: (row.value is None, row.value or 0.0))
