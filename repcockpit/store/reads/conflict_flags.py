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
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.references import REFERENCES
from repcockpit.store.schema import SYNCED

_PARENTS = ("account", "contact")
_HANGS = {
    (table, column): target
    for table, columns in REFERENCES.items()
    for column, target in columns.items()
    if target in _PARENTS and column in ("account_id", "contact_id", "primary_account_id")
}
"""(Table, column) of what belongs to an account or a person."""


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
    rows = db.execute(
        "select table_no, row_id, stamp, replica_no from sync_delete where is_open = 1"
        " order by table_no, row_id, stamp"
    ).fetchall()
    newest = {(table_no, row_id): (stamp, no) for table_no, row_id, stamp, no in rows}
    names = _names(db) if newest else {}
    found = []
    for (table_no, row_id), dot in newest.items():
        table = names.get(table_no, "")
        if table not in SYNCED:
            continue
        row = db.execute(f"select _dots from {table} where id = ? and _hidden = 0", (row_id,)).fetchone()
        if row is None:
            continue
        covered = covered_dots(db, (table_no, row_id))
        heads = {
            name.removeprefix(BESIDE): max(some)
            for name, flat in log.decode_dots(row[0]).items()
            if name != TOP and (some := [one for one in pairs(flat) if one not in covered])
        }
        if heads:
            found.append(OpenDelete(table, row_id, dot, heads, row[0]))
    return found


def _names(db: sqlite3.Connection) -> dict[int, str]:
    return {int(no): str(name) for no, name in db.execute("select no, name from table_name").fetchall()}


def orphans(db: sqlite3.Connection) -> list[Orphan]:
    """What is shown and hangs on an account or a person that somebody deleted."""
    found: list[Orphan] = []
    numbers = {name: no for no, name in _names(db).items()}
    for kind in _PARENTS:
        deleted: dict[bytes, tuple[Dot, ...]] = {}
        for row_id, stamp, no in db.execute(
            f"select d.row_id, d.stamp, d.replica_no from sync_delete d join {kind} r on r.id = d.row_id"
            " where d.table_no = ? and r._hidden = 1 order by d.stamp desc",
            (numbers.get(kind),),
        ).fetchall():
            deleted[row_id] = (*deleted.get(row_id, ()), (stamp, no))
        for some in chunks(list(deleted)):
            for (table, column), target in _HANGS.items():
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
    return [ring for table in _PARENTS for ring in _rings(db, table)]


def _rings(db: sqlite3.Connection, table: str) -> Iterable[Ring]:
    rows = db.execute(f"select id, merged_into, _dots from {table} where merged_into is not null").fetchall()
    into = {row[0]: row[1] for row in rows}
    packed = {row[0]: row[2] for row in rows}
    met: set[bytes] = set()
    for start in sorted(into):
        walked: list[bytes] = []
        here: bytes | None = start
        while here in into and here not in met and here not in walked:
            walked.append(here)
            here = into[here]
        met.update(walked)
        if here in walked:
            ring = sorted(walked[walked.index(here) :])
            yield Ring(table, tuple((one, _merged(packed[one])) for one in ring))


def _merged(packed: bytes) -> Dot:
    dots = log.decode_dots(packed)
    stamp, no = (dots.get("merged_into") or dots.get("*") or [0, 0])[:2]
    return stamp, no


def branched_ids(db: sqlite3.Connection, request_ids: Iterable[bytes] | None = None) -> set[bytes]:
    """The requests (None: of all) with several steps that no other one followed."""
    text = "select request_id, id, after from request_event where _hidden = 0 and request_id is not null"
    rows: list[tuple[bytes, bytes, bytes | None]] = []
    if request_ids is None:
        rows = db.execute(text).fetchall()
    else:
        for some in chunks(list(request_ids)):
            rows += db.execute(f"{text} and request_id in ({marks(some)})", some).fetchall()
    followed = {
        after[place : place + 16] for _, _, after in rows if after for place in range(0, len(after), 16)
    }
    once: set[bytes] = set()
    found: set[bytes] = set()
    for request_id, row_id, _ in rows:
        if row_id not in followed:
            (found if request_id in once else once).add(request_id)
    return found


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


def requests_touched(db: sqlite3.Connection, after_no: int) -> set[bytes]:
    """The requests whose steps were written to by transactions that came after this one."""
    rows = db.execute(
        "select distinct e.request_id from touched o join request_event e on e.id = o.row_id where o.txn_no > ?",
        (after_no,),
    ).fetchall()
    return {row[0] for row in rows if row[0] is not None}


def newest_txn(db: sqlite3.Connection) -> int:
    """The number of the transaction that came last."""
    return int(db.execute("select coalesce(max(no), 0) from txn").fetchone()[0])


def frame_seen_at(db: sqlite3.Connection, txn_no: int) -> int | None:
    """When a transaction was first found at the target, in ms; None where that is not known."""
    row = db.execute(
        "select min(f.seen_at) from txn t join replica r on r.no = t.replica_no join sync_frame f"
        " on f.replica = r.id and f.n_first <= t.n and f.n_last >= t.n where t.no = ?",
        (txn_no,),
    ).fetchone()
    return None if row is None else row[0]
