from pathlib import Path

import pytest

from repcockpit.domain.views.details import ACTIVITIES, Why
from repcockpit.services.details.panes import pane_of_item, pane_view
from repcockpit.services.details.readings import reading
from repcockpit.services.details.why import why_of, why_of_item
from repcockpit.services.today.day import today_view
from tests.services.details.staged import House


@pytest.fixture
def house(database: Path) -> House:
    return House(database)


def told(view: Why | None) -> dict[str, str]:
    assert view is not None
    return {reason.part: reason.text for reason in view.reasons}


def test_an_interaction_says_whether_it_counts(house: House) -> None:
    assert told(why_of(house.book, "interaction", house.visit))["counts"].startswith("yes")
    assert told(why_of(house.book, "interaction", house.missed))["counts"] == "no: no answer"
    assert told(why_of(house.book, "interaction", house.plan))["counts"] == "no: planned"
    note = house.seed.met("2026-11-01", house.id, type="note", outcome=None)
    assert told(why_of(house.book, "interaction", note))["counts"] == "no: a note"


def test_a_mail_names_its_answer(house: House) -> None:
    mail = {"type": "email", "outcome": None}
    sent = house.seed.met("2026-11-03", house.id, house.jon, direction="outbound", **mail)
    alone = told(why_of(house.book, "interaction", sent))
    assert alone["counts"] == "no: no reply in 7 days"
    house.seed.met("2026-11-05", house.id, house.jon, direction="inbound", **mail)
    view = why_of(house.book, "interaction", sent)
    assert told(view)["counts"].startswith("yes")
    assert view is not None
    assert "two-way  a mail the other way on Thu 5 Nov 2026" in view.rule
    assert view.numbers == ("touch.reply_days",)


def test_people_and_accounts_say_rule_rows_and_pace(house: House) -> None:
    view = why_of(house.book, "contact", house.maria)
    assert view is not None
    assert view.rule[0] == "every 30 d  role decision maker beats segment A (10 d)"
    assert view.rule[1].startswith("due Thu 12 Nov 2026  13 Oct + 30 d; red from 20 Nov")
    assert [row.counts for row in view.rows] == [False, False, True]
    assert view.numbers == ("cadence.role.key", "cadence.grace")
    assert told(view)["pace"] == "1 touch in 365 d, 6.3 needed by now"
    own = why_of(house.book, "account", house.id)
    assert own is not None
    assert own.rule[0] == "every 10 d  segment A"


def test_tasks_and_requests_say_their_time(house: House) -> None:
    assert told(why_of(house.book, "task", house.promise))["due"] == "Thu 26 Nov 2026, in 2 d"
    view = why_of(house.book, "request", house.request)
    assert told(view)["priority"] == "P2 of impact high, urgency medium (medium where unknown)"
    assert told(view)["solution"] == "8 h of 16 h, past half of its time; due Tue 24 Nov 2026 18:00"
    assert told(view)["answer"].startswith("8 h of 2 h, past its time")
    assert view is not None
    assert [row.what for row in view.rows] == ["opened"]


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_every_line_of_the_seven_has_its_rows(house: House, activity: str) -> None:
    view = why_of(house.book, f"seven_{activity}", house.id)
    assert view is not None
    assert view.rule
    kinds = {
        "contact": {"account", "contact"},
        "requests": {"request"},
        "training": {"training"},
        "news": {"info"},
        "qbr": set(),
        "ideas": {"idea"},
        "network": {"contact"},
    }
    assert {row.kind for row in view.rows} == kinds[activity]


def test_an_idea_leads_to_the_call_it_was_given_in(house: House) -> None:
    view = why_of(house.book, "idea", house.idea)
    assert view is not None
    assert [row.id for row in view.rows] == [house.call]
    deal = why_of(house.book, "deal", house.deal)
    assert deal is not None
    assert deal.rows == ()


def test_what_is_not_there_has_no_why(house: House) -> None:
    for kind in ("contact", "account", "task", "interaction", "request", "idea", "setup", "seven_contact"):
        assert why_of(house.book, kind, b"?" * 16) is None


def test_every_row_of_today_has_why_and_pane(house: House) -> None:
    for item in today_view(house.book).items:
        assert why_of_item(house.book, item).title
        assert pane_of_item(house.book, item).name


def test_the_pane_knows_their_time_and_the_seven(house: House) -> None:
    view = pane_view(house.book, house.maria, house.id)
    assert view is not None
    assert view.about == "plant director · decision maker · Northglass A"
    assert view.there is not None
    assert view.there.hour == 8
    assert [row.note for row in view.touches] == ["", "wants a forecast"]
    assert [one.title for one in view.open] == ["audit report"]
    assert [one.title for one in view.requests] == ["sample bags"]
    assert tuple(one.name for one in view.seven) == ACTIVITIES
    assert pane_view(house.book, None, None) is None


def test_a_record_is_read_whole(house: House) -> None:
    found = reading(house.book, "interaction", house.visit)
    assert found is not None
    facts = dict(found.facts)
    assert (facts["when"], facts["with"], found.text) == (
        "Tue 13 Oct 2026",
        "Maria López",
        "wants a forecast",
    )
    assert facts["counts"].startswith("yes")
    for kind, record in (("task", house.promise), ("request", house.request), ("training", house.training)):
        other = reading(house.book, kind, record)
        assert other is not None
        assert other.title
        assert dict(other.facts)["at"] == "Northglass"
    review = house.seed.row("qbr", {"account_id": house.id, "due_on": "2026-12-31"})
    found = reading(house.book, "qbr", review)
    assert found is not None
    assert (found.title, found.facts[0]) == ("QBR", ("what", "QBR"))
    assert reading(house.book, "account", house.id) is None
