"""Whether a snapshot that was read may be taken: whole, of this team, fully understood (sync.md 11)."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.database import immediate, meta_value
from repcockpit.store.log import Names
from repcockpit.store.record_kinds import ERASE, STATE
from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.frames import (
    ENCRYPTED,
    MINOR,
    NO_PREV,
    PACK,
    SIGNED,
    SNAPSHOT,
    Frame,
    FrameError,
    Opener,
    plain_body,
)
from repcockpit.sync.held import has_frames, own_replicas
from repcockpit.sync.merge.fitting import Fitting
from repcockpit.sync.merge.rows import REPLICA_TABLE
from repcockpit.sync.merge.upcasters import UPCASTERS
from repcockpit.sync.snapshots.bodies import Part, column_kinds, decode_part
from repcockpit.sync.snapshots.covers import Noted, cover_of, keep_frames, note

_KEPT_BYTES = 24 << 20
"""Stored bytes up to which what was decoded to be checked is kept to be loaded."""
_LATEST = 10_413_792_000_000 << 16

OWN_KNOWN = "it knows this device"
"""Why a snapshot is not taken by a device that was in the team before; no fault of the snapshot."""
Decoded = tuple[Body, Part]


class Checked(NamedTuple):
    """A good snapshot: its frames, those that were kept decoded (all or none), what it covers."""

    frames: Sequence[Frame]
    decoded: list[Decoded]
    runs: list[tuple[bytes, int, int, bytes]]


def is_wanted(db: sqlite3.Connection) -> bool:
    """Whether a snapshot may be taken: only into a database without frames."""
    return not has_frames(db) and cover_of(db) is None


def check(
    db: sqlite3.Connection, team: bytes, frames: Sequence[Frame], opener: Opener | None = None
) -> Checked:
    """The snapshot that these frames are. Raises FrameError, in a word or two, where it cannot be taken."""
    _check_headers(db, team, frames, is_closed=opener is not None)
    names, own = Names(db), own_replicas(db)
    fitting = Fitting(db, names)
    is_small = sum(len(one.raw) for one in frames) <= _KEPT_BYTES
    decoded: list[Decoded] = []
    runs: list[tuple[bytes, int, int, bytes]] = []
    key: bytes | None = None
    for place, frame in enumerate(frames, 1):
        plain = plain_body(frame, opener)
        body = decode_body(plain)
        part = decode_part(plain, body)
        if part.is_last != (place == len(frames)):
            raise FrameError("frames missing")
        _check_body(body, part, fitting)
        head = frame.header
        ids = {no: one or head.replica for no, one in body.replicas.items()}
        if own & set(ids.values()):
            raise FrameError(OWN_KNOWN)
        runs += [(ids[run.replica], run.first, run.top, run.marks) for run in part.covers]
        key = key or _key_of(body, head.replica)
        if is_small:
            decoded.append((body, part))
    if opener is not None:
        _check_signatures(frames, key)
    return Checked(frames, decoded, runs)


def _check_headers(db: sqlite3.Connection, team: bytes, frames: Sequence[Frame], *, is_closed: bool) -> None:
    schema = int(str(meta_value(db, "schema")))
    prev = NO_PREV
    if not frames:
        raise FrameError("empty")
    for seq, frame in enumerate(frames, 1):
        head = frame.header
        if head.team != team:
            raise FrameError("another team")
        if not frame.is_readable or head.minor > MINOR or head.schema > schema:
            raise FrameError("written by a newer repcockpit")
        if any(step >= head.schema for step in UPCASTERS):
            raise FrameError("written by an older repcockpit")
        if not head.flags & SNAPSHOT or head.flags & PACK or any(head.stream):
            raise FrameError("no snapshot")
        if (head.seq, head.prev, head.replica) != (seq, prev, frames[0].header.replica):
            raise FrameError("frames missing")
        if is_closed and not head.flags & ENCRYPTED:
            raise FrameError("in clear")
        prev = head.identity


def _check_body(body: Body, part: Part, fitting: Fitting) -> None:
    reason = fitting.misfit(body)
    for (table, column), kinds in column_kinds(part, body.names).items():
        reason = reason or fitting.column_misfit(table, column, kinds)
    for one in part.tables:
        table = body.names[one.table]
        fields = [body.names[no] for no in one.listed if no]
        reason = reason or fitting.listed_misfit(table, fields)
    for txn in body.transactions:
        for record in txn[10]:
            if record[0] not in (STATE, ERASE) or not fitting.knows(body.names[record[1]], REPLICA_TABLE):
                reason = reason or "written by a newer repcockpit"
    if sum(part.steps) >= _LATEST:
        reason = reason or "dated after the year 2300"
    if reason:
        raise FrameError(reason)


def _key_of(body: Body, replica: bytes) -> bytes | None:
    """The verify key of the replica that made the snapshot, as the snapshot tells it."""
    for txn in body.transactions:
        for record in txn[10]:
            if record[2] == replica and record[0] == STATE and body.names[record[1]] == REPLICA_TABLE:
                for no, heads in record[4].items():
                    if body.names[no] == "key" and heads and isinstance(heads[0][1], bytes):
                        return bytes(heads[0][1])
    return None


def _check_signatures(frames: Sequence[Frame], key: bytes | None) -> None:
    from repcockpit.sync.crypto.keyring import is_signed  # noqa: PLC0415 -- libsodium, for an encrypted team

    if key is None:
        raise FrameError("signed by an unknown key")
    for frame in frames:
        if not frame.header.flags & SIGNED or not is_signed(frame.header.identity, frame.signature, key):
            raise FrameError("forged signature")


def take(db: sqlite3.Connection, found: Checked) -> bool:
    """Keep the snapshot's frames, to be loaded; False where another process was first."""
    with immediate(db):
        if not is_wanted(db):
            return False
        keep_frames(db, found.frames)
        note(db, Noted(len(found.frames), 0, found.runs))
    return True
