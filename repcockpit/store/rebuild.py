"""The rows as the log alone tells them: the proof that nothing was written past the log."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from repcockpit.store import log
from repcockpit.store.schema import SYNCED, table_shape

Rows = dict[tuple[str, bytes], dict[str, Any]]


def rows_from_log(db: sqlite3.Connection) -> Rows:
    """Every row by (table, id) with its fields and `_hidden`, replayed from the first transaction on."""
    rows: Rows = {}
    shapes = {name: table_shape(db, name) for name in SYNCED}
    for (txn_no,) in db.execute("select no from txn order by no").fetchall():
        for change in log.changes_of(db, txn_no):
            row = rows.setdefault((change.table, change.row_id), {"_hidden": 0})
            if change.kind in (log.DELETE, log.RESTORE):
                row["_hidden"] = int(change.kind == log.DELETE)
            members = shapes[change.table].members
            for field, value in change.new.items():
                if field in members:
                    row.update(zip(members[field], value, strict=True))
                else:
                    row[field] = value
    return rows


def differences(db: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each row whose columns differ from what the log says; nothing when all agree."""
    told = rows_from_log(db)
    for table in SYNCED:
        columns = table_shape(db, table).columns
        for row_id, hidden, *values in db.execute(
            f"select id, _hidden, {', '.join(columns)} from {table}"
        ).fetchall():
            wanted = told.pop((table, row_id), None)
            if wanted is None:
                yield f"{table} {row_id.hex()} is not in the log"
                continue
            if wanted["_hidden"] != hidden:
                yield f"{table} {row_id.hex()} is {'in the bin' if hidden else 'shown'}, the log says otherwise"
            for name, value in zip(columns, values, strict=True):
                if wanted.get(name) != value:
                    yield f"{table} {row_id.hex()}: {name} differs from the log"
    for table, row_id in told:
        yield f"{table} {row_id.hex()} is in the log and not in its table"
