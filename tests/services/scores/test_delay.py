"""How late a rep logs: the median, and for nobody else's eyes."""

from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.decisions.sweep import sweep_view
from repcockpit.services.scores.delay import logging_delay
from tests.services.seeding import Seed, fresh_book

HOUR = 3_600_000
NOON = 1_795_518_000_000
"""24 November 2026, 12:00 in Madrid... less an hour at most: only differences count here."""


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def logged(book: Book, hours: float, on: str = "2026-11-20", **more: object) -> None:
    fields: dict[str, object] = {
        "occurred_at": NOON,
        "logged_at": int(NOON + hours * HOUR),
        "source": "typed",
    }
    Seed(book).met(on, None, **(fields | more))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ([0.5], "30 min after, median of 1 in 30 d"),
        ([1, 2, 30], "2 h after, median of 3 in 30 d"),
        ([96, 120], "4 d after, median of 2 in 30 d"),
        ([-3], "0 min after, median of 1 in 30 d"),
    ],
)
def test_the_median_in_words(book: Book, hours: list[float], said: str) -> None:
    for one in hours:
        logged(book, one)
    found = logging_delay(book, book.author_id)
    assert found is not None
    assert found.said == said
    assert sweep_view(book).delay == said


def test_what_is_old_imported_or_planned_does_not_count(book: Book) -> None:
    logged(book, 5, on="2026-10-01")
    logged(book, 5, source="csv")
    logged(book, 5, status="planned")
    assert logging_delay(book, book.author_id) is None
    assert sweep_view(book).delay == ""


def test_without_an_hour_days_count(book: Book) -> None:
    logged_at = int(book.now().timestamp() * 1000)
    logged(book, 0, on="2026-11-22", occurred_at=None, logged_at=logged_at)
    found = logging_delay(book, book.author_id)
    assert found is not None
    assert found.hours == 48


def test_nobody_is_told_of_a_colleague(book: Book) -> None:
    seed = Seed(book)
    petra = seed.row("rep", {"name": "Petra Lang", "role": "manager"})
    logged(book, 5, rep_id=petra)
    assert logging_delay(book, petra) is None
    assert logging_delay(book, None) is None
