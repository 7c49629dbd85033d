"""Fields that hold several heads with unequal values, and who wrote each of them."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from repcockpit.domain.conflicts import FOLLOWS
from repcockpit.domain.ids import derived_id
from repcockpit.domain.views.conflicts import Cell
from repcockpit.store import log
from repcockpit.store.heads import Dot, is_default, others
from repcockpit.store.reads.conflict_counts import OPEN
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.schema import SYNCED, TableShape, table_shape

_MANY = 100
"""Rows of which so many transactions are looked at one row at a time."""


class Head(NamedTuple):
    """A value that somebody wrote and nobody has replaced; of a composite the list of its members."""

    dot: Dot
    value: Any
    is_current: bool = False


class Contested(NamedTuple):
    """A field with several heads of unequal values, the current one first, then the newest."""

    table: str
    row_id: bytes
    field: str
    heads: tuple[Head, ...]
    dots: bytes
    is_hidden: bool


class Writer(NamedTuple):
    """The transaction behind a dot; `at` in ms by the clock of its device, `by` the author's name."""

    no: int
    txn: bytes
    at: int
    author_id: bytes | None
    by: str | None
    device: str | None
    kind: str
    undoes: bytes | None
    replica_no: int
    stamp: int


_HEADS = (
    "select h.table_no, h.row_id, h.field_no, h.stamp, h.replica_no, h.value"
    f" from ({OPEN}) d cross join sync_head h on h.row_id = d.row_id and h.table_no = d.table_no"
    " and h.field_no = d.field_no order by h.table_no, h.row_id, h.field_no, h.stamp desc, h.replica_no"
)


def line_id(table: str, row_id: bytes, what: str) -> bytes:
    """The id of a line to settle, the same on every device."""
    return derived_id("conflict", table, row_id, what)


def without_followers(found: Sequence[Contested]) -> list[Contested]:
    """Those that a person settles: fields that follow from another contested one are left out."""
    every = {(one.table, one.row_id, one.field) for one in found}
    return [one for one in found if (one.table, one.row_id, FOLLOWS.get((one.table, one.field))) not in every]


def followers(db: sqlite3.Connection, cells: Iterable[Cell]) -> dict[Cell, dict[str, tuple[Head, ...]]]:
    """The contested fields that follow from these ones, with their heads."""
    wanted = {cell for cell in cells if any(lead == cell.field for lead in FOLLOWS.values())}
    found: dict[Cell, dict[str, tuple[Head, ...]]] = {}
    for one in contested(db) if wanted else ():
        lead = FOLLOWS.get((one.table, one.field))
        cell = Cell(one.table, one.row_id, lead or "")
        if lead is not None and cell in wanted:
            found.setdefault(cell, {})[one.field] = one.heads
    return found


def is_open(db: sqlite3.Connection, cell: Cell, shown: bytes) -> bool:
    """Whether some head of a field is still one of those shown (`_dots` of the row as it was read)."""
    row = db.execute(f"select _dots from {cell.table} where id = ?", (cell.row_id,)).fetchone()
    if row is None:
        return False
    now, then = log.decode_dots(row[0]), log.decode_dots(shown)
    return not set(_heads_in(now, cell.field)).isdisjoint(_heads_in(then, cell.field))


def is_binned(db: sqlite3.Connection, table: str, row_id: bytes) -> bool:
    """Whether the row is in the bin; one whose insert has not come yet is not."""
    row = db.execute(f"select 1 from {table} where id = ? and _hidden = 1", (row_id,)).fetchone()
    return row is not None


def _heads_in(dots: log.Dots, field: str) -> list[Dot]:
    current = dots.get(field) or dots.get("*")
    return [(current[0], current[1]), *others(dots, field)] if current else others(dots, field)


