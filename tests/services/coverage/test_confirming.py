"""Confirming a role and a support: what is written, and that it undoes."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import CockpitError, InvalidValueError, NotFoundError, RefusedError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.coverage.confirming import confirm_named
from repcockpit.services.history import undo
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def test_confirming_sets_the_day_and_undoes(book: Book) -> None:
    account = Seed(book).account("Northglass")
    Seed(book).contact("Maria", account, "champion")
    view = confirm_named(book, "Maria", {}).view
    assert (view.role, str(view.role_confirmed_on), view.support_on) == ("champion", "2026-11-24", None)
    view = confirm_named(
        book, "Maria", {"role": "decision maker, end_user", "support": "supporter", "note": "wants us"}
    ).view
    assert view.roles == ("decision_maker", "end_user")
    assert (view.support, str(view.support_on), view.support_note) == ("supporter", "2026-11-24", "wants us")
    undo(book)
    view = confirm_named(book, "Maria", {}).view
    assert (view.roles, view.support, view.support_on) == (("champion",), None, None)


def test_support_alone_of_somebody_without_a_role(book: Book) -> None:
    Seed(book).contact("Maria", None, None)
    view = confirm_named(book, "Maria", {"support": "enemy"}).view
    assert (view.support, view.role_confirmed_on) == ("enemy", None)
    view = confirm_named(book, "Maria", {"support": "unknown"}).view
    assert (view.support, view.support_on) == (None, None)


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, RefusedError),
        ({"role": "king"}, InvalidValueError),
        ({"role": ""}, InvalidValueError),
        ({"support": "fan"}, InvalidValueError),
        ({"colour": "red"}, UsageError),
    ],
)
def test_what_cannot_be_confirmed_writes_nothing(
    book: Book, values: dict[str, str], error: type[CockpitError]
) -> None:
    Seed(book).contact("Maria", None, "unknown")
    before = book.db.execute("select count(*) from txn").fetchone()
    with pytest.raises(error):
        confirm_named(book, "Maria", values)
    with pytest.raises(NotFoundError):
        confirm_named(book, "Nobody at all", {})
    assert book.db.execute("select count(*) from txn").fetchone() == before
