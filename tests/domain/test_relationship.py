"""The strength of a relationship and the depth of coverage."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.relationship import (
    NONE,
    Touches,
    depth_of,
    is_thread,
    recency_of,
    strength,
    two_way_of,
)
from tests.domain.networks import TODAY, ago


@pytest.mark.parametrize(
    ("days", "interval", "expected"),
    [(0, 30, 100.0), (30, 30, 50.0), (60, 30, 25.0), (52, 52, 50.0), (15, 30, 70.71)],
)
def test_recency_halves_with_each_interval(days: int, interval: int, expected: float) -> None:
    assert recency_of(ago(days), interval, TODAY) == pytest.approx(expected, abs=0.01)


def test_recency_of_the_day_itself_stands_for_later_days_and_is_0_for_nobody_touched() -> None:
    assert recency_of(TODAY + timedelta(days=3), 30, TODAY) == 100.0
    assert recency_of(None, 30, TODAY) == 0.0
    assert recency_of(date(1900, 1, 1), 1, TODAY) == pytest.approx(0)


@pytest.mark.parametrize(
    ("n90", "interval", "expected"),
    [(0, 30, 0), (1, 30, 33.33), (2, 30, 66.67), (3, 30, 100), (9, 30, 100), (1, 52, 57.78)],
)
def test_frequency_is_touches_of_90_days_against_those_due(n90: int, interval: int, expected: float) -> None:
    found = strength(Touches(count_90=n90, last_on=TODAY), interval, None, TODAY)
    assert found.frequency == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    ("inbound", "outbound", "expected"),
    [(3, 4, 75.0), (4, 3, 75.0), (0, 5, 0.0), (2, 2, 100.0), (0, 0, None)],
)
def test_two_way_is_the_lesser_side_and_unknown_without_a_direction(
    inbound: int, outbound: int, expected: float | None
) -> None:
    assert two_way_of(inbound, outbound) == expected


def test_depth_adds_up_to_a_hundred_at_most() -> None:
    assert strength(Touches(points_90=55), 30, None, TODAY).depth == 55
    assert strength(Touches(points_90=400), 30, None, TODAY).depth == 100


@pytest.mark.parametrize(
    ("level", "points"),
    [("exec", 100), ("director", 80), ("manager", 60), ("specialist", 40), ("clerical", 20), (None, None)],
)
def test_seniority_by_level(level: str | None, points: float | None) -> None:
    assert strength(NONE, 30, level, TODAY).seniority == points


def test_all_parts_known() -> None:
    """Maria of the pictures: 42 of 30 days, 2 in 90 days, 3 in and 4 out, a visit and a call, a director."""
    found = strength(Touches(3, 1, 2, 55, 3, 4, ago(42)), 30, "director", TODAY)
    parts = (found.recency, found.frequency, found.two_way, found.depth, found.seniority)
    assert [round(part or 0) for part in parts] == [38, 67, 75, 55, 80]
    assert found.value == pytest.approx(0.30 * 37.89 + 0.25 * 66.67 + 0.15 * (75 + 55 + 80), abs=0.01)


def test_unknown_parts_are_left_out_and_the_rest_counts_for_them() -> None:
    both = strength(Touches(1, 0, 1, 15, 0, 0, TODAY), 90, None, TODAY)
    assert both.value == pytest.approx((0.30 * 100 + 0.25 * 100 + 0.15 * 15) / 0.70)
    no_level = strength(Touches(1, 0, 1, 15, 1, 0, TODAY), 90, None, TODAY)
    assert no_level.value == pytest.approx((30 + 25 + 0 + 0.15 * 15) / 0.85)


def test_somebody_never_touched_has_0_but_for_the_level() -> None:
    assert strength(NONE, 30, None, TODAY).value == 0
    assert strength(NONE, 30, "exec", TODAY).value == pytest.approx(15 / 0.85)
    assert not is_thread(strength(NONE, 30, "exec", TODAY).value)


def test_a_thread_is_stronger_than_30() -> None:
    assert not is_thread(30.0)
    assert is_thread(30.01)


@pytest.mark.parametrize(
    ("count", "faces", "depth"),
    [
        (0, 0, "no_contact"),
        (1, 1, "brief"),
        (2, 0, "multiple"),
        (3, 3, "multiple"),
        (4, 0, "multiple"),
        (4, 1, "in_depth"),
    ],
)
def test_coverage_depth_from_the_log(count: int, faces: int, depth: str) -> None:
    assert depth_of(count, faces) == depth


@given(
    st.tuples(*[st.integers(0, 10_000)] * 6),
    st.none() | st.dates(),
    st.integers(1, 36_500),
    st.sampled_from(["exec", "director", "manager", "specialist", "clerical", None, "nonsense"]),
)
def test_a_strength_is_from_0_to_100(
    counts: tuple[int, ...], last: date | None, interval: int, level: str | None
) -> None:
    found = strength(Touches(*counts)._replace(last_on=last), interval, level, TODAY)  # type: ignore[arg-type]
    assert not math.isnan(found.value)
    for part in found:
        assert part is None or 0 <= part <= 100
