"""Frames into the database: verified, stored, merged; one database transaction per 4 MiB (sync.md 8, step 5).

Killed anywhere, the frames of finished transactions are in, and the rest is read again. A transaction id that
was applied is not applied again, in whichever frame it comes.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple, Protocol

from repcockpit.store import derived
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import new_incarnation, own_replica
from repcockpit.store.log import Names
from repcockpit.store.record_kinds import STATE
from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.frames import (
    ENCRYPTED,
    PACK,
    REDACTED,
    SNAPSHOT,
    Frame,
    FrameError,
    FrameKey,
    Opener,
    plain_body,
    read_frame,
)
from repcockpit.sync.held import Streams, held_keys
from repcockpit.sync.merge.batch import Batch
from repcockpit.sync.merge.chains import Chains, Part
from repcockpit.sync.merge.fitting import Fitting
from repcockpit.sync.merge.rebuilding import APPLIED, HELD_BACK, QUARANTINED, WAITING
from repcockpit.sync.merge.records import Replicas, transactions, translation
from repcockpit.sync.merge.replaying import replay_known
from repcockpit.sync.packs import unpacked
from repcockpit.sync.retiring import retired_at, settle_retired
from repcockpit.sync.snapshots.covers import Cover, cover_of
from repcockpit.sync.snapshots.loading import LAG, Progress, load, uncollected
from repcockpit.sync.snapshots.settling import settle_cover
from repcockpit.sync.teams import check_team

_BATCH_BYTES = 4 << 20
_LATEST = 10_413_792_000_000 << 16
"""The stamp of the year 2300: what claims to be later is kept, not applied, and shown."""
ERASE_MARK = b"_match"
"""Stands in the body of every erase record (`sync.blanks.MATCH`)."""
_MANY_BYTES = 2 << 20
"""More frames than this at once, and the derived columns are computed when all are in."""


FORMER = "closed with a former key, by a device that is not known any more"
"""Why a frame is not trusted that only who has left the team need have written."""


class Problem(NamedTuple):
    """A frame that could not be applied, and why, in a word or two."""

    replica: bytes
    seq: int
    reason: str

    def __str__(self) -> str:
        """For a person."""
        return f"frame {self.seq} of {self.replica.hex()[:8]}: {self.reason}"


class Ingested(NamedTuple):
    """Frames stored first, transactions entered first, whether this database goes on as a new replica, problems."""

    stored: int
    received: int
    forked: bool
    problems: tuple[Problem, ...]


class Erasing(Protocol):
    """What keeps erased values out: it learns erase records and blanks frames before they are stored."""

    def learn(self, body: Body, replica: bytes) -> None:
        """Take the erase records of a body."""

    def cleaned(self, frame: Frame, body: Body) -> tuple[Frame, Body]:
        """The frame and body without what was erased; the same ones where nothing was."""

    def covers(self, body: Body, replica: bytes) -> bool:
        """Whether an erase that is known explains that values of a body are missing."""

    def finish(self) -> None:
        """Blank what is in the database already, inside the caller's transaction."""


class Trust(Protocol):
    """What decides which frames may be applied where frames are signed."""

    def judge(self, frames: Collection[Frame], packed: Mapping[FrameKey, int] | None = None) -> None:
        """Look at frames that came together; `packed` gives the epoch of those that lay in an encrypted pack."""

    def refuses(self, frame: Frame) -> str | None:
        """Why a frame is quarantined; None where it is not."""


class _Taken(NamedTuple):
    frame: Frame
    body: Body | None
    state: int


def ingest(
    db: sqlite3.Connection,
    team: bytes,
    frames: Iterable[Frame],
    *,
    opener: Opener | None = None,
    erasing: Erasing | None = None,
    trust: Trust | None = None,
    progress: Progress | None = None,
) -> Ingested:
    """Store and apply the frames that are new here; those of other teams and broken ones are left, and told."""
    return _Ingest(db, team, opener, erasing, trust).run(list(frames), progress)


