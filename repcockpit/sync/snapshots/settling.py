"""The end of a snapshot: once every frame that it covers has come, the frames tell everything (sync.md 11)."""

import sqlite3
from collections import defaultdict

from repcockpit.store import derived
from repcockpit.store.database import immediate
from repcockpit.store.log import Names
from repcockpit.store.schema import SYNCED
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import FrameError, Opener, plain_body, read_frame
from repcockpit.sync.merge.batch import Batch
from repcockpit.sync.merge.chains import Chains
from repcockpit.sync.merge.rebuilding import APPLIED, HELD_BACK
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.replaying import rebuild_rows
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.retiring import settle_retired
from repcockpit.sync.snapshots.covers import Cover, cover_of, forget, missing_count


def settle_cover(db: sqlite3.Connection, opener: Opener | None = None) -> int:
    """Drop the snapshot if all covered frames are here, and apply what waited for that; how many transactions."""
    cover = cover_of(db)
    if cover is None or not cover.is_loaded or missing_count(db, cover):
        return 0
    with immediate(db):
        late = _not_applied(db, cover, opener)
        forget(db)
        names, replicas = Names(db), Replicas(db)
        chains, batch = Chains(db, opener), Batch(db, names, replicas, opener)
        chains.add_waiting(replicas)
        count = chains.enter(batch, replicas)
        merged = batch.finish()
        if merged.replicas:
            settle_retired(db, merged.replicas, opener)
        derived.refresh(db, merged.touched, former=merged.former)
        if late:
            rebuild_rows(db, Rows(db, names, replicas.order), replicas, late, opener)
            derived.refresh(db, late)
    return count


def _not_applied(db: sqlite3.Connection, cover: Cover, opener: Opener | None) -> dict[str, set[bytes]]:
    """The rows in the tables that covered frames wrote to which do not count here: of retired replicas, say."""
    found: dict[str, set[bytes]] = defaultdict(set)
    rows = db.execute(
        "select replica, seq, identity, bytes from sync_frame where state between ? and ?",
        (APPLIED + 1, HELD_BACK + 1),
    ).fetchall()
    for *key, raw in rows:
        if not cover.has(*key):
            continue
        try:
            body = decode_body(plain_body(read_frame(raw), opener))
        except FrameError:
            continue
        for txn in body.transactions:
            for record in txn[10]:
                if body.names[record[1]] in SYNCED:
                    found[body.names[record[1]]].add(record[2])
    return found
