"""The two clocks and the call-back, in business time of the account (Europe/Madrid, Mon to Fri 09:00 to 17:00)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.request_clocks import Clocks, clocks_of
from repcockpit.domain.requests import Step, life_of

MADRID = ZoneInfo("Europe/Madrid")
CAL = Calendar("Europe/Madrid", holidays=frozenset({date(2026, 12, 8)}))
NEVER = Calendar("Europe/Madrid", ((),) * 7)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


def clocks(now: str, *told: tuple[str, str], priority: str = "P1", cal: Calendar = CAL) -> Clocks:
    """The clocks of a request at `now`; each step is (kind, when), the first one opens it."""
    steps = [Step(kind, at(when)) for kind, when in told]
    life = life_of(steps, lambda moment: moment.astimezone(MADRID).date())
    return clocks_of(life, steps[0].at, priority, cal, at(now))


OPENED = ("opened", "2026-11-23T09:00")


@pytest.mark.parametrize(
    ("opened", "priority", "answer", "solve"),
    [
        ("2026-11-20T16:00", "P1", "2026-11-20T17:00", "2026-11-23T16:00"),
        ("2026-11-21T08:00", "P1", "2026-11-23T10:00", "2026-11-23T17:00"),
        ("2026-11-22T16:00", "P1", "2026-11-23T10:00", "2026-11-23T17:00"),
        ("2026-11-20T18:30", "P2", "2026-11-23T11:00", "2026-11-24T17:00"),
        ("2026-12-07T16:30", "P1", "2026-12-09T09:30", "2026-12-09T16:30"),
        ("2026-03-27T16:00", "P2", "2026-03-30T10:00", "2026-03-31T16:00"),
        ("2026-11-23T09:00", "P3", "2026-11-23T17:00", "2026-11-27T17:00"),
        ("2026-11-23T09:00", "P4", "2026-11-24T17:00", "2026-12-04T17:00"),
    ],
)
def test_both_clocks_are_due_in_working_time(opened: str, priority: str, answer: str, solve: str) -> None:
    found = clocks(opened, ("opened", opened), priority=priority)
    assert (found.response.due_at, found.resolution.due_at) == (at(answer), at(solve))
    assert found.response.due_at is not None
    assert found.response.due_at.tzinfo == MADRID


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2026-11-23T12:59", "ok"), ("2026-11-23T13:00", "warn50"), ("2026-11-23T14:59", "warn50"),
        ("2026-11-23T15:00", "warn75"), ("2026-11-23T16:11", "warn75"), ("2026-11-23T16:12", "warn90"),
        ("2026-11-23T16:59", "warn90"), ("2026-11-23T17:00", "breached"), ("2026-11-29T03:00", "breached"),
    ],
)  # fmt: skip
def test_it_warns_at_half_three_quarters_and_nine_tenths(now: str, state: str) -> None:
    assert clocks(now, OPENED, ("acknowledged", "2026-11-23T09:05")).resolution.state == state


def test_what_ended_in_time_is_met_to_the_minute() -> None:
    for when, state in (("2026-11-23T17:00", "met"), ("2026-11-23T17:01", "met_late")):
        found = clocks("2026-11-30T09:00", OPENED, ("resolved", when))
        assert found.resolution.state == state
        assert found.response.state == "met_late"


def test_waiting_for_the_customer_stops_both_clocks() -> None:
    waiting = (OPENED, ("waiting_customer", "2026-11-23T09:30"))
    found = clocks("2026-11-25T09:00", *waiting)
    assert (found.response.state, found.resolution.state) == ("paused", "paused")
    assert found.resolution.paused == timedelta(hours=15, minutes=30)
    assert found.resolution.used == timedelta(minutes=30)
    again = clocks("2026-11-25T09:00", *waiting, ("resumed", "2026-11-24T09:30"))
    assert again.resolution.due_at == at("2026-11-24T17:00") + timedelta(0)
    assert again.response.due_at == at("2026-11-24T10:00")
    assert again.resolution.paused == timedelta(hours=8)


def test_a_pause_on_a_day_off_moves_nothing() -> None:
    steps = (OPENED, ("waiting_customer", "2026-11-28T09:00"), ("resumed", "2026-11-29T12:00"))
    assert clocks("2026-11-30T09:00", *steps, priority="P4").resolution.paused == timedelta()


def test_handing_it_over_lets_the_clock_run() -> None:
    found = clocks("2026-11-23T14:00", OPENED, ("waiting_internal", "2026-11-23T09:30"))
    assert (found.resolution.state, found.resolution.paused) == ("warn50", timedelta())


def test_past_its_time_comes_before_paused_and_paused_before_the_warnings() -> None:
    late = clocks("2026-11-25T09:00", OPENED, ("waiting_customer", "2026-11-24T10:00"))
    assert late.resolution.state == "breached"
    half = clocks("2026-11-25T09:00", OPENED, ("waiting_customer", "2026-11-23T16:30"))
    assert half.resolution.state == "paused"


def test_a_reopened_one_has_the_whole_target_again_and_its_answer_is_kept() -> None:
    steps = (
        OPENED, ("acknowledged", "2026-11-23T09:10"), ("waiting_customer", "2026-11-23T10:00"),
        ("resumed", "2026-11-23T12:00"), ("resolved", "2026-11-23T15:00"), ("reopened", "2026-11-24T11:00"),
    )  # fmt: skip
    found = clocks("2026-11-24T12:00", *steps)
    assert found.response.state == "met"
    assert found.resolution.due_at == at("2026-11-25T11:00")
    assert (found.resolution.paused, found.resolution.used) == (timedelta(), timedelta(hours=1))


def test_a_cancelled_one_has_no_running_clock() -> None:
    found = clocks("2026-11-30T09:00", OPENED, ("cancelled", "2026-11-23T10:30"))
    assert (found.response.state, found.resolution.state, found.resolution.due_at) == (None, None, None)
    assert found.resolution.used == timedelta(hours=1, minutes=30)


def test_without_a_working_day_nothing_is_due() -> None:
    found = clocks("2026-11-30T09:00", OPENED, ("resolved", "2026-11-24T09:00"), cal=NEVER)
    assert (found.resolution.due_at, found.resolution.state) == (None, None)
    assert (found.callbacks[0].first_due_on, found.callbacks[0].due_on, found.callbacks[0].is_on_time) == (
        None,
    ) * 3


def test_the_end_of_time_is_no_error() -> None:
    opened = datetime(9999, 12, 31, 12, tzinfo=UTC)
    life = life_of([Step("opened", opened), Step("resolved", opened)])
    found = clocks_of(life, opened, "P4", CAL, opened)
    assert (found.response.due_at, found.resolution.state) == (None, None)
    assert found.callbacks[0].due_on is None
    ages_later = clocks_of(
        life_of([Step("opened", at("2026-11-23T09:00"))]), at("2026-11-23T09:00"), "P1", CAL, opened
    )
    assert ages_later.resolution.state == "breached"


@pytest.mark.parametrize(
    ("solved", "due"),
    [("2026-11-20T16:50", date(2026, 11, 23)), ("2026-12-07T10:00", date(2026, 12, 9))],
)
def test_the_call_back_is_due_on_the_accounts_next_working_day(solved: str, due: date) -> None:
    call = clocks(solved, ("opened", "2026-11-20T09:00"), ("resolved", solved)).callbacks[0]
    assert (call.first_due_on, call.due_on, call.outcome, call.is_on_time) == (due, due, None, None)


SOLVED = (OPENED, ("resolved", "2026-11-23T15:00"))


@pytest.mark.parametrize(
    ("outcome", "when", "on_time"),
    [
        ("closed", "2026-11-23T16:00", True), ("closed", "2026-11-24T23:00", True), ("closed", "2026-11-25T09:00", False),
        ("reopened", "2026-11-24T09:00", True), ("unreachable", "2026-11-24T09:00", True),
        ("unreachable", "2026-11-25T09:00", False),
    ],
)  # fmt: skip
def test_called_back_on_time_is_the_first_outcome_by_the_first_due_day(
    outcome: str, when: str, on_time: bool
) -> None:
    call = clocks("2026-11-30T09:00", *SOLVED, (outcome, when), ("closed", "2026-11-27T09:00")).callbacks[0]
    assert call.is_on_time is on_time


def test_nobody_reached_moves_it_to_the_next_working_day() -> None:
    tries = (
        ("unreachable", "2026-11-24T09:00"),
        ("unreachable", "2026-11-24T16:00"),
        ("unreachable", "2026-11-27T10:00"),
    )
    call = clocks("2026-11-27T11:00", *SOLVED, *tries).callbacks[0]
    assert (call.first_due_on, call.due_on, call.unreachable_count) == (
        date(2026, 11, 24),
        date(2026, 11, 30),
        2,
    )


def test_a_call_back_that_nobody_made_is_late_after_its_day() -> None:
    assert clocks("2026-11-24T20:00", *SOLVED).callbacks[0].is_on_time is None
    assert clocks("2026-11-25T08:00", *SOLVED).callbacks[0].is_on_time is False


def test_each_time_it_is_solved_a_call_back_is_owed() -> None:
    found = clocks(
        "2026-11-30T09:00", *SOLVED, ("reopened", "2026-11-24T09:00"), ("resolved", "2026-11-25T09:00")
    )
    assert [call.first_due_on for call in found.callbacks] == [date(2026, 11, 24), date(2026, 11, 26)]
    assert [call.outcome for call in found.callbacks] == ["does_not_work", None]
