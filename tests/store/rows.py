"""Looking at rows and writing them, for the tests of the store."""

import sqlite3
from typing import Any

from repcockpit.store.log import decode_dots
from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.store.undo import Skipped, take_back
from repcockpit.store.undo_order import TxnRow, next_to_redo, next_to_undo, pass_over
from repcockpit.store.unit import Unit
from repcockpit.sync.merge import proof


def visible(db: sqlite3.Connection) -> dict[tuple[str, bytes], tuple[Any, ...]]:
    """Every row that is shown, with its logged columns."""
    found: dict[tuple[str, bytes], tuple[Any, ...]] = {}
    for table in SYNCED:
        columns = ", ".join(table_shape(db, table).columns)
        for row_id, *values in db.execute(f"select id, {columns} from {table} where _hidden = 0").fetchall():
            found[table, row_id] = tuple(values)
    return found


def one(db: sqlite3.Connection, table: str, row_id: bytes, *columns: str) -> Any:
    """A column, or several, of one row."""
    row = db.execute(f"select {', '.join(columns)} from {table} where id = ?", (row_id,)).fetchone()
    return row[0] if len(columns) == 1 else row


def dots(db: sqlite3.Connection, table: str, row_id: bytes) -> dict[str, list[int]]:
    """The dots of one row."""
    return decode_dots(one(db, table, row_id, "_dots"))


def insert(db: sqlite3.Connection, table: str, **values: object) -> bytes:
    """A row, in a transaction of its own."""
    with Unit(db, f"add {table}") as unit:
        return unit.insert(table, values)


def update(db: sqlite3.Connection, table: str, row_id: bytes, **values: object) -> bytes | None:
    """A change, in a transaction of its own; gives the transaction."""
    with Unit(db, f"set {table}") as unit:
        unit.update(table, row_id, values)
    return unit.txn


def hide(db: sqlite3.Connection, table: str, row_id: bytes) -> None:
    """Into the bin, in a transaction of its own."""
    with Unit(db, f"remove {table}") as unit:
        unit.hide(table, row_id)


def undo(db: sqlite3.Connection, row: TxnRow | None = None, author: bytes | None = None) -> list[Skipped]:
    """Take back `row`, or what is next; a transaction that came to nothing is passed over."""
    named = row or next_to_undo(db, author)
    with Unit(db, "undo", kind="undo", undoes=named.id, author_id=author) as unit:
        skipped = take_back(db, named.no, unit)
    if unit.txn is None and not skipped and row is None:
        pass_over(db, named.id)
        return undo(db, author=author)
    return skipped


def redo(db: sqlite3.Connection, author: bytes | None = None) -> list[Skipped]:
    """Bring back what was undone last."""
    row = next_to_redo(db, author)
    with Unit(db, "redo", kind="redo", undoes=row.id, author_id=author) as unit:
        return take_back(db, row.no, unit)


def agrees(db: sqlite3.Connection) -> bool:
    """Whether the log rebuilds the rows exactly."""
    assert list(proof.differences(db)) == []
    return True
