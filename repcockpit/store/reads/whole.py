"""Every shared row as it is stored, in the order of `export all`; and ranges read in pieces."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from repcockpit.store.schema import table_shape

_ROWS_AT_ONCE = 1_000
_BINNED = (
    "account", "contact", "interaction", "task", "request", "deal", "idea", "training", "delivery", "qbr",
)  # fmt: skip


@contextmanager
def steady(db: sqlite3.Connection) -> Iterator[None]:
    """One moment of the database for all reads of the block; other processes go on writing."""
    if db.in_transaction:
        yield
        return
    db.execute("begin")
    try:
        yield
    finally:
        db.execute("rollback")


def logged_columns(db: sqlite3.Connection, table: str) -> tuple[str, ...]:
    """The columns of a table that the log writes; derived ones are left out."""
    return table_shape(db, table).columns


def bytes_columns(db: sqlite3.Connection, table: str) -> frozenset[str]:
    """The columns of a table that hold bytes."""
    rows = db.execute(f"pragma table_info({table})").fetchall()
    return frozenset(str(row[1]) for row in rows if str(row[2]).upper() == "BLOB")


def whole_rows(
    db: sqlite3.Connection, table: str, columns: tuple[str, ...]
) -> Iterator[tuple[bytes, int, tuple[Any, ...]]]:
    """(id, hidden, values of `columns`) of every row, those in the bin too, by id; wants `steady`."""
    cursor = db.execute(f"select id, _hidden, {', '.join(columns)} from {table} order by id")
    while some := cursor.fetchmany(_ROWS_AT_ONCE):
        for row in some:
            yield row[0], row[1], row[2:]


def _activity(since: date | None, until: date | None, rep_id: bytes | None) -> tuple[str, list[object]]:
    where, values = ["_hidden = 0"], list[object]()
    for bound, day in ((">=", since), ("<=", until)):
        if day is not None:
            where.append(f"occurred_on {bound} ?")
            values.append(day.isoformat())
    if rep_id is not None:
        where.append("rep_id = ?")
        values.append(rep_id)
    return " and ".join(where), values


def activity_count(
    db: sqlite3.Connection, since: date | None, until: date | None, rep_id: bytes | None
) -> int:
    """How many interactions `activity_ids` gives."""
    where, values = _activity(since, until, rep_id)
    return int(db.execute(f"select count(*) from interaction where {where}", values).fetchone()[0])


def activity_ids(
    db: sqlite3.Connection, since: date | None, until: date | None, rep_id: bytes | None
) -> Iterator[list[bytes]]:
    """Ids of the interactions from `since` to `until`, both included, oldest first, in pieces; wants `steady`."""
    where, values = _activity(since, until, rep_id)
    cursor = db.execute(
        f"select id from interaction indexed by interaction_day where {where}"
        " order by occurred_on, occurred_at, id",
        values,
    )
    while some := cursor.fetchmany(_ROWS_AT_ONCE):
        yield [row[0] for row in some]


def custom_names(db: sqlite3.Connection, table: str) -> list[str]:
    """The custom fields that some shown row of a table holds, A to Z."""
    rows = db.execute(
        "select distinct f.name from custom_field f join custom_value v on v.field_id = f.id and v._hidden = 0"
        f" join {table} x on x.id = v.target_id and x._hidden = 0"
        " where f._hidden = 0 and f.name is not null and v.value is not null order by f.name"
    ).fetchall()
    return [str(row[0]) for row in rows]


def held_counts(db: sqlite3.Connection, tables: Iterable[str]) -> dict[str, int]:
    """How many shown rows each table holds."""
    return {
        table: int(db.execute(f"select count(*) from {table} where _hidden = 0").fetchone()[0])
        for table in tables
    }


def removed_count(
    db: sqlite3.Connection, tables: Iterable[str] = (), since: date | None = None, until: date | None = None
) -> int:
    """How many rows of the tables (none named: of all lists) a person removed; the days are those of interactions."""
    where = ["_hidden not in (0, 2)"]
    where += [
        f"occurred_on {bound} '{day.isoformat()}'" for bound, day in ((">=", since), ("<=", until)) if day
    ]
    return sum(
        int(db.execute(f"select count(*) from {table} where {' and '.join(where)}").fetchone()[0])
        for table in tuple(tables) or _BINNED
    )


def last_written_ms(db: sqlite3.Connection) -> int | None:
    """When the newest transaction was written, by the clock of its device; None where there is none."""
    row = db.execute("select at from txn order by no desc limit 1").fetchone()
    return row[0] if row else None
