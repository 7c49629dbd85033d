"""Unit: the one way to write. One transaction: rows, log and history together, or nothing."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

from repcockpit import __version__
from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.ids import timed_id, transaction_id
from repcockpit.store import derived, log
from repcockpit.store.schema import TableShape, table_shape
from repcockpit.store.statements import Statements
from repcockpit.store.values import Value, stored

_BUILT_MS = 1_767_225_600_000  # a wall clock before this program existed is ignored
_LATEST_MS = 7_258_118_400_000  # and so is one after the year 2200


class Unit:
    """A transaction being written: `insert`, `insert_many`, `update`, `update_many`, `hide`, `unhide`.

    Use it as a context manager. Entering takes the write lock; leaving commits, or rolls everything back
    when the block raised or `cancel` was called. `txn` is the transaction's id, None where nothing changed.
    `author_id` is the rep (None before `init`), `zone` the zone shown beside the time, `kind` one of edit,
    import, undo, redo, merge, join. `seen` arguments are the `_dots` of the row as the person saw it.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        label: str,
        *,
        author_id: bytes | None = None,
        zone: str = "UTC",
        kind: str = "edit",
        undoes: bytes | None = None,
        defer_derived: bool = False,
    ) -> None:
        self.db = db
        self.label = label
        self.kind = kind
        self.txn: bytes | None = None
        self.changed_rows = 0
        self._author_id, self._zone, self._undoes = author_id, zone, undoes
        self._defer_derived = defer_derived
        self._cancelled = False
        self._records: list[list[Any]] = []
        self._olds: list[dict[int, Value] | None] = []
        self._has_olds = False
        self._part = 0
        self._shapes: dict[str, TableShape] = {}
        self._touched: dict[str, set[bytes]] = {}

    def __enter__(self) -> Self:
        """Take the write lock and the transaction's stamp."""
        self.db.execute("begin immediate")
        try:
            self._begin()
        except BaseException:
            self.db.execute("rollback")
            raise
        return self

    def _begin(self) -> None:
        device = dict(self.db.execute("select key, value from meta where key in ('own_stamp', 'replica_no')"))
        self._replica_no = int(device["replica_no"])
        self._at = wall_ms()
        self._chance = int.from_bytes(random_bytes(2), "big")
        wall = self._at if _BUILT_MS <= self._at <= _LATEST_MS else 0
        self.stamp = max(wall << 16 | self._chance, int(device["own_stamp"]) + 1 + self._chance)
        self._txn_no = int(self.db.execute("select coalesce(max(no), 0) + 1 from txn").fetchone()[0])
        self._names = log.Names(self.db)
        self._statements = Statements(self.db)
        self._fresh_dots = log.encode({"*": [self.stamp, self._replica_no]})
        self._ids_left = 0

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, or leave no trace."""
        if kind is not None or self._cancelled:
            if self.db.in_transaction:
                self.db.execute("rollback")
            return
        try:
            self._finish()
            self.db.execute("commit")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("rollback")
            raise

    def cancel(self) -> None:
        """Let the end of the block roll everything back (a dry run)."""
        self._cancelled = True

    def new_id(self) -> bytes:
        """A fresh id, ordered by time."""
        return timed_id(self._at, random_bytes(10))

    def insert(self, table: str, values: Mapping[str, object]) -> bytes:
        """Write one row and give its id (`values["id"]`, or a fresh one).

        A row of that id that exists is shown again and updated instead.
        """
        return self.insert_many(table, [values])[0]

    def insert_many(self, table: str, rows: Sequence[Mapping[str, object]]) -> list[bytes]:
        """Write many rows of one table and give their ids, in order."""
        shape = self._shape(table)
        ids = [self._id_of(row) for row in rows]
        given = [row_id for row_id, row in zip(ids, rows, strict=True) if row.get("id")]
        existing = self._statements.existing(table, given) if given else set()
        fresh: list[tuple[bytes, Mapping[str, object]]] = []
        for row_id, row in zip(ids, rows, strict=True):
            if row_id in existing:
                self._revive(table, row_id, row)
            else:
                existing.add(row_id)
                fresh.append((row_id, row))
        for start in range(0, len(fresh), log.RECORDS_PER_PART):
            self._insert_fresh(shape, fresh[start : start + log.RECORDS_PER_PART])
        return ids

    def _id_of(self, row: Mapping[str, object]) -> bytes:
        given = row.get("id")
        if given is None:
            return self.new_id()
        if not isinstance(given, bytes) or len(given) != 16:
            raise InvalidValueError("an id is 16 bytes", "leave it out to have one made")
        return given

    def _revive(self, table: str, row_id: bytes, row: Mapping[str, object]) -> None:
        self.unhide(table, row_id)
        self.update(table, row_id, {name: value for name, value in row.items() if name != "id"})

    def _insert_fresh(self, shape: TableShape, rows: Sequence[tuple[bytes, Mapping[str, object]]]) -> None:
        used = dict.fromkeys(name for _, row in rows for name in row if name != "id")
        columns = self._known(shape, used)
        table_no = self._names.number(shape.name)
        single = [
            (place, self._names.number(name))
            for place, name in enumerate(columns)
            if shape.field_of[name] == name
        ]
        groups = [
            (self._names.number(field), [columns.index(name) if name in used else -1 for name in members])
            for field, members in shape.members.items()
            if any(name in used for name in members)
        ]
        table = []
        for row_id, row in rows:
            values = [stored(row.get(name), name) for name in columns]
            table.append([row_id, self._fresh_dots, *values])
            new: dict[int, Any] = {no: values[place] for place, no in single if values[place] is not None}
            for no, places in groups:
                group = [values[place] if place >= 0 else None for place in places]
                if any(value is not None for value in group):
                    new[no] = group
            self._records.append([log.INSERT, table_no, row_id, 0, new, {}])
            self._olds.append(None)
        self._statements.insert(shape.name, columns, table)
        self._note_touched(shape.name, [row_id for row_id, _ in rows])
        self._flush_full()

    def _known(self, shape: TableShape, names: Iterable[str]) -> list[str]:
        columns = []
        for name in names:
            if name not in shape.field_of:
                raise InvalidValueError(f"{shape.name} has no field {name!r}")
            columns.append(name)
        return columns

    def update(
        self, table: str, row_id: bytes, changes: Mapping[str, object], seen: bytes | None = None
    ) -> bool:
        """Change fields of one row; unchanged ones are dropped. True if anything was written."""
        shape = self._shape(table)
        names = self._known(shape, changes)
        fields = list(dict.fromkeys(shape.field_of[name] for name in names))
        columns = [column for field in fields for column in shape.members.get(field, (field,))]
        row = self._statements.row(table, columns, row_id)
        if row is None:
            raise InvalidValueError(f"there is no {table} {row_id.hex()}")
        dots = log.decode_dots(row[0])
        shown = log.decode_dots(seen) if seen is not None else None
        held = dict(zip(columns, row[2:], strict=True))
        asked = {name: stored(changes[name], name) for name in names}
        return self._write_update(shape, row_id, fields, held, asked, dots, shown)

    def _write_update(
        self,
        shape: TableShape,
        row_id: bytes,
        fields: Sequence[str],
        held: dict[str, Value],
        asked: dict[str, Value],
        dots: log.Dots,
        shown: log.Dots | None,
    ) -> bool:
        stamp = self._row_stamp(dots)
        new: dict[int, Any] = {}
        old: dict[int, Any] = {}
        replaced: dict[int, list[list[int]]] = {}
        written: dict[str, Value] = {}
        for field in fields:
            members = shape.members.get(field, (field,))
            if all(_same(held[name], asked.get(name, held[name])) for name in members):
                continue
            number = self._names.number(field)
            wanted = [asked.get(name, held[name]) for name in members]
            new[number] = wanted if field in shape.members else wanted[0]
            old[number] = [held[name] for name in members] if field in shape.members else held[field]
            written.update(zip(members, wanted, strict=True))
            head = log.dot_of(dots, field, is_default=all(held[name] is None for name in members))
            if head is not None and (shown is None or shown.get(field) == dots.get(field)):
                replaced[number] = [self._relative(head)]
        if not new:
            return False
        for number_field in fields:
            if self._names.number(number_field) in new:
                dots[number_field] = [stamp, self._replica_no]
        self._statements.update(shape.name, row_id, written, log.encode(dots))
        record = [log.UPDATE, self._names.number(shape.name), row_id, stamp - self.stamp, new, replaced]
        self._note(shape.name, row_id, record, old)
        return True

    def update_many(self, table: str, changes: Iterable[tuple[bytes, Mapping[str, object]]]) -> int:
        """Change many rows; the number of rows that really changed."""
        return sum(self.update(table, row_id, change) for row_id, change in changes)

    def hide(self, table: str, row_id: bytes, seen: bytes | None = None) -> bool:
        """Move a row to the bin; False if it is there already. Only what was seen is named as deleted."""
        row = self._statements.row(table, (), row_id)
        if row is None or row[1]:
            return False
        dots = log.decode_dots(row[0])
        heads = log.decode_dots(seen) if seen is not None else dots
        stamp = self._row_stamp(dots)
        named = [self._relative(dot) for dot in _unique(heads.values())]
        dots["_top"] = [stamp, self._replica_no]
        self._statements.mark(table, row_id, log.encode(dots), hidden=1)
        record = [log.DELETE, self._names.number(table), row_id, stamp - self.stamp, {}, named]
        self._note(table, row_id, record, None)
        return True

    def unhide(self, table: str, row_id: bytes) -> bool:
        """Take a row out of the bin; False if it is not there."""
        row = self._statements.row(table, (), row_id)
        if row is None or not row[1]:
            return False
        dots = log.decode_dots(row[0])
        stamp = self._row_stamp(dots)
        former = dots.get("_alive", dots.get("*"))
        alive = self._names.number("_alive")
        dots.pop("_top", None)
        dots["_alive"] = [stamp, self._replica_no]
        self._statements.mark(table, row_id, log.encode(dots), hidden=0)
        replaced = {alive: [self._relative(former)]} if former else {}
        record = [log.RESTORE, self._names.number(table), row_id, stamp - self.stamp, {}, replaced]
        self._note(table, row_id, record, None)
        return True

    def _shape(self, table: str) -> TableShape:
        found = self._shapes.get(table)
        if found is None:
            found = self._shapes[table] = table_shape(self.db, table)
        return found

    def _row_stamp(self, dots: log.Dots) -> int:
        highest = log.top_stamp(dots)
        return self.stamp if self.stamp > highest else highest + 1 + self._chance

    def _relative(self, dot: Sequence[int]) -> list[int]:
        return [self.stamp - dot[0], dot[1]]

    def _note(self, table: str, row_id: bytes, record: list[Any], old: dict[int, Value] | None) -> None:
        self._records.append(record)
        self._olds.append(old)
        self._has_olds = self._has_olds or old is not None
        self._note_touched(table, [row_id])
        self._flush_full()

    def _note_touched(self, table: str, ids: Iterable[bytes]) -> None:
        fresh = list(ids)
        self.changed_rows += len(fresh)
        self._touched.setdefault(table, set()).update(fresh)
        self._statements.touch(self._txn_no, fresh)

    def _flush_full(self) -> None:
        if len(self._records) >= log.RECORDS_PER_PART:
            self._flush()

    def _flush(self) -> None:
        self.db.execute(
            "insert into change (txn_no, part, body, old, stream) values (?, ?, ?, ?, 0)",
            (
                self._txn_no,
                self._part,
                log.encode(self._records),
                log.encode(self._olds) if self._has_olds else None,
            ),
        )
        self._part += 1
        self._records, self._olds, self._has_olds = [], [], False

    def _finish(self) -> None:
        if not self.changed_rows:
            return
        if self._records:
            self._flush()
        if not self._defer_derived:
            derived.refresh(self.db, self._touched)
        replica, n = self.db.execute(
            "select id, (select coalesce(max(n), 0) + 1 from txn where replica_no = no) from replica where no = ?",
            (self._replica_no,),
        ).fetchone()
        self.txn = transaction_id(replica, n, self.stamp)
        self.db.execute(
            "insert into txn (no, id, replica_no, n, author_id, at, zone, kind, label, undoes, app, schema, stamp)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select value from meta where key = 'schema'), ?)",
            (
                self._txn_no, self.txn, self._replica_no, n, self._author_id, self._at, self._zone,
                self.kind, self.label, self._undoes, __version__, self.stamp,
            ),
        )  # fmt: skip
        self.db.execute("update meta set value = ? where key = 'own_stamp'", (self.stamp,))


def _same(held: Value, asked: Value) -> bool:
    return held == asked and (type(held) is type(asked) or not isinstance(asked, str | bytes))


def _unique(dots: Iterable[list[int]]) -> list[list[int]]:
    return [list(dot) for dot in dict.fromkeys(tuple(dot) for dot in dots)]
