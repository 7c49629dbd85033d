"""Today complete, against the same Today without reviews and gaps: what it was before there were any.

Both read the same requests, tasks, appointments and cadences on one connection. The first line takes every read as
the first one after a start; the second as the cockpit reads again each minute, with what it remembers.
"""

from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from repcockpit.domain.views.today import TodayView
from repcockpit.services.book import Book, open_book
from repcockpit.services.today import day
from repcockpit.services.today.day import today_view
from repcockpit.services.today.gaps import Gaps
from repcockpit.services.today.reviews import ReviewDay
from tests.bench.big import NOW
from tests.bench.measure import Figure, in_turn, ratio_figure

_NO_REVIEWS = ReviewDay([], frozenset(), frozenset())
_NO_GAPS = Gaps([], 0)


def _without(book: Book) -> TodayView:
    """Today as it is when no review is due and nothing is missing."""
    with (
        patch.object(day, "review_day", lambda *_: _NO_REVIEWS),
        patch.object(day, "gaps_of", lambda *_: _NO_GAPS),
    ):
        return today_view(book)


def whole_figures(path: Path, runs: int) -> Iterator[Figure]:
    """Both lines."""
    with open_book(path, now=NOW) as book:
        counts, before = today_view(book).counts, _without(book)
        note = f"{sum(counts.values())} rows, {counts['gaps']} of them gaps; without {sum(before.counts.values())}"
        for name, limits, prepare in (
            ("Today complete, against it without reviews and gaps", (1.5, 1.5), book.memory.clear),
            ("  read again, nothing written", (None, None), lambda: None),
        ):
            times = in_turn(lambda: today_view(book), lambda: _without(book), runs, prepare)
            figure = ratio_figure(name, *times, *limits)
            yield figure._replace(note=f"{figure.note}; {note}")