class _Ingest:
    def __init__(
        self,
        db: sqlite3.Connection,
        team: bytes,
        opener: Opener | None,
        erasing: Erasing | None,
        trust: Trust | None,
    ) -> None:
        self._db, self._team, self._opener = db, team, opener
        self._erasing, self._trust = erasing, trust
        self._problems: list[Problem] = []
        self._stored = self._received = 0
        self._forked = False
        self._former: dict[FrameKey, bytes] = {}
        self._packed: dict[FrameKey, int] = {}

    def run(self, frames: list[Frame], progress: Progress | None = None) -> Ingested:
        load(self._db, self._opener)
        replay_known(self._db, self._opener)
        again = _quarantined(self._db)
        self._former = {frame.key: frame.header.body_hash for frame in again}
        fresh = self._fresh(frames)
        if again:
            fresh = sorted([*fresh, *again], key=_place)
        if self._trust is not None:
            self._trust.judge(fresh, self._packed)
        self._learn_first(fresh)
        lags = sum(len(frame.raw) for frame in fresh) > _MANY_BYTES
        done = 0
        for chunk in _chunks(fresh):
            with uncollected(), immediate(self._db):
                check_team(self._db, self._team)
                self._take(chunk, lags=lags)
            if progress is not None:
                progress(done := done + len(chunk), len(fresh), "frames")
        catch_up(self._db)
        self._received += settle_cover(self._db, self._opener)
        return Ingested(self._stored, self._received, self._forked, tuple(self._problems))

    def _fresh(self, frames: list[Frame]) -> list[Frame]:
        """What is not held yet, packs taken apart, oldest first; each stored form of what was not applied."""
        held = held_keys(self._db)
        found: dict[tuple[FrameKey, bytes], Frame] = {}
        for frame in frames:
            if frame.header.team != self._team or frame.header.flags & SNAPSHOT:
                continue
            if not frame.header.flags & PACK and self._is_known(frame, held):
                continue
            try:
                for one in unpacked(frame, self._opener):
                    if self._is_known(one, held):
                        continue
                    form = one.header.body_hash if self._trust is not None else b""
                    found.setdefault((one.key, form), one)
                    if frame.header.flags & PACK and frame.header.flags & ENCRYPTED:
                        self._packed[one.key] = frame.header.epoch
            except FrameError as problem:
                self._tell(frame, str(problem))
        return sorted(found.values(), key=_place)

    def _is_known(self, frame: Frame, held: Collection[FrameKey]) -> bool:
        """Whether a frame is held and counts, or is held in this very form."""
        key = frame.key
        return key in held and self._former.get(key) in (None, frame.header.body_hash)

    def _learn_first(self, fresh: list[Frame]) -> None:
        """Take all erase records before anything is stored; only frames that were blanked tell of any."""
        if self._erasing is None or not any(frame.header.flags & REDACTED for frame in fresh):
            return
        for frame in fresh:
            if self._trust is not None and self._trust.refuses(frame):
                continue
            with suppress(FrameError):
                plain = plain_body(frame, self._opener)
                if ERASE_MARK in plain:
                    self._erasing.learn(decode_body(plain), frame.header.replica)

    def _take(self, chunk: list[Frame], *, lags: bool) -> None:
        db = self._db
        names, streams = Names(db), Streams(db)
        fitting = Fitting(db, names)
        chunk = [frame for frame in chunk if not _is_held(db, frame, streams)]
        taken = _best(self._read(frame, fitting) for frame in chunk)
        if self._erasing is not None:
            taken = self._cleaned(taken, self._erasing)
        cover = cover_of(db)
        taken = [_behind(one, cover) for one in taken]
        me = own_replica(db).id
        taken = [one for one in taken if one.state != QUARANTINED or one.frame.key not in self._former]
        numbers = [_store(db, one, streams) for one in taken]
        self._stored += len(taken)
        if any(one.frame.header.replica == me for one in taken if one.state != QUARANTINED):
            new_incarnation(
                db, "fork"
            )  # with what shows it: a kill after it must not leave the old name in use
            self._forked = True
        replicas, chains = Replicas(db), Chains(db, self._opener)
        for no, one in zip(numbers, taken, strict=True):
            if one.body is not None and one.state == APPLIED:
                head = one.frame.header
                how = translation(one.body, head.replica, head.schema, replicas)
                is_covered = cover is not None and cover.has(*one.frame.key[1:])
                parts = [Part(txn, how) for txn in transactions(one.body, head.replica)]
                chains.add(no, parts, is_covered=is_covered)
        batch = Batch(db, names, replicas, self._opener)
        self._received += chains.enter(batch, replicas)
        merged = batch.finish()
        if merged.replicas:
            settle_retired(db, merged.replicas, self._opener)
        if lags:
            set_meta(db, LAG, 1)
        else:
            derived.refresh(db, merged.touched, former=merged.former)
        if self._erasing is not None:
            self._erasing.finish()

    def _cleaned(self, taken: list[_Taken], erasing: Erasing) -> list[_Taken]:
        for one in taken:
            if one.body is not None:
                erasing.learn(one.body, one.frame.header.replica)
        found = []
        for one in taken:
            if one.body is not None:
                head = one.frame.header
                if head.flags & REDACTED and not erasing.covers(one.body, head.replica):
                    self._tell(one.frame, "blanked, and no erase says why")
                    found.append(_Taken(one.frame, None, QUARANTINED))
                    continue
                frame, body = erasing.cleaned(one.frame, one.body)
                found.append(_Taken(frame, body, one.state))
            else:
                found.append(one)
        return found

    def _read(self, frame: Frame, fitting: Fitting) -> _Taken | None:
        """A frame with its body and what is to become of it; None for one that is damaged."""
        if not frame.is_readable or any(frame.header.stream):
            self._tell(frame, "written by a newer repcockpit: kept, not read")
            return _Taken(frame, None, HELD_BACK)
        refused = self._trust.refuses(frame) if self._trust is not None else None
        if refused:
            self._tell(frame, refused)
            return _Taken(frame, None, QUARANTINED)
        try:
            body = decode_body(plain_body(frame, self._opener))
        except FrameError as problem:
            self._tell(frame, str(problem))
            return _Taken(frame, None, QUARANTINED) if str(problem) == "locked" else None
        reason = fitting.misfit(body) or _far_ahead(body)
        if reason is None and _is_retired(self._db, frame):
            return _Taken(frame, body, HELD_BACK)
        if reason is not None:
            self._tell(frame, reason)
        return _Taken(frame, body, HELD_BACK if reason else APPLIED)

    def _tell(self, frame: Frame, reason: str) -> None:
        if self._former.get(frame.key) == frame.header.body_hash:
            return  # told when it came
        self._problems.append(Problem(frame.header.replica, frame.header.seq, reason))


