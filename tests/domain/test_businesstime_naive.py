"""Business time against a second implementation that walks minute by minute, on random cases.

The second one asks of every minute of some weeks whether it is working time by its wall clock, and then only
counts. Windows neither begin nor end inside the hour that a change of clocks skips or repeats.
"""

import random
from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.domain.businesstime import (
    DEFAULT_HOURS,
    Calendar,
    add_business_time,
    elapsed_business_time,
)

MINUTE = timedelta(minutes=1)
DAYS, START, NEED, LENGTH = 32, 20 * 1440, 900, 10 * 1440
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


class _Weeks(NamedTuple):
    """Some weeks of a calendar, minute by minute."""

    first: datetime
    work: bytes
    """A byte for each minute: 1 is working time."""
    minutes: list[int]
    """The minutes that are working time."""


@cache
def _weeks(number: int) -> _Weeks:
    cal, day = CASES[number]
    first = datetime(day.year, day.month, day.day, tzinfo=UTC)
    work = bytes(_is_open(cal, first + step * MINUTE) for step in range(DAYS * 1440))
    return _Weeks(first, work, [at for at, is_work in enumerate(work) if is_work])


def _check(number: int, start: int, need: int, length: int, pauses: list[tuple[int, int]]) -> None:
    """Both ways of `need` and of `length` minutes from minute `start` on; pauses begin relative to it."""
    cal, (first, work, minutes) = CASES[number][0], _weeks(number)
    case = (number, start, need, length, pauses)
    begin = first + start * MINUTE
    found = add_business_time(cal, begin, need * MINUTE)
    last = bisect_left(minutes, start) + need - 1
    if last < len(minutes):  # in UTC: an hour that a clock repeats equals nothing in another zone
        assert found is not None, case
        assert found.astimezone(UTC) == first + (minutes[last] + 1) * MINUTE, case
    else:
        assert found is None or found > first + len(work) * MINUTE, case
    spans = [(start + since, start + since + size) for since, size in pauses]
    rest = bytearray(work[start : start + length])
    for since, until in spans:
        low, high = max(since - start, 0), min(until - start, length)
        if high > low:
            rest[low:high] = bytes(high - low)
    given_pauses = [(first + since * MINUTE, first + until * MINUTE) for since, until in spans]
    end = begin + length * MINUTE
    assert elapsed_business_time(cal, begin, end, given_pauses) == rest.count(1) * MINUTE, case


@pytest.mark.slow
def test_ten_thousand_cases_minute_by_minute() -> None:
    chance = random.Random(22)
    for _ in range(10_000):
        pauses = [(chance.randint(-300, 8000), chance.randint(0, 3000)) for _ in range(chance.randint(0, 3))]
        _check(
            chance.randrange(len(CASES)),
            chance.randint(0, START),
            chance.randint(1, NEED),
            chance.randint(0, LENGTH),
            pauses,
        )


@settings(max_examples=500, deadline=None)
@given(
    st.integers(0, len(CASES) - 1),
    st.integers(0, START),
    st.integers(1, NEED),
    st.integers(0, LENGTH),
    st.lists(st.tuples(st.integers(-300, 8000), st.integers(0, 3000)), max_size=3),
)
def test_edges_minute_by_minute(
    number: int, start: int, need: int, length: int, pauses: list[tuple[int, int]]
) -> None:
    _check(number, start, need, length, pauses)


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
