"""Replicas that a team has retired: what they send later is kept and not applied (sync.md 8)."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from repcockpit.store import derived
from repcockpit.store.log import Names, decode
from repcockpit.store.schema import SYNCED
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import Opener, plain_body, read_frame
from repcockpit.sync.merge.batch import Batch
from repcockpit.sync.merge.chains import Chains, Part
from repcockpit.sync.merge.rebuilding import APPLIED, HELD_BACK
from repcockpit.sync.merge.records import Replicas, transactions, translation
from repcockpit.sync.merge.replaying import rebuild_rows
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.snapshots.covers import cover_of


def retired_at(db: sqlite3.Connection, replica: bytes) -> int | None:
    """The last frame of a replica that counts; None where it is not retired."""
    row = db.execute("select retired from replica where id = ?", (replica,)).fetchone()
    return int(decode(row[0])[1]) if row and row[0] else None


def settle_retired(db: sqlite3.Connection, replicas: Iterable[bytes], opener: Opener | None = None) -> None:
    """Hold back, or apply after all, the frames of replicas whose retirement was written; inside a transaction."""
    for replica in replicas:
        last = retired_at(db, replica)
        if last is not None:
            _hold_back(db, replica, last, opener)
        _release(db, replica, last, opener)


def _hold_back(db: sqlite3.Connection, replica: bytes, last: int, opener: Opener | None) -> None:
    """Take the frames after the last one that counts out of the rows; history still tells of them."""
    rows = db.execute(
        "select no from sync_frame where replica = ? and seq > ? and state = ?", (replica, last, APPLIED)
    ).fetchall()
    if rows:
        ids = _rows_of(db, [no for (no,) in rows])
        db.executemany("update sync_frame set state = ? where no = ?", [(HELD_BACK, no) for (no,) in rows])
        _rebuild(db, ids, opener)


def _release(db: sqlite3.Connection, replica: bytes, last: int | None, opener: Opener | None) -> None:
    rows = db.execute(
        "select no, bytes from sync_frame where replica = ? and state = ? and n_first is not null and (? is null or seq <= ?)",
        (replica, HELD_BACK, last, last),
    ).fetchall()
    if not rows:
        return
    ids = _rows_of(db, [no for no, _ in rows])
    names, replicas, chains, cover = Names(db), Replicas(db), Chains(db, opener), cover_of(db)
    for no, raw in rows:
        frame = read_frame(raw)
        is_covered = cover is not None and cover.has(*frame.key[1:])
        body = decode_body(plain_body(frame, opener))
        how = translation(body, replica, frame.header.schema, replicas)
        chains.add(no, [Part(txn, how) for txn in transactions(body, replica)], is_covered=is_covered)
    batch = Batch(db, names, replicas, opener)
    chains.enter(batch, replicas)
    merged = batch.finish()
    derived.refresh(db, merged.touched, former=merged.former)
    _rebuild(db, ids, opener)


def _rows_of(db: sqlite3.Connection, frames: list[int]) -> set[bytes]:
    """The rows that the transactions of these frames wrote to, as far as they were entered."""
    found: set[bytes] = set()
    for no in frames:
        rows = db.execute(
            "select distinct o.row_id from sync_frame f join replica r on r.id = f.replica"
            " join txn t on t.replica_no = r.no and t.n between f.n_first and f.n_last"
            " join touched o on o.txn_no = t.no where f.no = ?",
            (no,),
        ).fetchall()
        found.update(row_id for (row_id,) in rows)
    return found


def _rebuild(db: sqlite3.Connection, ids: set[bytes], opener: Opener | None) -> None:
    names, replicas = Names(db), Replicas(db)
    rows = Rows(db, names, replicas.order)
    by_table: dict[str, set[bytes]] = defaultdict(set)
    for table in SYNCED:
        for row_id in ids:
            if db.execute(f"select 1 from {table} where id = ?", (row_id,)).fetchone():
                by_table[table].add(row_id)
    rebuild_rows(db, rows, replicas, by_table, opener)
    derived.refresh(db, by_table)
