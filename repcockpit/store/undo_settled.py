"""Taking a settlement back: the values it replaced stand beside each other again; and settling them anew.

A settlement keeps with the log what stood beside the current value (`beside.BESIDE_KEY`). Its undo writes
each of them in place of the settled one, not of each other, so that they are heads again.
"""

import sqlite3
from collections.abc import Mapping
from typing import Any, NamedTuple

from repcockpit.store import log
from repcockpit.store.beside import BESIDE_KEY
from repcockpit.store.effects import Effect, Key
from repcockpit.store.heads import expanded
from repcockpit.store.schema import TableShape, table_shape
from repcockpit.store.unit import Unit

_KINDS = ("settle", "undo", "redo")


class Reopening(NamedTuple):
    """A field whose settlement is taken back, or brought back: `values` are written one after the other.

    The last one becomes current. `seen` are the row's dots: each value replaces what stands there now.
    """

    key: Key
    field: str
    values: tuple[Any, ...]
    is_settled: bool


class _Settled(NamedTuple):
    """A field that a transaction settled: what stood beside the current value, that value, the settled one."""

    beside: list[Any]
    former: Any
    value: Any
    stamp: int


def settled_fields(db: sqlite3.Connection, txn_no: int) -> dict[tuple[Key, str], _Settled]:
    """What a transaction settled, by row and field; nothing where it settled nothing."""
    found: dict[tuple[Key, str], _Settled] = {}
    parts = db.execute(
        "select body, old from change where txn_no = ? and old is not null order by no", (txn_no,)
    ).fetchall()
    if not parts:
        return found
    names: dict[int, str] = {}
    for body, olds in parts:
        for record, old in zip(log.decode(body), log.decode(olds), strict=True):
            if not old or BESIDE_KEY not in old:
                continue
            if not names:
                names = {int(no): str(name) for no, name in db.execute("select no, name from table_name")}
            key = (names[record[1]], record[2])
            stamp = log.transaction_stamp(db, txn_no) + record[3]
            for field_no, values in old[BESIDE_KEY].items():
                found[key, names[field_no]] = _Settled(values, old.get(field_no), record[4][field_no], stamp)
    return found


def reopenings(
    db: sqlite3.Connection, txn_no: int, effects: dict[Key, Effect], held: Mapping[Key, bytes]
) -> list[Reopening]:
    """The fields of the transaction that are to be reopened, or settled anew; their effects are taken out.

    Where somebody wrote since, the field stays as it is and its effect remains to be skipped.
    """
    kind, undoes, replica = db.execute(
        "select kind, undoes, replica_no from txn where no = ?", (txn_no,)
    ).fetchone()
    if kind not in _KINDS:
        return []
    found = []
    for (key, field), one in settled_fields(db, txn_no).items():
        if key in held and _heads(db, key, field, held[key]) == {(one.stamp, replica)}:
            found.append(Reopening(key, field, (*reversed(one.beside), one.former), is_settled=False))
    if kind == "undo" and undoes is not None:
        found += _anew(db, undoes, replica, effects, held)
    for each in found:
        if each.key in effects:
            effects[each.key].fields.pop(each.field, None)
    return found


def _anew(
    db: sqlite3.Connection, undone: bytes, replica: int, effects: dict[Key, Effect], held: Mapping[Key, bytes]
) -> list[Reopening]:
    """The fields that an undo reopened and that still hold only what it wrote."""
    row = db.execute("select no from txn where id = ?", (undone,)).fetchone()
    found = []
    for (key, field), one in settled_fields(db, int(row[0])).items() if row else ():
        if key not in held or key not in effects:
            continue
        heads = _heads(db, key, field, held[key])
        if len(heads) > 1 and all(no == replica and stamp in effects[key].stamps for stamp, no in heads):
            found.append(Reopening(key, field, (one.value,), is_settled=True))
    return found


def _heads(db: sqlite3.Connection, key: Key, field: str, packed: bytes) -> set[tuple[int, int]]:
    shape = table_shape(db, key[0])
    value = _value(db, shape, key[1], field)
    return set(expanded(log.decode_dots(packed), {field: value}).get(field, ()))


def _value(db: sqlite3.Connection, shape: TableShape, row_id: bytes, field: str) -> Any:
    columns = shape.members.get(field, (field,))
    row = db.execute(f"select {', '.join(columns)} from {shape.name} where id = ?", (row_id,)).fetchone()
    return list(row) if field in shape.members else row[0]


def reopen(db: sqlite3.Connection, unit: Unit, found: list[Reopening]) -> None:
    """Write them; what is in the bin is taken out for it and put back."""
    by_row: dict[Key, list[Reopening]] = {}
    for one in found:
        by_row.setdefault(one.key, []).append(one)
    for (table, row_id), fields in by_row.items():
        shape = table_shape(db, table)
        (hidden,) = db.execute(f"select _hidden from {table} where id = ?", (row_id,)).fetchone()
        if hidden == 1:
            unit.unhide(table, row_id)
        (seen,) = db.execute(f"select _dots from {table} where id = ?", (row_id,)).fetchone()
        for one in fields:
            members = shape.members.get(one.field)
            for value in one.values:
                columns = (
                    dict(zip(members, value or [None] * len(members), strict=True))
                    if members
                    else {one.field: value}
                )
                unit.settle(table, row_id, columns, None if one.is_settled else seen)
        if hidden == 1:
            unit.hide(table, row_id)
