from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.outcomes import (
    mark_held,
    mark_moved,
    movable_to,
    not_held,
    read_new_day,
)
from repcockpit.services.history import undo
from repcockpit.services.records import view_of
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, fresh_book

AT_1530 = 1795530600000  # Tuesday 24 November 2026, 15:30 in Madrid


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def planned(seed: Seed, on: str, account: bytes, *people: bytes, at: int | None = None) -> bytes:
    return seed.met(on, account, *people, status="planned", outcome=None, type="visit", occurred_at=at)


def promise(seed: Seed, title: str, due: str = "2026-11-24", kind: str = "promise") -> bytes:
    fields = {"kind": kind, "title": title, "due_on": due, "status": "not_started"}
    return seed.row("task", fields | {"owner_id": seed.book.author_id})


def test_an_appointment_that_was_held_is_a_touch_of_its_people(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    maria = seed.contact("Maria López", account)
    visit = planned(seed, "2026-11-24", account, maria, at=AT_1530)
    done = mark_held(book, [Target("interaction", visit)])
    assert done.text == "Visit with Maria López held"
    view = view_of(book, "interaction", visit)
    assert (view.status, view.outcome, view.is_touch) == ("completed", "connected", True)
    assert f"{view.occurred_at:%H:%M}" == "15:30"
    assert view_of(book, "contact", maria).last_touch_on == date(2026, 11, 24)
    undo(book)
    assert view_of(book, "contact", maria).last_touch_on is None


def test_held_stays_on_its_day_in_the_past_and_is_today_when_it_lay_ahead(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    past, ahead = planned(seed, "2026-11-20", account), planned(seed, "2026-11-30", account)
    assert mark_held(book, [Target("interaction", one) for one in (past, ahead)]).text == "2 held"
    days = [view_of(book, "interaction", one).occurred_on for one in (past, ahead)]
    assert days == [date(2026, 11, 20), date(2026, 11, 24)]


def test_promises_are_kept_and_tasks_done(book: Book) -> None:
    seed = Seed(book)
    one, two = promise(seed, "certificate"), promise(seed, "price list", kind="task")
    assert mark_held(book, [Target("task", one)]).text == "Promise kept: certificate"
    undo(book)
    account = seed.account("Northglass")
    rows = [Target("task", one), Target("task", two), Target("account", account)]
    assert mark_held(book, rows).text == "1 done, 1 kept (1 of the rows cannot be)"
    assert view_of(book, "task", one).done_on == date(2026, 11, 24)
    with pytest.raises(UsageError):
        mark_held(book, rows)


def test_an_appointment_that_was_not_held_is_no_touch(book: Book) -> None:
    seed = Seed(book)
    account = seed.account("Northglass")
    visit = planned(seed, "2026-11-24", account)
    assert not_held(book, [Target("interaction", visit)]).text == "Visit with Northglass not held"
    assert view_of(book, "interaction", visit).status == "not_held"
    undo(book)
    assert (
        not_held(book, [Target("interaction", visit)], "cancelled").text == "Visit with Northglass cancelled"
    )
    with pytest.raises(UsageError):
        not_held(book, [Target("interaction", visit)])
    with pytest.raises(InvalidValueError):
        not_held(book, [Target("interaction", visit)], "perhaps")


def test_an_appointment_keeps_its_hour_over_the_change_of_clocks(book: Book) -> None:
    seed = Seed(book)
    visit = planned(seed, "2026-11-24", seed.account("Northglass"), at=AT_1530)
    done = mark_moved(book, [Target("interaction", visit)], date(2027, 4, 6))
    assert done.text == "Visit with Northglass moved to Tue 6 Apr 2027"
    view = view_of(book, "interaction", visit)
    assert view.occurred_at is not None
    assert view.occurred_at.isoformat() == "2027-04-06T15:30:00+02:00"
    assert view.status == "planned"


def test_a_promise_moves_by_its_due_day(book: Book) -> None:
    seed = Seed(book)
    one = promise(seed, "certificate")
    assert movable_to(book, [Target("task", one)]) == date(2026, 11, 25)
    done = mark_moved(book, [Target("task", one)], date(2026, 11, 27))
    assert done.text == "Promise moved to Fri 27 Nov: certificate"
    assert view_of(book, "task", one).due_on == date(2026, 11, 27)
    with pytest.raises(InvalidValueError):
        mark_moved(book, [Target("task", one)], date(2026, 11, 23))
    with pytest.raises(UsageError):
        movable_to(book, [Target("account", bytes(16))])


def test_a_new_day_lies_ahead(book: Book) -> None:
    assert read_new_day(book, "fri") == date(2026, 11, 27)
    for text in ("yesterday", "soon"):
        with pytest.raises(InvalidValueError):
            read_new_day(book, text)


def test_what_was_held_leaves_today(book: Book) -> None:
    seed = Seed(book)
    visit = planned(seed, "2026-11-24", seed.account("Northglass", interval_days=300))
    assert any(item.subject_id == visit for item in today_view(book).items)
    mark_held(book, [Target("interaction", visit)])
    assert not any(item.subject_id == visit for item in today_view(book).items)
