"""What stands beside the row of one of us: weeks, the longest silences, what others handed over, how large a book is."""

from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.team import this_week
from repcockpit.domain.team_talk import talk_about
from repcockpit.services.book import Book
from repcockpit.services.team.beside import beside
from repcockpit.services.team.reading import team_view
from repcockpit.services.team.size import is_larger
from tests.services.seeding import Seed, fresh_book

DAY = date(2026, 11, 24)


def jons(path: Path) -> tuple[Book, bytes, bytes]:
    """A book in which Jon has four accounts, one person, touches of three days and tasks from Ana; Jon, the person."""
    book = fresh_book(path)
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park", "role": "rep"})
    north = seed.account("Northglass", owner_id=jon)
    maria = seed.contact("Maria Sand", north)
    for on in ("2026-11-24", "2026-11-16", "2026-09-01"):
        seed.met(on, seed.account(f"House {on}", owner_id=jon), rep_id=jon)
    task = {"kind": "task", "title": "see the plant", "account_id": north, "owner_id": jon}
    seed.row("task", task | {"due_on": "2026-11-20", "tracking_started_on": "2026-11-01"})
    seed.row(
        "task", task | {"title": "samples", "done_on": "2026-11-10", "tracking_started_on": "2026-11-01"}
    )
    seed.row(
        "task", task | {"title": "long ago", "done_on": "2026-01-10", "tracking_started_on": "2026-01-01"}
    )
    seed.row("task", task | {"title": "mine", "owner_id": book.author_id})
    return book.refreshed(), jon, maria


def test_weeks_silences_and_what_was_handed(tmp_path: Path) -> None:
    book, jon, maria = jons(tmp_path / "book.db")

    found = beside(book, jon, this_week(DAY))

    assert len(found.weeks) == 13
    assert found.weeks[-2:] == (1, 1)
    assert found.weeks[0] == 1
    assert sum(one or 0 for one in found.weeks) == 3
    assert found.target is not None
    assert found.target > 0
    assert (found.silences[0].kind, found.silences[0].name) == ("account", "Northglass")
    assert ("contact", "Maria Sand") in [(one.kind, one.name) for one in found.silences]
    assert all(one.days_over > 0 for one in found.silences)
    assert [one.id for one in found.silences if one.kind == "contact"] == [maria]
    assert [(one.title, one.done_on is None) for one in found.handed] == [
        ("see the plant", True),
        ("samples", False),
    ]

    view = team_view(book, this_week(DAY))
    row = next(one for one in view.rows if one.id == jon)
    assert row.figures.overdue is not None
    assert row.figures.overdue.all == len(found.silences) == 3
    assert talk_about(row, view.help)[0].startswith("Their device never synced")


def test_nobody_of_that_id_is_an_error(tmp_path: Path) -> None:
    book = fresh_book(tmp_path / "book.db")
    with pytest.raises(NotFoundError):
        beside(book, b"x" * 16, this_week(DAY))


def test_letting_go_ends_the_reading(tmp_path: Path) -> None:
    book = fresh_book(tmp_path / "book.db")
    Seed(book).account("Northglass")

    class StopError(Exception):
        pass

    def stop(_done: int, _total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        beside(book.refreshed(), book.author_id or b"", this_week(DAY), stop)


def test_how_large_a_book_is_is_found_without_counting_it(tmp_path: Path) -> None:
    book = fresh_book(tmp_path / "book.db")
    for name in ("A", "B", "C"):
        Seed(book).account(name)
    assert is_larger(book, 2)
    assert not is_larger(book, 3)
