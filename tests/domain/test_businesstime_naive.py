"""Business time against a second implementation that walks minute by minute, on random cases.

The second one asks of every minute of some weeks whether it is working time by its wall clock, and then only
counts. Windows neither begin nor end inside the hour that a change of clocks skips or repeats.
"""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.domain.businesstime import (
    DEFAULT_HOURS,
    Calendar,
    add_business_time,
    elapsed_business_time,
)

MINUTE = timedelta(minutes=1)
DAYS = 42
OFFICE = DEFAULT_HOURS
SPLIT = (((540, 780), (900, 1140)),) * 5 + (((540, 720),), ())
NIGHT = (((1320, 1800),),) * 5 + ((), ())
ALWAYS = (((0, 1440),),) * 7
WEEKEND = ((),) * 4 + (((1080, 1440),), ((0, 1440),), ((0, 360),))
NEVER = ((),) * 7
CASES = (
    (Calendar("Europe/Madrid", OFFICE, frozenset({date(2026, 3, 30)})), date(2026, 3, 16)),
    (Calendar("Europe/Madrid", NIGHT, frozenset({date(2026, 10, 26)})), date(2026, 10, 12)),
    (Calendar("Europe/Madrid", ALWAYS), date(2026, 10, 12)),
    (
        Calendar("Europe/London", SPLIT, frozenset(), ((date(2026, 4, 1), date(2026, 4, 3)),)),
        date(2026, 3, 20),
    ),
    (Calendar("America/New_York", NIGHT), date(2026, 2, 25)),
    (Calendar("America/New_York", WEEKEND, frozenset({date(2026, 11, 7)})), date(2026, 10, 20)),
    (Calendar("Australia/Lord_Howe", ALWAYS, frozenset({date(2026, 4, 6)})), date(2026, 3, 25)),
    (Calendar("Asia/Kolkata", SPLIT, frozenset({date(2026, 11, 9)})), date(2026, 11, 1)),
    (Calendar("Pacific/Kiritimati", OFFICE), date(2026, 12, 20)),
    (Calendar("Europe/Madrid", NEVER), date(2026, 11, 20)),
    (
        Calendar("Europe/Madrid", OFFICE, frozenset({date(2026, 12, 7), date(2026, 12, 8)})),
        date(2026, 11, 30),
    ),
)


def _is_open(cal: Calendar, minute: datetime) -> bool:
    """Whether a working day's window holds this minute of the wall clock; a night is of the day it began."""
    there = minute.astimezone(ZoneInfo(cal.zone))
    at = there.hour * 60 + there.minute
    for day, clock in ((there.date(), at), (there.date() - timedelta(days=1), at + 1440)):
        if day in cal.holidays or any(since <= day <= until for since, until in cal.leave):
            continue
        if any(since <= clock < until for since, until in cal.hours[day.weekday()]):
            return True
    return False


@cache
def _minutes(number: int) -> tuple[datetime, bytes]:
    """The first minute, and a byte for each minute of the weeks after it: 1 is working time."""
    cal, day = CASES[number]
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return first, bytes(_is_open(cal, first + step * MINUTE) for step in range(DAYS * 1440))


def _walked(work: bytes, start: int, need: int) -> int | None:
    """The minute by which `need` minutes of work have passed since `start`, one after the other."""
    for at in range(start, len(work)):
        if work[at]:
            need -= 1
            if need == 0:
                return at + 1
    return None


@settings(max_examples=10_000, deadline=None)
@given(
    st.integers(0, len(CASES) - 1),
    st.integers(0, 20 * 1440),
    st.integers(1, 900),
    st.integers(0, 10 * 1440),
    st.lists(st.tuples(st.integers(-300, 8000), st.integers(0, 3000)), max_size=3),
)
def test_minute_by_minute(
    number: int, start: int, need: int, length: int, pauses: list[tuple[int, int]]
) -> None:
    cal, (first, work) = CASES[number][0], _minutes(number)
    begin = first + start * MINUTE
    walked = _walked(work, start, need)
    found = add_business_time(cal, begin, need * MINUTE)
    if walked is not None:  # in UTC: an hour that a clock repeats equals nothing in another zone
        assert found is not None
        assert found.astimezone(UTC) == first + walked * MINUTE
    else:
        assert found is None or found > first + len(work) * MINUTE
    spans = [(start + since, start + since + size) for since, size in pauses]
    rest = bytearray(work[start : start + length])
    for since, until in spans:
        low, high = max(since - start, 0), min(until - start, length)
        if high > low:
            rest[low:high] = bytes(high - low)
    given_pauses = [(first + since * MINUTE, first + until * MINUTE) for since, until in spans]
    assert elapsed_business_time(cal, begin, begin + length * MINUTE, given_pauses) == sum(rest) * MINUTE


def test_the_two_ends_of_time_are_no_error() -> None:
    cal = Calendar("Asia/Tokyo")
    last = datetime(9999, 12, 31, 23, 30, tzinfo=UTC)
    assert add_business_time(cal, last, timedelta(hours=1)) is None
    assert (
        add_business_time(Calendar("America/Lima"), last - timedelta(days=30), timedelta(hours=8)) is not None
    )
    assert elapsed_business_time(cal, last, last + timedelta(minutes=10)) == timedelta()
    first = datetime(1, 1, 1, tzinfo=UTC)
    assert elapsed_business_time(Calendar("America/Lima"), first, first + timedelta(days=1)) >= timedelta()