def contested(db: sqlite3.Connection) -> list[Contested]:
    """Every such field, of rows in the bin too, by table, row and field."""
    rows = db.execute(_HEADS).fetchall()
    if not rows:
        return []
    names = {int(no): str(name) for no, name in db.execute("select no, name from table_name").fetchall()}
    found: list[Contested] = []
    for table_no, of_table in groupby(rows, key=lambda row: row[0]):
        if names.get(table_no) in SYNCED:
            found += _of_table(db, names[table_no], list(of_table), names)
    return found


def _of_table(
    db: sqlite3.Connection, table: str, rows: list[tuple[Any, ...]], names: dict[int, str]
) -> Iterator[Contested]:
    shape = table_shape(db, table)
    held = _rows_held(db, shape, list(dict.fromkeys(row[1] for row in rows)))
    for (row_id, field_no), some in groupby(rows, key=lambda row: (row[1], row[2])):
        field = names.get(field_no, "")
        if row_id not in held or field not in shape.fields:
            continue
        dots, is_hidden, values = held[row_id]
        members = shape.members.get(field)
        value: Any = [values[name] for name in members] if members else values[field]
        value = None if is_default(value) else value
        heads = [Head((row[3], row[4]), log.decode(row[5]) if row[5] is not None else None) for row in some]
        if all(head.value == value for head in heads):
            continue
        yield Contested(
            table,
            row_id,
            field,
            (Head(_current(dots, field), value, is_current=True), *heads),
            dots,
            is_hidden,
        )


def _current(packed: bytes, field: str) -> Dot:
    dots = log.decode_dots(packed)
    stamp, replica_no = (dots.get(field) or dots.get("*") or [0, 0])[:2]
    return stamp, replica_no


def _rows_held(
    db: sqlite3.Connection, shape: TableShape, ids: Sequence[bytes]
) -> dict[bytes, tuple[bytes, bool, dict[str, Any]]]:
    found = {}
    columns = ", ".join(shape.columns)
    for some in chunks(ids):
        for row_id, dots, hidden, *values in db.execute(
            f"select id, _dots, _hidden, {columns} from {shape.name} where id in ({marks(some)})", some
        ).fetchall():
            found[row_id] = (dots, bool(hidden), dict(zip(shape.columns, values, strict=True)))
    return found


_WRITER = (
    "select t.no, t.id, t.at, t.author_id, r.name, p.device_name, t.kind, t.undoes, t.replica_no, t.stamp"
    " from txn t left join rep r on r.id = t.author_id left join replica p on p.no = t.replica_no"
)


def writers_to(db: sqlite3.Connection, row_ids: Iterable[bytes]) -> dict[bytes, list[Writer]]:
    """Every transaction that wrote to these rows, by row, in the order they came to this device."""
    pairs: list[tuple[bytes, int]] = []
    for some in chunks(list(dict.fromkeys(row_ids))):
        pairs += db.execute(
            f"select row_id, txn_no from touched where row_id in ({marks(some)})", some
        ).fetchall()
    numbers = sorted({no for _, no in pairs})
    known: dict[int, Writer] = {}
    for start in range(0, len(numbers), _MANY):
        listed = ",".join(str(no) for no in numbers[start : start + _MANY])
        known.update((row[0], Writer(*row)) for row in db.execute(f"{_WRITER} where t.no in ({listed})"))
    found: dict[bytes, list[Writer]] = {}
    for row_id, no in pairs:
        if no in known:
            found.setdefault(row_id, []).append(known[no])
    return found


def own_replicas(db: sqlite3.Connection) -> frozenset[int]:
    """The local numbers under which this database wrote: now, and before it got a new name."""
    rows = db.execute("select no, id, successor_of from replica").fetchall()
    by_id = {row[1]: (row[0], row[2]) for row in rows}
    (mine,) = db.execute("select value from meta where key = 'replica_no'").fetchone()
    here = next((row[1] for row in rows if row[0] == mine), None)
    found: set[int] = set()
    while here in by_id and by_id[here][0] not in found:
        number, here = by_id[here]
        found.add(number)
    return frozenset(found)
