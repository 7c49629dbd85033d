"""Requests as a part of the scorecard: in time, right first time, called back on time, over a year."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from repcockpit.domain.request_clocks import Clocks
from repcockpit.domain.requests import Life
from repcockpit.domain.score_parts import Answered, requests_value
from repcockpit.domain.scorecard import Finding
from repcockpit.domain.views.requests import Case
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.scores import Houses, requests_opened
from repcockpit.store.reads.scores_requests import Timed, timed_requests

_MET = "met"
_MISSED = frozenset(("met_late", "breached"))


class Worked(Protocol):
    """A request with its life and clocks."""

    @property
    def life(self) -> Life:
        """What its events add up to."""
        ...

    @property
    def clocks(self) -> Clocks:
        """Both clocks and the call-backs."""
        ...


def _opened(book: Book, houses: Houses) -> dict[bytes, bytes]:
    """The account of each request of a year."""
    now = book.now()
    since = now - timedelta(days=book.numbers.score_days)
    pairs = requests_opened(houses, int(since.timestamp() * 1000), int(now.timestamp() * 1000))
    return {request: account for account, request in pairs}


def timed_of(book: Book, houses: Houses, calendars: Calendars | None = None) -> dict[bytes, list[Timed]]:
    """The lives and clocks of the requests of a year by account."""
    whose = _opened(book, houses)
    found: dict[bytes, list[Timed]] = {}
    known = calendars or Calendars(book.db)
    for row_id, one in timed_requests(book.db, list(whose), book.now(), known).items():
        found.setdefault(whose[row_id], []).append(one)
    return found


def cases_of(book: Book, houses: Houses) -> dict[bytes, list[Case]]:
    """The requests of a year by account, with all that is shown of them."""
    whose = _opened(book, houses)
    found: dict[bytes, list[Case]] = {}
    for case in cases_by_id(book.db, list(whose), ZoneInfo(book.zone), book.now()):
        found.setdefault(whose[case.view.id], []).append(case)
    return found


def answered_of(cases: Iterable[Worked]) -> Answered:
    """The counts of some requests; a cancelled one counts nowhere, and a clock that still runs not yet."""
    in_time = judged = right = ended = called = calls = answered = asked = 0
    for case in cases:
        status = case.life.status
        if status == "cancelled":
            continue
        response, resolution = case.clocks.response.state, case.clocks.resolution.state
        for state in (response, resolution):
            in_time += state == _MET
            judged += state == _MET or state in _MISSED
        answered += response == _MET
        asked += response == _MET or response in _MISSED
        if status in CLOSED_REQUEST_STATUSES:
            ended += 1
            right += status == "closed" and case.life.reopen_count == 0
        known = [one.is_on_time for one in case.clocks.callbacks if one.is_on_time is not None]
        calls += len(known)
        called += sum(known)
    return Answered(in_time, judged, right, ended, called, calls, answered, asked)


def requests_finding(cases: Iterable[Case]) -> Finding:
    """The part of one account, and what the next request done well would make of it."""
    every = list(cases)
    counts = answered_of(every)
    value = requests_value(counts)
    owed = next((case for case in every if case.is_owed), None)
    still = next((case for case in every if case.view.status not in CLOSED_REQUEST_STATUSES), None)
    action = "answer and solve the next request in time, and call back"
    if owed is not None:
        action = f"call back about {owed.view.title or 'the request'}"
    elif still is not None:
        action = f"solve {still.view.priority} {still.view.title or ''}".rstrip() + " in time"
    elif value is None:
        return Finding(None, "ask whether all is well")
    if value is None or value >= 100:
        return Finding(value, action if still or owed else "")
    return Finding(value, action, requests_value(_one_more(counts)))


def _one_more(counts: Answered) -> Answered:
    """One more done well in each that is measured."""
    return counts._replace(
        in_time=counts.in_time + 2 * bool(counts.judged),
        judged=counts.judged + 2 * bool(counts.judged),
        right_first=counts.right_first + bool(counts.ended),
        ended=counts.ended + bool(counts.ended),
        called_on_time=counts.called_on_time + bool(counts.call_backs),
        call_backs=counts.call_backs + bool(counts.call_backs),
    )
