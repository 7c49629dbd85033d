"""The guard against too much and the bar that shows both ends (rules.md 2.13, 2.22)."""

from datetime import date, timedelta

import pytest

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.fatigue import Contacted, contact_bar, counted, first_day, guard

TODAY = date(2026, 11, 24)
"""A Tuesday."""
CAL = Calendar("Europe/Madrid")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def touch(days: int, kind: str = "call", **more: object) -> Contacted:
    return Contacted(f"{days}{kind}{more}".encode(), ago(days), kind, **more)  # type: ignore[arg-type]


def test_one_in_two_working_days() -> None:
    assert guard([], TODAY, CAL).verdict == "ok"
    assert guard([touch(0)], TODAY, CAL).verdict == "over"
    assert guard([touch(1)], TODAY, CAL).verdict == "over"
    assert guard([touch(2)], TODAY, CAL).verdict == "ok"
    monday = TODAY - timedelta(days=1)
    assert first_day(monday, CAL, 2) == date(2026, 11, 20)
    assert first_day(date(2026, 11, 22), CAL, 2) == date(2026, 11, 19)
    assert first_day(TODAY, Calendar(hours=((),) * 7), 2) == ago(1)


def test_three_in_seven_days_and_eight_in_thirty() -> None:
    week = [touch(4), touch(5), touch(6)]
    found = guard(week, TODAY, CAL)
    assert (found.verdict, found.said) == ("over", "3 in 7 days, the most is 3")
    assert found.causes == tuple(one.id for one in week)
    near = guard(week[:2], TODAY, CAL)
    assert (near.verdict, near.said) == ("near", "2 in 7 days, the most is 3")
    assert guard([touch(4), touch(5), touch(7)], TODAY, CAL).verdict == "near"
    month = [touch(days) for days in (8, 10, 12, 14, 16, 20, 25, 29)]
    assert guard(month, TODAY, CAL).verdict == "over"
    assert guard(month[:7], TODAY, CAL).verdict == "near"
    assert guard(month[:6], TODAY, CAL).verdict == "ok"
    assert guard([*month[:7], touch(30)], TODAY, CAL).verdict == "near"


@pytest.mark.parametrize(
    "one",
    [
        touch(1, direction="inbound"),
        touch(1, has_request=True),
        touch(1, is_solicited=True),
        touch(1, outcome="no_answer"),
        touch(1, status="planned"),
        touch(1, "note"),
        touch(-3),
    ],
)
def test_what_does_not_count(one: Contacted) -> None:
    assert guard([one], TODAY, CAL).verdict == "ok"


@pytest.mark.parametrize(
    "one", [touch(1, direction="outbound"), touch(1, "mailing"), touch(1, "email", direction="outbound")]
)
def test_what_counts(one: Contacted) -> None:
    assert guard([one], TODAY, CAL).verdict == "over"


def test_an_answer_within_seven_days_of_theirs_is_exempt() -> None:
    assert counted([touch(8, "email", direction="inbound"), touch(1, direction="outbound")]) == []
    assert len(counted([touch(9, "email", direction="inbound"), touch(1, direction="outbound")])) == 1
    assert len(counted([touch(1, "email", direction="inbound"), touch(2, direction="outbound")])) == 1


def test_the_bar_has_both_ends() -> None:
    bar = contact_bar(5, 30, date(2026, 10, 23))
    assert (bar.touches, bar.low, bar.high, bar.full, bar.needs_by) == (5, 7, 12, 15, date(2026, 12, 14))
    assert not bar.is_inside
    assert (contact_bar(7, 90, None).low, contact_bar(7, 90, None).high) == (4, 7)
    assert contact_bar(7, 52, TODAY).low == contact_bar(7, 52, TODAY).high == 7
    assert contact_bar(12, 30, TODAY).is_inside
    assert (contact_bar(0, None, None).low, contact_bar(0, None, None).needs_by) == (7, None)
