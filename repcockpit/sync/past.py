"""What other devices wrote, read back from the stored frames as the log shows one's own. Writes nothing."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

from repcockpit.store import log
from repcockpit.store.heads import Dot
from repcockpit.store.record_kinds import INSERT, STATE
from repcockpit.sync.bodies import decode_body
from repcockpit.sync.frames import FrameError, Opener, plain_body, read_frame
from repcockpit.sync.merge.rebuilding import WAITING, records_of_rows
from repcockpit.sync.merge.records import Replicas, own_records, records_of, transactions, translation
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.merge.state import Record

_BATCH = 200
_NO_DOTS = (0, 0)
Values = dict[tuple[bytes, str, Dot], Any]
"""What each dot of a field of a row set."""


class Past:
    """Reads records of anybody; `opener` decrypts where the team encrypts. Frames that cannot be read are left out."""

    def __init__(self, db: sqlite3.Connection, opener: Opener | None = None) -> None:
        self._db, self._opener = db, opener
        self._replicas = Replicas(db)
        self._rows = Rows(db, log.Names(db), self._replicas.order)

    def changes(self, txn_no: int, only: Collection[bytes] | None = None) -> Iterator[log.Change]:
        """The records of one transaction (`only` about these rows), with what they replaced where that is known."""
        records = iter(self.written(txn_no, only))
        while some := list(islice(records, _BATCH)):
            former = self.values({one.row_id for one in some if any(one.replaced.values())})
            for one in some:
                change = _change(one, former)
                if change is not None:
                    yield change

    def written(self, txn_no: int, only: Collection[bytes] | None = None) -> Iterator[Record]:
        """The records of one transaction, in the order they were written."""
        if self._db.execute("select 1 from change where txn_no = ? limit 1", (txn_no,)).fetchone():
            found: Iterable[Record] = own_records(self._db, txn_no, self._rows.names.names())
        else:
            found = self._sealed(txn_no)
        return (one for one in found if only is None or one.row_id in only)

    def _sealed(self, txn_no: int) -> Iterator[Record]:
        row = self._db.execute(
            "select t.id, r.id, t.n from txn t join replica r on r.no = t.replica_no where t.no = ?",
            (txn_no,),
        ).fetchone()
        if row is None:
            return
        wanted, replica, n = row
        frames = self._db.execute(
            "select no from sync_frame where replica = ? and n_first <= ? and n_last >= ? and state <= ? order by seq",
            (replica, n, n, WAITING),
        ).fetchall()
        met: set[int] = set()
        for (no,) in frames:
            (raw,) = self._db.execute("select bytes from sync_frame where no = ?", (no,)).fetchone()
            try:
                frame = read_frame(raw)
                body = decode_body(plain_body(frame, self._opener))
            except FrameError:
                continue
            how = translation(body, replica, frame.header.schema, self._replicas)
            for txn in transactions(body, replica):
                if txn.id == wanted and txn.part not in met:
                    met.add(txn.part)  # a restored backup seals a transaction twice
                    yield from records_of(txn, how)

    def records(self, row_ids: Collection[bytes]) -> list[Record]:
        """Every record of these rows, in no order that means anything; none where a frame cannot be opened."""
        try:
            return list(records_of_rows(self._db, self._rows, self._replicas, row_ids, self._opener))
        except FrameError:
            return []

    def values(self, row_ids: Collection[bytes]) -> Values:
        """What each dot of these rows set."""
        return values_set(self.records(row_ids)) if row_ids else {}


def values_set(records: Iterable[Record]) -> Values:
    """What each dot set, by row, field and dot."""
    found: Values = {}
    for one in records:
        if one.kind == STATE:
            for field, heads in one.new.items():
                found.update({(one.row_id, field, dot): value for dot, value in heads})
        else:
            found.update({(one.row_id, field, one.dot): value for field, value in one.new.items()})
    return found


def _change(one: Record, former: Values) -> log.Change | None:
    """The record as history shows it; a row that came with all its heads is shown like a new one."""
    if one.kind == STATE:
        new = {
            field: max(heads, key=lambda head: head[0])[1]
            for field, heads in one.new.items()
            if heads and not field.startswith("_")
        }
        return log.Change(INSERT, one.table, one.row_id, one.dot[0], new, {})
    if one.kind > STATE:
        return None
    old: dict[str, Any] = {}
    for field in one.new:
        replaced = max(one.replaced.get(field, ()), default=_NO_DOTS)
        old[field] = former.get((one.row_id, field, replaced))
    return log.Change(one.kind, one.table, one.row_id, one.dot[0], dict(one.new), old)
