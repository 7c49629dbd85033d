"""Telling that nothing is new without reading anything: what a round left, noted in the database."""

import sqlite3

from repcockpit.clock import wall_ms
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.sync.carriers.contract import Carrier
from repcockpit.sync.sight import Sight
from repcockpit.sync.teams import own_team

_FRESH_MS = 60_000


def is_quiet(db: sqlite3.Connection, carrier: Carrier, sight: Sight) -> bool:
    """Whether the files are as they were when all that is held lay in them, and nothing was written since."""
    return (
        sight.listing.is_known
        and sight.is_stored
        and own_team(db).id is not None
        and meta_value(db, "target") == str(carrier.target)
        and meta_value(db, "sync_quiet") == _mark(db, sight.listing.state)
    )


def keep(db: sqlite3.Connection, carrier: Carrier, state: bytes) -> None:
    """Note what was read, for the next round; `state` is empty where the target was written since."""
    now, before = wall_ms(), meta_value(db, "sync_at")
    mark = _mark(db, state) if state else None
    is_new = mark is None or mark != meta_value(db, "sync_quiet")
    # A cockpit that syncs every minute is not to write every minute.
    if not is_new and isinstance(before, int) and 0 <= now - before < _FRESH_MS:
        return
    with immediate(db):
        set_meta(db, "sync_at", now)
        if not was_closed(db):
            set_meta(db, "sync_closed", meta_value(db, "team_header"))
        if is_new:
            set_meta(db, "sync_quiet", mark)
            set_meta(db, "sync_memory", carrier.memory.dumped())


def was_closed(db: sqlite3.Connection) -> bool:
    """Whether a round came to its end with the header that is kept now."""
    return meta_value(db, "sync_closed") == meta_value(db, "team_header")


def _mark(db: sqlite3.Connection, state: bytes) -> bytes:
    """All that makes a difference: the files, the team, the frames held, whether something is unsealed or unannounced."""
    frames, newest, blanked = db.execute(
        "select count(*), coalesce(max(no), 0), coalesce(sum(flags & 32 <> 0), 0) from sync_frame"
    ).fetchone()
    unsealed = db.execute("select 1 from change where sealed_seq is null limit 1").fetchone() is not None
    rep = meta_value(db, "rep_id")
    replica = meta_value(db, "replica_no")
    facts = (frames, newest, blanked, unsealed, replica, rep, own_team(db).id)
    return state + repr(facts).encode()
