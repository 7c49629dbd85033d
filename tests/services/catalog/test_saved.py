from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import ExistsError, InvalidValueError, NotFoundError
from repcockpit.services.book import Book
from repcockpit.services.catalog.saved import (
    BUILT_IN,
    kept_filters,
    remove_filter,
    rename_filter,
    save_filter,
)
from repcockpit.services.history import undo
from tests.services.seeding import fresh_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "saved.db") as found:
        yield found


def own(book: Book, kind: str = "account") -> list[tuple[str, str]]:
    return [(one.name, one.text) for one in kept_filters(book, kind) if one.id]


def test_a_filter_is_a_record_that_undo_takes_back(book: Book) -> None:
    txn = save_filter(book, "account", " Köln  A ", "tier:a   city:köln")
    assert own(book) == [("Köln A", "tier:a city:köln")]
    assert own(book, "contact") == []
    assert [one.name for one in kept_filters(book, "account")][1:] == [
        name for name, _ in BUILT_IN["account"]
    ]
    assert txn is not None
    undo(book, txn.hex())
    assert own(book) == []


def test_the_same_name_is_written_over_case_and_accents_ignored(book: Book) -> None:
    save_filter(book, "account", "Köln", "a")
    save_filter(book, "account", "KOLN", "b")
    assert own(book) == [("KOLN", "b")]
    assert save_filter(book, "account", "KOLN", "b") is None


def test_rename_and_remove(book: Book) -> None:
    save_filter(book, "contact", "one", "a")
    save_filter(book, "contact", "two", "b")
    rename_filter(book, "contact", "ONE", "Three")
    assert own(book, "contact") == [("Three", "a"), ("two", "b")]
    with pytest.raises(ExistsError):
        rename_filter(book, "contact", "Three", "TWO")
    remove_filter(book, "contact", "three")
    assert own(book, "contact") == [("two", "b")]
    save_filter(book, "contact", "three", "c")
    assert own(book, "contact") == [("three", "c"), ("two", "b")]


def test_what_cannot_be(book: Book) -> None:
    for name, text in (("", "a"), ("x" * 61, "a"), ("x", "  ")):
        with pytest.raises(InvalidValueError):
            save_filter(book, "account", name, text)
    with pytest.raises(NotFoundError):
        remove_filter(book, "account", "nothing")
    with pytest.raises(InvalidValueError):
        remove_filter(book, "account", "overdue")


def test_saving_a_filter_moves_no_due_day(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    from repcockpit.store import due_days  # noqa: PLC0415 -- to look inside

    calls: list[object] = []
    monkeypatch.setattr(due_days.DueDays, "write", lambda *given: calls.append(given[1]))
    save_filter(book, "account", "one", "tier:a")
    assert None not in calls
