"""What is shown although it hangs on a record in the bin and whoever deleted that had not seen it.

A delete names what belonged to the record, too. So a row that belongs to it and is shown was not seen,
unless somebody restored it since (and not by taking a delete back); a row that only mentions it was not seen where it came to do so later.
The same rows of any device give the same answer.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from repcockpit.store import log
from repcockpit.store.heads import Dot, alive_heads
from repcockpit.store.reads.children import Key, merged_into, people_elsewhere
from repcockpit.store.reads.conflict_counts import HANGS, PARENTS, deleted_parents
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.removals import undo_dots
from repcockpit.store.references import BELONGS


class Orphan(NamedTuple):
    """A row that is shown and hangs on one in the bin; `dot` made it hang there, `deleted` are the deletes, newest first."""

    parent: Key
    deleted: tuple[Dot, ...]
    table: str
    row_id: bytes
    dot: Dot


class _Parents(NamedTuple):
    """Records of a kind in the bin with their deletes, and the rows that each stands for, itself included."""

    kind: str
    deleted: Mapping[bytes, tuple[Dot, ...]]
    root: Mapping[bytes, bytes]


def orphans(db: sqlite3.Connection) -> list[Orphan]:
    """Every such row, each under one record."""
    found: dict[Key, Orphan] = {}
    for kind in PARENTS:
        deleted: dict[bytes, tuple[Dot, ...]] = {}
        for row_id, stamp, no in deleted_parents(db, kind):
            deleted[row_id] = (*deleted.get(row_id, ()), (stamp, no))
        if not deleted:
            continue
        root = {row_id: row_id for row_id in deleted} | merged_into(db, kind, list(deleted))
        parents = _Parents(kind, deleted, root)
        for (table, column), target in HANGS.items():
            if target == kind:
                for one in _unseen(db, table, column, parents):
                    found.setdefault((one.table, one.row_id), one)
    return list(found.values())


def _unseen(db: sqlite3.Connection, table: str, column: str, parents: _Parents) -> list[Orphan]:
    columns = BELONGS.get(table, ())
    before = columns[: columns.index(column)] if column in columns else ()
    unset = " and ".join(("1", *(f"{name} is null" for name in before)))
    rows: list[Any] = []
    for some in chunks(list(parents.root)):
        rows += db.execute(
            f"select id, {column}, _dots, {unset} from {table} where _hidden = 0 and {column} in ({marks(some)})",
            list(some),
        ).fetchall()
    ids = [row[0] for row in rows]
    elsewhere = people_elsewhere(db, ids) if table == "contact" else set()
    once_deleted = _once_deleted(db, table, ids) if column in columns else set()
    undos = undo_dots(db) if once_deleted else set()
    found = []
    for row_id, target, packed, is_first in rows:
        parent = parents.root[target]
        newest = parents.deleted[parent][0]
        dots = log.decode_dots(packed)
        own = (dots.get(column) or dots.get("*") or [0, 0])[:2]
        if column in columns and is_first and row_id not in elsewhere:
            alive = max(alive_heads(dots), default=(0, 0))
            was_seen = row_id in once_deleted and alive[0] > newest[0] and alive not in undos
        else:
            was_seen = own[0] <= newest[0]
        if not was_seen:
            found.append(
                Orphan((parents.kind, parent), parents.deleted[parent], table, row_id, (own[0], own[1]))
            )
    return found


def _once_deleted(db: sqlite3.Connection, table: str, ids: Sequence[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for some in chunks(ids):
        rows = db.execute(
            f"select distinct row_id from sync_delete where row_id in ({marks(some)})"
            " and table_no = (select no from table_name where name = ?)",
            (*some, table),
        ).fetchall()
        found.update(row[0] for row in rows)
    return found
