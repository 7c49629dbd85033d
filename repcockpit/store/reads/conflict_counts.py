"""How much there is to settle, read without unpacking a dot: Today and the header ask this."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from repcockpit.domain.conflicts import FOLLOWS
from repcockpit.store.reads.children import MERGED, merged_into
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.references import BELONGS, REFERENCES
from repcockpit.store.schema import SYNCED, table_shape

OPEN: Final = "select distinct row_id, table_no, field_no from sync_head where differs = 1"
PARENTS: Final = (*MERGED, "request")
HANGS: Final = {
    **{
        (table, column): target
        for table, columns in REFERENCES.items()
        for column, target in columns.items()
        if target in MERGED and column in ("account_id", "contact_id", "primary_account_id")
    },
    ("request_event", "request_id"): "request",
}
"""(Table, column) of what hangs on an account, a person or a request."""


def is_shared(db: sqlite3.Connection) -> bool:
    """Whether anything was ever read from another device."""
    (count,) = db.execute("select count(*) from (select 1 from replica limit 2)").fetchone()
    return int(count) > 1


def _numbers(db: sqlite3.Connection) -> dict[str, int]:
    return {str(name): int(no) for no, name in db.execute("select no, name from table_name").fetchall()}


def field_count(db: sqlite3.Connection) -> int:
    """How many fields hold unequal values, those left out that follow from another one."""
    rows = db.execute(OPEN).fetchall()
    if not rows:
        return 0
    numbers = _numbers(db)
    known = {
        (numbers[table], numbers.get(field))
        for table in SYNCED
        if table in numbers
        for field in table_shape(db, table).fields
    }
    rows = [row for row in rows if row[1:] in known]  # the others are of a newer version
    leads = {
        (numbers.get(table), numbers.get(field)): numbers.get(lead)
        for (table, field), lead in FOLLOWS.items()
    }
    every = set(rows)
    followers = sum((row_id, table, leads.get((table, field), -1)) in every for row_id, table, field in rows)
    return len(rows) - followers


def deleted_rows(db: sqlite3.Connection) -> list[tuple[str, int, bytes]]:
    """(Table, its number, id) of the rows that show although somebody deleted them."""
    rows = db.execute("select distinct row_id, table_no from sync_delete where is_open = 1").fetchall()
    names = {no: name for name, no in _numbers(db).items()} if rows else {}
    return [
        (table, no, row_id)
        for row_id, no in rows
        if (table := names.get(no, "")) in SYNCED
        and db.execute(f"select 1 from {table} where id = ? and _hidden = 0", (row_id,)).fetchone()
    ]


def deleted_parents(db: sqlite3.Connection, kind: str) -> list[tuple[bytes, int, int]]:
    """(Id, stamp, replica number) of the deletes of records of `kind` that are in the bin, newest first.

    What was merged into another one is left out: that one speaks for it.
    """
    is_itself = " and r.root_id is null" if kind in MERGED else ""
    return db.execute(
        f"select d.row_id, d.stamp, d.replica_no from sync_delete d join {kind} r on r.id = d.row_id"
        f" where d.table_no = (select no from table_name where name = ?) and r._hidden = 1{is_itself}"
        " order by d.stamp desc",
        (kind,),
    ).fetchall()


def has_orphans(db: sqlite3.Connection) -> bool:
    """Whether anything that is shown may hang on a record in the bin unseen."""
    for kind in PARENTS:
        ids = list({row[0] for row in deleted_parents(db, kind)})
        for some in chunks([*ids, *merged_into(db, kind, ids)]):
            for (table, column), target in HANGS.items():
                if target == kind and _may_hang_unseen(db, table, column, some):
                    return True
    return False


def _may_hang_unseen(db: sqlite3.Connection, table: str, column: str, parents: Sequence[bytes]) -> bool:
    """Whether a row belongs to one of them, or mentions it and was written after a delete."""
    since = ""
    if column not in BELONGS.get(table, ()):
        since = (
            " and exists (select 1 from touched o join txn t on t.no = o.txn_no where o.row_id = c.id and t.stamp >"
            f" (select min(d.stamp) from sync_delete d where d.row_id = c.{column}))"
        )
    text = f"select 1 from {table} c where c._hidden = 0 and c.{column} in ({marks(parents)}){since} limit 1"
    return db.execute(text, list(parents)).fetchone() is not None


def merged_rings(db: sqlite3.Connection) -> list[tuple[str, list[bytes]]]:
    """(Table, ids in order) of records that were merged into each other."""
    return [(table, ring) for table in MERGED for ring in _rings(db, table)]


def _rings(db: sqlite3.Connection, table: str) -> Iterator[list[bytes]]:
    into = dict(db.execute(f"select id, merged_into from {table} where merged_into is not null").fetchall())
    met: set[bytes] = set()
    for start in sorted(into):
        walked: list[bytes] = []
        here: bytes | None = start
        while here is not None and here in into and here not in met and here not in walked:
            walked.append(here)
            here = into[here]
        met.update(walked)
        if here in walked:
            yield sorted(walked[walked.index(here) :])


def branched_ids(db: sqlite3.Connection, request_ids: Iterable[bytes] | None = None) -> set[bytes]:
    """The requests (None: of all) with several steps that no other one followed.

    Steps that follow none themselves (an old book's, the sample's) were not written apart.
    """
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
    for request_id, row_id, after in rows:
        if after and row_id not in followed:
            (found if request_id in once else once).add(request_id)
    return found


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
