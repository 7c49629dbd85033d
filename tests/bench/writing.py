"""What the log costs: the same rows with it and without it, in time and in bytes (sync.md section 15)."""

import itertools
import random
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from repcockpit.store.database import open_database
from repcockpit.store.unit import Unit
from tests.bench.measure import Figure, in_turn, ratio_figure

INSERTS, UPDATES = 158, 842
"""1,000 records of which the inserts, 8 fields each, make 60 % of the field changes."""
DEFINED_RUNS = 475
"""So many of them are the 1,000,000 field changes of the definition."""
SINGLE_TURN = 6
"""One insert in so many single records: six fields in ten come from inserts."""
_FIRST_ROWS = 2_000
_STAGES = ("open", "won", "lost")
Row = dict[str, object]
Change = tuple[bytes, Row]


class Table(NamedTuple):
    """A table the figures are taken on, and the eight fields that are written."""

    name: str
    fields: tuple[str, ...]


DEAL = Table(
    "deal", ("name", "stage", "stage_name", "amount", "currency", "closed_on", "account_id", "owner_id")
)
CONTACT = Table(
    "contact", ("name", "first_name", "last_name", "title", "email", "phone", "status", "primary_account_id")
)


class _Batch:
    """What the next transaction writes."""

    def __init__(self, inserts: list[Row], updates: list[Change]) -> None:
        self.inserts = inserts
        self.updates = updates


class Rows:
    """The same endless rows and changes for every database that asks with the same seed."""

    def __init__(self, table: Table, seed: int = 1) -> None:
        self.table = table
        self.ids: list[bytes] = []
        self._chance = random.Random(seed)
        self._others = [self._chance.randbytes(16) for _ in range(200)]

    def value(self, field: str) -> object:
        """A plausible value of one field."""
        number = self._chance.randrange(1_000_000)
        values: dict[str, object] = {
            "name": f"Line {number}",
            "first_name": f"Ana{number % 500}",
            "last_name": f"Ruiz{number % 5000}",
            "title": ("Buyer", "Plant manager", "Engineer", "Director")[number % 4],
            "email": f"ana.{number}@example.com",
            "phone": f"+34 600 {number:06}",
            "status": ("active", "on_leave")[number % 7 == 0],
            "stage": _STAGES[number % 3],
            "stage_name": ("Qualified", "Offer sent", "Closed")[number % 3],
            "amount": float(number),
            "currency": ("EUR", "CHF")[number % 2],
            "closed_on": f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}",
        }
        return values[field] if field in values else self._others[number % 200]

    def inserts(self, count: int, fields: int = 8) -> list[Row]:
        """New rows with ids in the order of time."""
        rows: list[Row] = []
        for _ in range(count):
            row_id = (len(self.ids) + 1 << 80 | self._chance.getrandbits(80)).to_bytes(16, "big")
            self.ids.append(row_id)
            rows.append({"id": row_id, **{field: self.value(field) for field in self.table.fields[:fields]}})
        return rows

    def updates(self, count: int) -> list[Change]:
        """Changes of one field of an older row each."""
        found: list[Change] = []
        for _ in range(count):
            field = self._chance.choice(self.table.fields)
            found.append((self._chance.choice(self.ids), {field: self.value(field)}))
        return found


def write_logged(db: sqlite3.Connection, table: str, inserts: list[Row], updates: list[Change]) -> None:
    """One transaction through the one way to write."""
    with Unit(db, "") as unit:
        if inserts:
            unit.insert_many(table, inserts)
        if updates:
            unit.update_many(table, updates)


def write_plain(db: sqlite3.Connection, table: str, inserts: list[Row], updates: list[Change]) -> None:
    """The same rows by plain statements, one `executemany` for each shape."""
    db.execute("begin immediate")
    if inserts:
        names = list(inserts[0])
        marks = ", ".join("?" * len(names))
        db.executemany(
            f"insert into {table} ({', '.join(names)}) values ({marks})",
            [list(row.values()) for row in inserts],
        )
    by_field: dict[str, list[tuple[object, bytes]]] = {}
    for row_id, change in updates:
        for field, value in change.items():
            by_field.setdefault(field, []).append((value, row_id))
    for field, pairs in by_field.items():
        db.executemany(f"update {table} set {field} = ? where id = ?", pairs)
    db.execute("commit")


@contextmanager
def two_databases(folder: Path) -> Iterator[tuple[sqlite3.Connection, sqlite3.Connection]]:
    """Ours, and a plain one with the same tables and indexes, WAL and FULL as the speed table says."""
    ours = open_database(folder / "ours.db")
    open_database(folder / "plain.db").close()
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("pragma synchronous = full")
    try:
        yield ours, plain
    finally:
        ours.close()
        plain.close()
        for file in folder.glob("*.db*"):
            file.unlink()


def time_figure(
    folder: Path, table: Table, runs: int, *, is_single: bool, limits: tuple[float, float] | None = None
) -> Figure:
    """1,000 records a transaction, or one: of which the same share are inserts."""
    rows = Rows(table)
    held = _Batch([], [])
    turns = itertools.count()

    def prepare() -> None:
        if not is_single:
            held.inserts, held.updates = rows.inserts(INSERTS), rows.updates(UPDATES)
        elif next(turns) % SINGLE_TURN == 0:
            held.inserts, held.updates = rows.inserts(1), []
        else:
            held.inserts, held.updates = [], rows.updates(1)

    with two_databases(folder) as (ours, plain):
        first = rows.inserts(_FIRST_ROWS)
        write_logged(ours, table.name, first, [])
        write_plain(plain, table.name, first, [])
        times = in_turn(
            lambda: write_logged(ours, table.name, held.inserts, held.updates),
            lambda: write_plain(plain, table.name, held.inserts, held.updates),
            runs,
            prepare,
        )
    how = "one record" if is_single else "1,000 records"
    must, beyond = limits or (None, None)
    return ratio_figure(f"writing with the log, {how} a transaction, {table.name}", *times, must, beyond)


def bytes_per_change(folder: Path, table: Table, transactions: int, records: int, fields: int) -> float:
    """How much the file grows per field change, everything included."""
    rows = Rows(table)
    db = open_database(folder / "bytes.db")
    before = _size(db)
    for _ in range(transactions):
        write_logged(db, table.name, rows.inserts(records, fields), [])
    grown = _size(db) - before
    db.close()
    for file in folder.glob("bytes.db*"):
        file.unlink()
    return grown / (transactions * records * fields)


def _size(db: sqlite3.Connection) -> int:
    db.execute("pragma wal_checkpoint(truncate)")
    pages: int = db.execute("select page_count from pragma_page_count").fetchone()[0]
    size: int = db.execute("select page_size from pragma_page_size").fetchone()[0]
    return pages * size
