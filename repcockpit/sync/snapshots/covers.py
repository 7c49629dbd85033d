"""What a snapshot that was taken stands for until its frames have come: which those are, and its records.

The snapshot's own frames lie in `sync_frame` under no replica, in a state of their own; nobody counts them
among the frames held. A frame that is covered is stored and its transactions are entered, its records are in
the rows already.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from repcockpit.store.database import meta_value, set_meta
from repcockpit.store.heads import expanded
from repcockpit.store.record_kinds import STATE
from repcockpit.store.schema import COMPOSITES
from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.frames import Frame, Header, Opener, plain_body, read_frame
from repcockpit.sync.held import SNAPSHOT
from repcockpit.sync.merge.records import Replicas, Translated, records_of, transactions, translation
from repcockpit.sync.merge.state import Record
from repcockpit.sync.snapshots.bodies import MARK_BYTES, STAR_NO, Columns, Part, decode_part

NOBODY = b""
"""Stands for the replica of those frames, so that they are nobody's branch."""
_KEY = "sync_snapshot"


class Noted(Struct, array_like=True):
    """What `meta` keeps of the snapshot that was taken: frames in it, those loaded, and what it covers.

    `runs` are (replica, first seq, highest transaction number, marks).
    """

    total: int
    done: int
    runs: list[tuple[bytes, int, int, bytes]]


class Cover:
    """The frames that a snapshot covers."""

    def __init__(self, noted: Noted) -> None:
        self.noted = noted
        self._runs: dict[bytes, list[tuple[int, bytes]]] = defaultdict(list)
        self._tops: dict[bytes, int] = {}
        for replica, first, top, marks in noted.runs:
            self._runs[replica].append((first, marks))
            self._tops[replica] = max(top, self._tops.get(replica, 0))

    @property
    def is_loaded(self) -> bool:
        """Whether all rows are in their tables."""
        return self.noted.done >= self.noted.total

    @property
    def count(self) -> int:
        """How many frames are covered."""
        return sum(len(marks) // MARK_BYTES for runs in self._runs.values() for _, marks in runs)

    def has(self, replica: bytes, seq: int, identity: bytes) -> bool:
        """Whether a frame is covered."""
        for first, marks in self._runs.get(replica, ()):
            at = (seq - first) * MARK_BYTES
            if 0 <= at < len(marks) and marks[at : at + MARK_BYTES] == identity[:MARK_BYTES]:
                return True
        return False

    def keeps_waiting(self, replica: bytes, first: int | None) -> bool:
        """Whether a frame that is not covered may hold transactions that are: another branch of the replica.

        `first` is its lowest transaction number. It is applied once all covered frames have come.
        """
        return first is not None and first <= self._tops.get(replica, 0)

    def keeps_out(self, replica: bytes, seq: int, identity: bytes, first: int | None) -> bool:
        """Whether the records of a frame are not to be applied beside the snapshot's."""
        return self.has(replica, seq, identity) or self.keeps_waiting(replica, first)


def cover_of(db: sqlite3.Connection) -> Cover | None:
    """What is still covered by a snapshot; None once all its frames have come, and where none was taken."""
    raw = meta_value(db, _KEY)
    return Cover(msgspec.msgpack.decode(raw, type=Noted)) if isinstance(raw, bytes) else None


def note(db: sqlite3.Connection, noted: Noted) -> None:
    """Keep what is known of the snapshot; inside a transaction."""
    set_meta(db, _KEY, msgspec.msgpack.encode(noted))


def forget(db: sqlite3.Connection) -> None:
    """Drop the snapshot and what was noted of it; inside a transaction."""
    db.execute("delete from sync_frame where state = ?", (SNAPSHOT,))
    db.execute("delete from meta where key = ?", (_KEY,))


def keep_frames(db: sqlite3.Connection, frames: Iterable[Frame]) -> None:
    """Store the snapshot's own frames; inside a transaction."""
    db.executemany(
        "insert into sync_frame (stream, replica, seq, identity, prev, body_hash, state, flags, bytes)"
        " values (0, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (NOBODY, head.seq, head.identity, head.prev, head.body_hash, SNAPSHOT, head.flags, raw)
            for head, raw in frames
        ],
    )


def kept_frames(db: sqlite3.Connection, after: int = 0) -> Iterator[Frame]:
    """The snapshot's own frames from the one after `after` on, in order."""
    rows = db.execute(
        "select no from sync_frame where state = ? and seq > ? order by seq", (SNAPSHOT, after)
    ).fetchall()
    for (no,) in rows:
        row = db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
        if row is not None:
            yield read_frame(row[0])


def state_records(
    db: sqlite3.Connection,
    replicas: Replicas,
    opener: Opener | None = None,
    ids: Collection[bytes] | None = None,
) -> Iterator[Record]:
    """The records of the snapshot's rows, or of some; nothing where none is kept."""
    for frame in kept_frames(db):
        plain = plain_body(frame, opener)
        if ids is not None and len(ids) < 20 and not any(row_id in plain for row_id in ids):
            continue
        body = decode_body(plain)
        yield from _records(body, decode_part(plain, body), frame.header, replicas, ids)


def _records(
    body: Body, part: Part, head: Header, replicas: Replicas, ids: Collection[bytes] | None
) -> Iterator[Record]:
    how = translation(body, head.replica, head.schema, replicas)
    for txn in transactions(body, head.replica):
        for record in records_of(txn, how):
            if record.kind == STATE and (ids is None or record.row_id in ids):
                yield record
    dots = [(0, 0), *zip(part.stamps(), [how.replicas[no] for no in part.writers], strict=True)]
    for one in part.tables:
        yield from plain_records(one, how, dots, ids)


def plain_records(
    one: Columns, how: Translated, dots: list[tuple[int, int]], ids: Collection[bytes] | None = None
) -> Iterator[Record]:
    """The state records that plain rows stand for."""
    names = how.names
    table, columns = names[one.table], [names[no] for no in one.names]
    listed = ["*" if no == STAR_NO else names[no] for no in one.listed]
    for at, row_id in enumerate(one.row_ids()):
        if ids is not None and row_id not in ids:
            continue
        packed = {
            field: list(dots[places[at]])
            for field, places in zip(listed, one.places, strict=True)
            if places[at]
        }
        values = by_field(table, {name: column[at] for name, column in zip(columns, one.values, strict=True)})
        heads = {
            field: [(dot, values.get(field)) for dot in some]
            for field, some in expanded(packed, values).items()
        }
        yield Record(STATE, table, row_id, (0, how.replica_no), heads, {})


def by_field(table: str, columns: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as fields: those that mean something only together as one list."""
    groups = COMPOSITES.get(table, {})
    grouped = {name for members in groups.values() for name in members}
    values = {name: value for name, value in columns.items() if name not in grouped}
    for field, members in groups.items():
        if any(name in columns for name in members):
            values[field] = [columns.get(name) for name in members]
    return values


def missing_count(db: sqlite3.Connection, cover: Cover) -> int:
    """How many covered frames have not come yet."""
    rows = db.execute("select replica, seq, identity from sync_frame where state <> ?", (SNAPSHOT,))
    return cover.count - sum(cover.has(*row) for row in rows.fetchall())
