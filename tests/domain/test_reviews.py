"""When a review is due and how it stands: one case a sentence of rules.md 2.6 and 2.22."""

from datetime import date, timedelta

import pytest

from repcockpit.domain.reviews import (
    AGENDA,
    Step,
    attention,
    held_by,
    interval_of,
    is_at_risk,
    is_overdue,
    next_due,
    state_of,
    state_words,
    status_of,
)
from repcockpit.domain.views.reviews import STATES

TODAY = date(2026, 11, 24)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("segment", "status", "days"),
    [
        ("A", "customer", 91),
        ("B", "customer", 182),
        ("C", "customer", 365),
        ("D", "customer", None),
        (None, "customer", None),
        ("A", "prospect", None),
        ("A", "former", None),
        ("A", None, 91),
    ],
)
def test_the_interval_goes_by_the_tier(segment: str | None, status: str | None, days: int | None) -> None:
    assert interval_of(segment, status) == days


def test_the_next_one_counts_from_the_last_held_or_skipped_else_from_tracking() -> None:
    tracked, held, skipped = date(2026, 1, 1), date(2026, 3, 1), date(2026, 6, 1)
    assert next_due(91, tracked, [], []) == tracked + timedelta(91)
    assert next_due(91, tracked, [held, date(2025, 1, 1)], []) == held + timedelta(91)
    assert next_due(91, tracked, [held], [skipped]) == skipped + timedelta(91)
    assert next_due(None, tracked, [held], []) is None
    assert next_due(91, None, [], []) is None
    assert next_due(91, date(9999, 12, 1), [], []) is None


@pytest.mark.parametrize(
    ("step", "status", "state"),
    [
        (Step(ahead(46)), "not_due", "not_due"),
        (Step(ahead(45)), "due", "ask_now"),
        (Step(ahead(0)), "due", "ask_now"),
        (Step(ahead(-9)), "due", "late"),
        (Step(None), "not_due", "not_due"),
        (Step(ahead(60), TODAY), "proposed", "asked"),
        (Step(ahead(-1), TODAY), "proposed", "late"),
        (Step(ahead(-9), None, ahead(20), readiness=39), "scheduled", "planned"),
        (Step(ahead(9), None, ahead(20), readiness=40), "scheduled", "preparing"),
        (Step(ahead(9), None, ahead(20), readiness=79), "scheduled", "preparing"),
        (Step(ahead(9), None, ahead(7), readiness=59), "scheduled", "at_risk"),
        (Step(ahead(9), None, ahead(7), readiness=60), "scheduled", "preparing"),
        (Step(ahead(9), None, ahead(8), readiness=59), "scheduled", "preparing"),
        (Step(ahead(9), None, ahead(0), readiness=10), "scheduled", "at_risk"),
        (Step(ahead(9), None, ahead(-1), readiness=10), "scheduled", "unlogged"),
        (Step(ahead(9), None, ahead(20), readiness=80), "ready", "ready"),
        (Step(ahead(9), None, ahead(-1), ahead(-1)), "held", "held"),
        (Step(held_on=ahead(-1), minutes_sent_on=TODAY, has_owned_actions=False), "held", "held"),
        (
            Step(held_on=ahead(-1), minutes_sent_on=TODAY, is_actions_over=False),
            "followed_up",
            "followed_up",
        ),
        (Step(held_on=ahead(-1), minutes_sent_on=TODAY), "closed", "closed"),
        (Step(ahead(-9), is_skipped=True), "skipped", "skipped"),
    ],
)
def test_the_status_and_the_state_of_a_review(step: Step, status: str, state: str) -> None:
    assert status_of(step, TODAY) == status
    assert state_of(step, TODAY) == state


def test_late_is_past_its_day_with_none_scheduled() -> None:
    assert is_overdue(Step(ahead(-1)), TODAY)
    assert not is_overdue(Step(TODAY), TODAY)
    assert not is_overdue(Step(ahead(-1), scheduled_on=ahead(5)), TODAY)
    assert not is_overdue(Step(ahead(-1), is_skipped=True), TODAY)
    assert not is_at_risk(Step(ahead(-1), scheduled_on=ahead(-1)), TODAY)


def test_the_words_of_a_state_and_their_order() -> None:
    assert state_words("late", -9) == "9 d late"
    assert state_words("at_risk", 1) == "at risk"
    assert state_words("ask_now", 45) == "ask now"
    assert state_words("followed_up", None) == "followed up"
    order = ["late", "at_risk", "ready", "preparing", "planned", "ask_now"]
    assert sorted(order, key=attention) == order
    assert attention(STATES[0]) == 0


def test_a_review_that_took_place_holds_the_nearest_one_scheduled_within_14_days() -> None:
    assert held_by(TODAY, [(b"a", ahead(14)), (b"b", ahead(-3))]) == b"b"
    assert held_by(TODAY, [(b"a", ahead(14))]) == b"a"
    assert held_by(TODAY, [(b"a", ahead(15))]) is None
    assert held_by(TODAY, []) is None


def test_the_agenda_is_an_hour_and_at_least_half_looks_forward() -> None:
    assert sum(part.minutes for part in AGENDA) == 60
    assert sum(part.minutes for part in AGENDA if part.looks_forward) >= 30
    assert [part.minutes for part in AGENDA] == [5, 5, 10, 10, 15, 5, 5, 5]
    assert AGENDA[0].key == "decisions"
