from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.businesstime import (
    DEFAULT_HOURS,
    Calendar,
    CalendarPart,
    add_business_time,
    add_working_days,
    elapsed_business_time,
    is_working_day,
    merge_calendars,
    next_working_day,
    working_day_on_or_after,
    working_days_between,
)

MADRID = ZoneInfo("Europe/Madrid")
CAL = Calendar("Europe/Madrid", holidays=frozenset({date(2026, 12, 8)}))
NIGHT = Calendar("Europe/Madrid", (((1320, 1800),),) * 5 + ((), ()))
SPLIT = Calendar("Europe/Madrid", (((540, 780), (900, 1140)),) * 5 + (((540, 720),), ()))
ALWAYS = Calendar("Europe/Madrid", (((0, 1440),),) * 7)
NEVER = Calendar(hours=((),) * 7)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-11-20T16:00", 8, "2026-11-23T16:00:00+01:00"),
        ("2026-11-20T16:00", 2, "2026-11-23T10:00:00+01:00"),
        ("2026-11-21T08:00", 1, "2026-11-23T10:00:00+01:00"),
        ("2026-11-22T16:00", 1, "2026-11-23T10:00:00+01:00"),
        ("2026-11-22T16:00", 4, "2026-11-23T13:00:00+01:00"),
        ("2026-11-20T18:30", 1, "2026-11-23T10:00:00+01:00"),
        ("2026-12-07T16:30", 1, "2026-12-09T09:30:00+01:00"),
        ("2026-03-27T16:00", 2, "2026-03-30T10:00:00+02:00"),
        ("2026-11-20T17:00", 0.5, "2026-11-23T09:30:00+01:00"),
        ("2026-11-20T09:00", 8, "2026-11-20T17:00:00+01:00"),
    ],
)
def test_business_time_is_added(start: str, hours: float, expected: str) -> None:
    found = add_business_time(CAL, local(start), timedelta(hours=hours))
    assert found is not None
    assert found.isoformat() == expected


def test_a_day_across_the_change_of_clocks_is_real_time() -> None:
    found = add_business_time(ALWAYS, local("2026-03-28T12:00"), timedelta(hours=24))
    assert found is not None
    assert found.isoformat() == "2026-03-29T13:00:00+02:00"


def test_a_working_week_has_forty_hours() -> None:
    week = elapsed_business_time(CAL, local("2026-11-02T00:00"), local("2026-11-09T00:00"))
    assert week == timedelta(hours=40)


def test_the_callback_is_due_on_the_next_working_day() -> None:
    assert next_working_day(CAL, date(2026, 11, 20)) == date(2026, 11, 23)
    assert next_working_day(CAL, date(2026, 12, 7)) == date(2026, 12, 9)


def test_hours_past_midnight_belong_to_the_day_they_begin() -> None:
    saturday_early = add_business_time(NIGHT, local("2026-11-21T01:00"), timedelta(hours=5))
    assert saturday_early == local("2026-11-21T06:00")
    later = add_business_time(NIGHT, local("2026-11-21T01:00"), timedelta(hours=6))
    assert later == local("2026-11-23T23:00")
    assert elapsed_business_time(NIGHT, local("2026-11-21T00:00"), local("2026-11-23T00:00")) == timedelta(
        hours=6
    )


def test_windows_that_meet_are_counted_once() -> None:
    hours = (((0, 1440), (600, 700), (1380, 1500)),) * 7
    found = elapsed_business_time(
        Calendar("UTC", hours), datetime(2026, 11, 2, tzinfo=UTC), datetime(2026, 11, 4, tzinfo=UTC)
    )
    assert found == timedelta(hours=48)


def test_pauses_are_taken_off_once() -> None:
    since, until = local("2026-11-20T09:00"), local("2026-11-23T17:00")
    pauses = [
        (local("2026-11-20T10:00"), local("2026-11-20T12:00")),
        (local("2026-11-20T11:00"), local("2026-11-20T13:00")),
        (local("2026-11-20T11:30"), local("2026-11-20T12:30")),
        (local("2026-11-23T16:00"), local("2026-11-24T16:00")),
        (local("2026-11-19T16:00"), local("2026-11-20T09:30")),
    ]
    assert elapsed_business_time(CAL, since, until, pauses) == timedelta(hours=16 - 3 - 1 - 0.5)
    assert elapsed_business_time(CAL, until, since) == timedelta()


