"""Writing a snapshot: every row as it is, in frames of their own, from one reading of the database (sync.md 11)."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.store.database import immediate, meta_value
from repcockpit.store.erased import erased_rows
from repcockpit.store.heads import ALIVE, STAR, Dot
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import Names, decode_dots
from repcockpit.store.record_kinds import ERASE, STATE
from repcockpit.store.schema import SYNCED, TableShape
from repcockpit.sync import held
from repcockpit.sync.blanks import MATCH
from repcockpit.sync.bodies import OWN, Body
from repcockpit.sync.frames import MINOR, NO_PREV, SNAPSHOT, Frame, Opener, Sealer, make_frame
from repcockpit.sync.merge.rebuilding import APPLIED, WAITING, rebuilt
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.rows import REPLICA_TABLE, Rows
from repcockpit.sync.merge.state import RowState
from repcockpit.sync.snapshots.bodies import MARK_BYTES, STAR_NO, Columns, Part, Run, encode_part, steps_of
from repcockpit.sync.snapshots.covers import cover_of

_PLAIN_BYTES = 600 << 10
"""Plain bytes, roughly counted, after which a frame is full."""
_ROWS = 8_000
_MARKS = 20_000
_BESIDE = ("sync_head", "sync_named", "sync_delete", "sync_unknown")
_ROW_BYTES, _VALUE_BYTES, _STATE_BYTES = 24, 3, 200


class Made(NamedTuple):
    """A snapshot's frames, the stored bytes of the frames it covers, how many rows it knows as erased."""

    frames: list[Frame]
    covered_bytes: int
    erased: int


def make(
    db: sqlite3.Connection, team: bytes, *, sealer: Sealer | None = None, opener: Opener | None = None
) -> Made | None:
    """A snapshot of the rows that the applied frames gave; None where something is not fully read, or unsealed."""
    _number_tables(db)
    db.execute("begin")
    try:
        if is_hindered(db):
            return None
        return _Making(db, team, sealer, opener).run()
    finally:
        db.execute("rollback")


def is_hindered(db: sqlite3.Connection) -> bool:
    """Whether the rows are not just what fully read frames gave."""
    questions = (
        "select 1 from change where sealed_seq is null limit 1",
        f"select 1 from sync_frame where state in ({WAITING}, {held.SNAPSHOT}) limit 1",
        "select 1 from sync_unknown where field_no <= 0 limit 1",
        f"select 1 from sync_frame where state = {APPLIED} and substr(bytes, 8, 1) > x'{MINOR:02x}' limit 1",
    )
    if not held.has_frames(db) or cover_of(db) is not None:
        return True
    return any(db.execute(one).fetchone() for one in questions)


def _number_tables(db: sqlite3.Connection) -> None:
    """Reading rows asks for the numbers of their tables: they are given out before the reading begins."""
    known = Names(db).names().values()
    if not {*SYNCED, REPLICA_TABLE} <= set(known):
        with immediate(db):
            names = Names(db)
            for table in (*SYNCED, REPLICA_TABLE):
                names.number(table)


