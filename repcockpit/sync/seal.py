"""Frames made of what this device wrote and nobody has seen: a copy of the log, cut into frames (sync.md 3, 7)."""

import sqlite3
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import Names, decode, encode
from repcockpit.sync.bodies import OWN, Body, encode_body
from repcockpit.sync.frames import NO_PREV, Frame, Opener, Sealer, make_frame, read_frame
from repcockpit.sync.merge.rebuilding import HELD_BACK
from repcockpit.sync.merge.records import KINDS
from repcockpit.sync.retiring import settle_retired
from repcockpit.sync.teams import check_team

_PLAIN_BYTES = 640 << 10
"""Plain bytes after which a frame is full: stored they are some 100 to 250 kB."""
_READ_AHEAD = 64
_ALONE_BYTES = 200 << 10
"""A part of a transaction over this is cut by its records."""


class _Piece(NamedTuple):
    """A part of a transaction as it goes into a frame."""

    change_no: int
    txn: tuple[Any, ...]
    place: int
    is_last: bool
    records: list[Any]
    size: int


def seal(
    db: sqlite3.Connection,
    team: bytes,
    *,
    sealer: Sealer | None = None,
    opener: Opener | None = None,
    sealer_of: Callable[[bytes], Sealer] | None = None,
) -> int:
    """Seal every unsealed change, each under the replica that wrote it, in one transaction; the number of frames.

    `sealer_of` gives each replica the sealer that signs for it. The caller writes the state file after it. Raises Changed where another process of this device has taken
    over another id of the team meanwhile.
    """
    if db.execute("select 1 from change where sealed_seq is null limit 1").fetchone() is None:
        return 0
    with immediate(db):
        check_team(db, team)
        replicas = db.execute(
            "select distinct r.no, r.id from change c join txn t on t.no = c.txn_no join replica r on r.no = t.replica_no"
            " where c.sealed_seq is null order by r.no"
        ).fetchall()
        count = sum(
            _Sealing(db, team, int(no), sealer_of(replica) if sealer_of is not None else sealer).run()
            for no, replica in replicas
        )
        # A device that was retired while it was away sends, and nobody applies it, itself included. One that was
        # let in again by a process that was killed before it applied what was held back is settled here.
        retired = db.execute(
            "select id from replica where retired is not null or id in (select replica from sync_frame where state = ?)",
            (HELD_BACK,),
        ).fetchall()
        settle_retired(db, [replica for (replica,) in retired], opener)
        return count


def vouch(db: sqlite3.Connection, team: bytes, sealer: Sealer, listed: Collection[bytes]) -> bool:
    """Seal an own frame that says nothing, where the newest key does not cover the own frames yet; whether it did.

    Its signature stands for all that it follows: who made the key may not have read that.
    """
    me = own_replica(db)
    row = db.execute(
        "select bytes from sync_frame where stream = 0 and replica = ? and state < 3 order by seq desc, no desc limit 1",
        (me.id,),
    ).fetchone()
    newest = read_frame(row[0]).header if row else None
    if newest is None or newest.identity in listed or newest.epoch >= sealer.epoch:
        return False
    with immediate(db):
        check_team(db, team)
        _Sealing(db, team, me.no, sealer).add_empty()
    return True


