"""The nine flags, each with what it needs, the rows behind it and the next step."""

import pytest

from repcockpit.domain.account_coverage import Team
from repcockpit.domain.coverage import PersonFacts
from repcockpit.domain.coverage_flags import FLAG_WORDS, FLAGS
from repcockpit.domain.views.coverage import AccountCoverage, Flag
from tests.domain.networks import ANA, JON, TODAY, ago, mapped, network, person

_DEAL = b"deal-00000000000"


def flag(found: AccountCoverage, name: str) -> Flag | None:
    return next((one for one in found.flags if one.flag == name), None)


def has(found: AccountCoverage, name: str) -> bool:
    return flag(found, name) is not None


def stands(*supports: str) -> tuple[PersonFacts, ...]:
    return tuple(
        person(f"P{number}", support=support, support_on=ago(10)) for number, support in enumerate(supports)
    )


def test_nine_flags_each_with_its_words() -> None:
    assert len(FLAGS) == len(set(FLAGS)) == 9
    assert FLAG_WORDS.keys() == set(FLAGS)


def test_no_decision_maker_is_nobody_active_in_the_role() -> None:
    assert not has(mapped(person("Eva", "decision_maker")), "no_decision_maker")
    found = flag(
        mapped(person("Eva", "champion"), person("Ed", "decision_maker", status="left")), "no_decision_maker"
    )
    assert found is not None
    assert found.evidence_ids == (person("Ed").id,)
    assert (found.fact, found.next_action) == ("Ed left", "ask Eva who decides")


def test_purchasing_only_needs_a_thread_and_only_buyers_or_clerks() -> None:
    buyer = person("Bo", "procurement", depth="in_depth")
    clerk = person("Cy", depth="in_depth", level="clerical")
    found = flag(mapped(buyer, clerk, person("Dee", "end_user")), "purchasing_only")
    assert found is not None
    assert set(found.evidence_ids) == {buyer.id, clerk.id}
    assert found.next_action == "meet Dee"
    assert not has(mapped(person("Bo", "procurement")), "purchasing_only")
    assert not has(mapped(buyer, person("Dee", "end_user", depth="in_depth")), "purchasing_only")
    both = person("Bo", "procurement", "decision_maker", depth="in_depth")
    assert not has(mapped(both), "purchasing_only")


def test_single_threaded_is_exactly_one() -> None:
    one = person("A", depth="in_depth")
    found = flag(mapped(one, person("B")), "single_threaded")
    assert found is not None
    assert (found.evidence_ids, found.next_action) == ((one.id,), "meet B")
    assert not has(mapped(person("A")), "single_threaded")
    assert not has(mapped(one, person("B", depth="in_depth")), "single_threaded")


def test_one_of_us_needs_a_team_of_two_and_a_thread() -> None:
    one = person("A", depth="in_depth")
    found = flag(mapped(one), "one_of_us")
    assert found is not None
    assert found.evidence_ids == (ANA, one.id)
    assert found.fact == "only Ana Ruiz holds a thread"
    assert not has(mapped(one, team=Team({ANA: "Ana"}, 1)), "one_of_us")
    assert not has(mapped(one, person("B", depth="in_depth", by=JON)), "one_of_us")
    assert not has(mapped(person("A")), "one_of_us")


@pytest.mark.parametrize(("days", "is_silent"), [(29, False), (30, True), (31, True)])
def test_champion_silent_from_30_days_on(days: int, is_silent: bool) -> None:
    champion = person("A", "champion", last_touch_on=ago(days))
    found = flag(mapped(champion), "champion_silent")
    assert (found is not None) == is_silent
    if found is not None:
        assert (found.evidence_ids, found.next_action) == ((champion.id,), "call A")


def test_a_champion_never_met_is_silent_since_the_record_came_in() -> None:
    assert has(mapped(person("A", "champion", first_seen_on=ago(30))), "champion_silent")
    assert not has(mapped(person("A", "champion", first_seen_on=ago(3))), "champion_silent")
    assert not has(mapped(person("A", "champion", first_seen_on=None)), "champion_silent")


