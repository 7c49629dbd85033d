"""Taking a transaction back: the inverse is written as a new transaction, field by field."""

import sqlite3
from typing import Any, NamedTuple

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.store import log
from repcockpit.store.schema import table_shape
from repcockpit.store.unit import Unit

_SINCE = "changed since"
_REFERENCES: dict[str, tuple[tuple[str, str], ...]] = {
    "account": (
        ("contact", "primary_account_id"),
        ("interaction", "account_id"),
        ("task", "account_id"),
        ("request", "account_id"),
        ("deal", "account_id"),
        ("idea", "account_id"),
        ("account", "merged_into"),
    ),
    "contact": (
        ("participant", "contact_id"),
        ("task", "contact_id"),
        ("request", "contact_id"),
        ("idea", "contact_id"),
        ("contact", "merged_into"),
    ),
    "interaction": (("request", "interaction_id"),),
    "request": (("request_event", "request_id"),),
}


class Skipped(NamedTuple):
    """What an undo left alone, and why; `field` is empty for a whole row."""

    table: str
    row_id: bytes
    field: str
    reason: str


class TxnRow(NamedTuple):
    """A transaction of the log."""

    no: int
    id: bytes
    author_id: bytes | None
    at: int
    zone: str | None
    kind: str
    label: str | None
    undoes: bytes | None
    replica_no: int


_COLUMNS = "no, id, author_id, at, zone, kind, label, undoes, replica_no"


def next_to_undo(db: sqlite3.Connection, author_id: bytes | None) -> TxnRow:
    """This author's last transaction that is not taken back. Raises NothingToUndoError."""
    dead: set[bytes] = set()
    for row in _own(db, author_id):
        if row.kind == "undo":
            dead.add(row.undoes or b"")
        elif row.id not in dead:
            return row
    raise NothingToUndoError("there is nothing to undo", "`repcockpit history` shows what was written")


def next_to_redo(db: sqlite3.Connection, author_id: bytes | None) -> TxnRow:
    """The last undo that was not redone, if nothing was written after it. Raises NothingToUndoError."""
    redone: set[bytes] = set()
    for row in _own(db, author_id):
        if row.kind == "redo":
            redone.add(row.undoes or b"")
        elif row.kind != "undo":
            break
        elif row.id not in redone:
            return row
    raise NothingToUndoError("there is nothing to redo", "a redo is possible right after an undo")


def _own(db: sqlite3.Connection, author_id: bytes | None) -> list[TxnRow]:
    """This author's transactions, newest first; before `init` they are this device's."""
    rows = db.execute(
        f"select {_COLUMNS} from txn where kind <> 'join' and (author_id is ? or (author_id is null and"
        " replica_no in (select no from replica))) order by no desc",
        (author_id,),
    ).fetchall()
    return [TxnRow(*row) for row in rows]


class _Folded:
    """What one transaction did to one row, all its records taken together."""

    def __init__(self, table: str, row_id: bytes) -> None:
        self.table, self.row_id = table, row_id
        self.first = self.last = -1
        self.stamps: set[int] = set()
        self.fields: dict[str, tuple[Any, int]] = {}

    def add(self, change: log.Change) -> None:
        if self.first < 0:
            self.first = change.kind
        if change.kind != log.UPDATE:
            self.last = change.kind
        self.stamps.add(change.stamp)
        for field in change.new:
            former = self.fields[field][0] if field in self.fields else change.old.get(field)
            self.fields[field] = (former, change.stamp)


def take_back(db: sqlite3.Connection, txn_no: int, unit: Unit) -> list[Skipped]:
    """Write the inverse of transaction `txn_no` into `unit`; give what had to be skipped."""
    folded: dict[tuple[str, bytes], _Folded] = {}
    for change in log.changes_of(db, txn_no):
        key = (change.table, change.row_id)
        row = folded.get(key)
        if row is None:
            row = folded[key] = _Folded(*key)
        row.add(change)
    held = _still_needed(db, folded)
    replica = int(db.execute("select replica_no from txn where no = ?", (txn_no,)).fetchone()[0])
    skipped: list[Skipped] = []
    for row in reversed(folded.values()):
        _take_back_row(db, unit, row, replica, held, skipped)
    return skipped


def _still_needed(db: sqlite3.Connection, folded: dict[tuple[str, bytes], _Folded]) -> set[bytes]:
    """Rows the transaction created that a live row written later points to, and whatever those need."""
    created = {row.row_id for row in folded.values() if row.first == log.INSERT}
    needed: set[bytes] = set()
    for table, references in _REFERENCES.items():
        targets = [row.row_id for row in folded.values() if row.first == log.INSERT and row.table == table]
        for start in range(0, len(targets), 500):
            some = targets[start : start + 500]
            marks = ",".join("?" * len(some))
            for child, column in references:
                rows = db.execute(
                    f"select id, {column} from {child} where _hidden = 0 and {column} in ({marks})", some
                )
                needed.update(target for child_id, target in rows.fetchall() if child_id not in created)
    return needed


def _take_back_row(
    db: sqlite3.Connection, unit: Unit, row: _Folded, replica: int, needed: set[bytes], skipped: list[Skipped]
) -> None:
    found = db.execute(f"select _dots, _hidden from {row.table} where id = ?", (row.row_id,)).fetchone()
    if found is None:
        skipped.append(Skipped(row.table, row.row_id, "", "no longer there"))
        return
    dots, hidden = log.decode_dots(found[0]), bool(found[1])
    if row.first == log.INSERT:
        _take_back_insert(unit, row, replica, needed, skipped, dots, hidden=hidden)
        return
    alive = dots.get("_alive")
    if row.last == log.RESTORE and not hidden and alive and alive[0] in row.stamps:
        unit.hide(row.table, row.row_id)
    elif row.last == log.DELETE:
        if hidden and dots.get("_top", [0])[0] in row.stamps:
            unit.unhide(row.table, row.row_id)
        else:
            skipped.append(Skipped(row.table, row.row_id, "", _SINCE))
    _take_back_fields(db, unit, row, replica, dots, skipped)


def _take_back_insert(
    unit: Unit,
    row: _Folded,
    replica: int,
    needed: set[bytes],
    skipped: list[Skipped],
    dots: log.Dots,
    *,
    hidden: bool,
) -> None:
    if hidden:
        return
    later = [name for name, dot in dots.items() if dot[1] != replica or dot[0] not in row.stamps]
    if later:
        skipped.extend(Skipped(row.table, row.row_id, name, _SINCE) for name in later)
    elif row.row_id in needed:
        skipped.append(Skipped(row.table, row.row_id, "", "something written since belongs to it"))
    else:
        unit.hide(row.table, row.row_id)


def _take_back_fields(
    db: sqlite3.Connection, unit: Unit, row: _Folded, replica: int, dots: log.Dots, skipped: list[Skipped]
) -> None:
    if not row.fields:
        return
    shape = table_shape(db, row.table)
    former: dict[str, Any] = {}
    for field, (old, stamp) in row.fields.items():
        if dots.get(field) != [stamp, replica]:
            skipped.append(Skipped(row.table, row.row_id, field, _SINCE))
        elif field in shape.members:
            former.update(zip(shape.members[field], old or [None] * len(shape.members[field]), strict=True))
        else:
            former[field] = old
    if former:
        unit.update(row.table, row.row_id, former)
