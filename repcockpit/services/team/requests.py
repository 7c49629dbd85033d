"""Requests that ended in a span, in time or not, and the call-backs due in it, of each of us (rules.md 2.7)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import next_working_day
from repcockpit.domain.moments import time_of
from repcockpit.domain.request_clocks import Callback
from repcockpit.domain.views.team import Share, TeamSpan
from repcockpit.services.book import Book
from repcockpit.services.team.members import Member
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.scores_requests import Timed, timed_requests
from repcockpit.store.reads.team_requests import Turn, turned

_BEFORE = timedelta(days=35)
"""A request was solved at most so long before its call-back was first due: holidays in a row included."""
ENDED = frozenset(("closed", "closed_unconfirmed"))


class Answered(NamedTuple):
    """Requests that ended, of them answered and solved in time; call-backs due, of them made on time."""

    requests: Share
    callbacks: Share


def turned_requests(
    book: Book, everybody: Iterable[Member], spans: Sequence[TeamSpan], calendars: Calendars
) -> dict[bytes, list[tuple[bytes, Timed]]]:
    """By rep the requests of theirs that any of the spans may count, as they stood at the rep's instant."""
    first, last = min(span.since for span in spans), max(span.until for span in spans)
    since = _ms(first - min(_BEFORE, first - date.min))
    until = _ms(last + min(timedelta(days=2), date.max - last))
    whose = {one.id: one for one in everybody}
    by_moment: dict[datetime, dict[bytes, bytes]] = {}
    turns = [one for one in turned(book.db, since, until) if one.owner_id in whose]
    for turn in _near(turns, first, calendars):
        moment = whose[turn.owner_id].as_of or book.now()
        by_moment.setdefault(moment, {})[turn.id] = turn.owner_id
    found: dict[bytes, list[tuple[bytes, Timed]]] = {}
    for moment, owners in sorted(by_moment.items()):
        for request, timed in timed_requests(book.db, list(owners), moment, calendars).items():
            found.setdefault(owners[request], []).append((request, timed))
    return found


def _near(turns: Sequence[Turn], first: date, calendars: Calendars) -> Iterator[Turn]:
    """Those of which something fell on `first` or later: the last turn, or the call-back that it asks for."""
    eve = first - timedelta(days=min(2, (first - date.min).days))
    early = _ms(eve)
    known = calendars.of_accounts((one.account_id, one.owner_id) for one in turns if one.at < early)
    due: dict[tuple[int, date], date | None] = {}
    for one in turns:
        if one.at < early:
            calendar = known[one.account_id, one.owner_id]
            day = time_of(one.at, UTC).date()
            key = id(calendar), day
            if key not in due:
                due[key] = next_working_day(calendar, day)
            called = due[key]
            if called is None or called < eve:
                continue
        yield one


def _ms(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp() * 1000)


def answered(member: Member, cases: Iterable[tuple[bytes, Timed]], span: TeamSpan) -> Answered:
    """The counts of one rep over a span."""
    ended = in_time = due = on_time = 0
    for _, case in cases:
        if ended_in(member, case, span):
            ended += 1
            in_time += is_in_time(case)
        for call in calls_in(case, span):
            due += 1
            on_time += bool(call.is_on_time)
    return Answered(Share(in_time, ended), Share(on_time, due))


def ended_on(member: Member, case: Timed) -> date | None:
    """The rep's day on which a request was closed; None where it is open or was cancelled."""
    if case.life.status not in ENDED or case.life.ended_at is None:
        return None
    return case.life.ended_at.astimezone(ZoneInfo(member.zone)).date()


def ended_in(member: Member, case: Timed, span: TeamSpan) -> bool:
    """Whether a request was closed on a day of the span."""
    on = ended_on(member, case)
    return on is not None and span.since <= on <= span.until


def is_in_time(case: Timed) -> bool:
    """Whether a closed request was answered and solved in time."""
    return case.clocks.response.state == "met" and case.clocks.resolution.state == "met"


def calls_in(case: Timed, span: TeamSpan) -> list[Callback]:
    """The call-backs first due in the span of which it is known whether they were made on time."""
    return [
        one
        for one in case.clocks.callbacks
        if one.is_on_time is not None
        and one.first_due_on is not None
        and span.since <= one.first_due_on <= span.until
    ]
