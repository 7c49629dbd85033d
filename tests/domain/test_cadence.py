from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.cadence import (
    Cadence,
    Rule,
    account_rule,
    beats,
    cadence,
    contact_rule,
    due,
    due_on,
    is_due,
    is_key,
    pace,
    red_from,
    worst_status,
)

CAL = Calendar("Europe/Madrid", holidays=frozenset({date(2026, 12, 8)}))
LONG_AGO = date(2025, 1, 1)
TODAY = date(2026, 11, 22)


def stand(
    last: date | None, interval: int, today: date, tracking: date = LONG_AGO, until: date | None = None
) -> Cadence:
    day = due(last or tracking, interval)
    return cadence(last, tracking, interval, today, day, snoozed_until=until)


@pytest.mark.parametrize(
    ("last", "interval", "today", "status", "days_over"),
    [
        (date(2026, 11, 10), 10, date(2026, 11, 22), "overdue", 2),
        (date(2026, 11, 10), 10, date(2026, 11, 20), "due_today", 0),
        (date(2026, 11, 15), 10, date(2026, 11, 22), "due_soon", -3),
        (date(2026, 11, 2), 10, date(2026, 11, 22), "critical", 10),
        (date(2026, 10, 1), 52, date(2026, 11, 22), "due_today", 0),
        (date(2026, 11, 14), 10, date(2026, 11, 20), "on_track", -4),
    ],
)
def test_the_status_of_a_cadence(last: date, interval: int, today: date, status: str, days_over: int) -> None:
    found = stand(last, interval, today)
    assert (found.status, found.days_over) == (status, days_over)
    assert found.ratio == (today - last).days / interval
    assert found.base == last


def test_a_due_day_moves_to_a_working_day() -> None:
    memo: dict[date, date | None] = {}
    sunday = date(2026, 10, 1)
    assert due(sunday, 52) == date(2026, 11, 22)
    assert due_on(sunday, 52, CAL) == date(2026, 11, 23)
    assert due_on(sunday, 52, CAL, memo) == due_on(sunday, 52, CAL, memo) == date(2026, 11, 23)
    assert memo == {date(2026, 11, 22): date(2026, 11, 23)}


def test_two_intervals_of_silence_are_critical_only_past_due() -> None:
    found = cadence(date(2026, 11, 1), LONG_AGO, 10, TODAY, date(2026, 11, 23))
    assert found.status == "due_soon"


def test_red_begins_past_the_longest_interval() -> None:
    last = date(2026, 10, 13)
    assert red_from(last, 30) == date(2026, 11, 20)
    assert not stand(last, 30, date(2026, 11, 19)).is_red
    assert stand(last, 30, date(2026, 11, 20)).is_red


def test_what_was_late_when_tracking_began_is_catch_up() -> None:
    before = stand(date(2026, 4, 1), 30, TODAY, tracking=date(2026, 11, 20))
    assert (before.status, before.is_catch_up, is_due(before)) == ("critical", True, False)
    on_the_day = stand(date(2026, 10, 21), 30, TODAY, tracking=date(2026, 11, 20))
    assert (on_the_day.status, on_the_day.is_catch_up, is_due(on_the_day)) == ("overdue", False, True)
    touched = stand(date(2026, 11, 21), 30, TODAY, tracking=date(2026, 11, 20))
    assert (touched.status, touched.is_catch_up, is_due(touched)) == ("on_track", False, False)


def test_the_never_contacted_wait_one_interval_in_catch_up() -> None:
    tracking = date(2026, 10, 23)
    early = stand(None, 30, date(2026, 11, 21), tracking)
    assert (early.status, early.is_catch_up, is_due(early), early.base) == (
        "never_contacted",
        True,
        False,
        tracking,
    )
    late = stand(None, 30, date(2026, 11, 22), tracking)
    assert (late.status, late.is_catch_up, is_due(late), late.days_over) == (
        "never_contacted",
        False,
        True,
        0,
    )


def test_a_snooze_hides_until_its_day() -> None:
    snoozed = stand(date(2026, 11, 2), 10, TODAY, until=date(2026, 11, 23))
    assert (snoozed.status, is_due(snoozed), snoozed.days_over) == ("snoozed", False, 10)
    assert stand(date(2026, 11, 2), 10, TODAY, until=TODAY).status == "critical"


def test_without_a_cadence_there_is_no_status() -> None:
    planned = date(2026, 12, 1)
    assert cadence(None, TODAY, None, TODAY, None, planned_on=planned) == Cadence(None, planned_on=planned)
    assert cadence(None, TODAY, 30, TODAY, None).status is None
    barred = cadence(None, TODAY, 30, TODAY, TODAY, is_do_not_contact=True)
    assert barred == Cadence("do_not_contact")
    assert not is_due(barred)


def test_planned_stands_beside_the_status() -> None:
    found = cadence(date(2026, 11, 10), LONG_AGO, 10, TODAY, date(2026, 11, 20), planned_on=date(2026, 12, 1))
    assert (found.status, found.planned_on) == ("overdue", date(2026, 12, 1))


