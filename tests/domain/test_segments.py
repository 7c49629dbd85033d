from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.segments import (
    Revenue,
    is_new,
    may_propose,
    past_cut,
    potential_classes,
    revenue_classes,
    settled_tier,
    tier,
)

AMOUNTS = {
    "Acme": 420,
    "Borealis": 260,
    "Cobalt": 120,
    "Delta": 80,
    "Echo": 50,
    "Foxtrot": 30,
    "Golf": 20,
    "Hotel": 12,
    "India": 8,
    "Juliet": 0,
    "Kilo": -5,
}
TODAY = date(2026, 11, 22)


def test_eleven_accounts() -> None:
    found = revenue_classes([Revenue(name.encode(), name, amount) for name, amount in AMOUNTS.items()])
    letters = {name: found[name.encode()].letter for name in AMOUNTS}
    assert [name for name, letter in letters.items() if letter == "A"] == ["Acme", "Borealis", "Cobalt"]
    assert [name for name, letter in letters.items() if letter == "B"] == ["Delta", "Echo"]
    assert found[b"Cobalt"].share == 0.68
    gaps = potential_classes((name.encode(), name, amount) for name, amount in AMOUNTS.items())
    assert (gaps[b"Acme"], gaps[b"Echo"], gaps[b"Kilo"]) == ("H", "M", "L")


def test_new_unknown_and_nothing_at_all() -> None:
    found = revenue_classes([Revenue(b"1", "New", 100, is_new=True), Revenue(b"2", "Unknown", None)])
    assert found[b"1"].letter == "C"
    assert found[b"1"].is_new
    assert b"2" not in found
    assert revenue_classes([Revenue(b"1", "Nothing", 0)])[b"1"].letter == "C"


@given(
    st.lists(st.tuples(st.binary(min_size=1, max_size=2), st.integers(-5, 50)), unique_by=lambda row: row[0])
)
def test_more_revenue_is_never_a_worse_class(rows: list[tuple[bytes, int]]) -> None:
    found = revenue_classes(Revenue(key, "same", amount) for key, amount in rows)
    for key, amount in rows:
        for other, less in rows:
            if amount > less:
                assert found[key].letter <= found[other].letter


@pytest.mark.parametrize(
    ("revenue", "potential", "expected"),
    [
        ("A", "H", "A"),
        ("A", "L", "A"),
        ("B", "H", "A"),
        ("B", None, "B"),
        ("B", "L", "B"),
        ("C", "H", "B"),
        ("C", None, "C"),
        ("C", "L", "D"),
        (None, "H", "B"),
        (None, None, None),
    ],
)
def test_the_tier_of_both(revenue: str | None, potential: str | None, expected: str | None) -> None:
    assert tier(revenue, potential) == expected


def test_new_is_younger_than_half_a_year() -> None:
    assert is_new(date(2026, 11, 1), TODAY)
    assert not is_new(date(2026, 5, 26), TODAY)
    assert not is_new(None, TODAY)


@pytest.mark.parametrize(
    ("current", "proposals", "distance", "expected"),
    [
        ("B", [], 0.0, "B"),
        (None, ["A"], 0.0, "A"),
        ("B", ["A"], 0.05, "B"),
        ("B", ["A"], 0.11, "A"),
        ("B", ["A", "A"], 0.0, "A"),
        ("B", ["C", "A"], 0.0, "B"),
    ],
)
def test_a_tier_changes_slowly(
    current: str | None, proposals: list[str], distance: float, expected: str
) -> None:
    assert settled_tier(current, proposals, distance) == expected


def test_the_distance_from_a_cut() -> None:
    assert past_cut(0.77, 0.7) == pytest.approx(0.1)
    assert past_cut(0.5, 0) == 0


def test_at_most_one_proposal_a_month() -> None:
    assert may_propose(None, TODAY)
    assert may_propose(date(2025, 11, 22), TODAY)
    assert not may_propose(date(2026, 11, 1), TODAY)
