"""The rows of a snapshot that was taken, into their tables; killed anywhere, it goes on where it was (sync.md 11)."""

import gc
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from repcockpit.store.database import immediate, set_meta
from repcockpit.store.heads import STAR
from repcockpit.store.log import Names, encode
from repcockpit.store.record_kinds import STATE
from repcockpit.store.statements import Statements
from repcockpit.sync.blanks import MATCH
from repcockpit.sync.bodies import Body, decode_body
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.frames import Frame, Opener, Sealer, plain_body
from repcockpit.sync.merge.records import Replicas, Translated, records_of, transactions, translation
from repcockpit.sync.merge.rows import REPLICA_TABLE, Rows
from repcockpit.sync.merge.state import Record, RowState
from repcockpit.sync.snapshots.bodies import STAR_NO, Columns, Part, decode_part
from repcockpit.sync.snapshots.covers import Cover, cover_of, kept_frames, note, plain_records
from repcockpit.sync.snapshots.taking import Decoded

LAG = "derived_lag"
"""Key of `meta` that stands while derived columns are to be computed (`ingest.catch_up`)."""
_COMMIT_BYTES = 4 << 20
_FEW_FIELDS = 16

Progress = Callable[[int, int, str], object]
"""Called with what is done, all there is, and what it is, in a word."""


def load(
    db: sqlite3.Connection,
    opener: Opener | None = None,
    sealer: Sealer | None = None,
    *,
    decoded: Sequence[Decoded] = (),
    progress: Progress | None = None,
) -> bool:
    """Write the rows of the snapshot that was taken, as far as they are not; whether there was anything to do.

    `decoded` are the bodies of all its frames, where they are at hand. Derived columns are left to
    `ingest.catch_up`.
    """
    cover = cover_of(db)
    if cover is None or cover.is_loaded:
        return False
    while cover is not None and not cover.is_loaded:
        with uncollected(), immediate(db):
            cover = _load_some(db, opener, sealer, decoded)
        if progress is not None and cover is not None:
            progress(cover.noted.done, cover.noted.total, "a snapshot")
    return True


def _load_some(
    db: sqlite3.Connection, opener: Opener | None, sealer: Sealer | None, decoded: Sequence[Decoded]
) -> Cover | None:
    """Some frames from the first that is not loaded on, in the caller's transaction."""
    cover = cover_of(db)
    if cover is None or cover.is_loaded:
        return cover
    noted, size = cover.noted, 0
    loading = _Loading(db)
    for frame in kept_frames(db, noted.done):
        at = frame.header.seq - 1
        loading.add(frame, *(decoded[at] if at < len(decoded) else _decoded(frame, opener)))
        noted.done = frame.header.seq
        size += len(frame.raw)
        if size >= _COMMIT_BYTES:
            break
    if cover.is_loaded:
        _erase(db, opener, sealer)
        set_meta(db, LAG, 1)
    note(db, noted)
    return cover


def _decoded(frame: Frame, opener: Opener | None) -> Decoded:
    plain = plain_body(frame, opener)
    body = decode_body(plain)
    return body, decode_part(plain, body)


def _erase(db: sqlite3.Connection, opener: Opener | None, sealer: Sealer | None) -> None:
    """Take what the snapshot knows as erased: this device may have had it too."""
    erasing = Erasing(db, opener, sealer)
    for frame in kept_frames(db):
        plain = plain_body(frame, opener)
        if MATCH.encode() in plain:
            erasing.learn(decode_body(plain), frame.header.replica)
    erasing.finish()


class _Loading:
    """Writes rows, inside the caller's transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._replicas = Replicas(db)
        self._rows = Rows(db, Names(db), self._replicas.order)
        self._statements = Statements(db)

    def add(self, frame: Frame, body: Body, part: Part) -> None:
        """The rows of one frame."""
        head = frame.header
        how = translation(body, head.replica, head.schema, self._replicas)
        for txn in transactions(body, head.replica):
            self._merge(record for record in records_of(txn, how) if record.kind == STATE)
        dots = [(0, 0), *zip(part.stamps(), [how.replicas[no] for no in part.writers], strict=True)]
        told = [b"", *[encode(dot) for dot in dots[1:]]]
        for one in part.tables:
            self._insert(one, how, dots, told)

    def _merge(self, records: Iterable[Record]) -> None:
        """Rows with a record of their own, and those that this device has too."""
        for record in records:
            table, row_id = record.table, record.row_id
            if table == REPLICA_TABLE:
                self._replicas.number(row_id)
            exists = self._db.execute(f"select 1 from {table} where id = ?", (row_id,)).fetchone()
            state = self._rows.load(table, row_id) if exists else RowState(self._replicas.order)
            state.apply(record)
            self._rows.save(table, row_id, state)

    def _insert(self, one: Columns, how: Translated, dots: list[tuple[int, int]], told: list[bytes]) -> None:
        table = how.names[one.table]
        columns = [how.names[no] for no in one.names]
        ids = one.row_ids()
        rows: list[Any] = list(zip(ids, _packed(one, how, told), *one.values, strict=True))
        self._db.execute("savepoint rows")
        try:
            self._statements.insert(table, columns, rows)
        except sqlite3.IntegrityError:  # a row that this device has too
            self._db.execute("rollback to rows")
            present = self._statements.existing(table, ids)
            self._statements.insert(table, columns, [row for row in rows if row[0] not in present])
            self._merge(plain_records(one, how, dots, present))
        self._db.execute("release rows")


def _packed(one: Columns, how: Translated, told: list[bytes]) -> Iterator[bytes]:
    """`_dots` of each row; rows that were written together have the same."""
    keys = [encode(STAR if no == STAR_NO else how.names[no]) for no in one.listed]
    if not keys:
        return iter([encode({})] * one.count)
    known: dict[tuple[int, ...], bytes] = {}

    def pack(places: tuple[int, ...]) -> bytes:
        parts = [key + told[place] for key, place in zip(keys, places, strict=True) if place]
        count = len(parts)
        begin = bytes((0x80 | count,)) if count < _FEW_FIELDS else b"\xde" + count.to_bytes(2, "big")
        known[places] = found = begin + b"".join(parts)
        return found

    return (known.get(places) or pack(places) for places in zip(*one.places, strict=True))


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles among hundreds of thousands of values that hold none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
