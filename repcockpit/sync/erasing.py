"""Erase: what an erase record names is blanked wherever this device holds it, and in whatever comes later (sync.md 6).

One object does it for a database: frames before they are stored, and what is stored already (frames, the own
log with its former values, labels); the rows, their other heads and the columns that follow from them are then
computed anew from what is left.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from repcockpit.domain.ids import transaction_id
from repcockpit.store import derived
from repcockpit.store.database import set_meta
from repcockpit.store.erased import ARCHIVE_DUE, DUE, ErasedRow, erased_rows, keep_erased
from repcockpit.store.log import Names, decode, encode
from repcockpit.store.record_kinds import ERASE
from repcockpit.store.schema import SYNCED
from repcockpit.sync.blanks import MATCH, TXN, RowKey, blank_columns, blank_labels, blank_records
from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.frames import (
    REDACTED,
    SNAPSHOT,
    Frame,
    FrameError,
    Opener,
    Sealer,
    plain_body,
    read_frame,
    redacted,
)
from repcockpit.sync.merge.rebuilding import APPLIED, rebuilt
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.rows import Rows

if TYPE_CHECKING:
    from repcockpit.sync.carriers.contract import Unpack

_CHUNK = 400
_MEMORY: Final = "sync_memory"
"""What a round remembers of the files it read."""
_KEPT_GAPS: Final = "today_gaps"
"""Rows of Today kept for the next process; they hold names."""


class Erasing:
    """What was erased in a team, as far as this database knows, and what is to be blanked because of it.

    `names` are those of a transaction that is being written, where one is.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        opener: Opener | None = None,
        sealer: Sealer | None = None,
        names: Names | None = None,
    ) -> None:
        self._db, self._opener, self._sealer, self._names = db, opener, sealer, names
        self._known = {(one.table, one.row_id): one.fields for one in erased_rows(db)}
        self._new: dict[RowKey, ErasedRow] = {}
        self._authors: dict[RowKey, bytes] = {}
        self._met: set[RowKey] = set()
        self._late: set[bytes] = set()

    def __bool__(self) -> bool:
        """Whether anything was erased."""
        return bool(self._known)

    def learn(self, body: Body, replica: bytes) -> None:
        """Take the erase records of a body that `replica` sealed."""
        match = next((no for no, name in body.names.items() if name == MATCH), None)
        for one in body.transactions if match is not None else ():
            txn_id = transaction_id(replica, one[0], one[9])
            for record in one[10]:
                if record[0] == ERASE:
                    fields = frozenset(body.names[no] for no in record[4] if no != match)
                    key = (body.names[record[1]], record[2])
                    self.take([ErasedRow(*key, fields, None, record[4].get(match) or None)])
                    self._authors.setdefault(key, txn_id)

    def take(self, rows: Iterable[ErasedRow]) -> None:
        """Take rows that were erased; `finish` blanks them."""
        for one in rows:
            key = (one.table, one.row_id)
            known = self._known.get(key)
            if known is not None and known >= one.fields:
                continue
            self._known[key] = one.fields | (known or frozenset())
            self._new[key] = one._replace(fields=self._known[key])

    def covers(self, body: Body, replica: bytes) -> bool:
        """Whether an erase that is known explains that values of this body are missing."""
        return any(
            (TXN, transaction_id(replica, one[0], one[9])) in self._known
            or any((body.names[record[1]], record[2]) in self._known for record in one[10])
            for one in body.transactions
        )

    def cleaned(self, frame: Frame, body: Body) -> tuple[Frame, Body]:
        """The frame and body without what was erased; the same ones where nothing was.

        Raises FrameError where an encrypted frame cannot be sealed again.
        """
        if not self._known or not self.covers(body, frame.header.replica):
            return frame, body
        for one in body.transactions:
            keys = {(body.names[record[1]], record[2]) for record in one[10]} & self._known.keys()
            self._met.update(key for key in keys if self._known[key])
            if keys:
                self._late.add(transaction_id(frame.header.replica, one[0], one[9]))
        blanked = self._blanked(frame)
        return (frame, body) if blanked is None else (blanked, decode_body(plain_body(blanked, self._opener)))

    def is_blank(self, frame: Frame) -> bool:
        """Whether a frame was blanked, and no erase that is known would take more of it."""
        if not frame.header.flags & REDACTED:
            return False
        try:
            return not self._known or self._blanked(frame) is None
        except FrameError:  # what cannot be read is left to whoever can
            return True

    def forms_of(self, frame: Frame, unpack: "Unpack") -> Sequence[Frame]:
        """What may be kept in place of a stored frame: itself, or its members where one of them was blanked."""
        try:
            members = unpack(frame)
            forms = [self._blanked(member) or member for member in members]
        except FrameError:  # what cannot be read is left to whoever can
            return (frame,)
        return (
            forms
            if any(form is not member for form, member in zip(forms, members, strict=True))
            else (frame,)
        )

    def _blanked(self, frame: Frame) -> Frame | None:
        """The frame without what was erased, None where that changes nothing."""
        raw: list[Any] = decode(plain_body(frame, self._opener))
        names, replica = raw[3], frame.header.replica
        is_changed = blank_labels(raw[6], names, self._known, replica)
        for one in raw[6]:
            is_changed |= blank_records(one[10], names, self._known)
        if frame.header.flags & SNAPSHOT:
            is_changed |= blank_columns(raw[7][4], names, self._known)
        return redacted(frame, encode(raw), self._sealer) if is_changed else None

    def finish(self) -> None:
        """Blank what is in the database already, inside the caller's transaction."""
        if self._new:
            set_meta(self._db, ARCHIVE_DUE, 1)
            self._keep_new()
            ids = [row_id for _, row_id in self._new]
            numbers = self._transactions_of(ids)
            self._blank_log(numbers)
            self._blank_frames(numbers)
            self._met.update(key for key, one in self._new.items() if one.fields)
            self._db.execute("delete from meta where key = ?", (_KEPT_GAPS,))
        # Of a transaction in parts only some are about an erased row; the label lies with another.
        self._db.executemany(
            "update txn set label = '' where id = ? and label <> '' and kind <> 'erase'",
            [(txn_id,) for txn_id in sorted(self._late)],
        )
        if self._met:
            self._rebuild()
            set_meta(self._db, DUE, 1)
        self._late.clear()
        self._new.clear()
        self._authors.clear()
        self._met.clear()

    def _keep_new(self) -> None:
        names = self._names or Names(self._db)
        for key, one in self._new.items():
            row = self._db.execute("select no from txn where id = ?", (self._authors.get(key),)).fetchone()
            keep_erased(self._db, names.number(one.table), one._replace(txn_no=row[0]) if row else one)

    def _transactions_of(self, ids: Sequence[bytes]) -> list[int]:
        """The transactions that wrote to these rows, or are these."""
        found: set[int] = set()
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            marks = ",".join("?" * len(some))
            found.update(
                row[0]
                for row in self._db.execute(
                    f"select txn_no from touched where row_id in ({marks}) union select no from txn where id in ({marks})",
                    (*some, *some),
                ).fetchall()
            )
        return sorted(found)

    def _blank_log(self, numbers: Sequence[int]) -> None:
        names = (self._names or Names(self._db)).names()
        for no in numbers:
            self._db.execute("update txn set label = '' where no = ? and kind <> 'erase'", (no,))
            parts = self._db.execute("select no from change where txn_no = ?", (no,)).fetchall()
            for (part,) in parts:
                body, old = self._db.execute("select body, old from change where no = ?", (part,)).fetchone()
                records, olds = decode(body), decode(old) if old else None
                if blank_records(records, names, self._known, olds):
                    packed = encode(olds) if olds is not None else None
                    self._db.execute(
                        "update change set body = ?, old = ? where no = ?", (encode(records), packed, part)
                    )

    def _blank_frames(self, numbers: Sequence[int]) -> None:
        is_again = False
        for no in self._frames_of(numbers):
            raw, flags = self._db.execute(
                "select bytes, flags from sync_frame where no = ?", (no,)
            ).fetchone()
            try:
                blanked = self._blanked(read_frame(raw))
            except FrameError:  # no key, or a newer version's: what cannot be read cannot be blanked
                continue
            if blanked is not None:
                is_again |= bool(flags & REDACTED)
                head = blanked.header
                self._db.execute(
                    "update sync_frame set bytes = ?, body_hash = ?, flags = ? where no = ?",
                    (blanked.raw, head.body_hash, head.flags, no),
                )

        if (
            is_again
        ):  # what was read of the share is looked at again: its blanked frames hold more than they may
            self._db.execute("delete from meta where key = ?", (_MEMORY,))

    def _frames_of(self, numbers: Sequence[int]) -> Iterator[int]:
        """The frames that hold these transactions, and all that were not applied."""
        found = {
            row[0]
            for row in self._db.execute("select no from sync_frame where state <> ?", (APPLIED,)).fetchall()
        }
        for txn_no in numbers:
            rows = self._db.execute(
                "select f.no from txn t join replica r on r.no = t.replica_no join sync_frame f on f.replica = r.id"
                " and f.n_first <= t.n and f.n_last >= t.n where t.no = ?",
                (txn_no,),
            ).fetchall()
            found.update(row[0] for row in rows)
        yield from sorted(found)

    def _rebuild(self) -> None:
        """The rows from what is left of their records."""
        replicas = Replicas(self._db)
        rows = Rows(self._db, self._names or Names(self._db), replicas.order)
        tables: dict[str, list[bytes]] = {}
        for table, row_id in sorted(self._met):
            if table in SYNCED:
                tables.setdefault(table, []).append(row_id)
        for table, ids in tables.items():
            for row_id, state in rebuilt(self._db, rows, replicas, table, ids, self._opener):
                if state.heads:
                    rows.save(table, row_id, state)
        derived.refresh(self._db, tables)
