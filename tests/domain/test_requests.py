"""Priority and state of a request."""

from datetime import UTC, datetime, timedelta

import pytest

from repcockpit.domain.requests import EVENT_KINDS, Step, priority_of, resolution_target, state_of

OPENED = datetime(2026, 11, 24, 9, tzinfo=UTC)


def _steps(*kinds: str) -> list[Step]:
    return [Step(kind, OPENED + timedelta(hours=number)) for number, kind in enumerate(kinds)]


@pytest.mark.parametrize(
    ("impact", "urgency", "priority"),
    [
        ("high", "high", "P1"), ("high", "medium", "P2"), ("medium", "high", "P2"), ("high", "low", "P3"),
        ("medium", "medium", "P3"), ("low", "high", "P3"), ("medium", "low", "P4"), ("low", "medium", "P4"),
        ("low", "low", "P4"), (None, None, "P3"), ("high", None, "P2"), ("unheard of", "low", "P4"),
    ],
)  # fmt: skip
def test_priority_is_impact_times_urgency(impact: str | None, urgency: str | None, priority: str) -> None:
    assert priority_of(impact, urgency) == priority


def test_without_events_a_request_is_new() -> None:
    assert state_of([]) == ("new", None, None, 0)


def test_the_answer_is_the_first_step_after_opening() -> None:
    state = state_of(_steps("opened", "acknowledged", "waiting_customer"))
    assert (state.status, state.responded_at) == ("waiting_customer", OPENED + timedelta(hours=1))


def test_a_reopened_request_is_not_resolved_any_more() -> None:
    state = state_of(_steps("opened", "resolved", "reopened", "resolved", "closed"))
    assert state == ("closed", OPENED + timedelta(hours=1), OPENED + timedelta(hours=3), 1)
    assert state_of(_steps("opened", "resolved", "reopened")).resolved_at is None


def test_the_order_of_events_does_not_matter_and_unknown_ones_are_left_out() -> None:
    steps = _steps("opened", "acknowledged", "executive", "resolved")
    assert state_of(steps[::-1]) == state_of(steps)
    assert state_of(steps).status == "resolved"
    assert "opened" in EVENT_KINDS


def test_each_priority_has_its_hours() -> None:
    assert [resolution_target(priority) for priority in ("P1", "P2", "P3", "P4")] == [8, 16, 40, 80]
