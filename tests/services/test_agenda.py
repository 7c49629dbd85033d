"""The agenda of a book in other calendars."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import UsageError
from repcockpit.services.book import Book
from repcockpit.services.exporting import ExportOrder
from repcockpit.services.exporting.agenda import COLUMNS, agenda_view
from tests.services.exported import exported
from tests.services.seeding import Seed, fresh_book

NINE = 1_795_510_800_000  # 2026-11-24 10:00 in Madrid
DAY = 86_400_000


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def week(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    house = seed.account("Acme, Inc.", street="Main 1", city="Köln")
    maria = seed.contact("Maria López", house)
    jon = seed.contact("Jon Park", house)
    plan = {"status": "planned", "outcome": None, "zone": "Europe/Madrid"}
    visit = seed.met(
        "2026-11-24", house, maria, jon, type="visit", occurred_at=NINE, minutes=90, subject="Sand", **plan
    )
    seed.met("2026-11-25", house, type="note", occurred_at=NINE + DAY, subject="Prepare", **plan)
    seed.met("2026-11-20", house, maria, type="call")
    seed.met("2026-11-26", house, maria, type="call", **plan)
    open_task = {"account_id": house, "status": "not_started"}
    seed.row(
        "task",
        open_task | {"kind": "promise", "title": "Certificate", "due_on": "2026-11-25", "contact_id": jon},
    )
    seed.row(
        "task", open_task | {"kind": "task", "title": "Done", "due_on": "2026-11-25", "done_on": "2026-11-24"}
    )
    seed.row("task", open_task | {"kind": "task", "title": "Some day"})
    seed.row("qbr", {"account_id": house, "scheduled_at": NINE + 7 * DAY, "zone": "Europe/Madrid"})
    seed.row("qbr", {"account_id": house, "scheduled_at": NINE - 90 * DAY, "held_on": "2026-08-26"})
    return {"house": house, "maria": maria, "visit": visit}


def test_what_is_planned_and_due_stands_in_order_of_time(book: Book) -> None:
    ids = week(book)
    entries = agenda_view(book, ExportOrder("agenda", "ics"))
    assert [(one.kind, one.on.isoformat(), one.title) for one in entries] == [
        ("appointment", "2026-11-24", "Visit Jon Park, Maria López · Acme, Inc.: Sand"),
        ("task", "2026-11-25", "Certificate · Jon Park · Acme, Inc."),
        ("reserved", "2026-11-25", "Reserved Acme, Inc.: Prepare"),
        ("appointment", "2026-11-26", "Call Maria López · Acme, Inc."),
        ("qbr", "2026-12-01", "Business review Acme, Inc."),
    ]
    first = entries[0]
    assert first.uid == f"{ids['visit'].hex()}@repcockpit"
    assert (first.place, first.minutes) == ("Main 1, Köln", 90)
    assert first.at is not None
    assert first.at.isoformat() == "2026-11-24T10:00:00+01:00"


def test_a_review_and_its_appointment_are_one_entry(book: Book) -> None:
    ids = week(book)
    plan = {"status": "planned", "outcome": None, "type": "qbr"}
    Seed(book).met("2026-12-01", ids["house"], ids["maria"], **plan)
    Seed(book).met("2026-12-02", ids["house"], ids["maria"], **plan)
    titles = [one.title for one in agenda_view(book, ExportOrder("agenda", "ics"))]
    assert titles[-2:] == ["Business review Acme, Inc.", "Business review Maria López · Acme, Inc."]


def test_a_range_and_a_rep_narrow_it(book: Book) -> None:
    week(book)
    order = ExportOrder("agenda", "ics", since=date(2026, 11, 26), until=date(2026, 12, 1))
    assert [one.kind for one in agenda_view(book, order)] == ["appointment", "qbr"]
    stranger = Seed(book).row("rep", {"name": "Jon"})
    assert agenda_view(book, ExportOrder("agenda", "ics", rep_id=stranger)) == []


def test_the_calendar_is_read_back(book: Book) -> None:
    icalendar = pytest.importorskip("icalendar")
    week(book)
    document = exported(book, "agenda", "ics")
    assert document == exported(book, "agenda", "ics")
    events = icalendar.Calendar.from_ical(document).walk("VEVENT")
    assert len(events) == 5
    assert len({str(event["uid"]) for event in events}) == 5
    assert events[0].decoded("dtstart").isoformat() == "2026-11-24T09:00:00+00:00"
    assert events[0].decoded("dtend").isoformat() == "2026-11-24T10:30:00+00:00"
    assert events[1].decoded("dtstart") == date(2026, 11, 25)
    assert str(events[0]["location"]) == "Main 1, Köln"


def test_csv_and_json_hold_the_same_entries(book: Book) -> None:
    ids = week(book)
    rows = list(csv.reader(io.StringIO(exported(book, "agenda", "csv").decode())))
    assert tuple(rows[0]) == COLUMNS
    document = json.loads(exported(book, "agenda", "json"))
    assert document["schema_version"] == 1
    assert document["total"] == len(document["agenda"]) == len(rows) - 1 == 5
    assert document["agenda"][0]["id"] == rows[1][0] == ids["visit"].hex()
    assert document["agenda"][0]["account"] == {"id": ids["house"].hex(), "name": "Acme, Inc."}
    with pytest.raises(UsageError):
        exported(book, "agenda", "vcf")


def test_hostile_words_and_days_at_the_edge_of_time_are_written(book: Book) -> None:
    seed = Seed(book)
    for text in ("BEGIN:VEVENT", "\x1b[31m", "a\r\nEND:VCALENDAR", "=1+1", "漢字 😀", "\u2028sep"):
        seed.row("task", {"kind": "task", "title": text, "due_on": "9999-12-31"})
    house = seed.account("Acme")
    seed.row("qbr", {"account_id": house, "scheduled_at": 253_402_290_000_000})
    for beyond in (253_402_300_799_000, 10**17):  # no calendar holds the hour: the day stays
        seed.met("2026-12-01", house, status="planned", outcome=None, occurred_at=beyond)
    seed.row("task", {"kind": "task", "title": "bad day", "due_on": "someday"})
    document = exported(book, "agenda", "ics")
    assert document.count(b"\r\nBEGIN:VEVENT\r\n") == document.count(b"\r\nEND:VEVENT\r\n") == 9
    assert len(exported(book, "agenda", "csv").splitlines()) >= 8