def test_working_days_skip_holidays_and_leave() -> None:
    cal = CAL._replace(leave=((date(2026, 12, 9), date(2026, 12, 11)),))
    assert is_working_day(cal, date(2026, 12, 7))
    assert not is_working_day(cal, date(2026, 12, 8))
    assert not is_working_day(cal, date(2026, 12, 9))
    assert not is_working_day(cal, date(2026, 12, 12))
    assert working_day_on_or_after(cal, date(2026, 12, 8)) == date(2026, 12, 14)
    assert add_working_days(cal, date(2026, 12, 4), 0) == date(2026, 12, 4)
    assert add_working_days(cal, date(2026, 12, 4), 2) == date(2026, 12, 14)
    assert working_days_between(cal, date(2026, 12, 1), date(2026, 12, 31)) == 19
    assert working_days_between(cal, date(2026, 12, 31), date(2026, 12, 1)) == 0


def test_without_a_working_day_nothing_is_due() -> None:
    assert next_working_day(NEVER, date(2026, 11, 20)) is None
    assert add_working_days(NEVER, date(2026, 11, 20), 2) is None
    assert add_business_time(NEVER, local("2026-11-20T09:00"), timedelta(hours=1)) is None
    assert add_business_time(CAL, local("2026-11-20T09:00"), timedelta(days=9000)) is None


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        add_business_time(CAL, datetime(2026, 11, 20), timedelta(hours=1))  # noqa: DTZ001 -- the mistake


def test_a_calendar_is_merged_field_by_field() -> None:
    def public(country: str, region: str | None) -> Iterable[date]:
        return [date(2026, 1, 6)] if (country, region) == ("ES", None) else []

    account = CalendarPart(hours=((),) * 7, country="ES", holidays=frozenset({date(2026, 8, 1)}))
    rep = CalendarPart(zone="Europe/Paris", country="FR", region="67", leave=((date(2026, 2, 2),) * 2,))
    team = CalendarPart(zone="UTC", hours=DEFAULT_HOURS)
    assert merge_calendars([account, rep, team], "Asia/Tokyo", public) == Calendar(
        "Europe/Paris",
        ((),) * 7,
        frozenset({date(2026, 1, 6), date(2026, 8, 1)}),
        ((date(2026, 2, 2), date(2026, 2, 2)),),
    )
    assert merge_calendars([CalendarPart()], "Asia/Tokyo") == Calendar("Asia/Tokyo")
    assert merge_calendars([account]).holidays == frozenset({date(2026, 8, 1)})


CALENDARS = st.sampled_from([CAL, NIGHT, SPLIT, ALWAYS])
INSTANTS = st.integers(0, 525_600).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
NEEDS = st.integers(1, 6000).map(lambda minutes: timedelta(minutes=minutes))


@given(CALENDARS, INSTANTS, NEEDS, NEEDS)
def test_adding_is_additive(cal: Calendar, start: datetime, one: timedelta, other: timedelta) -> None:
    first = add_business_time(cal, start, one)
    assert first is not None
    assert add_business_time(cal, first, other) == add_business_time(cal, start, one + other)


@given(CALENDARS, INSTANTS, INSTANTS, NEEDS)
def test_a_later_start_is_never_done_earlier(
    cal: Calendar, one: datetime, other: datetime, need: timedelta
) -> None:
    early, late = add_business_time(cal, min(one, other), need), add_business_time(cal, max(one, other), need)
    assert early is not None
    assert late is not None
    assert early <= late


@given(CALENDARS, INSTANTS, NEEDS)
def test_what_was_added_has_elapsed(cal: Calendar, start: datetime, need: timedelta) -> None:
    end = add_business_time(cal, start, need)
    assert end is not None
    assert elapsed_business_time(cal, start, end) == need


@given(CALENDARS, st.lists(INSTANTS, min_size=3, max_size=3))
def test_elapsed_time_adds_up(cal: Calendar, instants: list[datetime]) -> None:
    since, between, until = sorted(instants)
    parts = elapsed_business_time(cal, since, between) + elapsed_business_time(cal, between, until)
    assert elapsed_business_time(cal, since, until) == parts
    assert elapsed_business_time(cal, since, until, [(between, until)]) == elapsed_business_time(
        cal, since, between
    )


@given(
    since=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.integers(0, 400),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=8),
    away=st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2027, 6, 1)), st.integers(0, 40)).map(
            lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
        ),
        max_size=3,
    ),
    hours=st.sampled_from([DEFAULT_HOURS, SPLIT.hours, ALWAYS.hours, NEVER.hours]),
)
def test_many_days_are_counted_as_if_one_by_one(
    since: date,
    length: int,
    holidays: frozenset[date],
    away: list[tuple[date, date]],
    hours: tuple[tuple[tuple[int, int], ...], ...],
) -> None:
    cal = Calendar("UTC", hours, holidays, tuple(away))
    until = since + timedelta(days=length)
    one_by_one = sum(is_working_day(cal, since + timedelta(days=number)) for number in range(length + 1))
    assert working_days_between(cal, since, until) == one_by_one


def test_all_the_days_there_are_can_be_counted() -> None:
    assert working_days_between(CAL, date.min, date.max) == 2608614