@pytest.mark.parametrize(
    ("override", "segment", "status", "rule"),
    [
        (7, "A", "customer", Rule(7, "set on the account")),
        (7, None, "prospect", Rule(7, "set on the account")),
        (None, "A", "prospect", Rule(None, "prospect, no cadence set")),
        (None, None, "exited", Rule(None, "exited, no cadence set")),
        (None, "A", "customer", Rule(10, "segment A", "cadence.segment.A")),
        (None, "B", None, Rule(15, "segment B", "cadence.segment.B")),
        (None, "C", "dormant", Rule(30, "segment C", "cadence.segment.C")),
        (None, "D", "customer", Rule(90, "segment D", "cadence.segment.D")),
        (None, None, "customer", Rule(30, "no segment", "cadence.segment.none")),
    ],
)
def test_the_rule_of_an_account(
    override: int | None, segment: str | None, status: str | None, rule: Rule
) -> None:
    assert account_rule(override, segment, status) == rule


@pytest.mark.parametrize(
    ("override", "role", "status", "account", "rule"),
    [
        (12, "decision_maker", "active", (5, "A", "customer"), Rule(12, "set on the contact")),
        (
            None,
            "decision_maker",
            "active",
            (5, "A", "customer"),
            Rule(30, "role decision maker", "cadence.role.key"),
        ),
        (None, "champion", "lead", (None, None, None), Rule(30, "role champion", "cadence.role.key")),
        (None, "influencer", None, (5, "A", None), Rule(52, "role influencer", "cadence.role.other")),
        (None, None, "active", (5, "A", "customer"), Rule(5, "set on the account")),
        (None, "unknown", "active", (None, "A", None), Rule(52, "no role", "cadence.role.other")),
        (
            None,
            "procurement",
            "active",
            (None, "C", "customer"),
            Rule(90, "role procurement at segment C", "cadence.role.low_segment_user"),
        ),
        (None, "end_user", "active", (None, "B", None), Rule(52, "role end user", "cadence.role.other")),
        (12, "champion", "left", (None, "A", "customer"), Rule(None, "left")),
        (None, None, "on_leave", (None, "A", "customer"), Rule(None, "on leave")),
        (None, "champion", "active", (None, "A", "prospect"), Rule(None, "prospect, no cadence set")),
        (None, "champion", "active", (20, "A", "prospect"), Rule(30, "role champion", "cadence.role.key")),
        (14, None, "active", (None, "A", "prospect"), Rule(14, "set on the contact")),
        (None, None, "lead", (None, None, "prospect"), Rule(52, "no role", "cadence.role.other")),
    ],
)
def test_the_rule_of_a_contact(
    override: int | None,
    role: str | None,
    status: str | None,
    account: tuple[int | None, str | None, str | None],
    rule: Rule,
) -> None:
    found = contact_rule(
        override,
        role,
        status,
        account_override=account[0],
        segment=account[1],
        account_status=account[2],
    )
    assert found == rule


def test_the_winner_is_named_with_what_it_beats() -> None:
    winner = contact_rule(None, "decision_maker")
    assert beats(winner, account_rule(None, "A")) == "role decision maker beats segment A (10 d)"
    assert beats(winner, account_rule(None, "A", "prospect")) == "role decision maker"
    assert beats(account_rule(5, "A"), contact_rule(None, None, account_override=5)) == "set on the account"


def test_the_worst_status_is_the_account_s() -> None:
    assert worst_status(["on_track", None, "overdue", "due_soon"]) == "overdue"
    assert worst_status([None]) is None


def test_key_roles_are_five() -> None:
    assert is_key([None, "champion"])
    assert not is_key([None, "influencer"])


@pytest.mark.parametrize(
    ("touches", "tracked", "needed"), [(2, 200, 3.84), (7, 365, 7), (9, 4000, 7), (0, 3, 1.73)]
)
def test_pace_to_seven_a_year(touches: int, tracked: int, needed: float) -> None:
    found = pace(touches, tracked)
    assert round(found.needed, 2) == needed
    assert found.gap == found.needed - touches
    assert found.is_relationship == (touches >= 7)


@given(
    st.none() | st.integers(-900, 0),
    st.integers(-900, 0),
    st.integers(1, 400),
    st.integers(0, 400),
)
def test_nothing_is_both_due_and_catch_up(last: int | None, tracked: int, interval: int, later: int) -> None:
    tracking = TODAY + timedelta(days=tracked)
    last_on = None if last is None else TODAY + timedelta(days=last)
    day = due_on(last_on or tracking, interval, CAL)
    found = cadence(last_on, tracking, interval, TODAY + timedelta(days=later), day)
    assert not (is_due(found) and found.is_catch_up)
    assert found.days_over is not None
    if found.status == "critical":
        assert found.days_over > 0
    if is_due(found):
        assert found.due_on is not None
        assert found.due_on >= tracking