class _Sheet:
    """One frame while it is filled."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.replicas: dict[int, int] = {}
        self.records: list[list[Any]] = []
        self.covers: list[Run] = []
        self.tables: list[Columns] = []
        self.dots: dict[Dot, int] = {}
        self.size = 0

    @property
    def is_full(self) -> bool:
        return self.size >= _PLAIN_BYTES

    def name(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names) + 1)

    def replica(self, no: int) -> int:
        return self.replicas.setdefault(no, len(self.replicas))

    def dot(self, dot: Dot) -> list[int]:
        return [-dot[0], self.replica(dot[1])]

    def add_state(self, table: str, row_id: bytes, state: RowState) -> None:
        """A row with all its heads, as a record of a transaction stamped 0."""
        heads = {
            self.name(field): [[self.dot(dot), value] for dot, value in some.items()]
            for field, some in state.heads.items()
            if some
        }
        named: dict[int, list[list[int]]] = {}
        for field, dot in state.waiting():
            named.setdefault(self.name(field), []).append(self.dot(dot))
        deletes = [
            [self.dot(dot), [self.dot(one) for one in sorted(seen)]] for dot, seen in state.deletes.items()
        ]
        self.records.append([STATE, self.name(table), row_id, 0, heads, named, [], deletes])
        texts = chain.from_iterable(some.values() for some in state.heads.values())
        self.size += _STATE_BYTES + sum(len(one) for one in texts if isinstance(one, str | bytes))

    def add_rows(self, shape: TableShape, rows: list[tuple[Any, ...]], dots: list[dict[str, Any]]) -> None:
        """Plain rows: (id, _dots, *columns), with their dots."""
        fields = list(dict.fromkeys(chain.from_iterable(dots)))
        places = {field: [0] * len(rows) for field in fields}
        for at, one in enumerate(dots):
            for field, (stamp, no) in one.items():
                places[field][at] = self.dots.setdefault((stamp, no), len(self.dots) + 1)
        cells = list(zip(*rows, strict=True))
        columns = {
            name: list(column)
            for name, column in zip(shape.columns, cells[2:], strict=True)
            if any(value is not None for value in column)
        }
        self.tables.append(
            Columns(
                self.name(shape.name),
                [self.name(column) for column in columns],
                b"".join(cells[0]),
                list(columns.values()),
                [STAR_NO if field == STAR else self.name(field) for field in fields],
                list(places.values()),
            )
        )

    def part(self, *, is_last: bool) -> Part:
        """The eighth element: dots in rising order."""
        order = sorted(self.dots)
        moved = [0] * (len(order) + 1)
        for place, dot in enumerate(order, 1):
            moved[self.dots[dot]] = place
        for one in self.tables:
            one.places = [list(map(moved.__getitem__, column)) for column in one.places]
        steps = steps_of([stamp for stamp, _ in order])
        return Part(is_last, self.covers, steps, [self.replica(no) for _, no in order], self.tables)


class _Making:
    """One snapshot; runs inside the caller's reading transaction."""

    def __init__(
        self, db: sqlite3.Connection, team: bytes, sealer: Sealer | None, opener: Opener | None
    ) -> None:
        self._db, self._team, self._sealer, self._opener = db, team, sealer, opener
        self._names, self._known = Names(db), Replicas(db)
        self._rows = Rows(db, self._names, self._known.order)
        self._own = own_replica(db)
        self._schema = int(str(meta_value(db, "schema")))
        self._frames: list[Frame] = []
        self._sheet = _Sheet()
        self._unsent = self._never_sent()

    def run(self) -> Made:
        size = self._add_covers()
        erased = self._add_erased()
        for table in (REPLICA_TABLE, *SYNCED):
            self._add_slow(table)
        for table in SYNCED:
            self._add_plain(table)
        self._seal(is_last=True)
        return Made(self._frames, size, erased)

    def _seal(self, *, is_last: bool = False) -> None:
        sheet, self._sheet = self._sheet, _Sheet()
        part = sheet.part(is_last=is_last)
        ids = self._known.ids
        body = Body(
            random_bytes(16), [],
            {place: OWN if no == self._own.no else ids[no] for no, place in sheet.replicas.items()},
            {no: name for name, no in sheet.names.items()}, [], [],
            [[1, 0, None, None, 0, "", None, 0, 1, 0, sheet.records]],
        )  # fmt: skip
        last = self._frames[-1].header if self._frames else None
        self._frames.append(
            make_frame(
                team=self._team,
                replica=self._own.id,
                seq=len(self._frames) + 1,
                prev=last.identity if last else NO_PREV,
                schema=self._schema,
                plain=encode_part(body, part),
                sealer=self._sealer,
                flags=SNAPSHOT,
            )
        )

    def _turn(self) -> None:
        if self._sheet.is_full:
            self._seal()

    def _add_covers(self) -> int:
        """What is covered: the applied frames. Gives their stored bytes."""
        rows = self._db.execute(
            "select replica, seq, identity, coalesce(n_last, 1), length(bytes) from sync_frame"
            " where stream = 0 and state = ? order by replica, seq, identity",
            (APPLIED,),
        )
        size, runs = 0, list[tuple[bytes, int, int, bytearray]]()
        replica, open_runs = b"", dict[int, int]()
        for one, seq, identity, last, length in rows:
            size += length
            if one != replica:
                replica, open_runs = one, {}
            place = open_runs.pop(seq, None)
            if place is None or len(runs[place][3]) >= _MARKS * MARK_BYTES:
                place = len(runs)
                runs.append((one, seq, last, bytearray()))
            run = runs[place]
            run[3].extend(identity[:MARK_BYTES])
            runs[place] = (run[0], run[1], max(run[2], last), run[3])
            open_runs[seq + 1] = place
        for one, first, top, marks in runs:
            no = self._known.number(one)
            self._sheet.covers.append(Run(self._sheet.replica(no), first, top, bytes(marks)))
            self._sheet.size += len(marks) + _ROW_BYTES
            self._turn()
        return size

    def _add_erased(self) -> int:
        erased = erased_rows(self._db)
        for one in erased:
            sheet = self._sheet
            new: dict[int, Any] = dict.fromkeys(map(sheet.name, sorted(one.fields)))
            new[sheet.name(MATCH)] = one.match
            sheet.records.append([ERASE, sheet.name(one.table), one.row_id, 0, new, {}, [], []])
            sheet.size += _STATE_BYTES
            self._turn()
        return len(erased)

    def _never_sent(self) -> set[bytes]:
        """Rows that transactions wrote to which are never sealed: what others have of them, the frames tell."""
        rows = self._db.execute(
            "select distinct row_id from touched where txn_no in (select txn_no from change where sealed_seq = 0)"
        )
        return {row_id for (row_id,) in rows.fetchall()}

    def _slow_ids(self, table: str) -> set[bytes]:
        """The rows that need a record of their own."""
        if table == REPLICA_TABLE:
            rows = self._db.execute("select id from replica where _dots is not null").fetchall()
            return {row_id for (row_id,) in rows}
        number = self._names.number(table)
        found = {
            row_id
            for beside in _BESIDE
            for (row_id,) in self._db.execute(
                f"select distinct row_id from {beside} where table_no = ?", (number,)
            ).fetchall()
        }
        rows = self._db.execute(f"select id from {table} where _hidden <> 0").fetchall()
        return found | {row_id for (row_id,) in rows}

    def _add_slow(self, table: str) -> None:
        ids = self._slow_ids(table)
        if self._unsent and table != REPLICA_TABLE:
            present = self._db.execute(f"select id from {table}")
            unsent = sorted(self._unsent & {row_id for (row_id,) in present})
            told = rebuilt(self._db, self._rows, self._known, table, unsent, self._opener)
            self._add_states(table, told)
        self._add_states(
            table, ((row_id, self._rows.load(table, row_id)) for row_id in sorted(ids - self._unsent))
        )

    def _add_states(self, table: str, states: Iterable[tuple[bytes, RowState]]) -> None:
        for row_id, state in states:
            if any(state.heads.values()) or state.deletes or state.waiting():
                self._sheet.add_state(table, row_id, state)
                self._turn()

    def _add_plain(self, table: str) -> None:
        shape = self._rows.shape(table)
        slow = self._slow_ids(table) | self._unsent
        plain = {STAR, ALIVE, *shape.fields}
        rows: list[tuple[Any, ...]] = []
        dots: list[dict[str, Any]] = []
        filled = 0
        for row in self._plain_rows(shape):
            if row[0] in slow or not row[1]:
                continue
            told = decode_dots(row[1])
            if not told.keys() <= plain:
                self._add_states(table, [(row[0], self._rows.load(table, row[0]))])
                continue
            rows.append(row)
            dots.append(told)
            filled += _size(row)
            if self._sheet.size + filled >= _PLAIN_BYTES or len(rows) == _ROWS:
                self._add_chunk(shape, rows, dots, filled)
                rows, dots, filled = [], [], 0
        if rows:
            self._add_chunk(shape, rows, dots, filled)

    def _add_chunk(
        self, shape: TableShape, rows: list[tuple[Any, ...]], dots: list[dict[str, Any]], size: int
    ) -> None:
        self._sheet.add_rows(shape, rows, dots)
        self._sheet.size += size
        self._turn()

    def _plain_rows(self, shape: TableShape) -> Iterator[tuple[Any, ...]]:
        cursor = self._db.execute(
            f"select id, _dots, {', '.join(shape.columns)} from {shape.name} where _hidden = 0 order by id"
        )
        while some := cursor.fetchmany(1_000):
            yield from some


def _size(row: tuple[Any, ...]) -> int:
    return _ROW_BYTES + sum(len(one) if type(one) in (str, bytes) else _VALUE_BYTES for one in row[2:])
