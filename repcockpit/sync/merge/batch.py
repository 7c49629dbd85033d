"""Transactions of others into the rows, many at once: what is plain in bulk, the rest row by row.

Plain is a fresh row, and an update that replaces exactly what the row holds with a higher stamp: the highest
stamp ever written is always a head, so nothing else has to be looked at (sync.md 5).
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from repcockpit.store import log
from repcockpit.store.heads import TOP, is_default
from repcockpit.store.record_kinds import ERASE, INSERT, REPLICA, STATE, UPDATE
from repcockpit.store.schema import SYNCED, TableShape
from repcockpit.store.statements import Statements, listed_marks
from repcockpit.sync.frames import Opener
from repcockpit.sync.merge.rebuilding import rebuilt
from repcockpit.sync.merge.records import Replicas, Translated, Txn, one_record
from repcockpit.sync.merge.rows import REPLICA_TABLE, Rows

_KNOWN_KINDS = REPLICA
_FOLLOWED = ("interaction", "participant")
"""Tables whose former values the derived columns ask for."""
Former = tuple[str, bytes, dict[str, Any]]
_Raw = tuple[Sequence[Any], int, Translated]
"""A record as sealed, its transaction's stamp, and how its numbers read."""


class _Cell:
    """A row while plain records are applied to it; `values` are by field, `changed` what differs from the table."""

    __slots__ = ("changed", "dots", "is_new", "top", "values")

    def __init__(self, dots: log.Dots, values: dict[str, Any], *, is_new: bool) -> None:
        self.dots, self.values, self.is_new = dots, values, is_new
        self.top = log.top_stamp(dots)
        self.changed: dict[str, None] = {}


class Merged(NamedTuple):
    """What a batch wrote: ids by table, former values of interactions and participants, replicas told about."""

    touched: dict[str, dict[bytes, None]]
    former: list[Former]
    replicas: list[bytes]


