"""Priority and life of a request."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from repcockpit.domain.requests import (
    EVENT_KINDS,
    TARGET_HOURS,
    Step,
    disagreeing,
    in_order,
    is_chain,
    life_of,
    loose_ends,
    priority_of,
)

OPENED = datetime(2026, 11, 24, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def _steps(*kinds: str) -> list[Step]:
    return [Step(kind, OPENED + number * HOUR) for number, kind in enumerate(kinds)]


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


def test_each_priority_has_its_hours() -> None:
    assert TARGET_HOURS == {"P1": (1, 8), "P2": (2, 16), "P3": (8, 40), "P4": (16, 80)}


def test_without_events_a_request_is_new() -> None:
    life = life_of([])
    assert (life.status, life.responded_at, life.resolved_at, life.reopen_count) == ("new", None, None, 0)


def test_only_an_answer_answers_and_the_first_counts() -> None:
    life = life_of(_steps("opened", "waiting_customer", "acknowledged", "acknowledged"))
    assert (life.status, life.responded_at) == ("waiting_customer", OPENED + 2 * HOUR)
    assert life_of(_steps("opened", "waiting_customer", "resumed")).responded_at is None
    assert life_of(_steps("opened", "resolved")).responded_at == OPENED + HOUR


def test_solved_goes_to_the_call_back_at_once() -> None:
    life = life_of(_steps("opened", "acknowledged", "resolved"))
    assert (life.status, life.resolved_at) == ("callback_due", OPENED + 2 * HOUR)


def test_waiting_for_the_customer_is_a_pause_and_waiting_inside_is_none() -> None:
    life = life_of(_steps("opened", "waiting_customer", "waiting_internal", "waiting_customer"))
    assert life.pauses == ((OPENED + HOUR, OPENED + 2 * HOUR), (OPENED + 3 * HOUR, None))
    assert life.is_waiting


def test_a_reopened_request_is_not_solved_any_more_and_keeps_its_answer() -> None:
    life = life_of(_steps("opened", "acknowledged", "resolved", "reopened"))
    assert (life.status, life.resolved_at, life.reopen_count) == ("in_progress", None, 1)
    assert (life.responded_at, life.restarted_at) == (OPENED + HOUR, OPENED + 3 * HOUR)
    again = life_of(_steps("opened", "resolved", "reopened", "resolved", "closed"))
    assert (again.status, again.resolved_at, len(again.rounds)) == ("closed", OPENED + 3 * HOUR, 2)


def test_the_third_day_without_an_answer_closes_it_unconfirmed_a_gap_does_not_matter() -> None:
    steps = _steps("opened", "resolved")
    days = (1, 1, 2, 9)
    tries = [
        Step("unreachable", OPENED + timedelta(days=day, hours=number)) for number, day in enumerate(days)
    ]
    assert [life_of([*steps, *tries[:number]]).status for number in (1, 2, 3, 4)] == [
        "callback_due", "callback_due", "callback_due", "closed_unconfirmed",
    ]  # fmt: skip


def test_tries_count_since_it_was_solved_last() -> None:
    steps = _steps("opened", "resolved")
    for day, kind in enumerate(("unreachable", "unreachable", "reopened", "resolved", "unreachable"), 1):
        steps.append(Step(kind, OPENED + timedelta(days=day)))
    life = life_of(steps)
    assert (life.status, len(life.rounds[1].unreachable)) == ("callback_due", 1)


def test_what_an_import_closed_without_solving_it_is_solved_and_answered_then() -> None:
    life = life_of(_steps("opened", "closed"))
    assert (life.status, life.responded_at, life.resolved_at) == ("closed", OPENED + HOUR, OPENED + HOUR)
    assert life.rounds == ()


def test_the_order_of_events_does_not_matter_and_unknown_ones_are_left_out() -> None:
    steps = _steps("opened", "acknowledged", "executive", "resolved")
    assert life_of(steps[::-1]) == life_of(steps)
    assert "opened" in EVENT_KINDS


def _chain(*told: tuple[str, int]) -> list[Step]:
    ids = [bytes([number]) * 16 for number in range(len(told))]
    return [
        Step(kind, OPENED + hours * HOUR, ids[number], ids[number - 1] if number else b"")
        for number, (kind, hours) in enumerate(told)
    ]


def test_a_clock_set_back_does_not_turn_the_steps_round() -> None:
    life = life_of(_chain(("opened", 0), ("waiting_customer", 3), ("resumed", 2), ("resolved", 1)))
    assert life.status == "callback_due"
    assert life.pauses == ((OPENED + 3 * HOUR, OPENED + 3 * HOUR),)
    assert life.resolved_at == OPENED + 3 * HOUR


def test_an_answer_written_down_later_counts_from_when_it_was_given() -> None:
    life = life_of(_chain(("opened", 0), ("waiting_customer", 5), ("acknowledged", 1)))
    assert (life.status, life.responded_at) == ("waiting_customer", OPENED + HOUR)


def test_steps_that_follow_each_other_in_a_ring_are_not_lost() -> None:
    one, other = b"1" * 16, b"2" * 16
    ring = [Step("acknowledged", OPENED, one, other), Step("resolved", OPENED, other, one)]
    assert len(in_order(ring)) == 2


def test_the_next_step_follows_what_nobody_had_followed() -> None:
    steps = _chain(("opened", 0), ("acknowledged", 1))
    assert loose_ends(steps) == steps[1].id
    assert loose_ends([*steps, Step("resolved", OPENED, b"x" * 16, steps[0].id)]) == steps[1].id + b"x" * 16
    assert loose_ends([]) == b""


def test_two_devices_that_solve_at_once_owe_one_call_back() -> None:
    assert len(life_of(_steps("opened", "resolved", "resolved")).rounds) == 1


def _event(kind: str, name: str, hours: int, *after: str, device: str = "a") -> Step:
    follows = b"".join(one.encode().ljust(16) for one in after)
    return Step(kind, OPENED + hours * HOUR, name.encode().ljust(16), follows, (hours, device.encode()))


_APART = [
    _event("opened", "o", 0),
    _event("acknowledged", "k", 1, "o"),
    _event("resolved", "r", 3, "k", device="a"),
    _event("cancelled", "c", 2, "k", device="b"),
]


def test_steps_that_had_not_seen_each_other_stand_by_stamp_and_device_in_whatever_order_they_come() -> None:
    for steps in permutations(_APART):
        assert [step.kind for step in in_order(steps)] == ["opened", "acknowledged", "cancelled", "resolved"]
        assert life_of(steps).status == "callback_due"
    later = [_APART[0], _APART[1], _APART[2], _APART[3]._replace(order=(9, b"b"))]
    assert life_of(later).status == "cancelled", "by stamp, whatever the instants say"


def test_branches_that_leave_a_request_in_different_states_disagree() -> None:
    assert {(one.last.kind, one.status) for one in disagreeing(_APART)} == {
        ("resolved", "callback_due"),
        ("cancelled", "cancelled"),
    }
    assert disagreeing(_APART)[0].last.kind == "resolved"
    alike = [*_APART[:3], _event("resolved", "s", 2, "k", device="b")]
    assert disagreeing(alike) == ()
    answered = [*_APART[:3], _event("acknowledged", "s", 2, "k", device="b")]
    assert disagreeing(answered) == ()
    one_device = [step._replace(order=(step.order[0], b"a")) for step in _APART]
    assert disagreeing(one_device) == ()


def test_a_step_that_follows_both_branches_settles_them() -> None:
    settled = [*_APART, _event("cancelled", "s", 4, "r", "c")]
    assert disagreeing(settled) == ()
    assert life_of(settled).status == "cancelled"
    assert loose_ends(settled) == b"s".ljust(16)


def test_a_step_that_was_taken_back_settles_nothing_but_still_leads() -> None:
    assert disagreeing(_APART, taken_back=[_event("cancelled", "s", 4, "r", "c")])
    led = [*_APART[:3], _event("cancelled", "c", 5, "x", device="b")]
    assert disagreeing(led, taken_back=[_event("resumed", "x", 4, "r")]) == ()
    assert is_chain(_APART[:3])
    assert not is_chain(_APART)
