"""The rows as the log and the frames alone tell them: the proof that nothing was written past the log."""

import sqlite3
from collections.abc import Iterator
from typing import Any

from repcockpit.store.heads import is_default
from repcockpit.store.log import Names, decode_dots
from repcockpit.store.record_kinds import ERASE, INSERT, REPLICA
from repcockpit.store.schema import SYNCED
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import Frame, FrameError, Opener, plain_body, read_frame
from repcockpit.sync.merge.rebuilding import WAITING
from repcockpit.sync.merge.records import (
    Replicas,
    own_records,
    records_of,
    transactions,
    translation,
    unsent_records,
)
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.merge.state import Record, RowState
from repcockpit.sync.snapshots.covers import cover_of, state_records

Key = tuple[str, bytes]


def differences(db: sqlite3.Connection, opener: Opener | None = None) -> Iterator[str]:
    """One sentence for each row whose columns, heads or deletes differ from what the log says; nothing when all agree.

    A row whose dots say that it was written once is compared as it is met, so that a large book needs
    little memory.
    """
    names, replicas = Names(db), Replicas(db)
    rows = Rows(db, names, replicas.order)
    tables = {name: _Table(db, rows, name) for name in SYNCED}
    waiting: dict[Key, RowState] = {}
    for record in _every_record(db, names, replicas, opener):
        table = tables.get(record.table)
        if table is None or record.kind > REPLICA or record.kind == ERASE:
            continue
        key = (record.table, record.row_id)
        state = waiting.get(key)
        if state is None:
            table.count += 1
            state = RowState(replicas.order)
            state.apply(record)
            if record.kind == INSERT and table.is_plain(record):
                continue
            waiting[key] = state
        else:
            state.apply(record)
    for (name, row_id), state in waiting.items():
        yield from tables[name].compare(row_id, state)
    for name, table in tables.items():
        if table.count != table.rows_held():
            yield f"{name}: the log tells of {table.count:,} rows, the table holds {table.rows_held():,}"
            yield from table.strangers()


def _every_record(
    db: sqlite3.Connection, names: Names, replicas: Replicas, opener: Opener | None
) -> Iterator[Record]:
    """Each record of the frames that are applied, and of what is not sealed yet."""
    told: set[tuple[bytes, int]] = set()
    unsealed = dict(
        db.execute(
            "select no, id from txn where no in (select txn_no from change where sealed_seq is null or sealed_seq = 0) order by no"
        ).fetchall()
    )
    known = {row[0] for row in db.execute("select id from txn").fetchall()} - set(unsealed.values())
    yield from state_records(db, replicas, opener)
    for frame, is_forked in _frames(db):
        try:
            body = decode_body(plain_body(frame, opener))
        except FrameError:
            continue
        how = translation(body, frame.header.replica, frame.header.schema, replicas)
        for txn in transactions(body, frame.header.replica):
            if txn.id not in known:
                continue
            if is_forked:  # a restored backup seals a transaction twice
                if (txn.id, txn.part) in told:
                    continue
                told.add((txn.id, txn.part))
            yield from records_of(txn, how)
    words = names.names()
    for txn_no in unsealed:
        yield from own_records(db, txn_no, words)
    yield from unsent_records(db, words)


def _frames(db: sqlite3.Connection) -> Iterator[tuple[Frame, bool]]:
    """The frames that are applied, those left out that a snapshot stands for; and whether the replica was copied."""
    forked = {
        row[0]
        for row in db.execute(
            "select replica from sync_frame where state <= ? group by replica having count(*) > count(distinct seq)",
            (WAITING,),
        ).fetchall()
    }
    cover = cover_of(db)
    frames = db.execute(
        "select no, replica, seq, identity, n_first from sync_frame where state <= ? order by no", (WAITING,)
    ).fetchall()
    for no, *key in frames:
        if cover is None or not cover.keeps_out(*key):
            (raw,) = db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
            yield read_frame(raw), key[0] in forked


class _Table:
    """The rows of one table as they are, read one by one."""

    def __init__(self, db: sqlite3.Connection, rows: Rows, name: str) -> None:
        self.count = 0
        self._db, self._rows, self._name = db, rows, name
        self._shape = rows.shape(name)
        self._select = f"select _hidden, _dots, {', '.join(self._shape.columns)} from {name} where id = ?"

    def is_plain(self, record: Record) -> bool:
        """Whether the row is just as its insert wrote it."""
        held = self._db.execute(self._select, (record.row_id,)).fetchone()
        if held is None or held[0] or held[1] is None:
            return False
        if decode_dots(held[1]) != {"*": [*record.dot]} or not record.new.keys() <= set(self._shape.fields):
            return False
        return all(one == other for one, other in zip(held[2:], self._told(record.new), strict=True))

    def _told(self, new: Any) -> Iterator[object]:
        for column in self._shape.columns:
            field = self._shape.field_of[column]
            members, value = self._shape.members.get(field), new.get(field)
            yield value if not members or value is None else value[members.index(column)]

    def compare(self, row_id: bytes, told: RowState) -> Iterator[str]:
        """What differs between a row and its records."""
        name = f"{self._name} {row_id.hex()}"
        held = self._db.execute(self._select, (row_id,)).fetchone()
        if held is None:
            yield f"{name} is in the log and not in its table"
            return
        if told.hidden != held[0]:
            yield f"{name} is {'in the bin' if held[0] == 1 else 'shown'}, the log says otherwise"
        state = self._rows.load(self._name, row_id)
        for field in {*told.fields(), *state.fields(), *self._shape.fields}:
            if _current(state, field, self._by_field(held[2:])) != _current(told, field, {}):
                yield f"{name}: {field} differs from the log"
            elif state.heads.get(field, {}).keys() != told.heads.get(field, {}).keys():
                yield f"{name}: its dots differ from the log"
            elif not all(
                _same(value, told.heads[field][dot]) for dot, value in state.heads.get(field, {}).items()
            ):
                yield f"{name}: what stands beside {field} differs from the log"
        if told.deletes != state.deletes:
            yield f"{name}: its deletes differ from the log"

    def _by_field(self, values: Any) -> dict[str, Any]:
        held = dict(zip(self._shape.columns, values, strict=True))
        return {
            field: [held[one] for one in self._shape.members[field]]
            if field in self._shape.members
            else held[field]
            for field in self._shape.fields
        }

    def rows_held(self) -> int:
        """How many rows the table has; those that only held back frames wrote to were never born."""
        return int(
            self._db.execute(
                f"select count(*) from {self._name} where _hidden <> 2 or _dots is not x'80'"
            ).fetchone()[0]
        )

    def strangers(self) -> Iterator[str]:
        """The rows that no transaction wrote."""
        rows = self._db.execute(
            f"select id from {self._name} where not exists (select 1 from touched where row_id = id)"
        ).fetchall()
        yield from (f"{self._name} {row[0].hex()} is not in the log" for row in rows)


def _current(state: RowState, field: str, held: dict[str, Any]) -> object:
    """The value that a field shows; `held` are the columns, which count more than the dots."""
    if field in held:
        value = held[field]
    else:
        heads = state.ordered(field)
        value = state.heads[field][heads[0]] if heads else None
    return None if is_default(value) else list(value) if isinstance(value, tuple) else value


def _same(one: object, other: object) -> bool:
    return (None if is_default(one) else one) == (None if is_default(other) else other)
