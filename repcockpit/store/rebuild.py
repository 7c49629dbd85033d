"""The rows as the log alone tells them: the proof that nothing was written past the log."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from repcockpit.store import log
from repcockpit.store.schema import SYNCED, TableShape, table_shape

Key = tuple[str, bytes]
Rows = dict[Key, dict[str, Any]]


def rows_from_log(db: sqlite3.Connection) -> Rows:
    """Every row by (table, id) with its fields, `_hidden` and `_dots`, replayed from the first transaction on."""
    rows: Rows = {}
    shapes = {name: table_shape(db, name) for name in SYNCED}
    for change, replica in _every_change(db):
        row = rows.setdefault((change.table, change.row_id), _blank())
        _replay(row, change, replica, shapes[change.table])
    return rows


def _blank() -> dict[str, Any]:
    return {"_hidden": 0, "_dots": {}}


def _every_change(db: sqlite3.Connection) -> Iterator[tuple[log.Change, int]]:
    """Each record of the log with the local number of its replica, in the order of writing."""
    for txn_no, replica in db.execute("select no, replica_no from txn order by no").fetchall():
        for change in log.changes_of(db, txn_no):
            yield change, replica


def _replay(row: dict[str, Any], change: log.Change, replica: int, shape: TableShape) -> None:
    dot = [change.stamp, replica]
    dots = row["_dots"]
    if change.kind == log.INSERT:
        dots["*"] = dot
    elif change.kind == log.DELETE:
        row["_hidden"], dots["_top"] = 1, dot
    elif change.kind == log.RESTORE:
        row["_hidden"], dots["_alive"] = 0, dot
        dots.pop("_top", None)
    for field, value in change.new.items():
        if change.kind == log.UPDATE:
            dots[field] = dot
        if field in shape.members:
            row.update(zip(shape.members[field], value, strict=True))
        else:
            row[field] = value


def differences(db: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each row whose columns or dots differ from what the log says; nothing when all agree.

    Rows that were written once are compared as they are met, so that a large book needs little memory.
    """
    tables = {name: _Table(db, table_shape(db, name)) for name in SYNCED}
    waiting: Rows = {}
    for change, replica in _every_change(db):
        key, table = (change.table, change.row_id), tables[change.table]
        row = waiting.get(key)
        if row is None:
            row = _blank()
            table.count += 1
            if change.kind != log.INSERT or not table.is_written_once(change.row_id):
                waiting[key] = row
        _replay(row, change, replica, table.shape)
        if key not in waiting:
            yield from table.compare(change.row_id, row)
    for (name, row_id), row in waiting.items():
        yield from tables[name].compare(row_id, row)
    for name, table in tables.items():
        if table.count != table.rows_held():
            yield f"{name}: the log tells of {table.count:,} rows, the table holds {table.rows_held():,}"
            yield from table.strangers()


class _Table:
    """The rows of one table as they are, read one by one."""

    def __init__(self, db: sqlite3.Connection, shape: TableShape) -> None:
        self.shape = shape
        self.count = 0
        self._db = db
        self._select = f"select _hidden, _dots, {', '.join(shape.columns)} from {shape.name} where id = ?"

    def is_written_once(self, row_id: bytes) -> bool:
        return (
            self._db.execute(
                "select count(*) from (select 1 from touched where row_id = ? limit 2)", (row_id,)
            ).fetchone()[0]
            == 1
            and len(self._dots(row_id)) == 1
        )

    def _dots(self, row_id: bytes) -> log.Dots:
        row = self._db.execute(f"select _dots from {self.shape.name} where id = ?", (row_id,)).fetchone()
        return log.decode_dots(row[0]) if row else {}

    def compare(self, row_id: bytes, wanted: dict[str, Any]) -> Iterator[str]:
        name = f"{self.shape.name} {row_id.hex()}"
        row = self._db.execute(self._select, (row_id,)).fetchone()
        if row is None:
            yield f"{name} is in the log and not in its table"
            return
        hidden, dots, *values = row
        if wanted["_hidden"] != hidden:
            yield f"{name} is {'in the bin' if hidden else 'shown'}, the log says otherwise"
        if wanted["_dots"] != log.decode_dots(dots):
            yield f"{name}: its dots differ from the log"
        for column, value in zip(self.shape.columns, values, strict=True):
            if wanted.get(column) != value:
                yield f"{name}: {column} differs from the log"

    def rows_held(self) -> int:
        return int(self._db.execute(f"select count(*) from {self.shape.name}").fetchone()[0])

    def strangers(self) -> Iterator[str]:
        rows = self._db.execute(
            f"select id from {self.shape.name} where not exists (select 1 from touched where row_id = id)"
        ).fetchall()
        yield from (f"{self.shape.name} {row[0].hex()} is not in the log" for row in rows)