class _Sealing:
    """The frames of one replica."""

    def __init__(self, db: sqlite3.Connection, team: bytes, replica_no: int, sealer: Sealer | None) -> None:
        self._db, self._team, self._no, self._sealer = db, team, replica_no, sealer
        self._names = Names(db).names()
        self._replicas = dict(db.execute("select no, id from replica").fetchall())
        self._schema = int(str(meta_value(db, "schema")))
        held = meta_value(db, f"sealed_{replica_no}")
        self._seq, self._prev = 0, NO_PREV
        if isinstance(held, bytes):
            self._seq, self._prev = decode(held)

    def run(self) -> int:
        count = 0
        for pieces in _full(self._pieces()):
            self._keep(self._frame(pieces), pieces)
            count += 1
        set_meta(self._db, f"sealed_{self._no}", encode([self._seq, self._prev]))
        return count

    def add_empty(self) -> None:
        """A frame without transactions."""
        self._keep(self._frame([]), [])
        set_meta(self._db, f"sealed_{self._no}", encode([self._seq, self._prev]))

    def _pieces(self) -> Iterator[_Piece]:
        """The unsealed parts in the order of writing; large ones cut further."""
        rows = self._db.execute(
            "select c.no, c.txn_no, t.n, t.at, t.zone, t.author_id, t.kind, t.label, t.undoes, t.stamp"
            " from change c join txn t on t.no = c.txn_no"
            " where c.sealed_seq is null and t.replica_no = ? order by c.txn_no, c.part",
            (self._no,),
        ).fetchall()
        place = former = 0
        for start in range(0, len(rows), _READ_AHEAD):
            some = rows[start : start + _READ_AHEAD]
            marks = ",".join("?" * len(some))
            bodies = dict(
                self._db.execute(
                    f"select no, body from change where no in ({marks})", [row[0] for row in some]
                ).fetchall()
            )
            for index, (no, txn_no, *txn) in enumerate(some, start):
                place = place if txn_no == former else 0
                former = txn_no
                is_end = index + 1 == len(rows) or rows[index + 1][1] != txn_no
                cuts = _cut(decode(bodies[no]), len(bodies[no]))
                for cut, (records, size) in enumerate(cuts):
                    is_last = is_end and cut == len(cuts) - 1
                    yield _Piece(no, tuple(txn), place, is_last, records, size)
                    place += 1

    def _frame(self, pieces: list[_Piece]) -> Frame:
        zones: dict[str, int] = {}
        authors: dict[bytes, int] = {}
        transactions = []
        tables: set[int] = set()
        others: set[int] = {self._no}
        for piece in pieces:
            n, at, zone, author, kind, label, undoes, stamp = piece.txn
            transactions.append([
                n, at - (stamp >> 16),
                None if zone is None else zones.setdefault(zone, len(zones)),
                None if author is None else authors.setdefault(author, len(authors)),
                KINDS.index(kind), label, undoes, piece.place, int(piece.is_last), stamp, piece.records,
            ])  # fmt: skip
            _note_numbers(piece.records, tables, others)
        seen = self._seen()
        others.update(row[0] for row in seen)
        body = Body(
            random_bytes(16),
            seen,
            {no: self._replicas[no] if no != self._no else OWN for no in sorted(others)},
            {no: self._names[no] for no in sorted(tables)},
            list(zones),
            list(authors),
            transactions,
        )
        return make_frame(
            team=self._team,
            replica=self._replicas[self._no],
            seq=self._seq + 1,
            prev=self._prev,
            schema=self._schema,
            plain=encode_body(body),
            sealer=self._sealer,
        )

    def _seen(self) -> list[list[Any]]:
        """The newest frame of each other replica below its first gap; of a fork each branch."""
        numbers = {replica: no for no, replica in self._replicas.items()}
        found: dict[bytes, list[tuple[int, bytes]]] = {}
        reached: dict[bytes, int] = {}
        for replica, seq, identity in self._db.execute(
            "select replica, seq, identity from sync_frame where stream = 0 and state < 3 order by replica, seq"
        ):
            last = reached.get(replica, 0)
            if seq > last + 1:
                continue
            if seq == last + 1:
                found[replica] = []
                reached[replica] = seq
            found[replica].append((seq, identity))
        own = self._replicas[self._no]
        return [
            [numbers[replica], seq, identity[:8]]
            for replica, some in found.items()
            if replica != own and replica in numbers
            for seq, identity in some
        ]

    def _keep(self, frame: Frame, pieces: list[_Piece]) -> None:
        head = frame.header
        numbers = [piece.txn[0] for piece in pieces]
        self._db.execute(
            "insert into sync_frame (stream, replica, seq, identity, prev, body_hash, state, n_first, n_last, flags, bytes)"
            " values (0, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)",
            (
                head.replica, head.seq, head.identity, head.prev, head.body_hash, min(numbers, default=None), max(numbers, default=None),
                head.flags, frame.raw,
            ),
        )  # fmt: skip
        self._db.executemany(
            "update change set sealed_seq = ? where no = ?",
            [(head.seq, no) for no in dict.fromkeys(piece.change_no for piece in pieces)],
        )
        self._seq, self._prev = head.seq, head.identity


def _full(pieces: Iterator[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces by frame."""
    frame: list[_Piece] = []
    size = 0
    for piece in pieces:
        if frame and size + piece.size > _PLAIN_BYTES:
            yield frame
            frame, size = [], 0
        frame.append(piece)
        size += piece.size
    if frame:
        yield frame


def _cut(records: list[Any], size: int) -> list[tuple[list[Any], int]]:
    """A part in pieces of at most some 200 kB, unless one record is larger."""
    if size <= _ALONE_BYTES:
        return [(records, size)]
    pieces: list[tuple[list[Any], int]] = []
    piece: list[Any] = []
    filled = 0
    for record in records:
        length = len(encode(record))
        if piece and filled + length > _ALONE_BYTES:
            pieces.append((piece, filled))
            piece, filled = [], 0
        piece.append(record)
        filled += length
    return [*pieces, (piece, filled)]


def _note_numbers(records: list[Any], tables: set[int], replicas: set[int]) -> None:
    """The numbers of tables, fields and replicas that records use."""
    for record in records:
        tables.add(record[1])
        tables.update(record[4])
        replaced = record[5]
        if isinstance(replaced, dict):
            tables.update(replaced)
            for dots in replaced.values():
                for dot in dots:
                    replicas.add(dot[1])
        else:
            for dot in replaced:
                replicas.add(dot[1])
        if len(record) > 7:
            for heads in record[4].values():
                replicas.update(dot[1] for dot, _ in heads)
            for dot, dots in record[7]:
                replicas.add(dot[1])
                replicas.update(one[1] for one in dots)
