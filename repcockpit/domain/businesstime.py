"""Working days and working time of a calendar (rules.md 2.1, 2.7, 2.22).

A calendar is a zone, the working windows of each weekday, holidays and leave. Windows that pass midnight
belong to the day they begin. Where a calendar has no working day at all, the answer is None.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

Window = tuple[int, int]
"""Minutes after midnight, from and to; the end may pass 1440, at most by a day."""
Hours = tuple[tuple[Window, ...], ...]
"""The windows of Monday to Sunday."""

DEFAULT_HOURS: Final[Hours] = (((540, 1020),),) * 5 + ((),) * 2
"""Monday to Friday, 09:00 to 17:00."""
_ONE_DAY: Final = timedelta(days=1)
_ZERO: Final = timedelta()
_HORIZON_DAYS: Final = 3700
_FEW_DAYS: Final = 31
"""Up to so many days are gone through one by one."""
_LAST_DAY: Final = date.max.toordinal()


class Calendar(NamedTuple):
    """When somebody works; `leave` holds first and last days, both included."""

    zone: str = "UTC"
    hours: Hours = DEFAULT_HOURS
    holidays: frozenset[date] = frozenset()
    leave: tuple[tuple[date, date], ...] = ()


class CalendarPart(NamedTuple):
    """What an account, a rep or a team says about its calendar; None is "not said"."""

    zone: str | None = None
    hours: Hours | None = None
    country: str | None = None
    region: str | None = None
    holidays: frozenset[date] = frozenset()
    leave: tuple[tuple[date, date], ...] = ()


def no_holidays(country: str, region: str | None) -> Iterable[date]:  # noqa: ARG001 -- the shape of a source
    """The holidays of a country nobody knows: none."""
    return ()


def merge_calendars(
    parts: Iterable[CalendarPart],
    zone: str = "UTC",
    public_holidays: Callable[[str, str | None], Iterable[date]] = no_holidays,
) -> Calendar:
    """One calendar from `parts` (account, then rep, then team): the first that says a field wins.

    A region counts only with the country beside it. Own holidays and leave of all parts are joined; `zone`
    stands where no part names one.
    """
    said = list(parts)
    homes = [(part.country, part.region) for part in said if part.country]
    days = set().union(*(part.holidays for part in said))
    if homes and homes[0][0]:
        days.update(public_holidays(homes[0][0], homes[0][1]))
    return Calendar(
        next((part.zone for part in said if part.zone), zone),
        next((part.hours for part in said if part.hours is not None), DEFAULT_HOURS),
        frozenset(days),
        tuple(span for part in said for span in part.leave),
    )


def is_working_day(cal: Calendar, day: date) -> bool:
    """Whether `day` has working windows and is neither holiday nor leave."""
    if not cal.hours[day.weekday()] or day in cal.holidays:
        return False
    return not any(since <= day <= until for since, until in cal.leave)


def working_day_on_or_after(cal: Calendar, day: date) -> date | None:
    """The first working day from `day` on, or None within ten years."""
    for ordinal in range(day.toordinal(), min(day.toordinal() + _HORIZON_DAYS, _LAST_DAY + 1)):
        found = date.fromordinal(ordinal)
        if is_working_day(cal, found):
            return found
    return None


def next_working_day(cal: Calendar, day: date) -> date | None:
    """The first working day strictly after `day`, or None within ten years and before the end of time."""
    if day == date.max:
        return None
    return working_day_on_or_after(cal, day + _ONE_DAY)


def add_working_days(cal: Calendar, day: date, count: int) -> date | None:
    """The `count`-th working day after `day`; `day` itself for 0; None where there are none."""
    found: date | None = day
    for _ in range(count):
        found = next_working_day(cal, day)
        if found is None:
            return None
        day = found
    return found


def working_days_between(cal: Calendar, since: date, until: date) -> int:
    """The number of working days from `since` to `until`, both included."""
    days = (until - since).days + 1
    if days <= _FEW_DAYS:
        return sum(is_working_day(cal, since + timedelta(days=number)) for number in range(days))
    weeks, rest = divmod(days, 7)
    count = weeks * sum(bool(windows) for windows in cal.hours)
    count += sum(bool(cal.hours[(since.weekday() + number) % 7]) for number in range(rest))
    off = {day for day in cal.holidays if since <= day <= until}
    for first, last in cal.leave:
        begin, end = max(first, since).toordinal(), min(last, until).toordinal()
        off.update(date.fromordinal(number) for number in range(begin, end + 1))
    return count - sum(bool(cal.hours[day.weekday()]) for day in off)


def add_business_time(cal: Calendar, start: datetime, need: timedelta) -> datetime | None:
    """The instant at which `need` of working time has passed since `start`, in the calendar's zone.

    Never a non-working instant except a closing edge; None where ten years hold too little working time.
    Raises ValueError for a naive `start`.
    """
    moment = _in_utc(start)
    zone = ZoneInfo(cal.zone)
    for opened, closed in _windows(cal, _day_there(moment, zone), _HORIZON_DAYS):
        begin = max(opened, moment)
        if closed <= begin:
            continue
        if closed - begin >= need:
            return (begin + need).astimezone(zone)
        need -= closed - begin
    return None


def elapsed_business_time(
    cal: Calendar, since: datetime, until: datetime, pauses: Sequence[tuple[datetime, datetime]] = ()
) -> timedelta:
    """The working time between two instants, less the working time inside `pauses` (which may overlap).

    Raises ValueError for naive instants.
    """
    begin, end = _in_utc(since), _in_utc(until)
    total = _worked(cal, begin, end)
    reached = begin
    for paused, resumed in sorted((_in_utc(one), _in_utc(other)) for one, other in pauses):
        inside, outside = max(paused, reached), min(resumed, end)
        if outside > inside:
            total -= _worked(cal, inside, outside)
            reached = outside
    return total


def _worked(cal: Calendar, begin: datetime, end: datetime) -> timedelta:
    if end <= begin:
        return _ZERO
    zone = ZoneInfo(cal.zone)
    first = _day_there(begin, zone)
    days = (_day_there(end, zone) - first).days + 1
    overlaps = (min(closed, end) - max(opened, begin) for opened, closed in _windows(cal, first, days))
    return sum((overlap for overlap in overlaps if overlap > _ZERO), _ZERO)


def _windows(cal: Calendar, first: date, days: int) -> Iterator[tuple[datetime, datetime]]:
    """The working windows that reach into `days` days from `first`, in UTC, ascending, without overlap."""
    if not any(cal.hours):
        return
    zone = ZoneInfo(cal.zone)
    reached = datetime.min.replace(tzinfo=UTC)
    since = max(first.toordinal() - 1, 2)  # the night before belongs to the day it began
    for ordinal in range(since, min(first.toordinal() + days, _LAST_DAY)):
        day = date.fromordinal(ordinal)
        if not is_working_day(cal, day):
            continue
        midnight = datetime.combine(day, time(), zone)
        for opening, closing in cal.hours[day.weekday()]:
            opened = max((midnight + timedelta(minutes=opening)).astimezone(UTC), reached)
            closed = (midnight + timedelta(minutes=closing)).astimezone(UTC)
            if closed > opened:
                yield opened, closed
                reached = closed


def _day_there(moment: datetime, zone: ZoneInfo) -> date:
    """The local day; the nearest there is at either end of time."""
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return moment.astimezone(UTC)
