"""Which deletes put a row into the bin, and what else went by the same ones."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from repcockpit.store import log
from repcockpit.store.heads import Dot, alive_heads
from repcockpit.store.reads.children import Key, by_table
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.references import OWNERS
from repcockpit.store.schema import SYNCED

_UNTOLD = OWNERS.keys() | {"snooze"}
"""Kinds that are no records of their own in a person's eyes."""

_TXN = (
    "select t.no, t.id, t.at, p.name, t.stamp, t.replica_no from txn t left join rep p on p.id = t.author_id"
)


class Removed(NamedTuple):
    """A transaction that deleted many records: when (ms), by whom, the deleted by table."""

    txn_no: int
    id: bytes
    at: int
    by: str | None
    rows: Mapping[str, tuple[bytes, ...]]


def standing_deletes(db: sqlite3.Connection, key: Key) -> list[Dot]:
    """The deletes that count of a row: those since it was last shown, else the newest; newest first.

    What only took a restoring back is passed over for the delete that it made stand again.
    """
    row = db.execute(f"select _dots from {key[0]} where id = ?", (key[1],)).fetchone()
    alive = max((stamp for stamp, _ in alive_heads(log.decode_dots(row[0]))), default=0) if row else 0
    every: list[Dot] = db.execute(
        "select stamp, replica_no from sync_delete where row_id = ?"
        " and table_no = (select no from table_name where name = ?) order by stamp desc",
        (key[1], key[0]),
    ).fetchall()
    undos = undo_dots(db)
    meant = [dot for dot in every if dot not in undos]
    return [dot for dot in meant if dot[0] > alive] or meant[:1] or every[:1]


def undo_dots(db: sqlite3.Connection) -> set[Dot]:
    """The dots of what only took something back."""
    rows = db.execute("select stamp, replica_no from txn where kind = 'undo'").fetchall()
    return {(stamp, no) for stamp, no in rows}


def last_deletes(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, Dot]:
    """The newest delete of each row that is in the bin, chosen as `standing_deletes` does."""
    found: dict[Key, Dot] = {}
    undos = undo_dots(db)
    for table, ids in by_table(keys).items():
        for some in chunks(ids):
            rows = db.execute(
                f"select d.row_id, d.stamp, d.replica_no from sync_delete d join {table} r on r.id = d.row_id"
                f" where d.row_id in ({marks(some)}) and r._hidden = 1"
                " and d.table_no = (select no from table_name where name = ?) order by d.stamp",
                (*some, table),
            ).fetchall()
            for row_id, stamp, no in rows:
                if (stamp, no) not in undos or _is_open(found.get((table, row_id)), undos):
                    found[table, row_id] = (stamp, no)
    return found


def _is_open(known: Dot | None, undos: set[Dot]) -> bool:
    return known is None or known in undos


def large_removals(db: sqlite3.Connection, after_no: int, more_than: int) -> list[Removed]:
    """Transactions after this one, of other devices, that deleted more than so many records, known here before."""
    rows = db.execute(
        f"{_TXN} where t.no > :after and (select count(*) from touched o where o.txn_no = t.no) > :many"
        " and not exists (select 1 from change c where c.txn_no = t.no) and exists (select 1 from touched o"
        " join touched b on b.row_id = o.row_id and b.txn_no <= :after where o.txn_no = t.no)",
        {"after": after_no, "many": more_than},
    ).fetchall()
    found = [_removed(db, row) for row in rows]
    return [one for one in found if sum(map(len, one.rows.values())) > more_than]


def large_removal(db: sqlite3.Connection, txn_id: bytes) -> Removed | None:
    """One of them again."""
    row = db.execute(f"{_TXN} where t.id = ?", (txn_id,)).fetchone()
    return None if row is None else _removed(db, row)


def _removed(db: sqlite3.Connection, row: tuple[int, bytes, int, str | None, int, int]) -> Removed:
    names: dict[int, str] = dict(db.execute("select no, name from table_name").fetchall())
    deleted: dict[str, list[bytes]] = {}
    no, txn_id, at, by, stamp, replica = row
    for table_no, row_id in db.execute(
        "select d.table_no, d.row_id from touched o join sync_delete d on d.row_id = o.row_id"
        " where o.txn_no = ? and d.replica_no = ? and d.stamp = ?",
        (no, replica, stamp),
    ).fetchall():
        table = names.get(table_no, "")
        if table in SYNCED and table not in _UNTOLD:
            deleted.setdefault(table, []).append(row_id)
    return Removed(no, txn_id, at, by, {table: tuple(ids) for table, ids in deleted.items()})
