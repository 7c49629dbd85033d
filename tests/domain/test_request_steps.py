"""Which steps a request may take, and the sums over many."""

from datetime import UTC, date, datetime, timedelta

import pytest

from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.domain.request_figures import Ended, Share, age_of, ageing, figures_of
from repcockpit.domain.request_steps import (
    CALLBACKS,
    STEPS,
    check_outcome,
    check_step,
    event_of,
    is_idle,
    possible_steps,
)
from repcockpit.domain.requests import Life, Step, life_of

OPENED = datetime(2026, 11, 24, 9, tzinfo=UTC)
RUNNING = ("new", "acknowledged", "in_progress", "waiting_customer", "waiting_internal")


def after(*kinds: str) -> Life:
    return life_of([Step(kind, OPENED + timedelta(hours=number)) for number, kind in enumerate(kinds)])


@pytest.mark.parametrize("status", RUNNING)
@pytest.mark.parametrize("step", [rule.name for rule in STEPS])
def test_every_step_is_open_to_a_request_that_runs(status: str, step: str) -> None:
    check_step(step, Life(status))


@pytest.mark.parametrize("status", ["callback_due", "closed", "closed_unconfirmed", "cancelled"])
@pytest.mark.parametrize("step", [rule.name for rule in STEPS])
def test_a_solved_or_closed_one_takes_none_of_them(status: str, step: str) -> None:
    with pytest.raises(RefusedError) as problem:
        check_step(step, Life(status))
    assert problem.value.hint


@pytest.mark.parametrize("status", [*RUNNING, "callback_due", "closed_unconfirmed", "cancelled"])
def test_closing_is_refused_before_it_works(status: str) -> None:
    with pytest.raises(RefusedError):
        check_step("close", Life(status))


def test_closing_what_works_changes_nothing() -> None:
    life = after("opened", "resolved", "closed")
    check_step("close", life)
    assert is_idle("close", life)


def test_answering_twice_changes_nothing() -> None:
    assert not is_idle("ack", after("opened", "waiting_customer"))
    assert is_idle("ack", after("opened", "acknowledged"))
    assert is_idle("wait", after("opened", "waiting_customer"))
    assert not is_idle("hand", after("opened", "waiting_internal"))


def test_only_a_call_back_that_is_owed_has_an_outcome() -> None:
    owed = after("opened", "resolved")
    assert [check_outcome(word, owed) for word in ("works", "Does not work", "unreachable")] == [
        rule.name for rule in CALLBACKS
    ]
    with pytest.raises(InvalidValueError):
        check_outcome("maybe", owed)
    with pytest.raises(InvalidValueError):
        check_outcome(None, owed)
    for life in (after("opened"), after("opened", "resolved", "closed")):
        with pytest.raises(RefusedError):
            check_outcome("works", life)


def test_what_can_be_done_is_said_by_letters_of_its_own() -> None:
    for life in (
        after("opened"),
        after("opened", "acknowledged", "waiting_customer"),
        after("opened", "resolved"),
    ):
        letters = [rule.letter for rule in possible_steps(life)]
        assert len(set(letters)) == len(letters) > 2
    assert possible_steps(after("opened", "resolved")) == CALLBACKS
    assert possible_steps(after("opened", "cancelled")) == ()
    assert event_of("wait") == "waiting_customer"


def test_the_sums_of_what_ended() -> None:
    rows = [
        Ended(is_confirmed=True, reopen_count=0, is_answered_in_time=True, is_solved_in_time=True, callbacks=(True,)),
        Ended(is_confirmed=True, reopen_count=1, is_answered_in_time=True, is_solved_in_time=False, callbacks=(True, False)),
        Ended(is_confirmed=False, reopen_count=0, is_answered_in_time=False, is_solved_in_time=True, callbacks=(True,)),
        Ended(is_confirmed=True, reopen_count=0, is_answered_in_time=None, is_solved_in_time=None),
    ]  # fmt: skip
    found = figures_of(rows)
    assert found.ended == 4
    assert (found.answered, found.solved, found.in_time) == (Share(2, 3), Share(2, 3), Share(1, 3))
    assert found.right_first_time == Share(2, 4)
    assert found.called_back == Share(3, 4)


def test_a_share_of_fewer_than_five_says_both_numbers() -> None:
    assert [Share(3, 4).said, Share(10, 11).said, Share().said] == ["3 of 4", "91 %", "–"]


@pytest.mark.parametrize(
    ("days", "bucket"),
    [(0, "0-1"), (1, "0-1"), (2, "2-3"), (3, "2-3"), (4, "4-7"), (7, "4-7"), (8, "8-14"), (14, "8-14"),
     (15, "15-30"), (30, "15-30"), (31, "> 30"), (900, "> 30")],
)  # fmt: skip
def test_open_ones_are_counted_by_age(days: int, bucket: str) -> None:
    today = date(2026, 11, 24)
    assert age_of(today - timedelta(days=days), today) == bucket
    assert ageing([today - timedelta(days=days)], today)[bucket] == 1
