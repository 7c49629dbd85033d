"""Disagreements that are no values: open deletes, children of the deleted, merges in a ring, branches of requests."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC
from typing import NamedTuple

from repcockpit.domain.moments import time_of
from repcockpit.domain.requests import Step
from repcockpit.store import log
from repcockpit.store.beside import covered_dots
from repcockpit.store.heads import BESIDE, TOP, Dot, pairs
from repcockpit.store.reads.conflict_counts import HANGS, PARENTS, deleted_parents, deleted_rows, merged_rings
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks


class OpenDelete(NamedTuple):
    """A row that shows although somebody deleted it: the newest delete, and what that had not seen by field."""

    table: str
    row_id: bytes
    deleted: Dot
    edited: Mapping[str, Dot]
    dots: bytes


class Orphan(NamedTuple):
    """A row that is shown and hangs on one in the bin; `dot` made it hang there, `deleted` are the deletes, newest first."""

    parent: tuple[str, bytes]
    deleted: tuple[Dot, ...]
    table: str
    row_id: bytes
    dot: Dot


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


def orphans(db: sqlite3.Connection) -> list[Orphan]:
    """What is shown and hangs on an account or a person that somebody deleted."""
    found: list[Orphan] = []
    for kind in PARENTS:
        deleted: dict[bytes, tuple[Dot, ...]] = {}
        for row_id, stamp, no in deleted_parents(db, kind):
            deleted[row_id] = (*deleted.get(row_id, ()), (stamp, no))
        for some in chunks(list(deleted)):
            for (table, column), target in HANGS.items():
                if target == kind:
                    found += _hanging(db, table, column, kind, some, deleted)
    return found


def _hanging(
    db: sqlite3.Connection,
    table: str,
    column: str,
    kind: str,
    parents: Sequence[bytes],
    deleted: Mapping[bytes, tuple[Dot, ...]],
) -> list[Orphan]:
    rows = db.execute(
        f"select id, {column}, _dots from {table} where _hidden = 0 and {column} in ({marks(parents)})",
        list(parents),
    ).fetchall()
    found = []
    for row_id, parent, packed in rows:
        dots = log.decode_dots(packed)
        stamp, no = (dots.get(column) or dots.get("*") or [0, 0])[:2]
        found.append(Orphan((kind, parent), deleted[parent], table, row_id, (stamp, no)))
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


def frame_seen_at(db: sqlite3.Connection, txn_no: int) -> int | None:
    """When a transaction was first found at the target, in ms; None where that is not known."""
    row = db.execute(
        "select min(f.seen_at) from txn t join replica r on r.no = t.replica_no join sync_frame f"
        " on f.replica = r.id and f.n_first <= t.n and f.n_last >= t.n where t.no = ?",
        (txn_no,),
    ).fetchone()
    return None if row is None else row[0]
