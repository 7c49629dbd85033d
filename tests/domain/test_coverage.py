"""Seats, functions, levels, our side, the index and its band."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repcockpit.domain.account_coverage import Team, ranked
from repcockpit.domain.coverage import (
    DEPTH_VALUES,
    SEAT_WEIGHTS,
    PersonFacts,
    band_of,
    index_of,
    seat_score,
    shares_of,
    support_in_force,
)
from repcockpit.domain.relationship import Touches
from repcockpit.domain.views.coverage import AccountCoverage, IndexParts
from tests.domain.networks import ANA, DEPTHS, JON, TODAY, ago, mapped, network, person

_WORKED = {
    "decision_maker": "brief",
    "champion": "in_depth",
    "executive_sponsor": "no_contact",
    "influencer": "multiple",
    "end_user": "multiple",
    "procurement": "in_depth",
}


def seat(found: AccountCoverage, role: str) -> tuple[str | None, str, float]:
    one = next(one for one in found.seats if one.role == role)
    return one.contact_name, one.depth, one.points


def test_the_worked_example() -> None:
    assert seat_score(_WORKED) == pytest.approx(42.75)
    found = network(*(person(role, role, depth=depth) for role, depth in _WORKED.items()))
    assert found.parts.seats == pytest.approx(42.75)


def test_the_weights_are_a_hundred_and_all_in_depth_fills_them() -> None:
    assert sum(SEAT_WEIGHTS.values()) == 100
    assert seat_score(dict.fromkeys(SEAT_WEIGHTS, "in_depth")) == 100
    assert [DEPTH_VALUES[depth] for depth in ("in_depth", "multiple", "brief", "no_contact", "unknown")] == [
        1, 0.75, 0.4, 0.1, 0,
    ]  # fmt: skip


def test_an_economic_buyer_fills_the_budget_holder() -> None:
    assert seat(network(person("Eva", "economic_buyer", depth="in_depth")), "budget_holder") == (
        "Eva",
        "in_depth",
        15,
    )


def test_roles_outside_the_eight_fill_no_seat() -> None:
    found = network(person("Eva", "gatekeeper", "blocker", "coach", "other", "unknown", depth="in_depth"))
    assert found.parts.seats == 0


def test_a_person_fills_every_seat_of_the_roles() -> None:
    found = network(person("Eva", "champion", "end_user", depth="multiple"))
    assert seat(found, "champion")[0] == seat(found, "end_user")[0] == "Eva"


def test_the_deepest_person_counts() -> None:
    found = network(person("Al", "champion", depth="brief"), person("Zoë", "champion", depth="multiple"))
    assert seat(found, "champion") == ("Zoë", "multiple", 11.25)


@pytest.mark.parametrize("status", ["on_leave", "moved", "left", "erased", "lead"])
def test_inactive_people_and_leads_fill_none(status: str) -> None:
    found = network(person("Eva", "champion", depth="in_depth", status=status))
    assert seat(found, "champion") == (None, "unknown", 0)
    assert found.threads == 0


def test_functions_are_departments_folded_those_of_empty_seats_too() -> None:
    people = (
        person("A", depth="brief", department="Production"),
        person("B", department="  PRODUCTION "),
        person("C", department="Finance"),
    )
    assert network(*people).parts.functions == pytest.approx(50)
    assert network(*people, seat_departments=("Quality", None)).parts.functions == pytest.approx(100 / 3)


def test_under_two_functions_that_part_is_left_out() -> None:
    assert network(person("A", depth="brief", department="Production")).parts.functions is None
    assert network(person("A", depth="brief")).parts.functions is None


def test_levels_are_four_and_staff_is_specialist_or_clerical() -> None:
    found = network(
        person("A", depth="brief", level="director"),
        person("B", depth="brief", level="clerical"),
        person("C", level="exec"),
    )
    assert found.parts.levels == pytest.approx(50)
    assert [gap.name for gap in found.gaps if gap.kind == "level"] == ["exec", "manager"]


def test_a_level_is_read_from_the_title_and_marked_as_that() -> None:
    one, other = network(
        person("A", title="Plant director"), person("B", title="Plant director", level="exec")
    ).people
    assert {(one.level, one.is_level_proposed), (other.level, other.is_level_proposed)} == {
        ("director", True),
        ("exec", False),
    }


def test_no_level_known_leaves_that_part_out() -> None:
    assert network(person("A", depth="brief", title="zzz")).parts.levels is None


def test_our_side_needs_two_of_us_and_is_left_out_while_we_are_one() -> None:
    one = network(person("A", depth="in_depth"))
    assert (one.parts.our_side, one.holders) == (0, ((ANA, 1),))
    two = network(person("A", depth="in_depth"), person("B", depth="in_depth", by=JON))
    assert two.parts.our_side == 100
    alone = network(person("A", depth="in_depth"), team=Team({ANA: "Ana"}, 1))
    assert alone.parts.our_side is None


def test_a_reps_thread_is_of_the_own_touches_the_accounts_of_everybodys() -> None:
    few = Touches(1, 0, 1, 15, 0, 0, ago(50))
    found = network(person("A", touches={ANA: few, JON: few}, last_touch_on=ago(50), interval_days=30))
    assert found.threads == 1
    assert found.holders == ()


def test_who_joined_an_interaction_holds_a_thread_too() -> None:
    found = network(person("A", depth="in_depth", shared={JON: DEPTHS["in_depth"]}))
    assert [rep for rep, _ in found.holders] == [ANA, JON]
    assert found.people[0].touches_180 == 4


def test_the_index_is_the_weighted_sum() -> None:
    assert index_of(IndexParts(42.75, 50, 75, 100)) == pytest.approx(25.65 + 10 + 7.5 + 10)
    assert index_of(IndexParts(100, 100, 100, 100)) == 100
    assert index_of(IndexParts(0, 0, 0, 0)) == 0


def test_parts_left_out_give_their_weight_to_the_others() -> None:
    assert index_of(IndexParts(50, None, None, None)) == 50
    assert index_of(IndexParts(50, 100, None, None)) == 62.5
    assert [round(most, 1) for _, _, most in shares_of(IndexParts(50, 100, None, None))] == [75.0, 25.0, 0, 0]


@pytest.mark.parametrize(
    ("index", "band"),
    [(100, "broad"), (75, "broad"), (74.99, "partial"), (50, "partial"), (49.99, "thin"), (0, "thin")],
)
def test_bands(index: float, band: str) -> None:
    assert band_of(index) == band


def test_unmapped_has_no_index_no_band_and_no_flags() -> None:
    found = network(person("A", "procurement", depth="in_depth"))
    assert (found.is_mapped, found.index, found.band, found.flags) == (False, None, None, ())
    assert mapped(person("A", "procurement", depth="in_depth")).is_mapped
    assert not network(person("A", role_confirmed_on=date(2026, 12, 1))).is_mapped


@pytest.mark.parametrize(("days", "support"), [(0, "mentor"), (180, "mentor"), (181, "unknown")])
def test_support_is_unknown_after_180_days(days: int, support: str) -> None:
    assert support_in_force("mentor", ago(days), TODAY) == support


def test_support_without_a_day_is_as_old_as_the_record() -> None:
    assert support_in_force("mentor", None, TODAY) == support_in_force(None, TODAY, TODAY) == "unknown"
    assert network(person("A", support="mentor", first_seen_on=ago(9))).people[0].support == "mentor"
    assert network(person("A", support="mentor")).people[0].support == "unknown"


def test_order_is_flags_then_the_lower_index_then_name_and_unmapped_last() -> None:
    risky = mapped(person("A", "procurement", depth="in_depth"))
    calm = mapped(person("A", "decision_maker", depth="in_depth"))
    low, high = (calm._replace(id=b"l" * 16, index=10.0), calm._replace(id=b"h" * 16, index=90.0))
    dark = network(person("A"))
    twin = high._replace(id=b"t" * 16, name="alba")
    assert len(risky.flags) > len(calm.flags)
    assert ranked([dark, high, twin, low, risky]) == [risky, low, twin, high, dark]


_DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
_PEOPLE = st.builds(
    PersonFacts,
    st.binary(min_size=16, max_size=16),
    st.text(max_size=5),
    st.none() | st.sampled_from(["CEO", "buyer", "?"]),
    st.none() | st.text(max_size=4),
    st.lists(st.sampled_from([*SEAT_WEIGHTS, "unknown", "economic_buyer"]), max_size=3).map(tuple),
    st.sampled_from(["active", "left", "lead", None, "on_leave"]),
    st.sampled_from([None, "exec", "clerical"]),
    st.sampled_from([None, "mentor", "enemy", "neutral"]),
    _DAYS, _DAYS, _DAYS, st.none() | st.integers(1, 400), _DAYS,
    st.dictionaries(
        st.sampled_from([ANA, JON, None]),
        st.builds(Touches, *[st.integers(0, 50)] * 6, _DAYS),
        max_size=3,
    ),
    st.just({}),
)  # fmt: skip


@given(st.lists(_PEOPLE, max_size=8), st.integers(1, 3))
def test_whatever_the_people_the_index_is_from_0_to_100(people: list[PersonFacts], size: int) -> None:
    found = network(*people, team=Team({}, size))
    for value in (*found.parts, found.index, *(one.strength for one in found.people)):
        assert value is None or (not math.isnan(value) and 0 <= value <= 100)
    assert (found.index is None) == (not found.is_mapped)
    assert len({flag.flag for flag in found.flags}) == len(found.flags)
