"""The frames that this device holds: every frame ever seen, its own too. Reads and marks; applies nothing."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from repcockpit.store.log import Names
from repcockpit.sync.frames import NO_STREAM, Frame, FrameKey, read_frame

_STREAM_NAME = "stream:"
SNAPSHOT = 4
"""The state of a stored frame of a snapshot, which is none of the frames held."""
_HELD = f"state <> {SNAPSHOT}"


class Gap(NamedTuple):
    """Frames of a replica that nobody has shown yet: those numbered `first` to `last`."""

    replica: bytes
    first: int
    last: int


class Streams:
    """Local numbers of streams: 0 is the whole team; others, which only later versions write, are numbered as met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        rows = db.execute(
            "select no, name from table_name where name >= ? and name < ?", (_STREAM_NAME, _STREAM_NAME + "g")
        ).fetchall()
        self.ids: dict[int, bytes] = {0: NO_STREAM}
        self.ids |= {no: bytes.fromhex(name.removeprefix(_STREAM_NAME)) for no, name in rows}

    def number(self, stream: bytes) -> int:
        """The number of a stream; a new one is written inside the running transaction."""
        for no, known in self.ids.items():
            if known == stream:
                return no
        no = Names(self._db).number(_STREAM_NAME + stream.hex())
        self.ids[no] = stream
        return no


def held_keys(db: sqlite3.Connection) -> set[FrameKey]:
    """The key of every frame held."""
    streams = Streams(db).ids
    rows = db.execute(f"select stream, replica, seq, identity from sync_frame where {_HELD}").fetchall()
    return {FrameKey(streams[stream], *row) for stream, *row in rows}


def seen_keys(db: sqlite3.Connection) -> set[FrameKey]:
    """Those of them that a fresh read of the target has found."""
    return _keys_where(db, "seen_at is not null")


def redacted_keys(db: sqlite3.Connection) -> set[FrameKey]:
    """Those of them that are held blanked."""
    return _keys_where(db, "flags & 32 <> 0")


def doubtful_keys(db: sqlite3.Connection) -> dict[FrameKey, int]:
    """Those of them that are not trusted (quarantined), with the flags they are stored with."""
    streams = Streams(db).ids
    rows = db.execute(
        "select stream, replica, seq, identity, flags from sync_frame where state = 3"
    ).fetchall()
    return {FrameKey(streams[stream], *key): flags for stream, *key, flags in rows}


def has_unseen(db: sqlite3.Connection) -> bool:
    """Whether a frame was never found at the target."""
    return (
        db.execute(f"select 1 from sync_frame where seen_at is null and {_HELD} limit 1").fetchone()
        is not None
    )


def _keys_where(db: sqlite3.Connection, condition: str) -> set[FrameKey]:
    streams = Streams(db).ids
    rows = db.execute(
        f"select stream, replica, seq, identity from sync_frame where {condition} and {_HELD}"
    ).fetchall()
    return {FrameKey(streams[stream], *row) for stream, *row in rows}


def has_frames(db: sqlite3.Connection) -> bool:
    """Whether any frame is held."""
    return db.execute(f"select 1 from sync_frame where {_HELD} limit 1").fetchone() is not None


def held_frames(db: sqlite3.Connection, keys: Collection[FrameKey] | None = None) -> Iterator[Frame]:
    """The frames of these keys (None: all), by replica and number; one at a time in memory."""
    streams = Streams(db).ids
    rows = db.execute(
        f"select no, stream, replica, seq, identity from sync_frame where {_HELD} order by stream, replica, seq, identity"
    ).fetchall()
    for no, stream, *key in rows:
        if keys is None or FrameKey(streams[stream], *key) in keys:
            (raw,) = db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
            yield read_frame(raw)


def mark_seen(db: sqlite3.Connection, keys: Collection[FrameKey], at_ms: int) -> int:
    """Note which frames a fresh read of the target found; how many own transactions were seen there first.

    Inside the caller's transaction.
    """
    unseen = db.execute(
        f"select no, stream, replica, seq, identity, n_first, n_last from sync_frame where seen_at is null and {_HELD}"
    ).fetchall()
    own, streams = own_replicas(db), Streams(db).ids
    count = 0
    for no, stream, replica, seq, identity, first, last in unseen:
        if FrameKey(streams[stream], replica, seq, identity) not in keys:
            continue
        db.execute("update sync_frame set seen_at = ? where no = ?", (at_ms, no))
        if replica in own and first is not None:
            count += int(
                db.execute(
                    "select count(*) from txn t join replica r on r.no = t.replica_no"
                    " where r.id = ? and t.n between ? and ?"
                    " and not exists (select 1 from change where txn_no = t.no and sealed_seq = 0)",
                    (replica, first, last),
                ).fetchone()[0]
            )
    return count


def unsynced_count(db: sqlite3.Connection) -> int:
    """How many own transactions were not seen on the share yet; 0 where there is no target."""
    if db.execute("select 1 from meta where key = 'target'").fetchone() is None:
        return 0
    (waiting,) = db.execute("select count(distinct txn_no) from change where sealed_seq is null").fetchone()
    unseen = db.execute(
        "select distinct t.no from sync_frame f join replica r on r.id = f.replica join txn t on t.replica_no = r.no"
        " and t.n between f.n_first and f.n_last"
        " where f.seen_at is null and exists (select 1 from change where txn_no = t.no and sealed_seq > 0)"
    ).fetchall()
    return int(waiting) + len(unseen)


def gaps(db: sqlite3.Connection) -> list[Gap]:
    """What is missing below the newest frame of each replica."""
    found: list[Gap] = []
    last: dict[bytes, int] = {}
    for replica, seq in db.execute(
        f"select distinct replica, seq from sync_frame where stream = 0 and {_HELD} order by replica, seq"
    ).fetchall():
        before = last.get(replica, 0)
        if seq > before + 1:
            found.append(Gap(replica, before + 1, seq - 1))
        last[replica] = seq
    return found


def own_replicas(db: sqlite3.Connection) -> set[bytes]:
    """The replica that this database writes under, and those it followed."""
    row = db.execute(
        "select id, successor_of from replica where no = (select value from meta where key = 'replica_no')"
    ).fetchone()
    found: set[bytes] = set()
    while row is not None and row[0] not in found:
        found.add(row[0])
        row = db.execute("select id, successor_of from replica where id = ?", (row[1],)).fetchone()
    return found