def test_champion_left_until_another_is_active() -> None:
    gone = person("A", "champion", status="moved")
    assert has(mapped(person("B"), gone), "champion_left")
    assert not has(mapped(person("B", "champion"), gone), "champion_left")
    assert not has(mapped(person("B"), person("A", "champion", status="on_leave")), "champion_left")


@pytest.mark.parametrize(
    ("supports", "is_behind"),
    [
        (("mentor", "enemy"), False),
        (("mentor", "enemy", "unknown"), False),
        (("mentor", "enemy", "neutral"), True),
        (("mentor", "supporter", "enemy"), False),
        (("supporter", "non_supporter", "enemy"), True),
        (("neutral", "neutral", "neutral"), True),
    ],
)
def test_supporters_not_ahead_needs_three_known_supports(supports: tuple[str, ...], is_behind: bool) -> None:
    assert has(mapped(*stands(*supports)), "supporters_not_ahead") == is_behind


def test_support_that_is_too_old_is_not_counted() -> None:
    old = person("Old", support="mentor", support_on=ago(181))
    assert not has(mapped(old, *stands("mentor", "enemy")), "supporters_not_ahead")


def test_no_opponent_known_needs_three_supports_and_an_open_deal() -> None:
    friends = stands("mentor", "supporter", "neutral")
    found = flag(mapped(*friends, open_deals=(_DEAL,)), "no_opponent_known")
    assert found is not None
    assert found.evidence_ids == (_DEAL,)
    assert not has(mapped(*friends), "no_opponent_known")
    assert not has(mapped(*stands("mentor", "supporter"), open_deals=(_DEAL,)), "no_opponent_known")
    assert not has(mapped(*stands("mentor", "supporter", "enemy"), open_deals=(_DEAL,)), "no_opponent_known")


@pytest.mark.parametrize(("days", "is_stale"), [(180, False), (181, True)])
def test_a_role_is_stale_after_180_days(days: int, is_stale: bool) -> None:
    one = person("A", "decision_maker", role_confirmed_on=ago(days))
    found = flag(network(one), "role_stale")
    assert (found is not None) == is_stale
    if found is not None:
        assert found.evidence_ids == (one.id,)
        assert found.next_action == "confirm that A is decision maker"


def test_a_role_never_confirmed_or_taken_away_is_not_stale() -> None:
    fresh = person("B", "decision_maker", role_confirmed_on=TODAY)
    assert not has(network(fresh, person("A", "champion")), "role_stale")
    assert not has(network(fresh, person("A", role_confirmed_on=ago(400))), "role_stale")
    gone = person("A", "champion", status="left", role_confirmed_on=ago(400))
    assert not has(network(fresh, gone), "role_stale")


def test_empty_seats_are_gaps_and_no_flags() -> None:
    found = mapped(person("A", "decision_maker", depth="in_depth"), person("B", depth="in_depth", by=JON))
    assert found.flags == ()
    assert [gap.name for gap in found.gaps if gap.kind == "seat"] == [
        "budget_holder", "champion", "executive_sponsor", "influencer", "technical_evaluator", "end_user", "procurement",
    ]  # fmt: skip
    assert all(gap.next_action for gap in found.gaps)


def test_every_flag_says_why_and_what_next() -> None:
    found = mapped(
        person(
            "A",
            "procurement",
            depth="in_depth",
            support="enemy",
            support_on=ago(3),
            role_confirmed_on=ago(300),
        ),
        person("B", "champion", status="left"),
        *stands("neutral", "neutral"),
    )
    assert {one.flag for one in found.flags} == {
        "no_decision_maker", "champion_left", "single_threaded", "purchasing_only", "supporters_not_ahead",
        "one_of_us", "role_stale",
    }  # fmt: skip
    assert [FLAGS.index(one.flag) for one in found.flags] == sorted(
        FLAGS.index(one.flag) for one in found.flags
    )
    assert all(one.fact and one.next_action for one in found.flags)