class Batch:
    """Transactions that are applied together, inside the caller's database transaction."""

    def __init__(
        self, db: sqlite3.Connection, names: log.Names, replicas: Replicas, opener: Opener | None = None
    ) -> None:
        self._db, self._replicas, self._opener = db, replicas, opener
        self.rows = Rows(db, names, replicas.order)
        self._statements = Statements(db)
        self._waiting: dict[str, dict[bytes, list[_Raw]]] = {}
        self._touched: list[tuple[bytes, int]] = []
        self._former: list[Former] = []

    def add(self, txn_no: int, parts: Iterable[tuple[Txn, Translated]]) -> None:
        """Take the records of one transaction, all its parts in order."""
        ids: dict[bytes, None] = {}
        for txn, how in parts:
            base, names = txn.stamp, how.names
            for raw in txn.records:
                row_id = raw[2]
                rows = self._waiting.setdefault(names[raw[1]], {})
                held = rows.get(row_id)
                if held is None:
                    rows[row_id] = [(raw, base, how)]
                else:
                    held.append((raw, base, how))
                ids[row_id] = None
        self._touched += [(row_id, txn_no) for row_id in ids]

    def note(self, txn_no: int, parts: Iterable[tuple[Txn, Translated]]) -> None:
        """Take a transaction whose records are in the rows already: history alone is to know of it."""
        ids = {raw[2]: None for txn, _ in parts for raw in txn.records}
        self._touched += [(row_id, txn_no) for row_id in ids]

    def finish(self) -> Merged:
        """Write every row and the history index."""
        self._db.executemany(
            "insert or ignore into touched (row_id, txn_no) values (?, ?)", sorted(self._touched)
        )
        touched = {table: dict.fromkeys(rows) for table, rows in self._waiting.items() if table in SYNCED}
        for table, rows in self._waiting.items():
            if table in SYNCED:
                self._apply_table(table, rows)
            else:
                self._apply_slowly(table, rows)
        return Merged(touched, self._former, list(self._waiting.get(REPLICA_TABLE, ())))

    def _apply_table(self, table: str, rows: dict[bytes, list[_Raw]]) -> None:
        shape = self.rows.shape(table)
        existing = self._statements.existing(table, list(rows))
        fresh: dict[bytes, _Raw] = {}
        known: dict[bytes, list[_Raw]] = {}
        slow: dict[bytes, list[_Raw]] = {}
        fields = frozenset(shape.fields)
        for row_id, records in rows.items():
            raw, _, how = records[0]
            if any(one[0][0] not in (INSERT, UPDATE) for one in records):
                slow[row_id] = records
            elif row_id in existing or len(records) > 1:
                known[row_id] = records
            elif raw[0] == INSERT and fields.issuperset(map(how.names.__getitem__, raw[4])):
                fresh[row_id] = records[0]
            else:
                slow[row_id] = records
        self._insert_fresh(shape, fresh)
        cells = self._cells(shape, known)
        written: dict[bytes, _Cell] = {}
        for row_id, records in known.items():
            cell = cells.get(row_id) if row_id in existing else _new_cell(fields, records)
            if cell is not None and _apply_plainly(cell, fields, records):
                written[row_id] = cell
            else:
                slow[row_id] = records
        self._write(shape, written)
        self._apply_slowly(table, slow)

    def _insert_fresh(self, shape: TableShape, fresh: dict[bytes, _Raw]) -> None:
        groups: dict[tuple[int, ...], list[list[Any]]] = {}
        columns: dict[tuple[int, ...], list[str]] = {}
        dots: dict[tuple[int, int], bytes] = {}
        for row_id, (raw, base, how) in fresh.items():
            new = raw[4]
            key = (id(how), *new)
            if key not in groups:
                groups[key] = []
                columns[key] = [column for no in new for column in _columns(shape, how.names[no])]
            dot = (base + raw[3], how.replica_no)
            packed = dots.get(dot)
            if packed is None:
                packed = dots[dot] = log.encode({"*": list(dot)})
            groups[key].append([row_id, packed, *_spread(shape, how, new)])
        for key, rows in groups.items():
            self._statements.insert(shape.name, columns[key], rows)

    def _cells(self, shape: TableShape, known: dict[bytes, list[_Raw]]) -> dict[bytes, _Cell]:
        """The rows that exist, with the fields that are going to be written."""
        wanted: dict[str, None] = {}
        for records in known.values():
            for raw, _, how in records:
                wanted.update((how.names[no], None) for no in raw[4])
        fields = [field for field in shape.fields if field in wanted]
        columns = [column for field in fields for column in _columns(shape, field)]
        cells: dict[bytes, _Cell] = {}
        for row_id, packed, hidden, *values in self._read(shape.name, ("_hidden", *columns), list(known)):
            if hidden or packed is None:
                continue
            cells[row_id] = _Cell(log.decode_dots(packed), _joined(shape, fields, values), is_new=False)
        return cells

    def _read(self, table: str, columns: Sequence[str], ids: list[bytes]) -> Iterator[tuple[Any, ...]]:
        names = ", ".join(("id", "_dots", *columns))
        for marks, some in listed_marks(ids):
            yield from self._db.execute(f"select {names} from {table} where id in ({marks})", some).fetchall()

    def _write(self, shape: TableShape, cells: dict[bytes, _Cell]) -> None:
        inserts: dict[tuple[str, ...], list[list[Any]]] = {}
        updates: dict[tuple[str, ...], list[list[Any]]] = {}
        for row_id, cell in cells.items():
            fields = tuple(cell.values if cell.is_new else cell.changed)
            values = [value for field in fields for value in _members(shape, field, cell.values[field])]
            packed = log.encode(cell.dots)
            if cell.is_new:
                inserts.setdefault(fields, []).append([row_id, packed, *values])
            else:
                updates.setdefault(fields, []).append([packed, *values, row_id])
        for fields, rows in inserts.items():
            self._statements.insert(shape.name, [c for f in fields for c in _columns(shape, f)], rows)
        for fields, rows in updates.items():
            columns = [column for field in fields for column in _columns(shape, field)]
            if shape.name in _FOLLOWED:
                self._note_former(shape, fields, columns, [row[-1] for row in rows])
            self._statements.update(shape.name, columns, rows)

    def _note_former(
        self, shape: TableShape, fields: Sequence[str], columns: Sequence[str], ids: list[bytes]
    ) -> None:
        for row_id, _, *values in self._read(shape.name, columns, ids):
            self._former.append((shape.name, row_id, _joined(shape, fields, values)))

    def _apply_slowly(self, table: str, rows: dict[bytes, list[_Raw]]) -> None:
        if not self.rows.knows(table):
            for row_id, records in rows.items():
                for raw, base, how in records:
                    if raw[0] != ERASE:
                        self.rows.note_unknown(table, row_id, (base + raw[3], how.replica_no))
            return
        anew: list[bytes] = []
        for row_id, records in rows.items():
            if table == REPLICA_TABLE:
                self._replicas.number(row_id)
            if any(raw[0] == STATE for raw, _, _ in records):
                anew.append(row_id)
            else:
                self._apply_one(table, row_id, records)
        if anew:
            for row_id, state in rebuilt(self._db, self.rows, self._replicas, table, anew, self._opener):
                self._keep_former(table, row_id)
                self.rows.save(table, row_id, state)

    def _apply_one(self, table: str, row_id: bytes, records: list[_Raw]) -> None:
        state = self.rows.load(table, row_id)
        for raw, base, how in records:
            if raw[0] > _KNOWN_KINDS:
                self.rows.note_unknown(table, row_id, (base + raw[3], how.replica_no), raw[0])
            elif raw[0] != ERASE:
                state.apply(one_record(raw, base, how))
        self._keep_former(table, row_id)
        self.rows.save(table, row_id, state)

    def _keep_former(self, table: str, row_id: bytes) -> None:
        if table in _FOLLOWED:
            shape = self.rows.shape(table)
            self._note_former(
                shape, shape.fields, [c for f in shape.fields for c in _columns(shape, f)], [row_id]
            )


