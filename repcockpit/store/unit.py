"""Unit: the one way to write. One transaction: rows, log and history together, or nothing."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import islice, repeat
from types import TracebackType
from typing import Self

from repcockpit import __version__
from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.ids import timed_id, transaction_id
from repcockpit.store import derived, log
from repcockpit.store.beside import (
    close_deletes,
    enter_delete,
    forget_beside,
    has_open_delete,
    keep_beside,
    refuse_binned,
    values_beside,
)
from repcockpit.store.erased import is_about_erased, refuse_erased
from repcockpit.store.heads import alive_heads, every_head, set_others
from repcockpit.store.inserts import inserts
from repcockpit.store.newcomers import Newcomers
from repcockpit.store.record_kinds import DELETE, RESTORE
from repcockpit.store.schema import TableShape, table_shape
from repcockpit.store.statements import Statements
from repcockpit.store.updates import Stamp, Updates

_BUILT_MS = 1_767_225_600_000  # a wall clock before this program existed is ignored
_LATEST_MS = 7_258_118_400_000  # and so is one after the year 2200


class Unit:
    """A transaction being written: `insert`, `insert_many`, `update`, `update_many`, `hide`, `unhide`.

    Use it as a context manager. Entering takes the write lock; leaving commits, or rolls everything back
    when the block raised or `cancel` was called. `txn` is the transaction's id, None where nothing changed.
    `author_id` is the rep (None before `init`), `zone` the zone shown beside the time, `kind` one of edit,
    import, undo, redo, merge, join. `seen` arguments are the `_dots` of the row as the person saw it.
    `names`, `journal` and `row_stamp` are for records of other kinds, which other modules of the store write.
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
        self._author_id, self._zone, self._undoes = author_id, zone, undoes
        self._defer_derived = defer_derived
        self._cancelled = False
        self._shapes: dict[str, TableShape] = {}

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
        self.row_stamp = Stamp(self.stamp, self._replica_no, self._chance)
        self._txn_no = int(self.db.execute("select coalesce(max(no), 0) + 1 from txn").fetchone()[0])
        self.journal = log.Journal(self.db, self._txn_no)
        self.names = log.Names(self.db)
        self._statements = Statements(self.db)
        self._newcomers = Newcomers(self.db)
        self._fresh_dots = log.encode({"*": [self.stamp, self._replica_no]})

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

    @property
    def changed_rows(self) -> int:
        """How many records were written so far; a row written twice counts twice."""
        return self.journal.record_count

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
        ids = [row.get("id") for row in rows]
        given = [_checked_id(row_id) for row_id in ids if row_id is not None]
        existing = self._statements.existing(table, given) if given else set()
        if len(given) < len(rows):
            made = iter(_fresh_ids(self._at, len(rows) - len(given)))
            given = [next(made) if row_id is None else _checked_id(row_id) for row_id in ids]
        if not existing and len(set(given)) == len(given):
            self._insert_all(shape, list(zip(given, rows, strict=True)))
            return given
        fresh: dict[bytes, Mapping[str, object]] = {}
        for row_id, row in zip(given, rows, strict=True):
            if row_id in fresh:
                self._insert_all(shape, list(fresh.items()))
                existing.update(fresh)
                fresh = {}
            if row_id in existing:
                self._revive(table, row_id, row)
            else:
                fresh[row_id] = row
        self._insert_all(shape, list(fresh.items()))
        return given

    def _insert_all(self, shape: TableShape, rows: Sequence[tuple[bytes, Mapping[str, object]]]) -> None:
        for start in range(0, len(rows), log.RECORDS_PER_PART):
            self._insert_fresh(shape, rows[start : start + log.RECORDS_PER_PART])

    def _revive(self, table: str, row_id: bytes, row: Mapping[str, object]) -> None:
        self.unhide(table, row_id)
        self.update(table, row_id, {name: value for name, value in row.items() if name != "id"})

    def _insert_fresh(self, shape: TableShape, rows: Sequence[tuple[bytes, Mapping[str, object]]]) -> None:
        new = inserts(shape, self.names, [row_id for row_id, _ in rows], [row for _, row in rows])
        derived_columns = {} if self._defer_derived else self._newcomers.derive(shape.name, new)
        self._statements.insert(
            shape.name,
            [*new.columns, *derived_columns],
            list(
                zip(new.ids, repeat(self._fresh_dots), *new.values, *derived_columns.values(), strict=False)
            ),
        )
        self.journal.add(shape.name, new.records, [None] * len(rows))

    def update(
        self, table: str, row_id: bytes, changes: Mapping[str, object], seen: bytes | None = None
    ) -> bool:
        """Change fields of one row; unchanged ones are dropped. True if anything was written."""
        return self._update_rows(self._shape(table), [(row_id, changes)], seen) > 0

    def update_many(self, table: str, changes: Iterable[tuple[bytes, Mapping[str, object]]]) -> int:
        """Change many rows; the number of changes that wrote anything."""
        shape, waiting, count = self._shape(table), iter(changes), 0
        while some := list(islice(waiting, log.RECORDS_PER_PART)):
            count += self._update_rows(shape, some, None)
        return count

    def settle(
        self, table: str, row_id: bytes, changes: Mapping[str, object], seen: bytes | None = None
    ) -> bool:
        """Write these fields in place of every head shown, also where the current value stays.

        What stood beside the current values is kept with the log for the undo. True if anything was written.
        """
        return self._update_rows(self._shape(table), [(row_id, changes)], seen, settles=True) > 0

    def _update_rows(
        self,
        shape: TableShape,
        changes: Sequence[tuple[bytes, Mapping[str, object]]],
        seen: bytes | None,
        *,
        settles: bool = False,
    ) -> int:
        shown = log.decode_dots(seen) if seen is not None else None
        table_no = self.names.number(shape.name)
        batch = Updates(
            shape,
            self.names,
            self.row_stamp,
            shown,
            settles=settles,
            values_beside=partial(values_beside, self.db, table_no),
        )
        wanted: dict[tuple[str, ...], list[bytes]] = {}
        for row_id, asked in changes:
            wanted.setdefault(tuple(asked), []).append(row_id)
        for names, ids in wanted.items():
            columns = [column for step in batch.plan(names) for column in step.columns]
            batch.hold(columns, self._statements.rows(shape.name, columns, ids))
        for row_id, asked in changes:
            batch.change(row_id, asked, batch.plan(tuple(asked)))
        refuse_binned(self.db, shape.name, batch.deleted)
        refuse_erased(self.db, self.names.number(shape.name), batch.records)
        for written, rows in batch.rows():
            self._statements.update(shape.name, written, rows)
        keep_beside(self.db, table_no, batch.beside, batch.olds)
        self.journal.add(shape.name, batch.records, batch.olds)
        return len(batch.records)

    def hide(self, table: str, row_id: bytes, seen: bytes | None = None) -> bool:
        """Move a row to the bin; False if it is there already. Only what was seen is named as deleted.

        Where something was not seen, the row stays and is flagged.
        """
        row = self._statements.row(table, (), row_id)
        if row is None or row[1]:
            return False
        dots = log.decode_dots(row[0])
        own = self.row_stamp.dot_above(dots)
        named = every_head(log.decode_dots(seen) if seen is not None else dots)
        dots["_top"] = own
        table_no = self.names.number(table)
        is_hidden = enter_delete(self.db, (table_no, row_id), (own[0], own[1]), named, dots)
        self._statements.mark(table, row_id, log.encode(dots), hidden=int(is_hidden))
        relative = [[self.stamp - stamp, no] for stamp, no in named]
        record = [DELETE, table_no, row_id, own[0] - self.stamp, {}, relative]
        self.journal.add(table, [record], [None])
        return True

    def unhide(self, table: str, row_id: bytes) -> bool:
        """Take a row out of the bin, or settle that it stays; False if nobody deleted it."""
        row = self._statements.row(table, (), row_id)
        table_no = self.names.number(table)
        if row is None or (not row[1] and not has_open_delete(self.db, (table_no, row_id))):
            return False
        dots = log.decode_dots(row[0])
        own = self.row_stamp.dot_above(dots)
        former = alive_heads(dots)
        dots.pop("_top", None)
        dots["_alive"] = own
        set_others(dots, "_alive", ())
        close_deletes(self.db, (table_no, row_id))
        self._statements.mark(table, row_id, log.encode(dots), hidden=0)
        alive = self.names.number("_alive")
        if len(former) > 1:
            forget_beside(self.db, (table_no, row_id), alive)
        replaced = {alive: [[self.stamp - stamp, no] for stamp, no in former]} if former else {}
        record = [RESTORE, table_no, row_id, own[0] - self.stamp, {}, replaced]
        self.journal.add(table, [record], [None])
        return True

    def _shape(self, table: str) -> TableShape:
        found = self._shapes.get(table)
        if found is None:
            found = self._shapes[table] = table_shape(self.db, table)
        return found

    def _finish(self) -> None:
        if not self.journal.record_count:
            return
        self.journal.end()
        if not self._defer_derived:
            settled = self._newcomers.settled(self.journal.rewritten)
            derived.refresh(self.db, self.journal.touched, settled)
        replica, n = self.db.execute(
            "select id, coalesce((select t.n from txn t where t.replica_no = r.no order by t.no desc limit 1), 0) + 1"
            " from replica r where r.no = ?",
            (self._replica_no,),
        ).fetchone()
        self.txn = transaction_id(replica, n, self.stamp)
        label = self.label
        if self.kind != "erase" and is_about_erased(self.db, self.journal.touched):
            label = ""
        self.db.execute(
            "insert into txn (no, id, replica_no, n, author_id, at, zone, kind, label, undoes, app, schema, stamp)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (select value from meta where key = 'schema'), ?)",
            (
                self._txn_no, self.txn, self._replica_no, n, self._author_id, self._at, self._zone,
                self.kind, label, self._undoes, __version__, self.stamp,
            ),
        )  # fmt: skip
        self.db.execute("update meta set value = ? where key = 'own_stamp'", (self.stamp,))


def _checked_id(given: object) -> bytes:
    if not isinstance(given, bytes) or len(given) != 16:
        raise InvalidValueError("an id is 16 bytes", "leave it out to have one made")
    return given


def _fresh_ids(at_ms: int, count: int) -> list[bytes]:
    """Ids in ascending order, which keeps the tables' pages full."""
    chance = random_bytes(10 * count)
    return sorted(timed_id(at_ms, chance[start : start + 10]) for start in range(0, 10 * count, 10))
