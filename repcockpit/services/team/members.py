"""Who we are, when each was heard of last, and the book as it stood then."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.clock import Clock
from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.hours import known_zone
from repcockpit.domain.moments import time_of
from repcockpit.domain.names import fold
from repcockpit.domain.team import is_stale
from repcockpit.domain.views.team import TeamSpan
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.database import meta_value
from repcockpit.store.reads import team as reads

_OLDEST: Final = date(1900, 1, 1)
"""No book is read as of an earlier day: the rules look years back from it, and calendars begin with the year 1."""


class Member(NamedTuple):
    """One of us: `as_of` in the book's zone, `day` the one every number of the row speaks of, in the rep's zone."""

    id: bytes
    name: str
    role: str | None
    left_on: date | None
    zone: str
    as_of: datetime | None
    day: date
    calendar: Calendar
    is_stale: bool


def members(book: Book, calendars: Calendars | None = None, *, is_shared: bool = False) -> list[Member]:
    """Everybody, A to Z; those of one name by id.

    With `is_shared` this device's rep is not here now, but heard of like the others, where there is a team to
    share with: then every device of the team that is in step says the same.
    """
    known = calendars or Calendars(book.db)
    stamps = reads.sync_stamps(book.db)
    here = None if is_shared and meta_value(book.db, "team_id") is not None else book.author_id
    found = [
        _member(book, row, stamps.get(row.id), known, is_here=row.id == here)
        for row in reads.rep_rows(book.db)
    ]
    return sorted(found, key=lambda one: (fold(one.name), one.id))


def _member(
    book: Book, row: reads.RepRow, stamp: int | None, calendars: Calendars, *, is_here: bool
) -> Member:
    now = book.now()
    zone = row.timezone if row.timezone and known_zone(row.timezone) else book.zone
    as_of = now if is_here else None
    if as_of is None and stamp is not None:
        as_of = min(time_of(stamp, ZoneInfo(book.zone)), now)
    day = (as_of or now).astimezone(ZoneInfo(zone)).date()
    today = now.astimezone(ZoneInfo(zone)).date()
    calendar = calendars.of_rep(row.id)
    stale = is_stale(None if as_of is None else day, today, calendar, book.numbers)
    left = date.fromisoformat(row.left_on) if row.left_on else None
    return Member(row.id, row.name, row.role, left, zone, as_of, day, calendar, stale)


def as_of_sync(book: Book) -> dict[bytes, datetime]:
    """When each of us was heard of last, by id; this device's rep is here now. Who never was is left out."""
    return {one.id: one.as_of for one in members(book) if one.as_of is not None}


def book_of(book: Book, member: Member, until: date | None = None) -> Book:
    """The book as that rep's own device would read it: theirs alone, at `as_of`, or at the end of `until`."""
    moment = member.as_of or book.now()
    if until is not None:
        zone = ZoneInfo(member.zone)
        moment = min(moment, datetime.combine(max(until, _OLDEST), time(23, 59), zone).astimezone(UTC))
    return Book(book.db, book.path, Clock(member.zone, moment.astimezone(UTC)), book.device, member.id)


def day_in(member: Member, span: TeamSpan) -> date:
    """The day by which the numbers of a span speak: the rep's day, or the last of the span where that is over."""
    return min(member.day, span.until)


def eve_of(span: TeamSpan) -> date:
    """The day before a span begins."""
    return span.since - timedelta(days=1) if span.since > date.min else date.min
