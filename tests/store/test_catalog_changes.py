"""What was written since is found by the transactions, however many there were before them."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.services.book import Book, open_book
from repcockpit.store.reads.catalog_changes import changed_since, newest_txn
from repcockpit.store.reads.coverage import is_network_changed
from repcockpit.store.reads.gaps import is_training_changed
from repcockpit.store.reads.name_lines import NameLines


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with open_book(database) as opened:
        yield opened


@pytest.fixture
def plans(book: Book) -> list[str]:
    """The steps of each statement that names `touched`."""
    found: list[str] = []
    apart = sqlite3.connect(book.path)

    def note(sql: str) -> None:
        if "touched" in sql and sql.lstrip().startswith("select"):
            found.extend(str(row[3]) for row in apart.execute(f"explain query plan {sql}").fetchall())

    book.db.set_trace_callback(note)
    return found


@pytest.mark.parametrize("kind", ["account", "contact"])
def test_no_look_at_what_was_touched_walks_the_whole_log(book: Book, plans: list[str], kind: str) -> None:
    since = newest_txn(book.db)
    names = NameLines(book.db)
    with book.write("one") as unit:
        account = unit.insert("account", {"name": "Konex"})
        unit.insert("contact", {"name": "Eva", "primary_account_id": account})
    plans.clear()
    assert changed_since(book.db, kind, since).ids
    names.refresh()
    is_network_changed(book.db, since)
    is_training_changed(book.db, since, newest_txn(book.db))
    assert plans
    assert not [step for step in plans if step.startswith("SCAN touched")]