def catch_up(db: sqlite3.Connection) -> bool:
    """Compute the derived columns that a large or killed ingest left behind; whether there were any."""
    if not meta_value(db, LAG):
        return False
    with immediate(db):
        derived.rebuild(db)
        db.execute("delete from meta where key = ?", (LAG,))
    return True


def _chunks(frames: list[Frame]) -> Iterator[list[Frame]]:
    chunk: list[Frame] = []
    size = 0
    for frame in frames:
        chunk.append(frame)
        size += len(frame.raw)
        if size >= _BATCH_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _is_held(db: sqlite3.Connection, frame: Frame, streams: Streams) -> bool:
    """Whether another process of this device has stored the frame since it was looked for."""
    head = frame.header
    row = db.execute(
        "select 1 from sync_frame where stream = ? and replica = ? and seq = ? and identity = ? and state <> ?",
        (streams.number(head.stream), head.replica, head.seq, head.identity, QUARANTINED),
    ).fetchone()
    return row is not None


def _quarantined(db: sqlite3.Connection) -> list[Frame]:
    """What was stored and not trusted: a key or an erase that came since may explain it."""
    rows = db.execute("select bytes from sync_frame where state = ?", (QUARANTINED,)).fetchall()
    return [read_frame(raw) for (raw,) in rows]


def _place(frame: Frame) -> tuple[bytes, int, bytes]:
    return frame.header.replica, frame.header.seq, frame.header.identity


def _best(read: Iterable[_Taken | None]) -> list[_Taken]:
    """One form of each frame: one that counts before one that does not."""
    found: dict[FrameKey, _Taken] = {}
    for one in read:
        if one is None:
            continue
        former = found.get(one.frame.key)
        if former is None or former.state == QUARANTINED != one.state:
            found[one.frame.key] = one
    return list(found.values())


def _store(db: sqlite3.Connection, one: _Taken, streams: Streams) -> int:
    head = one.frame.header
    numbers = [row[0] for row in one.body.transactions] if one.body is not None else []
    cursor = db.execute(
        "insert into sync_frame (stream, replica, seq, identity, prev, body_hash, state, n_first, n_last, flags, bytes)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " on conflict (stream, replica, seq, identity) do update set prev = excluded.prev,"
        " body_hash = excluded.body_hash, state = excluded.state, n_first = excluded.n_first,"
        " n_last = excluded.n_last, flags = excluded.flags, bytes = excluded.bytes returning no",
        (
            streams.number(head.stream), head.replica, head.seq, head.identity, head.prev, head.body_hash, one.state,
            min(numbers, default=None), max(numbers, default=None), head.flags, one.frame.raw,
        ),
    )  # fmt: skip
    return int(cursor.fetchall()[0][0])


def _behind(one: _Taken, cover: Cover | None) -> _Taken:
    """A frame as it is, or waiting: a branch that may hold what a snapshot covers comes after what it covers."""
    if cover is None or one.body is None or one.state != APPLIED or cover.has(*one.frame.key[1:]):
        return one
    first = min((txn[0] for txn in one.body.transactions), default=None)
    waits = cover.keeps_waiting(one.frame.header.replica, first)
    return one._replace(state=WAITING) if waits else one


def _far_ahead(body: Body) -> str | None:
    if any(_highest(row) >= _LATEST for row in body.transactions):
        return "dated after the year 2300: kept, not applied"
    return None


def _highest(txn: Sequence[Any]) -> int:
    """The highest stamp that a transaction writes: its own, a record's, and of a state its heads and deletes."""
    base, records = txn[9], txn[10]
    ahead = max(map(itemgetter(3), records), default=0)
    if max(map(itemgetter(0), records), default=0) >= STATE:
        for record in records:
            if record[0] == STATE:
                told = chain(chain.from_iterable(record[4].values()), record[7])
                ahead = max(ahead, -min((back for (back, _), _ in told), default=0))
    return int(base + max(0, ahead))


def _is_retired(db: sqlite3.Connection, frame: Frame) -> bool:
    """Whether the frame comes after the one that its replica was retired at."""
    last = retired_at(db, frame.header.replica)
    return last is not None and frame.header.seq > last


__all__ = ["WAITING", "Erasing", "Ingested", "Problem", "Trust", "catch_up", "ingest"]
