"""Transactions as history lists them, all of them or those that touched one record."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from repcockpit.domain.names import fold
from repcockpit.store import log
from repcockpit.store.schema import SYNCED, table_shape

_IDS_AT_ONCE = 100
_NAMES = ("name", "title", "topic", "subject")


class Written(NamedTuple):
    """A transaction with the name of its author; `at` is in ms."""

    no: int
    id: bytes
    at: int
    by: str | None
    label: str | None
    kind: str


_WRITTEN = "select t.no, t.id, t.at, r.name, t.label, t.kind from txn t left join rep r on r.id = t.author_id"


def transactions(db: sqlite3.Connection, limit: int | None) -> list[Written]:
    """The newest `limit` transactions (None: all), newest first."""
    rows = db.execute(f"{_WRITTEN} order by t.no desc limit ?", (-1 if limit is None else limit,)).fetchall()
    return [Written(*row) for row in rows]


def transactions_of(db: sqlite3.Connection, row_id: bytes, limit: int | None) -> list[Written]:
    """Those that wrote to one record."""
    rows = db.execute(
        f"{_WRITTEN} join touched o on o.txn_no = t.no where o.row_id = ? order by t.no desc limit ?",
        (row_id, -1 if limit is None else limit),
    ).fetchall()
    return [Written(*row) for row in rows]


def is_logged(db: sqlite3.Connection, txn_no: int) -> bool:
    """Whether the records of a transaction are in this device's own log."""
    return db.execute("select 1 from change where txn_no = ? limit 1", (txn_no,)).fetchone() is not None


def transaction(db: sqlite3.Connection, txn_no: int) -> Written:
    """One transaction."""
    return Written(*db.execute(f"{_WRITTEN} where t.no = ?", (txn_no,)).fetchone())


def changes_of_rows(db: sqlite3.Connection, txn_no: int, row_ids: Collection[bytes]) -> Iterator[log.Change]:
    """The records of a transaction about these rows; none where they are not on this device."""
    some = list(row_ids)
    for start in range(0, len(some), _IDS_AT_ONCE):
        yield from log.changes_of_rows(db, txn_no, some[start : start + _IDS_AT_ONCE])


def groups_of_columns(db: sqlite3.Connection, table: str) -> dict[str, tuple[str, ...]]:
    """The composite fields of a table and their columns; a table of a newer program has none."""
    return table_shape(db, table).members if table in SYNCED else {}


def rows_named(db: sqlite3.Connection, table: str, text: str) -> list[tuple[bytes, str]]:
    """(id, name) of the rows, removed ones too, of that name (accents and case ignored) or id (6 or more digits)."""
    columns = table_shape(db, table).columns
    name = next((one for one in _NAMES if one in columns), None)
    digits = text.strip().lower()
    if 6 <= len(digits) <= 32 and not set(digits) - set("0123456789abcdef"):
        bounds = (bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f")))
        rows = db.execute(
            f"select id, coalesce({name or 'null'}, '') from {table} where id between ? and ?", bounds
        ).fetchall()
        if rows:
            return [(row[0], str(row[1])) for row in rows]
    if name is None:
        return []
    wanted = fold(text)
    rows = db.execute(f"select id, {name} from {table} where {name} is not null").fetchall()
    return [(row[0], str(row[1])) for row in rows if fold(str(row[1])) == wanted]
