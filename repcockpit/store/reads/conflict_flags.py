"""Disagreements that are no values: open deletes, merges in a ring, branches of requests."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import NamedTuple

from repcockpit.domain.moments import time_of
from repcockpit.domain.requests import Step
from repcockpit.store import log
from repcockpit.store.beside import covered_dots
from repcockpit.store.heads import BESIDE, TOP, Dot, pairs
from repcockpit.store.reads.conflict_counts import deleted_rows, merged_rings
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks


class OpenDelete(NamedTuple):
    """A row that shows although somebody deleted it: the newest delete, and what that had not seen by field."""

    table: str
    row_id: bytes
    deleted: Dot
    edited: Mapping[str, Dot]
    dots: bytes


class Ring(NamedTuple):
    """Records merged into each other, the smallest id first, each with the dot of its merge."""

    table: str
    members: tuple[tuple[bytes, Dot], ...]


class Branched(NamedTuple):
    """The steps of a request of which several are followed by none, and those that were taken back."""

    request_id: bytes
    steps: tuple[Step, ...]
    taken_back: tuple[Step, ...]


def open_deletes(db: sqlite3.Connection) -> list[OpenDelete]:
    """Rows that somebody deleted and somebody else changed."""
    found = []
    for table, table_no, row_id in deleted_rows(db):
        (packed,) = db.execute(f"select _dots from {table} where id = ?", (row_id,)).fetchone()
        newest = db.execute(
            "select stamp, replica_no from sync_delete where row_id = ? and table_no = ? order by stamp desc limit 1",
            (row_id, table_no),
        ).fetchone()
        covered = covered_dots(db, (table_no, row_id))
        heads = {
            name.removeprefix(BESIDE): max(some)
            for name, flat in log.decode_dots(packed).items()
            if name != TOP and (some := [one for one in pairs(flat) if one not in covered])
        }
        found.append(OpenDelete(table, row_id, newest, heads or {"*": newest}, packed))
    return found


def rings(db: sqlite3.Connection) -> list[Ring]:
    """Accounts and people that were merged into each other."""
    found = []
    for table, ids in merged_rings(db):
        rows = dict(db.execute(f"select id, _dots from {table} where id in ({marks(ids)})", ids).fetchall())
        found.append(Ring(table, tuple((one, _merged(rows[one])) for one in ids)))
    return found


def _merged(packed: bytes) -> Dot:
    dots = log.decode_dots(packed)
    stamp, no = (dots.get("merged_into") or dots.get("*") or [0, 0])[:2]
    return stamp, no


def branches_of(db: sqlite3.Connection, request_ids: Iterable[bytes]) -> list[Branched]:
    """The steps of these requests."""
    shown: dict[bytes, list[Step]] = {}
    hidden: dict[bytes, list[Step]] = {}
    for some in chunks(list(request_ids)):
        for request_id, kind, at, row_id, after, is_hidden in db.execute(
            "select request_id, kind, at, id, after, _hidden from request_event"
            f" where kind is not null and at is not null and request_id in ({marks(some)})",
            some,
        ).fetchall():
            step = Step(kind, time_of(at, UTC), row_id, after or b"")
            (hidden if is_hidden else shown).setdefault(request_id, []).append(step)
    return [
        Branched(one, tuple(ordered(db, steps)), tuple(hidden.get(one, ()))) for one, steps in shown.items()
    ]
