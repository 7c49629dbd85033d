"""What does not fit into a row: values beside the current one, and the deletes that somebody wrote.

Written by Unit for this device's own writes; a merge writes the same tables.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from repcockpit.domain.errors import InvalidValueError
from repcockpit.store.heads import Dot, alive_heads, every_head, is_alike
from repcockpit.store.log import Dots, decode, encode
from repcockpit.store.schema import UNSAID
from repcockpit.store.updates import Beside

RowKey = tuple[int, bytes]
"""(number of the table, id)."""
BESIDE_KEY = 0
"""Under this number, that no field has, the log keeps the values that a settlement replaced beside the current one."""
_OF_FIELD = "row_id = ? and table_no = ? and field_no = ?"


def keep_beside(
    db: sqlite3.Connection, table_no: int, fields: Sequence[Beside], olds: Sequence[dict[int, Any] | None]
) -> None:
    """Write the heads beside new values; a settlement's `olds` (one row) take what it replaced there."""
    for one in fields:
        place = (one.row_id, table_no, one.field_no)
        for stamp, no in one.alike:
            db.execute(
                f"delete from sync_head where {_OF_FIELD} and stamp = ? and replica_no = ?",
                (*place, stamp, no),
            )
        for stamp, no in one.gone:
            row = db.execute(
                f"delete from sync_head where {_OF_FIELD} and stamp = ? and replica_no = ? returning value",
                (*place, stamp, no),
            ).fetchall()
            if row and olds[0] is not None:
                olds[0].setdefault(BESIDE_KEY, {}).setdefault(one.field_no, []).append(decode(row[0][0]))
        if one.kept is not None:
            (stamp, no), value = one.kept
            db.execute(
                "insert or replace into sync_head (row_id, table_no, field_no, stamp, replica_no, value) values (?, ?, ?, ?, ?, ?)",
                (*place, stamp, no, encode(value)),
            )
        mark_differences(db, place, one.value)


def values_beside(db: sqlite3.Connection, table_no: int, row_id: bytes, field_no: int) -> dict[Dot, Any]:
    """The heads beside the current one of a field, with their values."""
    rows = db.execute(
        f"select stamp, replica_no, value from sync_head where {_OF_FIELD}", (row_id, table_no, field_no)
    ).fetchall()
    return {(stamp, no): decode(value) for stamp, no, value in rows}


def mark_differences(db: sqlite3.Connection, place: tuple[bytes, int, int], current: object) -> None:
    """Note which heads of a field (row, table, field) hold another value than the current one, and are asked about."""
    (table,), (field,) = (
        db.execute("select name from table_name where no = ?", (no,)).fetchone() for no in place[1:]
    )
    is_asked = field not in UNSAID.get(table, ())
    rows = db.execute(f"select stamp, replica_no, value from sync_head where {_OF_FIELD}", place).fetchall()
    for stamp, no, value in rows:
        db.execute(
            f"update sync_head set differs = ? where {_OF_FIELD} and stamp = ? and replica_no = ?",
            (int(is_asked and not is_alike(decode(value), current)), *place, stamp, no),
        )


def refuse_binned(db: sqlite3.Connection, table: str, ids: Iterable[bytes]) -> None:
    """Raise InvalidValueError for what is in the bin: its delete does not name what would be written."""
    for row_id in ids:
        if db.execute(f"select _hidden from {table} where id = ?", (row_id,)).fetchone()[0]:
            raise InvalidValueError(
                f"the {table} is in the bin", "take it out first: repcockpit bin restore ID"
            )


def enter_delete(db: sqlite3.Connection, row: RowKey, own: Dot, named: Sequence[Dot], dots: Dots) -> bool:
    """Keep a delete that names these heads of a row; whether the row is now hidden (every head is named by one)."""
    db.execute(
        "insert into sync_delete (table_no, row_id, stamp, replica_no, dots, is_open) values (?, ?, ?, ?, ?, 0)",
        (*row, *own, encode(named)),
    )
    covered = covered_dots(db, row)
    is_hidden = covered.issuperset(every_head(dots))
    alive = alive_heads(dots)
    is_open = int(not is_hidden and bool(alive) and covered.issuperset(alive))
    db.execute("update sync_delete set is_open = ? where table_no = ? and row_id = ?", (is_open, *row))
    return is_hidden


def covered_dots(db: sqlite3.Connection, row: RowKey) -> set[Dot]:
    """The dots that some delete of the row names."""
    rows = db.execute(
        "select dots from sync_delete where row_id = ? and table_no = ?", (row[1], row[0])
    ).fetchall()
    return {(stamp, no) for (packed,) in rows for stamp, no in decode(packed)}


def has_open_delete(db: sqlite3.Connection, row: RowKey) -> bool:
    """Whether the row shows although somebody deleted it."""
    text = "select 1 from sync_delete where row_id = ? and table_no = ? and is_open = 1 limit 1"
    return db.execute(text, (row[1], row[0])).fetchone() is not None


def forget_beside(db: sqlite3.Connection, row: RowKey, field_no: int) -> None:
    """Drop what stands beside a field: all its heads were replaced."""
    db.execute(f"delete from sync_head where {_OF_FIELD}", (row[1], row[0], field_no))


def close_deletes(db: sqlite3.Connection, row: RowKey) -> None:
    """Note that somebody settled what the deletes of the row left open."""
    db.execute("update sync_delete set is_open = 0 where table_no = ? and row_id = ? and is_open = 1", row)
