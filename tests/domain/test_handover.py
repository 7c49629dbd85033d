"""The eight items of a handover by tables (rules.md 2.18): what meets each, and where 80 lies."""

from datetime import date, timedelta

import pytest

from repcockpit.domain.handover import ITEMS, READY, Facts, KeyPerson, next_items, readiness

TODAY = date(2026, 11, 24)
ANA, BEN = bytes(16), bytes([1] * 16)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def met(facts: Facts) -> set[str]:
    return {one.item for one in readiness(facts).items if one.met}


def test_the_weights_add_up_to_a_hundred() -> None:
    assert [one.weight for one in ITEMS] == [15, 15, 20, 25, 10, 5, 5, 5]
    assert sum(one.weight for one in ITEMS) == 100


def test_an_account_with_nothing_open_and_nobody_known() -> None:
    found = readiness(Facts(TODAY))
    assert {one.item for one in found.items if one.met} == {
        "plan_current",
        "open_work",
        "introductions",
        "qbr_owner",
    }
    assert (found.points, found.is_ready) == (65, False)


def test_everything_is_met() -> None:
    person = KeyPerson(ANA, ago(90), ago(10))
    facts = Facts(
        TODAY, (person,), ago(90), 3, 1, True, True, ago(5), (TODAY + timedelta(days=30),),
        frozenset(("open_work", "customer_told")), "Petra Vogt",
    )  # fmt: skip
    found = readiness(facts)
    assert (found.points, found.is_ready) == (100, True)
    assert next_items(found.items) == []


@pytest.mark.parametrize(
    ("confirmed", "is_met"),
    [((ago(0),), True), ((ago(90),), True), ((ago(91),), False), ((ago(1), None), False), ((ago(1), ago(90)), True), ((TODAY + timedelta(days=1),), False)],
)  # fmt: skip
def test_every_key_contact_is_confirmed_for_90_days(
    confirmed: tuple[date | None, ...], *, is_met: bool
) -> None:
    people = tuple(KeyPerson(bytes([number] * 16), on) for number, on in enumerate(confirmed))
    assert ("org_chart" in met(Facts(TODAY, people))) is is_met


@pytest.mark.parametrize(("on", "is_met"), [(ago(90), True), (ago(91), False), (None, False)])
def test_without_a_key_contact_anybody_confirmed_will_do(on: date | None, *, is_met: bool) -> None:
    assert ("org_chart" in met(Facts(TODAY, confirmed_on=on))) is is_met


@pytest.mark.parametrize(
    ("introduced", "is_met", "fact"),
    [
        ((ago(3), ago(365)), True, "2 of 2"),
        ((ago(3), None), False, "1 of 2"),
        ((ago(366), ago(3)), False, "1 of 2"),
    ],
)
def test_each_key_contact_met_both(introduced: tuple[date | None, ...], fact: str, *, is_met: bool) -> None:
    people = tuple(KeyPerson(bytes([number] * 16), None, on) for number, on in enumerate(introduced))
    found = next(one for one in readiness(Facts(TODAY, people)).items if one.item == "introductions")
    assert (found.met, found.fact, found.weight) == (is_met, fact, 25)


@pytest.mark.parametrize(
    ("count", "ticks", "is_met"),
    [(0, frozenset(), True), (2, frozenset(), False), (2, frozenset(("open_work",)), True)],
)
def test_open_work_is_accepted(count: int, ticks: frozenset[str], *, is_met: bool) -> None:
    assert ("open_work" in met(Facts(TODAY, open_work=count, ticks=ticks))) is is_met


@pytest.mark.parametrize(
    ("has", "given", "is_met"), [(False, False, True), (True, False, False), (True, True, True)]
)
def test_the_next_review_has_its_owner(*, has: bool, given: bool, is_met: bool) -> None:
    assert ("qbr_owner" in met(Facts(TODAY, has_qbr=has, is_qbr_given=given))) is is_met


def test_a_tick_without_a_name_does_not_tell_the_customer() -> None:
    ticks = frozenset(("customer_told",))
    assert "customer_told" not in met(Facts(TODAY, ticks=ticks))
    assert "customer_told" in met(Facts(TODAY, ticks=ticks, told_by="Petra Vogt"))


@pytest.mark.parametrize(
    ("started", "due", "is_met"),
    [
        (0, 19, False), (0, 20, True), (0, 45, True), (0, 46, False),
        (25, 5, True), (25, -6, False), (None, 30, True), (25, 46, False),
    ],
)  # fmt: skip
def test_the_check_lies_20_to_45_days_ahead_and_stays_booked(
    started: int | None, due: int, *, is_met: bool
) -> None:
    since = ago(started) if started is not None else None
    facts = Facts(TODAY, started_on=since, checks_on=(TODAY + timedelta(days=due),))
    assert ("check_30" in met(facts)) is is_met


def test_eighty_is_enough() -> None:
    facts = Facts(TODAY, confirmed_on=ago(1))
    assert readiness(facts).points == READY
    assert readiness(facts).is_ready
    assert not readiness(facts._replace(has_qbr=True)).is_ready


def test_what_is_missing_stands_by_weight() -> None:
    facts = Facts(TODAY, (KeyPerson(ANA),), open_work=1, has_qbr=True)
    weights = [one.weight for one in next_items(readiness(facts).items)]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == 7
