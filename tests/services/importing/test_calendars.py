"""Calendars into the book: what was in them with customers is to be logged, once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.domain.views.importing import ImportReport
from repcockpit.services.book import Book
from repcockpit.services.exporting import ExportOrder, export_document
from repcockpit.services.importing import ImportOptions, import_files
from tests.exchange.given import given
from tests.services.importing.asking import column, count, value
from tests.services.seeding import Seed, at

Write = Callable[[str, str], Path]


@pytest.fixture
def house(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    acme = seed.account("Acme", website="https://www.acme.example")
    maria = seed.contact("Maria", acme, email="maria@acme.example")
    jon = seed.contact("Jon", acme, email="jon@mail.example")
    with book.write("e-mail") as unit:
        unit.update("rep", book.author_id or b"", {"email": "ana@ours.example"})
    return {"acme": acme, "maria": maria, "jon": jon}


def meeting(uid: str, start: str, *mails: str, more: str = "", title: str = "Talk") -> str:
    people = "".join(f"ATTENDEE:mailto:{mail}\n" for mail in mails)
    return (
        f"BEGIN:VEVENT\nUID:{uid}\nDTSTART:{start}\nDURATION:PT30M\nSUMMARY:{title}\n"
        f"ORGANIZER:mailto:ana@ours.example\n{people}{more}END:VEVENT\n"
    )


def bring(book: Book, write: Write, *events: str) -> ImportReport:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(events) + "END:VCALENDAR\n"
    return import_files(book, [write("calendar.ics", text)])


def test_a_past_meeting_is_to_be_logged_with_its_people(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    event = meeting(
        "1@x", "20261120T090000Z", "maria@acme.example", "JON@mail.example", more="LOCATION:Lyon\n"
    )
    report = bring(book, write, event)
    assert (report.files[0].source, report.files[0].kind) == ("calendar", "calendar")
    row = book.db.execute(
        "select type, status, occurred_on, minutes, subject, note, account_id, rep_id, outcome from interaction"
    ).fetchone()
    assert row == (
        "meeting",
        "planned",
        "2026-11-20",
        30,
        "Talk",
        "At Lyon",
        house["acme"],
        book.author_id,
        None,
    )
    assert sorted(column(book, "select contact_id from participant")) == sorted(
        [house["maria"], house["jon"]]
    )
    again = bring(book, write, event)
    assert (again.txn, again.totals.unchanged) == (None, 1)


def test_a_meeting_moves_and_is_called_off_while_it_is_planned(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    bring(book, write, meeting("1@x", "20261125T090000Z", "maria@acme.example"))
    report = bring(book, write, meeting("1@x", "20261126T100000Z", "maria@acme.example"))
    assert report.totals.updated == 1
    assert column(book, "select occurred_on from interaction") == ["2026-11-26"]
    assert column(book, "select distinct occurred_on from participant") == ["2026-11-26"]
    bring(book, write, meeting("1@x", "20261126T100000Z", "maria@acme.example", more="STATUS:CANCELLED\n"))
    assert column(book, "select status from interaction") == ["cancelled"]


def test_what_was_logged_is_not_asked_again(book: Book, write: Write, house: dict[str, bytes]) -> None:
    seed = Seed(book)
    seed.met("2026-11-20", house["acme"], house["maria"], type="visit")
    report = bring(book, write, meeting("1@x", "20261120T090000Z", "maria@acme.example"))
    assert (report.totals.created, report.totals.unchanged) == (0, 1)
    assert "logged here already" in report.files[0].warnings[0]
    bring(book, write, meeting("2@x", "20261123T090000Z", "maria@acme.example"))
    planned = value(book, "select id from interaction where status = 'planned'")
    with book.write("log") as unit:
        unit.update("interaction", planned, {"status": "completed", "outcome": "connected"})
    bring(book, write, meeting("2@x", "20261130T090000Z", "maria@acme.example"))
    assert (
        value(book, "select occurred_on from interaction where outcome is not null and type = 'meeting'")
        == "2026-11-23"
    )
    by_hand = seed.met(
        "2026-11-27", house["acme"], house["jon"], type="visit", status="planned", outcome=None
    )
    bring(book, write, meeting("3@x", "20261127T090000Z", "jon@mail.example"))
    assert column(book, "select id from interaction where occurred_on = '2026-11-27'") == [by_hand]


def test_meetings_without_a_customer_are_counted_and_nobody_is_invented(
    book: Book, write: Write, house: dict[str, bytes]
) -> None:
    report = bring(
        book,
        write,
        meeting("1", "20261120T090000Z"),
        meeting("2", "20261120T100000Z", "bob@ours.example"),
        meeting("3", "20261120T110000Z", "who@else.example"),
        meeting("4", "20261120T120000Z", "ana@ours.example", "new@acme.example", title="Newcomer"),
        meeting("5", "20261120T130000Z", "maria@acme.example", more="STATUS:CANCELLED\n"),
        "BEGIN:VEVENT\nUID:6\nDTSTART:20261120T140000Z\nEND:VEVENT\n",
    )
    assert report.totals.created == 1
    assert column(book, "select subject from interaction") == ["Newcomer"]
    assert value(book, "select account_id from interaction") == house["acme"]
    assert count(book, "participant") == 0
    assert count(book, "contact") == 2
    said = " ".join(report.files[0].warnings)
    for words in ("colleagues alone were left out: 2", "nobody of your book were left out: 1 (first: who@else.example)",
                  "called off were left out: 1", "without anybody invited were left out: 1"):  # fmt: skip
        assert words in said


def test_a_series_is_asked_day_by_day(book: Book, write: Write, house: dict[str, bytes]) -> None:
    series = meeting("1@x", "20261102T090000Z", "maria@acme.example", more="RRULE:FREQ=WEEKLY\n")
    bring(book, write, series)
    days = column(book, "select occurred_on from interaction order by 1")
    assert (days[0], days[-1]) == ("2026-11-02", "2027-02-22")
    later = at(book, "2026-12-08T09:00")
    report = import_files(later, [write("calendar.ics", f"BEGIN:VCALENDAR\n{series}END:VCALENDAR\n")])
    assert (report.totals.unchanged, report.totals.updated) == (len(days), 0)
    assert report.totals.created == 2
    later.close()


def test_our_own_agenda_comes_back_as_what_it_is(
    book: Book, write: Write, house: dict[str, bytes], tmp_path: Path
) -> None:
    seed = Seed(book)
    plan = {"status": "planned", "outcome": None, "type": "visit"}
    visit = seed.met("2026-11-25", house["acme"], house["maria"], occurred_at=1_795_600_000_000, **plan)
    seed.row("task", {"kind": "task", "title": "Sand", "due_on": "2026-11-25"})
    path = tmp_path / "agenda.ics"
    export_document(book, ExportOrder("agenda", "ics"), path)
    report = import_files(book, [path])
    assert (report.txn, report.totals.rejected) == (None, 0)
    assert count(book, "interaction") == 1
    moved = (
        path.read_bytes()
        .decode()
        .replace("SEQUENCE:0", "SEQUENCE:1")
        .replace("DTSTART:20261125", "DTSTART:20261127")
    )
    assert (
        import_files(
            book, [write("moved.ics", moved.replace("DTEND:20261125", "DTEND:20261127"))]
        ).totals.updated
        == 1
    )
    assert column(book, "select id from interaction where occurred_on = '2026-11-27'") == [visit]
    other = moved.replace(visit.hex(), "ab" * 16)
    assert import_files(book, [write("other.ics", other)]).rejects[0].reason == "an entry of another book"


def test_every_given_calendar_goes_in_or_says_why_not(book: Book, house: dict[str, bytes]) -> None:
    files = sorted(given("calendar").rglob("*.ics"))
    readable = [
        path for path in files if not path.name.startswith(("fuzz_testcase_0", "issue_178_component"))
    ]
    report = import_files(book, readable, ImportOptions(kind="calendar"))
    assert len(report.files) == len(readable)
    assert import_files(book, readable).txn is None
