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

    A row whose dots say that it was written once is compared as it is met, so that a large book needs
    little memory.
    """
    tables = {name: _Table(db, table_shape(db, name)) for name in SYNCED}
    waiting: Rows = {}
    for change, replica in _every_change(db):
        key, table = (change.table, change.row_id), tables[change.table]
        told = waiting.get(key)
        if told is None:
            told, held = _blank(), table.row(change.row_id)
            table.count += 1
            if change.kind == log.INSERT and held is not None and len(log.decode_dots(held[1])) == 1:
                _replay(told, change, replica, table.shape)
                yield from table.compare(change.row_id, told, held)
                continue
            waiting[key] = told
        _replay(told, change, replica, table.shape)
    for (name, row_id), told in waiting.items():
        yield from tables[name].compare(row_id, told, tables[name].row(row_id))
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

    def row(self, row_id: bytes) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._db.execute(self._select, (row_id,)).fetchone()
        return found

    def compare(self, row_id: bytes, told: dict[str, Any], held: tuple[Any, ...] | None) -> Iterator[str]:
        name = f"{self.shape.name} {row_id.hex()}"
        if held is None:
            yield f"{name} is in the log and not in its table"
            return
        hidden, dots, *values = held
        if told["_hidden"] != hidden:
            yield f"{name} is {'in the bin' if hidden else 'shown'}, the log says otherwise"
        if told["_dots"] != log.decode_dots(dots):
            yield f"{name}: its dots differ from the log"
        wanted = [told.get(column) for column in self.shape.columns]
        if wanted != values:
            for column, one, other in zip(self.shape.columns, wanted, values, strict=True):
                if one != other:
                    yield f"{name}: {column} differs from the log"

    def rows_held(self) -> int:
        return int(self._db.execute(f"select count(*) from {self.shape.name}").fetchone()[0])

    def strangers(self) -> Iterator[str]:
        rows = self._db.execute(
            f"select id from {self.shape.name} where not exists (select 1 from touched where row_id = id)"
        ).fetchall()
        yield from (f"{self.shape.name} {row[0].hex()} is not in the log" for row in rows)
