from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.snoozes import read_snooze, snooze, snooze_in_force, unsnooze
from repcockpit.services.doctor import doctor
from repcockpit.services.history import undo
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, at, fresh_book

UNTIL = date(2026, 12, 8)


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def names(book: Book) -> set[str]:
    return {item.contact_name or item.account_name or item.title for item in today_view(book).items}


def test_rows_are_away_until_the_day_and_one_undo_brings_all_back(book: Book) -> None:
    seed = Seed(book)
    rows = []
    for name in ("Maria López", "Jon Park"):
        account = seed.account(f"{name} & Sons", interval_days=300)
        seed.met("2026-09-01", account)
        person = seed.contact(name, account)
        seed.met("2026-09-01", account, person)
        rows.append(Target("contact", person, account))
    task = seed.row("task", {"kind": "task", "title": "price list", "due_on": "2026-11-24"})
    rows.append(Target("task", task))
    assert names(book) >= {"Maria López", "Jon Park", "price list"}
    done = snooze(book, rows, UNTIL, " on holiday ")
    assert done.text == "Snoozed 2 people, 1 task until Tue 8 Dec"
    assert not names(book) & {"Maria López", "Jon Park", "price list"}
    undo(book)
    assert names(book) >= {"Maria López", "Jon Park", "price list"}
    snooze(book, rows, UNTIL, "on holiday")
    assert names(at(book, "2026-12-08")) >= {"Maria López", "Jon Park", "price list"}


def test_a_second_snooze_takes_the_place_of_the_first_and_waking_ends_it(book: Book) -> None:
    account = Seed(book).account("Northglass")
    row = [Target("account", account)]
    snooze(book, row, UNTIL, "one")
    assert snooze(book, row, date(2026, 12, 24), "two").text == "Snoozed Northglass until Thu 24 Dec"
    shown = "select until, reason from snooze where _hidden = 0"
    assert book.db.execute(shown).fetchall() == [("2026-12-24", "two")]
    assert snooze_in_force(book, row) == (date(2026, 12, 24), "two")
    assert unsnooze(book, row).text == "Northglass is back"
    assert book.db.execute(shown).fetchall() == []
    assert snooze_in_force(book, row) is None


def test_a_question_can_rest_and_the_file_stays_whole(book: Book) -> None:
    Seed(book).account("Fresh", None, tracking="2026-11-24")
    (item,) = (item for item in today_view(book).items if item.group == "setup")
    done = snooze(book, [Target("setup", item.subject_id)], UNTIL, "later")
    assert done.text == "Snoozed the question until Tue 8 Dec"
    assert not [item for item in today_view(book).items if item.group == "setup"]
    references = next(one for one in doctor(book.path).checks if one.name == "references")
    assert references.ok
    again = at(book, "2026-12-08")
    assert [item for item in today_view(again).items if item.group == "setup"]


def test_a_snooze_needs_a_day_a_reason_and_somebody(book: Book) -> None:
    account = Seed(book).account("Northglass")
    for until, reason in ((None, "x"), (UNTIL, ""), (book.today(), "x")):
        with pytest.raises(InvalidValueError):
            snooze(book, [Target("account", account)], until, reason)
    with pytest.raises(UsageError):
        snooze(book, [Target("interaction", account)], UNTIL, "x")
    with pytest.raises(UsageError):
        unsnooze(book, [Target("interaction", account)])


@pytest.mark.parametrize(
    ("text", "day", "reason"),
    [
        ("2w on holiday", UNTIL, "on holiday"),
        ("until 8/12 audit", UNTIL, "audit"),
        ("2026-12-08  [red] ;-)", UNTIL, "[red] ;-)"),
    ],
)
def test_one_line_says_until_when_and_why(book: Book, text: str, day: date, reason: str) -> None:
    assert read_snooze(book, text) == (day, reason)


@pytest.mark.parametrize("text", ["", "2w", "soon on holiday", "yesterday too late"])
def test_a_line_without_both_is_refused(book: Book, text: str) -> None:
    with pytest.raises(InvalidValueError):
        read_snooze(book, text)
