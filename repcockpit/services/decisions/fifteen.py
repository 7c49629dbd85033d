"""I have fifteen minutes: at most five people who can be called now, in the order of Today."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import DEFAULT_HOURS, Hours, working_day_on_or_after
from repcockpit.domain.hours import known_hours, known_zone
from repcockpit.domain.ranking import one_row_per_account
from repcockpit.domain.views.decisions import CallRow, FifteenView
from repcockpit.domain.views.today import TodayItem
from repcockpit.domain.words import spoken
from repcockpit.services.today.day import CadenceItems, Risks
from repcockpit.services.today.requests import request_items
from repcockpit.services.today.reviews import review_day
from repcockpit.services.today.standings import Standings
from repcockpit.services.today.work import task_items
from repcockpit.store.reads.hours import account_hours

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_MINUTES_A_CALL = 3
_GROUPS = ("now", "due", "catch_up")
_WORK = frozenset(("promise", "task", "callback"))


class _Place(NamedTuple):
    """The time at an account: `hours` None where the rep's own stand for it."""

    here: datetime
    hours: Hours
    is_known: bool

    def is_open(self) -> bool:
        minute = self.here.hour * 60 + self.here.minute
        today, before = self.here.weekday(), (self.here - timedelta(days=1)).weekday()
        late = any(minute + 1440 < until for _, until in self.hours[before])
        return late or any(since <= minute < until for since, until in self.hours[today])

    def opens_at(self) -> datetime | None:
        """When the next window of the coming week begins."""
        midnight = self.here.replace(hour=0, minute=0, second=0, microsecond=0)
        for ahead in range(8):
            day = midnight + timedelta(days=ahead)
            for since, _ in self.hours[day.weekday()]:
                begin = day + timedelta(minutes=since)
                if begin > self.here:
                    return begin
        return None


def fifteen_view(book: "Book", minutes: int = 15) -> FifteenView:
    """Who is due, has a phone and is at work now, first call-backs, then in the order and by the score of Today.

    One person an account; three minutes a call. Where no hours are known, working hours of the rep's own
    zone stand for them.
    """
    due = [item for item in _ranked(book) if item.account_id or item.contact_id]
    with_phone = [item for item in due if item.phone]
    places = _places(book, with_phone)
    open_now = [(item, place) for item, place in zip(with_phone, places, strict=True) if place.is_open()]
    waiting = [begin for place in places if not place.is_open() and (begin := place.opens_at())]
    most = max(1, minutes // _MINUTES_A_CALL)
    return FifteenView(
        book.now(),
        minutes,
        tuple(_row(item, place, book.today()) for item, place in open_now[:most]),
        max(0, len(open_now) - most),
        len(with_phone) - len(open_now),
        min(waiting).astimezone(ZoneInfo(book.zone)) if waiting else None,
        len(due) - len(with_phone),
    )


def _ranked(book: "Book") -> list[TodayItem]:
    """Everything due that a call could settle, best first, one row an account."""
    now = book.now()
    today = now.date()
    standings = Standings(book, today)
    day = working_day_on_or_after(standings.calendar(book.rep_id), today) or today
    _, breached = request_items(book, standings, now)
    risks = Risks(breached, review_day(book, today, day).at_risk)
    due = CadenceItems(book, standings.of(book.rep_id, day), today, day, risks)
    items: Iterable[TodayItem] = [*task_items(book, standings.put_off, today, day), *due.items()]
    found, seen = [], set[bytes]()
    for item in one_row_per_account(item for item in items if item.group in _GROUPS):
        if item.account_id is None or item.account_id not in seen:
            found.append(due.told(item))
            seen.update([item.account_id] if item.account_id else [])
    return found


def _places(book: "Book", items: list[TodayItem]) -> list[_Place]:
    said = account_hours(book.db, {item.account_id for item in items if item.account_id})
    now = book.now()
    found = []
    for item in items:
        zone, hours = said.get(item.account_id or b"", (None, None))
        known = known_zone(zone)
        here = now.astimezone(known) if known else now
        found.append(_Place(here, known_hours(hours) or DEFAULT_HOURS, known is not None))
    return found


def _row(item: TodayItem, place: _Place, today: date) -> CallRow:
    return CallRow(
        item.subject_kind,
        item.subject_id,
        item.contact_id,
        item.account_id,
        item.contact_name or item.account_name or "",
        item.account_name or "" if item.contact_name else "",
        item.phone or "",
        place.here,
        place.is_known,
        _why(item, today),
    )


def _why(item: TodayItem, today: date) -> str:
    """Why, in a few words: "12 d over, decision maker", "promise: send the certificate"."""
    if item.kind in _WORK:
        told = spoken(item.kind).replace("callback", "call back")
        return item.title if item.title.startswith(told) else f"{told}: {item.title}"
    over = item.days_over or 0
    if item.last_touch_on is None:
        said = "never contacted"
    elif item.group == "catch_up":
        said = f"silent for {(today - item.last_touch_on).days} d"
    else:
        said = f"{over} d over" if over > 0 else "due today"
    role = spoken(item.contact_role) if item.contact_role else ""
    return ", ".join(part for part in (said, role) if part)
