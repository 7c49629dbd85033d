from datetime import date
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.decisions.fifteen import fifteen_view
from repcockpit.services.decisions.sweep import sweep_view
from tests.services.seeding import Seed, at, fresh_book

AT_1530 = 1795530600000  # Tuesday 24 November 2026, 15:30 in Madrid


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database, now="2026-11-24T10:00")


def silent(
    seed: Seed, name: str, phone: str | None = "+34 1", last: str = "2026-09-01", **account: str
) -> bytes:
    house = seed.account(f"{name} SA", "A", "2026-01-01", interval_days=300, **account)
    seed.met("2026-11-20", house)
    person = seed.contact(name, house, phone=phone)
    seed.met(last, house, person)
    return house


def test_whom_to_call_is_ranked_as_today_is_and_at_most_five(book: Book) -> None:
    seed = Seed(book)
    for number in range(7):
        silent(seed, f"Person {number}", last=f"2026-09-{number + 10}")
    silent(seed, "Silent longest, no number", None, "2026-03-01")
    view = fifteen_view(book)
    assert [row.name for row in view.rows] == [f"Person {number}" for number in range(5)]
    assert (view.more, view.closed, view.without_phone) == (2, 0, 1)
    first = view.rows[0]
    assert (first.place, first.phone, first.why) == ("Person 0 SA", "+34 1", "43 d over, decision maker")
    assert (first.is_time_known, f"{first.local_time:%H:%M}") == (False, "10:00")
    assert len(fifteen_view(book, 6).rows) == 2


def test_only_those_at_work_now_can_be_called(book: Book) -> None:
    seed = Seed(book)
    silent(seed, "Here")
    silent(seed, "Chicago", timezone="America/Chicago")
    silent(seed, "Tokyo", timezone="Asia/Tokyo", hours="mon-fri 09:00-19:00")
    view = fifteen_view(book)
    assert [(row.name, f"{row.local_time:%H:%M}") for row in view.rows] == [
        ("Tokyo", "18:00"),
        ("Here", "10:00"),
    ]
    assert view.closed == 1
    assert view.opens_at is not None
    assert view.opens_at.isoformat() == "2026-11-24T16:00:00+01:00"


def test_nobody_is_called_in_the_night(book: Book) -> None:
    silent(Seed(book), "Here")
    view = fifteen_view(at(book, "2026-11-28T10:00"))
    assert view.rows == ()
    assert view.opens_at is not None
    assert view.opens_at.isoformat() == "2026-11-30T09:00:00+01:00"


def test_a_promise_that_is_due_is_a_reason_to_call(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Condax", interval_days=300)
    seed.met("2026-11-20", house)
    person = seed.contact("Pablo Gil", house, None, phone="+34 2")
    seed.met("2026-11-20", house, person)
    due = {"kind": "promise", "title": "certificate", "due_on": "2026-11-24", "owner_id": book.author_id}
    seed.row("task", due | {"account_id": house, "contact_id": person})
    (row,) = fifteen_view(book).rows
    assert (row.name, row.why, row.contact_id) == ("Pablo Gil", "promise: certificate", person)


def test_an_empty_book_has_nobody(book: Book) -> None:
    assert fifteen_view(book)[2:] == ((), 0, 0, None, 0)
    assert sweep_view(book).rows == ()


def test_the_end_of_day_lists_what_is_not_settled(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", interval_days=300)
    maria = seed.contact("Maria López", house)
    planned: dict[str, object] = {"status": "planned", "outcome": None, "type": "visit"}
    seed.met("2026-11-24", house, maria, occurred_at=AT_1530, subject="review", **planned)
    seed.met("2026-11-20", house, **planned)
    seed.met("2026-10-20", house, **planned)
    for on in ("2026-11-25", "2026-11-26"):
        seed.met(on, house, maria, **planned)
    seed.met("2026-11-24", house, maria)
    now = int(book.now().timestamp() * 1000)
    seed.met("2026-11-23", house, maria, logged_at=now, source="typed")
    seed.met("2026-11-23", house, maria, logged_at=now, source="hubspot")
    for title, due in (("certificate", "2026-11-24"), ("late one", "2026-11-20"), ("ahead", "2026-11-25")):
        seed.row("task", {"kind": "promise", "title": title, "due_on": due, "owner_id": book.author_id})
    view = sweep_view(book)
    assert [(row.what, row.name, row.on.isoformat()) for row in view.rows] == [
        ("visit", "Northglass", "2026-11-20"),
        ("visit", "Maria López", "2026-11-24"),
        ("promise", "", "2026-11-24"),
    ]
    assert view.rows[1].at is not None
    assert (view.rows[1].title, f"{view.rows[1].at:%H:%M}") == ("review", "15:30")
    assert view.next_day == date(2026, 11, 25)
    assert [(row.what, row.title) for row in view.ahead] == [("visit", ""), ("promise", "ahead")]
    assert (view.ahead_count, view.logged_count, view.late_count) == (2, 2, 1)


def test_the_next_working_day_skips_the_weekend(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", interval_days=300)
    seed.met("2026-11-30", house, status="planned", outcome=None, type="call")
    view = sweep_view(at(book, "2026-11-27T17:30"))
    assert (view.next_day, view.ahead_count) == (date(2026, 11, 30), 1)
