from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from repcockpit.services.book import Book
from repcockpit.services.decisions.questions import answer_setup, setup_question
from repcockpit.services.doctor import database_checks
from repcockpit.services.erasing import erase_person
from repcockpit.services.numbers import set_number
from repcockpit.services.retention import due_for_erasure
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, at, fresh_book


class Asked(NamedTuple):
    kind: str
    id: bytes
    account_id: bytes | None = None


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database, "2026-12-01T09:00") as opened:
        yield opened


def people(book: Book) -> dict[str, bytes]:
    seed = Seed(book)
    house = seed.account("Northglass", tracking="2020-01-01")
    found = {
        "met": seed.contact("Met Lately", house, tracking="2020-01-01"),
        "old": seed.contact("Long Ago", house, tracking="2020-01-01"),
        "left": seed.contact("Left Since", house, tracking="2020-01-01", left_on="2024-11-30", status="left"),
        "never": seed.contact("Never Met", house, tracking="2024-02-29"),
    }
    seed.met("2026-10-01", house, found["met"])
    seed.met("2023-05-05", house, found["old"], found["left"])
    return found


def test_nobody_is_due_while_the_rule_is_off(book: Book) -> None:
    people(book)
    assert due_for_erasure(book) == ()


def test_who_is_due_is_listed_and_never_erased_by_itself(book: Book) -> None:
    ids = people(book)
    set_number(book, "retention.months", ["value=24"])
    due = [
        (one.name, one.why, one.since.isoformat(), one.due_on.isoformat()) for one in due_for_erasure(book)
    ]
    assert due == [
        ("Long Ago", "last contact", "2023-05-05", "2025-05-05"),
        ("Never Met", "entered", "2024-02-29", "2026-02-28"),
        ("Left Since", "left", "2024-11-30", "2026-11-30"),
    ]
    erase_person(book, ids["old"])
    assert [one.name for one in due_for_erasure(book)] == ["Never Met", "Left Since"]
    (check,) = [one for one in database_checks(book.path) if one.name == "retention"]
    assert "Never Met (entered 2024-02-29)" in check.detail


def test_today_says_it_in_the_first_week_of_a_month(book: Book) -> None:
    people(book)
    set_number(book, "retention.months", ["value=24"])
    (item,) = [one for one in today_view(book).items if one.kind == "setup_retention"]
    assert item.title == "3 people are due to be erased"
    subject = Asked("setup", item.subject_id)
    question = setup_question(book, subject)
    assert question.lines[0] == "Long Ago, Northglass: last contact 2023-05-05"
    later = at(book, "2026-12-10T09:00")
    assert not [one for one in today_view(later).items if one.kind == "setup_retention"]
    again = at(later, "2026-12-02T09:00")
    answer_setup(again, subject, question.choices[0].answer)
    assert not [one for one in today_view(again).items if one.kind == "setup_retention"]
    again.close()
