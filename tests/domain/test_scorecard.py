"""The index, its parts and what would raise them, against the sentences of rules.md 2.9 and 2.22."""

from datetime import date, timedelta

import pytest

from repcockpit.domain.score_parts import (
    Answered,
    IdeaState,
    Kept,
    Review,
    cadence_value,
    ideas_value,
    information_value,
    kept_share,
    requests_value,
    review_value,
    training_value,
)
from repcockpit.domain.scorecard import (
    ACTIVITIES,
    UNKNOWN,
    Finding,
    index_of,
    joined,
    scored,
    tier_weight,
    weighted_mean,
    weights_of,
)
from repcockpit.domain.settings import rule_numbers

TODAY = date(2026, 11, 24)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_worked_weighted_mean() -> None:
    assert weighted_mean([(47, 20), (59, 15), (21, 22)]) == pytest.approx((20 * 47 + 15 * 59 + 22 * 21) / 57)
    assert weighted_mean([(47, 20), (59, 15), (21, 22)]) == pytest.approx(40.12, abs=0.005)
    assert weighted_mean([]) is None
    assert weighted_mean([(50, 0)]) is None


def test_the_weights_make_a_hundred() -> None:
    assert weights_of() == (20, 20, 20, 15, 10, 7.5, 7.5)
    assert sum(weights_of()) == 100


def test_what_is_unknown_is_left_out_and_the_rest_weighs_more() -> None:
    found = scored([Finding(80), Finding(50), UNKNOWN, Finding(100), UNKNOWN, UNKNOWN, UNKNOWN])
    assert found.known_share == pytest.approx(0.55)
    assert found.value == pytest.approx((20 * 80 + 20 * 50 + 15 * 100) / 55)
    assert sum(part.points or 0 for part in found.parts) == pytest.approx(found.value)
    unknown = found.parts[2]
    assert (unknown.activity, unknown.value, unknown.points, unknown.known, unknown.gain) == (
        "network",
        None,
        None,
        0,
        None,
    )
    assert [part.activity for part in found.parts] == list(ACTIVITIES)


def test_below_half_known_no_score_is_shown() -> None:
    assert scored([Finding(80), Finding(50), *[UNKNOWN] * 5]).value is None
    assert (
        scored([Finding(80), Finding(50), UNKNOWN, UNKNOWN, Finding(100), *[UNKNOWN] * 2]).value is not None
    )
    assert index_of([None] * 7) == (None, 0)
    nothing = rule_numbers({f"score.{name}": 0 for name in ACTIVITIES})
    assert index_of([1.0] * 7, nothing) == (None, 0)
    assert scored([Finding(1.0)] * 7, nothing).value is None


def test_a_zero_is_a_value_and_weighs() -> None:
    found = scored([Finding(0), Finding(0), Finding(100), *[UNKNOWN] * 4])
    assert found.value == pytest.approx(100 / 3)


def test_the_gain_of_the_next_action_is_what_the_index_would_gain() -> None:
    before = [Finding(80), Finding(50, "answer in time", 75.0), Finding(60), *[UNKNOWN] * 4]
    after = [Finding(80), Finding(75), Finding(60), *[UNKNOWN] * 4]
    found = scored(before)
    assert found.value is not None
    assert found.parts[1].gain == pytest.approx((scored(after).value or 0) - found.value)
    assert found.parts[0].gain is None
    assert scored([Finding(80, "", 70.0), Finding(1), Finding(1), *[UNKNOWN] * 4]).parts[0].gain == 0


def test_a_rep_is_the_mean_over_customers_that_know_a_part() -> None:
    assert [tier_weight(one) for one in ("A", "B", "C", "D", None)] == [1, 0.6, 0.3, 0.1, 0.1]
    known = (100.0, None, *[None] * 5)
    other = (50.0, 40.0, *[None] * 5)
    values, shares = joined([("A", known), ("B", other), (None, (None,) * 7)])
    assert values[0] == pytest.approx((1 * 100 + 0.6 * 50) / 1.6)
    assert values[1] == pytest.approx(40)
    assert values[2] is None
    assert shares[0] == pytest.approx(1.6 / 1.7)
    assert shares[1] == pytest.approx(0.6 / 1.7)
    assert joined([]) == ((None,) * 7, (0.0,) * 7)


def test_cadence_is_the_mean_over_account_and_key_people() -> None:
    assert kept_share(Kept(30, 3)) == 100
    assert kept_share(Kept(30, 1)) == pytest.approx(100 / 3)
    assert kept_share(Kept(10, 30)) == 100
    assert kept_share(Kept(None, 3)) is None
    assert kept_share(Kept(30, 1, is_catch_up=True)) is None
    assert cadence_value([Kept(30, 3), Kept(30, 0), Kept(30, 0, is_catch_up=True)]) == 50
    assert cadence_value([Kept(30, 0, is_catch_up=True)]) is None
    assert cadence_value([]) is None


def test_requests_are_the_mean_of_what_is_known() -> None:
    assert requests_value(Answered()) is None
    assert requests_value(Answered(in_time=3, judged=4)) == 75
    assert requests_value(Answered(3, 4, 1, 2)) == pytest.approx((75 + 50) / 2)
    assert requests_value(Answered(3, 4, 1, 2, 1, 1)) == pytest.approx((75 + 50 + 100) / 3)


def test_a_review() -> None:
    assert review_value(Review(is_overdue=True, held_on=ago(10), interval_days=91), TODAY) == 0
    soon = Review(scheduled_on=TODAY + timedelta(days=45), readiness=62.0, held_on=ago(5), interval_days=91)
    assert review_value(soon, TODAY) == 62
    far = soon._replace(scheduled_on=TODAY + timedelta(days=46))
    assert review_value(far, TODAY) == 100
    assert review_value(far._replace(held_on=ago(92)), TODAY) is None
    assert review_value(Review(held_on=ago(91), interval_days=91), TODAY) == 100
    assert review_value(Review(), TODAY) is None


def test_training_information_and_ideas() -> None:
    assert training_value(9, 12) == 75
    assert training_value(0, 0) is None
    tracked = ago(90)
    assert [information_value(ago(age), tracked, TODAY) for age in (90, 91, 180, 181)] == [100, 50, 50, 0]
    assert information_value(None, tracked, TODAY) == 0
    assert information_value(None, ago(89), TODAY) is None
    assert information_value(None, None, TODAY) is None
    ideas = [IdeaState(True), IdeaState(False, ago(90)), IdeaState(False, ago(91)), IdeaState(False)]
    assert ideas_value(ideas, TODAY) == 50
    assert ideas_value([], TODAY) is None
