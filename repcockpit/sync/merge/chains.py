"""Transactions put together from their parts: a chain is applied whole, once its last part is there (sync.md 5)."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import Opener, plain_body, read_frame
from repcockpit.sync.merge.batch import Batch
from repcockpit.sync.merge.rebuilding import APPLIED, WAITING
from repcockpit.sync.merge.records import Replicas, Translated, Txn, transactions, translation
from repcockpit.sync.snapshots.covers import cover_of


class Part(NamedTuple):
    """A part of a transaction, or all of it, with how its frame's numbers read."""

    txn: Txn
    how: Translated


class Chains:
    """The parts that came, by transaction, with the frames that hold them."""

    def __init__(self, db: sqlite3.Connection, opener: Opener | None = None) -> None:
        self._db, self._opener = db, opener
        self._parts: dict[bytes, dict[int, Part]] = {}
        self._frames: dict[bytes, set[int]] = {}
        self._covered: set[bytes] = set()

    def add(self, frame_no: int, parts: Iterable[Part], *, is_covered: bool = False) -> None:
        """Take the transactions of one stored frame; of one that a snapshot covers they are entered only."""
        for part in parts:
            if is_covered:
                self._covered.add(part.txn.id)
            self._parts.setdefault(part.txn.id, {}).setdefault(part.txn.part, part)
            self._frames.setdefault(part.txn.id, set()).add(frame_no)

    def enter(self, batch: Batch, replicas: Replicas) -> int:
        """Give every whole transaction that is not applied yet to the batch; how many there were."""
        known = self._known()
        if any(not _is_whole(parts) for txn_id, parts in self._parts.items() if txn_id not in known):
            self.add_waiting(replicas)
            known = self._known()
        count, unfinished = 0, set()
        for txn_id, parts in self._parts.items():
            if txn_id in known:
                continue
            if not _is_whole(parts):
                unfinished |= self._frames[txn_id]
                continue
            ordered = [parts[place] for place in sorted(parts)]
            take = batch.note if txn_id in self._covered else batch.add
            take(_enter(self._db, ordered[0].txn, ordered[0].how), ordered)
            count += 1
        every: set[int] = set().union(*self._frames.values())
        for frames, state in ((every - unfinished, APPLIED), (unfinished, WAITING)):
            self._db.executemany(
                "update sync_frame set state = ? where no = ? and state <> ?",
                [(state, no, state) for no in frames],
            )
        return count

    def _known(self) -> set[bytes]:
        ids = list(self._parts)
        found: set[bytes] = set()
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            marks = ",".join("?" * len(some))
            found.update(
                row[0]
                for row in self._db.execute(f"select id from txn where id in ({marks})", some).fetchall()
            )
        return found

    def add_waiting(self, replicas: Replicas) -> None:
        """Take the parts of frames that came earlier and still wait."""
        cover = cover_of(self._db)
        rows = self._db.execute(
            "select no, bytes, n_first from sync_frame where state = ?", (WAITING,)
        ).fetchall()
        for no, raw, first in rows:
            frame = read_frame(raw)
            is_covered = cover is not None and cover.has(*frame.key[1:])
            if cover is not None and not is_covered and cover.keeps_waiting(frame.header.replica, first):
                continue
            body = decode_body(plain_body(frame, self._opener))
            how = translation(body, frame.header.replica, frame.header.schema, replicas)
            self.add(
                no,
                [Part(txn, how) for txn in transactions(body, frame.header.replica)],
                is_covered=is_covered,
            )


def _is_whole(parts: dict[int, Part]) -> bool:
    last = max(parts)
    return parts[last].txn.is_last and len(parts) == last + 1


def _enter(db: sqlite3.Connection, txn: Txn, how: Translated) -> int:
    """Write the transaction's own row; its local number."""
    cursor = db.execute(
        "insert into txn (id, replica_no, n, author_id, at, zone, kind, label, undoes, schema, stamp)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            txn.id, how.replica_no, txn.n, txn.author_id, txn.at, txn.zone, txn.kind, txn.label, txn.undoes,
            how.schema, txn.stamp,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)
