"""The big book: 25 reps, 10,000 accounts, 50,000 contacts, 2,000,000 interactions, through the bulk path."""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit

TODAY = date(2026, 11, 24)
NOW = "2026-11-24T08:00:00+01:00"
ZONE = "Europe/Madrid"
DAYS = 730
_TYPES = ("call", "call", "call", "email", "email", "visit", "meeting", "video", "note")
_NOTES = (
    "late sand twice, wants a forecast",
    "sends the drawing on Monday",
    "new furnace starts in May",
    None,
    "pump 3 leaks again",
    None,
    "price list asked for",
    None,
)
_FIRST = ("Ana", "Jon", "María", "Aiko", "Bo", "Rita", "Owen", "Ingrid", "Luis", "Claire", "Åsa", "Zoë")
_LAST = ("Ruiz", "Park", "López", "Mori", "Lind", "Schmidt", "Reed", "Dahl", "Prado", "Morel", "Özil", "Nagy")
_ROLES = (
    "decision_maker",
    "champion",
    "procurement",
    "end_user",
    "influencer",
    None,
    "technical_evaluator",
    None,
)
Row = dict[str, object]


class Size(NamedTuple):
    """How big a book is."""

    reps: int = 25
    accounts: int = 10_000
    contacts: int = 50_000
    interactions: int = 2_000_000
    batch: int = 25_000


FULL = Size()


def big_book(path: Path, size: Size, say: Callable[[str], None]) -> None:
    """Build the book at `path` unless a finished one of that size is there."""
    if path.exists():
        db = open_database(path)
        done = db.execute("select value from meta where key = 'bench_size'").fetchone()
        db.close()
        if done and done[0] == repr(size):
            return
        for file in path.parent.glob(path.name + "*"):
            file.unlink()
    started = time.perf_counter()
    db = open_database(path)
    book = _Book(db, size)
    book.write_masters()
    book.write_life()
    say(f"{size.interactions:,} interactions written in {time.perf_counter() - started:.0f} s")
    started = time.perf_counter()
    with immediate(db):
        derived.rebuild(db)
        db.execute("insert or replace into meta values ('rep_id', ?)", (book.reps[0],))
        db.execute("insert into meta values ('bench_size', ?)", (repr(size),))
    say(f"derived columns rebuilt in {time.perf_counter() - started:.0f} s")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


class _Book:
    """The rows, from one seed."""

    def __init__(self, db: sqlite3.Connection, size: Size) -> None:
        self._db, self._size = db, size
        self._chance = random.Random(7)
        self._days = [(TODAY - timedelta(days=ago)).isoformat() for ago in range(DAYS)]
        self.reps: list[bytes] = []
        self._accounts: list[bytes] = []
        self._contacts: list[bytes] = []

    def _unit(self, label: str) -> Unit:
        return Unit(self._db, label, zone=ZONE, kind="import", defer_derived=True)

    def write_masters(self) -> None:
        """Reps, accounts and people."""
        size, chance = self._size, self._chance
        with self._unit("masters") as unit:
            self.reps = unit.insert_many(
                "rep",
                [
                    {"name": f"Rep {no:02}", "role": "rep", "timezone": ZONE, "country": "ES"}
                    for no in range(size.reps)
                ],
            )
            self._accounts = unit.insert_many(
                "account",
                [
                    {
                        "name": f"Glassworks {no:05}", "segment": "ABCD"[min(3, int(chance.expovariate(0.7)))],
                        "status": "customer", "city": "Gijón", "country": "ES", "owner_id": self.reps[no % size.reps],
                        "tracking_started_on": self._days[-1],
                    }
                    for no in range(size.accounts)
                ],
            )  # fmt: skip
            self._contacts = unit.insert_many("contact", [self._contact(no) for no in range(size.contacts)])

    def _contact(self, no: int) -> Row:
        first, last = _FIRST[no % 12], _LAST[no // 12 % 12]
        return {
            "name": f"{first} {last} {no}",
            "first_name": first,
            "last_name": f"{last} {no}",
            "title": "Plant manager",
            "role": _ROLES[no // self._size.accounts % 8] if no % 3 else None,
            "status": "active",
            "primary_account_id": self._accounts[no % self._size.accounts],
            "email": f"person.{no}@glass.example",
            "phone": f"+34 600 {no:06}",
            "tracking_started_on": self._days[-1],
        }

    def write_life(self) -> None:
        """Interactions and who took part, 50,000 and more rows a transaction."""
        left = self._size.interactions
        while left > 0:
            rows, people = self._batch(min(left, self._size.batch))
            with self._unit("life") as unit:
                ids = unit.insert_many("interaction", rows)
                unit.insert_many(
                    "participant",
                    [
                        {"interaction_id": row_id, "contact_id": contact}
                        for row_id, met in zip(ids, people, strict=True)
                        for contact in met
                    ],
                )
            left -= len(rows)

    def _batch(self, count: int) -> tuple[list[Row], list[list[bytes]]]:
        size, chance = self._size, self._chance
        rows: list[Row] = []
        people: list[list[bytes]] = []
        for _ in range(count):
            contact = int(chance.random() * size.contacts)
            account = contact % size.accounts
            silent = (contact * 7919) % 60 if contact % 6 == 0 else 0
            kind = _TYPES[int(chance.random() * 9)]
            planned = silent == 0 and chance.random() < 0.0005
            row: Row = {
                "type": kind,
                "status": "planned" if planned else "completed",
                "occurred_on": (TODAY + timedelta(days=int(chance.random() * 10))).isoformat()
                if planned
                else self._days[silent + int(chance.random() * (DAYS - silent))],
                "zone": ZONE,
                "note": _NOTES[int(chance.random() * 8)],
                "account_id": self._accounts[account],
                "rep_id": self.reps[account % size.reps],
            }
            if kind == "call":
                row["outcome"] = "connected" if chance.random() < 0.7 else "no_answer"
            elif kind == "email":
                row["direction"] = "inbound" if chance.random() < 0.4 else "outbound"
            rows.append(row)
            second = (contact + size.accounts) % size.contacts
            people.append(
                [self._contacts[contact], self._contacts[second]]
                if chance.random() < 0.1
                else [self._contacts[contact]]
            )
        return rows, people


def names_of(db: sqlite3.Connection, kind: str) -> Iterator[str]:
    """Names of accounts or contacts, for tokens and lines."""
    yield from (str(row[0]) for row in db.execute(f"select name from {kind} limit 10").fetchall())
