"""The fourteen items of readiness, one case a sentence of rules.md 2.6 and 2.22."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from repcockpit.domain.readiness import (
    ITEMS,
    SPONSOR_ROLES,
    TICKS,
    Action,
    Dated,
    Facts,
    Invited,
    next_steps,
    readiness,
)

DAY = date(2026, 11, 24)
AT = datetime(2026, 12, 9, 10, 0, tzinfo=UTC)
BARE = Facts(b"q", DAY, "A")
WHOLE = Facts(
    b"q",
    DAY,
    "A",
    AT.date(),
    AT,
    None,
    (Invited(b"luis", has_accepted=True, roles=frozenset({"decision_maker"})),),
    frozenset(TICKS),
    pack_made_on=DAY,
    satisfaction=Dated(b"nps", DAY),
    challenge=Dated(b"note", DAY),
    infos=(b"info",),
    decisions="extend the contract",
    pack_sent_at=AT - timedelta(hours=48),
)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def met(facts: Facts, item: str) -> bool:
    return next(one.met for one in readiness(facts).items if one.item == item)


def test_the_weights_add_up_to_a_hundred_and_five_of_them_are_musts() -> None:
    assert [(one.name, one.weight) for one in ITEMS] == [
        ("date_agreed", 8),
        ("customer_accepted", 12),
        ("our_executive", 6),
        ("pre_call", 8),
        ("actions_reviewed", 10),
        ("requests_listed", 8),
        ("scorecard_built", 10),
        ("satisfaction", 6),
        ("challenges", 10),
        ("industry_item", 5),
        ("ideas_updated", 5),
        ("decisions", 6),
        ("pack_sent", 4),
        ("logistics", 2),
    ]
    assert sum(one.weight for one in ITEMS) == 100
    musts = {one.name for one in ITEMS if one.must}
    assert musts == {"date_agreed", "customer_accepted", "actions_reviewed", "challenges"}


def test_everything_met_is_a_hundred_and_nothing_known_is_what_there_is_none_of() -> None:
    assert readiness(WHOLE)[1:] == (100, 100, True)
    assert readiness(BARE)[1:] == (15, 15, False)
    assert {one.item for one in readiness(BARE).items if one.met} == {"actions_reviewed", "ideas_updated"}


@pytest.mark.parametrize("must", [one.name for one in ITEMS if one.must])
def test_an_open_must_holds_the_score_at_59(must: str) -> None:
    without = {
        "date_agreed": WHOLE._replace(scheduled_on=None, scheduled_at=None),
        "customer_accepted": WHOLE._replace(invited=()),
        "actions_reviewed": WHOLE._replace(last_actions=(Action(b"a", None, None),)),
        "challenges": WHOLE._replace(challenge=None),
    }[must]
    found = readiness(without)
    assert not met(without, must)
    assert found.score == 59
    assert found.points > 59
    assert found.is_capped
    assert not found.is_ready


@pytest.mark.parametrize(
    ("item", "facts", "is_met"),
    [
        ("date_agreed", BARE._replace(scheduled_on=DAY), True),
        ("customer_accepted", BARE._replace(invited=(Invited(b"c", True, frozenset({"end_user"})),)), False),
        ("our_executive", BARE, False),
        ("our_executive", BARE._replace(segment="B"), True),
        ("our_executive", BARE._replace(ticks=frozenset({"our_executive"})), True),
        ("pre_call", BARE._replace(calls=(b"call",)), True),
        ("pre_call", BARE._replace(ticks=frozenset({"pre_call"})), True),
        ("actions_reviewed", BARE._replace(last_held_on=ago(90), last_actions=(Action(b"a", None, None),)), False),
        ("actions_reviewed", BARE._replace(last_held_on=ago(90), last_actions=(Action(b"a", DAY, None),)), True),
        ("actions_reviewed", BARE._replace(last_held_on=ago(90), last_actions=(Action(b"a", None, ago(1)),)), True),
        ("actions_reviewed", BARE._replace(last_held_on=ago(90), last_actions=(Action(b"a", None, ago(91)),)), False),
        (
            "actions_reviewed",
            BARE._replace(last_held_on=ago(9), last_actions=(Action(b"a", None, None, is_carried=True),)),
            True,
        ),
        ("requests_listed", BARE._replace(pack_made_on=ago(7)), True),
        ("requests_listed", BARE._replace(pack_made_on=ago(8)), False),
        ("scorecard_built", BARE._replace(pack_made_on=ago(7)), True),
        ("scorecard_built", BARE._replace(pack_made_on=ago(8)), False),
        ("satisfaction", BARE._replace(satisfaction=Dated(b"f", ago(180))), True),
        ("satisfaction", BARE._replace(satisfaction=Dated(b"f", ago(181))), False),
        ("challenges", BARE._replace(challenge=Dated(b"n", ago(90))), True),
        ("challenges", BARE._replace(challenge=Dated(b"n", ago(91))), False),
        ("challenges", BARE._replace(last_held_on=ago(200), challenge=Dated(b"n", ago(199))), True),
        ("challenges", BARE._replace(last_held_on=ago(20), challenge=Dated(b"n", ago(20))), False),
        ("industry_item", BARE._replace(infos=(b"i",)), True),
        ("industry_item", BARE, False),
        ("ideas_updated", BARE._replace(ideas=(Dated(b"i", ago(90)),)), True),
        ("ideas_updated", BARE._replace(ideas=(Dated(b"i", ago(90)), Dated(b"j", ago(91)))), False),
        ("ideas_updated", BARE._replace(ideas=(Dated(b"i", None),)), False),
        ("decisions", BARE._replace(decisions="\n".join("12345") + "\n\n"), True),
        ("decisions", BARE._replace(decisions="\n".join("123456")), False),
        ("decisions", BARE._replace(decisions=" \n"), False),
        ("pack_sent", WHOLE._replace(pack_sent_at=AT - timedelta(hours=47, minutes=59)), False),
        ("pack_sent", BARE._replace(pack_sent_at=AT), False),
        ("pack_sent", WHOLE._replace(scheduled_at=None), False),
        ("pack_sent", WHOLE._replace(scheduled_at=None, pack_sent_at=AT - timedelta(hours=58)), True),
        ("logistics", BARE._replace(ticks=frozenset({"logistics"})), True),
        ("logistics", BARE, False),
    ],
)  # fmt: skip
def test_what_meets_an_item(item: str, facts: Facts, *, is_met: bool) -> None:
    assert met(facts, item) is is_met


def test_a_pack_sent_before_the_clocks_change_is_counted_in_hours_that_pass() -> None:
    there = ZoneInfo("Europe/Madrid")
    facts = WHOLE._replace(
        scheduled_on=date(2026, 3, 30), scheduled_at=datetime(2026, 3, 30, 10, tzinfo=there)
    )
    assert not met(facts._replace(pack_sent_at=datetime(2026, 3, 28, 10, tzinfo=there)), "pack_sent")
    assert met(facts._replace(pack_sent_at=datetime(2026, 3, 28, 9, tzinfo=there)), "pack_sent")


@pytest.mark.parametrize("role", sorted(SPONSOR_ROLES))
def test_one_of_four_roles_must_accept(role: str) -> None:
    one = Invited(b"c", has_accepted=True, roles=frozenset({"champion", role}))
    assert met(BARE._replace(invited=(one,)), "customer_accepted")
    assert not met(BARE._replace(invited=(one._replace(has_accepted=False),)), "customer_accepted")


def test_an_item_names_the_rows_that_were_looked_at() -> None:
    facts = WHOLE._replace(
        last_actions=(Action(b"a", None, None), Action(b"b", DAY, None)), ideas=(Dated(b"i", DAY),)
    )
    rows = {one.item: one.evidence_ids for one in readiness(facts).items}
    assert rows["customer_accepted"] == (b"luis",)
    assert rows["actions_reviewed"] == (b"a",)
    assert rows["ideas_updated"] == (b"i",)
    assert rows["satisfaction"] == (b"nps",)
    assert rows["date_agreed"] == (b"q",)


def test_the_next_steps_begin_with_the_musts_and_say_where_they_lead() -> None:
    items = readiness(WHOLE._replace(invited=(), decisions=None, infos=())).items
    steps = next_steps(items)
    assert [(one.item, one.gain, one.readiness) for one in steps] == [
        ("customer_accepted", 12, 89),
        ("decisions", 6, 95),
        ("industry_item", 5, 100),
    ]