def _new_cell(fields: frozenset[str], records: list[_Raw]) -> _Cell | None:
    """An empty row for records that begin with its insert; None where they do not, or the insert is not plain."""
    raw, base, how = records[0]
    if raw[0] != INSERT or not fields.issuperset(map(how.names.__getitem__, raw[4])):
        return None
    values = {how.names[no]: value for no, value in raw[4].items()}
    return _Cell({"*": [base + raw[3], how.replica_no]}, values, is_new=True)


def _apply_plainly(cell: _Cell, fields: frozenset[str], records: list[_Raw]) -> bool:
    """Apply updates that replace just what the row holds; False at the first that does not."""
    for raw, base, how in records[1:] if cell.is_new else records:
        kind, _, _, offset, new, replaced = raw[:6]
        stamp = base + offset
        if kind != UPDATE or stamp <= cell.top or TOP in cell.dots:
            return False
        dots, names, replicas = cell.dots, how.names, how.replicas
        for no, value in new.items():
            field = names[no]
            if field not in fields or "+" + field in dots:
                return False
            head = dots.get(field)
            if head is None and not is_default(cell.values.get(field)):
                head = dots.get("*")
            named = replaced.get(no)
            if head is None:
                if named:
                    return False
            elif (
                not named
                or len(named) != 1
                or base - named[0][0] != head[0]
                or replicas[named[0][1]] != head[1]
            ):
                return False
            cell.values[field] = value
            cell.changed[field] = None
            dots[field] = [stamp, how.replica_no]
        cell.top = stamp
    return True


def _columns(shape: TableShape, field: str) -> tuple[str, ...]:
    return shape.members.get(field, (field,))


def _members(shape: TableShape, field: str, value: Any) -> Sequence[Any]:
    members = shape.members.get(field)
    if members is None:
        return (value,)
    return value if value is not None else (None,) * len(members)


def _spread(shape: TableShape, how: Translated, new: dict[int, Any]) -> list[Any]:
    if not shape.members:
        return list(new.values())
    return [one for no, value in new.items() for one in _members(shape, how.names[no], value)]


def _joined(shape: TableShape, fields: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """Columns as fields; `values` stand in the order of the fields' columns."""
    found: dict[str, Any] = {}
    start = 0
    for field in fields:
        count = len(_columns(shape, field))
        value = values[start] if field not in shape.members else list(values[start : start + count])
        found[field] = None if is_default(value) else value
        start += count
    return found
