"""Rows computed anew from every record that was ever written to them: frames, and this device's unsealed log."""

import sqlite3
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from repcockpit.store.record_kinds import ERASE, REPLICA
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import Frame, Opener, plain_body, read_frame
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
from repcockpit.sync.snapshots.covers import Cover, cover_of, state_records

APPLIED, WAITING, HELD_BACK, QUARANTINED = 0, 1, 2, 3
"""What a stored frame's `state` says; parts of a transaction that is not whole yet wait."""
_CHUNK = 400


class _Wanted(NamedTuple):
    """A transaction that touched one of the rows."""

    no: int
    id: bytes
    replica: bytes
    n: int
    is_unsealed: bool


def rebuilt(
    db: sqlite3.Connection,
    rows: Rows,
    replicas: Replicas,
    table: str,
    ids: Collection[bytes],
    opener: Opener | None = None,
) -> Iterator[tuple[bytes, RowState]]:
    """The state of each of these rows, by every record known of it."""
    states = {row_id: RowState(replicas.order) for row_id in ids}
    for record in records_of_rows(db, rows, replicas, states.keys(), opener):
        if record.table == table and record.kind <= REPLICA and record.kind != ERASE:
            states[record.row_id].apply(record)
    yield from states.items()


def records_of_rows(
    db: sqlite3.Connection,
    rows: Rows,
    replicas: Replicas,
    ids: Collection[bytes],
    opener: Opener | None = None,
) -> Iterator[Record]:
    """Every record of these rows, in no order that means anything."""
    wanted = _transactions_of(db, ids)
    names = rows.names.names()
    cover = cover_of(db)
    if cover is not None:
        yield from state_records(db, replicas, opener, ids)
    for one in wanted:
        if one.is_unsealed:
            yield from (record for record in own_records(db, one.no, names) if record.row_id in ids)
    yield from (record for record in unsent_records(db, names) if record.row_id in ids)
    known = {one.id for one in wanted}
    for frame in _frames_of(db, wanted, cover):
        body = decode_body(plain_body(frame, opener))
        how = translation(body, frame.header.replica, frame.header.schema, replicas)
        for txn in transactions(body, frame.header.replica):
            if txn.id in known:
                yield from (record for record in records_of(txn, how) if record.row_id in ids)


def _transactions_of(db: sqlite3.Connection, ids: Collection[bytes]) -> list[_Wanted]:
    found: dict[int, _Wanted] = {}
    listed = list(ids)
    for start in range(0, len(listed), _CHUNK):
        some = listed[start : start + _CHUNK]
        rows = db.execute(
            "select t.no, t.id, r.id, t.n, exists (select 1 from change where txn_no = t.no and sealed_seq is null)"
            f" from touched o join txn t on t.no = o.txn_no join replica r on r.no = t.replica_no"
            f" where o.row_id in ({','.join('?' * len(some))})",
            some,
        ).fetchall()
        for no, txn_id, replica, n, is_unsealed in rows:
            found[no] = _Wanted(no, txn_id, replica, n, bool(is_unsealed))
    return list(found.values())


def _frames_of(db: sqlite3.Connection, wanted: list[_Wanted], cover: Cover | None) -> Iterator[Frame]:
    """The stored frames that hold one of these transactions, each once; none that a snapshot stands for."""
    numbers = defaultdict(list)
    for one in wanted:
        if not one.is_unsealed:
            numbers[one.replica].append(one.n)
    for replica, some in numbers.items():
        some.sort()
        rows = db.execute(
            "select no, seq, identity, n_first, n_last from sync_frame where stream = 0 and replica = ? and state <= ?",
            (replica, WAITING),
        ).fetchall()
        for no, seq, identity, first, last in rows:
            if cover is not None and cover.keeps_out(replica, seq, identity, first):
                continue
            place = bisect_right(some, last)
            if place and some[place - 1] >= first:
                (raw,) = db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
                yield read_frame(raw)
