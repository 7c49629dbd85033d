"""What was written is listed with old and new; an undo says what it did and what it left alone."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from repcockpit.domain.errors import (
    AmbiguousError,
    InvalidValueError,
    NotFoundError,
    NothingToUndoError,
    RefusedError,
    UsageError,
)
from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.history import history, redo, undo
from repcockpit.services.undoable import last_undoable
from tests.services.seeding import fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    yield opened
    opened.close()


def _add(book: Book, table: str = "account", **values: object) -> bytes:
    with book.write(f"add {table}") as unit:
        return unit.insert(table, values)


def _set(book: Book, table: str, row_id: bytes, **values: object) -> str:
    with book.write(f"set {table}") as unit:
        unit.update(table, row_id, values)
    return (unit.txn or b"").hex()


def test_an_insert_shows_its_fields_and_an_update_old_and_new(book: Book) -> None:
    row = _add(book, name="Acme", street="Main St 1", city="Lyon", owner_id=book.author_id)
    _set(book, "account", row, city="Paris", phone="1")
    newest, first = history(book, "account", "acme")
    assert newest.by == "Ana Ruiz"
    assert newest.what == "set account"
    assert [(one.field, one.old, one.new) for one in newest.changes] == [
        ("city", "Lyon", "Paris"),
        ("phone", None, "1"),
    ]
    owner = book.author_id or b""
    assert {one.field: (one.old, one.new) for one in first.changes} == {
        "name": (None, "Acme"),
        "street": (None, "Main St 1"),
        "city": (None, "Lyon"),
        "owner_id": (None, owner.hex()),
    }
    assert {(one.kind, one.id) for one in first.changes} == {("account", row)}


def test_history_uses_the_real_clock_and_the_reps_zone(book: Book) -> None:
    _add(book, name="Acme")
    newest = history(book)[0]
    assert abs((newest.at - datetime.now(UTC)).total_seconds()) < 60
    assert str(newest.at.tzinfo) == "Europe/Madrid"


def test_newest_first_and_limited(book: Book) -> None:
    for name in ("One", "Two", "Three"):
        _add(book, name=name)
    assert [one.changes[0].new for one in history(book, limit=2)] == ["Three", "Two"]
    assert history(book, limit=0) == ()
    with pytest.raises(InvalidValueError):
        history(book, limit=-1)


def test_a_record_of_an_import_shows_only_its_own_changes(book: Book) -> None:
    with book.write("import", kind="import") as unit:
        unit.insert_many("account", [{"name": f"Acme {n}"} for n in range(2_500)])
    found = history(book, "account", "acme 2301")
    assert [[one.new for one in txn.changes] for txn in found] == [["Acme 2301"]]


def test_a_removed_record_has_a_history_by_name_and_by_id(book: Book) -> None:
    row = _add(book, name="Ácme")
    with book.write("remove") as unit:
        unit.hide("account", row)
    for text in ("acme", row.hex(), row.hex()[:31]):
        newest = history(book, "account", text)[0]
        assert [(one.field, one.old, one.new) for one in newest.changes] == [("removed", False, True)]


def test_names_that_fit_nothing_or_several(book: Book) -> None:
    _add(book, name="Twin")
    _add(book, name="twin")
    with pytest.raises(AmbiguousError) as problem:
        history(book, "account", "TWIN")
    assert len(problem.value.candidates) == 2
    with pytest.raises(NotFoundError):
        history(book, "account", "nobody")
    with pytest.raises(NotFoundError):
        history(book, "tag", "nobody")
    with pytest.raises(UsageError):
        history(book, "meta", "x")
    with pytest.raises(UsageError):
        history(book, "account")


def test_part_of_a_name_is_enough(book: Book) -> None:
    _add(book, name="Acme Industries")
    assert history(book, "account", "industries")[0].what == "add account"


def test_undo_and_redo_say_what_they_did(book: Book) -> None:
    row = _add(book, name="Acme")
    done = undo(book)
    assert done.undone
    assert done.label == "add account"
    assert done.skipped == ()
    assert done.by_txn == history(book, limit=1)[0].txn
    assert done.txn == history(book, limit=2)[1].txn
    assert history(book, limit=1)[0].what == "undo: add account"
    back = redo(book)
    assert not back.undone
    assert back.txn == done.txn
    assert history(book, limit=1)[0].what == "redo: add account"
    assert history(book, "account", row.hex())[0].changes[0].field == "removed"
    assert last_undoable(book).label == "add account"
    assert undo(book).txn == done.txn


def test_a_named_transaction_is_taken_back_out_of_order_and_once(book: Book) -> None:
    row = _add(book, name="Acme")
    phone = _set(book, "account", row, phone="1")
    _set(book, "account", row, website="x.example")
    view = undo(book, phone[:12])
    assert (view.txn.hex(), view.undone) == (phone, True)
    assert book.db.execute("select phone, website from account").fetchone() == (None, "x.example")
    with pytest.raises(RefusedError, match="taken back already"):
        undo(book, phone)


def test_a_redone_transaction_can_be_taken_back_by_its_own_id(book: Book) -> None:
    row = _add(book, name="Acme")
    phone = _set(book, "account", row, phone="1")
    undo(book)
    redo(book)
    assert undo(book, phone).undone
    assert book.db.execute("select phone from account").fetchone() == (None,)


def test_undoing_an_undo_brings_back(book: Book) -> None:
    row = _add(book, name="Acme")
    _set(book, "account", row, phone="1")
    taken = undo(book)
    _set(book, "account", row, website="x.example")
    view = undo(book, (taken.by_txn or b"").hex())
    assert not view.undone
    assert book.db.execute("select phone from account").fetchone() == ("1",)
    assert undo(book).label == "set account"
    assert book.db.execute("select phone, website from account").fetchone() == (None, "x.example")


def test_unknown_and_foreign_transactions(book: Book) -> None:
    _add(book, name="Acme")
    theirs = history(book, limit=1)[0].txn.hex()
    init_device(book, "Ben Roe")
    mine = book.refreshed()
    with pytest.raises(NotFoundError):
        undo(mine, "0123456789abcdef")
    with pytest.raises(NotFoundError):
        undo(mine, "xyz")
    with pytest.raises(RefusedError, match="somebody else"):
        undo(mine, theirs)


def test_another_authors_transactions_are_not_next(book: Book) -> None:
    _add(book, name="Acme")
    init_device(book, "Ben Roe")
    mine = book.refreshed()
    _add(mine, name="Bolt")
    assert undo(mine).label == "add account"
    assert book.db.execute("select name from account where _hidden = 0").fetchall() == [("Acme",)]


def test_nothing_to_take_back_moves_on_the_next_time(book: Book) -> None:
    first = _add(book, name="First")
    row = _add(book, name="Acme")
    _set(book, "account", row, phone="1")
    init_device(book, "Ben Roe")
    other = book.refreshed()
    _set(other, "account", row, phone="2")
    init_device(book, "Ana Ruiz")
    mine = book.refreshed()
    view = undo(mine)
    assert (view.undone, view.by_txn) == (False, None)
    assert [(one.kind, one.id, one.field, one.reason) for one in view.skipped] == [
        ("account", row, "phone", "changed since")
    ]
    assert [one.field for one in undo(mine).skipped] == ["phone"]
    assert undo(mine).undone
    assert book.db.execute("select _hidden from account where id = ?", (first,)).fetchone() == (1,)


def test_undo_works_across_restarts_and_of_everything(database: Path) -> None:
    book = open_book(database)
    _add(book, name="Acme")
    book.close()
    book = open_book(database)
    assert undo(book).undone
    book.close()
    book = open_book(database)
    with pytest.raises(NothingToUndoError):
        undo(book)
    assert not redo(book).undone
    with pytest.raises(NothingToUndoError):
        redo(book)
    book.close()


def test_two_cockpits_take_back_different_things(database: Path) -> None:
    one, two = open_book(database), open_book(database)
    _add(one, name="Acme")
    _add(two, name="Bolt")
    assert undo(one).undone
    assert undo(two).undone
    assert one.db.execute("select count(*) from account where _hidden = 0").fetchone() == (0,)
    with pytest.raises(NothingToUndoError):
        undo(one)
    one.close()
    two.close()
