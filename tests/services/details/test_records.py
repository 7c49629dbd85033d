from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.views.details import ACTIVITIES, Activity, Detail
from repcockpit.services.details.records import account_detail, contact_detail
from tests.services.details.staged import House
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def house(database: Path) -> House:
    return House(database)


def line(detail: Detail, name: str) -> Activity:
    return next(one for one in detail.seven if one.name == name)


def test_an_account_with_everything_around_it(house: House) -> None:
    detail = account_detail(house.book, house.id)
    assert (detail.name, detail.about) == ("Northglass", ("A", "glass, Santander", "Ana Ruiz"))
    assert [one.name for one in detail.people] == ["Maria López", "Jon Etxea", "Sara Vela", "Nuria Blanco"]
    assert [one.is_key for one in detail.people] == [True, True, False, True]
    assert detail.people[0].care.is_red
    assert detail.people[0].care.planned_on == date(2026, 11, 27)
    assert [(one.kind, one.title) for one in detail.open] == [("promise", "audit report")]
    assert [(one.priority, one.is_open, one.due_at is not None) for one in detail.requests] == [
        ("P2", True, True)
    ]
    assert [one.amount for one in detail.deals] == [1200.0]
    assert ("phone", "+34 942 555 000") in [(one.label, one.value) for one in detail.fields]
    assert (detail.touches_365, detail.timeline.after) == (2, None)


def test_the_timeline_holds_all_kinds_newest_first(house: House) -> None:
    rows = account_detail(house.book, house.id).timeline.rows
    assert [row.on for row in rows] == sorted((row.on for row in rows), reverse=True)
    kinds = {row.kind for row in rows}
    assert kinds == {"interaction", "request", "training", "info", "idea", "deal"}
    call = next(row for row in rows if row.id == house.call)
    assert (call.who, call.others, call.is_touch, call.text) == ("Jon Etxea", 1, True, "second silo starts")
    assert rows[0].status == "planned"


def test_the_seven_say_what_is_known_and_no_more(house: House) -> None:
    detail = account_detail(house.book, house.id)
    assert tuple(one.name for one in detail.seven) == ACTIVITIES
    contact = line(detail, "contact")
    assert (contact.tone, contact.words, contact.fact) == ("late", "12 d over", "Maria López is silent")
    assert (contact.right, contact.on) == ("visit", date(2026, 11, 27))
    assert line(detail, "requests").words == "1 open"
    assert line(detail, "requests").fact == "P2 sample bags; 1 past its time"
    training = line(detail, "training")
    assert (training.fact, training.on) == (
        "2 people trained; last: safe unloading",
        date(2026, 9, 30),
    )
    assert (line(detail, "news").words, line(detail, "news").tone) == ("77 d old", "calm")
    assert (line(detail, "qbr").words, line(detail, "qbr").tone) == ("236 d late", "late")
    assert line(detail, "ideas").fact == "none of 1 told; 25 kg bags, under review"
    assert (line(detail, "network").words, line(detail, "network").right) == ("not mapped", "")
    assert line(detail, "network").fact == "3 people, 3 touched in 90 d, 3 with a role"


def test_an_empty_account_says_so(database: Path) -> None:
    book = fresh_book(database)
    detail = account_detail(book, Seed(book).account("Bare"))
    assert [one.tone for one in detail.seven[1:]] == ["calm", "hole", "hole", "late", "hole", "hole"]
    assert (detail.people, detail.timeline.rows, detail.requests) == ((), (), ())


def test_a_person_with_reach_and_reports(house: House) -> None:
    seed = house.seed
    seed.row("contact_point", {"contact_id": house.maria, "kind": "phone", "value": "+34 600 1"})
    detail = contact_detail(house.book, house.maria)
    assert detail.about == ("Northglass A", "plant director", "decision maker")
    assert [one.fact for one in detail.seven if one.name == "phone"] == ["+34 942 555 018", "+34 600 1"]
    assert [(one.name, one.relation) for one in detail.people] == [("Jon Etxea", "reports here")]
    assert [one.name for one in detail.accounts] == ["Northglass"]
    assert [one.title for one in detail.open] == ["audit report"]
    assert [one.title for one in detail.requests] == ["sample bags"]
    assert {row.id for row in detail.timeline.rows} == {house.plan, house.missed, house.visit, house.request}
    assert [one.relation for one in contact_detail(house.book, house.jon).people] == ["manager"]


def test_a_person_in_the_bin_is_not_opened(house: House) -> None:
    with house.book.write("remove") as unit:
        unit.hide("contact", house.maria)
    with pytest.raises(NotFoundError):
        contact_detail(house.book, house.maria)
    assert house.maria not in [one.id for one in account_detail(house.book, house.id).people]


def test_people_without_a_key_role_show_pace(house: House) -> None:
    house.seed.met("2026-02-01", house.id, late := house.seed.contact("Old Buyer", house.id, "procurement"))
    person = next(one for one in account_detail(house.book, house.id).people if one.id == late)
    assert (person.is_key, person.touches_365) == (False, 1)
    assert line(account_detail(house.book, house.id), "contact").fact == "Maria López is silent"
