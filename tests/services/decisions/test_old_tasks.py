from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.services.book import Book
from repcockpit.services.decisions.old_tasks import close_old_tasks, old_tasks_view
from repcockpit.services.history import undo
from repcockpit.services.records import view_of
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def old_task(seed: Seed, due: str, account: bytes | None) -> bytes:
    fields: dict[str, object] = {
        "kind": "task",
        "title": due,
        "due_on": due,
        "tracking_started_on": "2026-11-24",
    }
    return seed.row("task", fields | {"owner_id": seed.book.author_id, "account_id": account})


def filled(book: Book) -> tuple[list[bytes], list[bytes]]:
    """Seven old tasks of an A account, two of a C account, and a late one that is not old."""
    seed = Seed(book)
    best, usual = (
        seed.account("Northglass", "A", interval_days=300),
        seed.account("Condax", "C", interval_days=300),
    )
    of_a = [old_task(seed, f"2026-0{month}-01", best) for month in range(1, 8)]
    of_c = [old_task(seed, f"2026-0{month}-02", usual) for month in (1, 2)]
    old_task(seed, "2026-11-01", best)
    return of_a, of_c


def waiting(book: Book) -> list[str]:
    return [item.subject_kind for item in today_view(book).items if item.group == "catch_up"]


def test_the_tasks_that_wait_are_shown_before_the_decision(book: Book) -> None:
    filled(book)
    view = old_tasks_view(book)
    assert (len(view.tasks), view.of_a, view.days, view.a_day) == (9, 7, 90, 5)
    assert view.first_day == date(2026, 11, 25)
    assert (view.tasks[0].title, view.tasks[0].name, view.tasks[0].segment) == (
        "2026-01-01",
        "Northglass",
        "A",
    )
    (row,) = (item for item in today_view(book).items if item.group == "catch_up")
    assert (row.subject_kind, row.others) == ("old_tasks", 8)
    assert row.reasons[-1].text == "close all, keep those of A accounts, or keep all"


def test_all_are_closed_at_once_and_come_back_by_one_undo(book: Book) -> None:
    of_a, of_c = filled(book)
    assert close_old_tasks(book, "close").text == "Closed 9 old tasks"
    closed = [view_of(book, "task", one) for one in (*of_a, *of_c)]
    assert {(one.done_on, one.outcome) for one in closed} == {(date(2026, 11, 24), "too old when imported")}
    assert waiting(book) == []
    undo(book)
    assert waiting(book) == ["old_tasks"]


def test_those_of_a_accounts_are_kept_a_few_a_day(book: Book) -> None:
    of_a, of_c = filled(book)
    done = close_old_tasks(book, "keep_a")
    assert done.text == "Closed 2 old tasks, kept 7, 5 a day from Wed 25 Nov"
    due = [view_of(book, "task", one).due_on for one in of_a]
    assert due == [date(2026, 11, 25)] * 5 + [date(2026, 11, 26)] * 2
    assert all(view_of(book, "task", one).done_on for one in of_c)
    assert waiting(book) == []


def test_all_are_kept(book: Book) -> None:
    filled(book)
    assert close_old_tasks(book, "keep").text == "Kept 9, 5 a day from Wed 25 Nov"
    assert close_old_tasks(book, "keep") == ("Closed 0 old tasks", None)
    with pytest.raises(InvalidValueError):
        close_old_tasks(book, "perhaps")
