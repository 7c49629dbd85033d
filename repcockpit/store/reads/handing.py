"""Who gave a task to somebody else."""

import sqlite3
from collections.abc import Sequence

from repcockpit.store.reads.records import chunks, marks


def givers(db: sqlite3.Connection, tasks: Sequence[bytes]) -> dict[bytes, str]:
    """Of these tasks those that somebody else than their owner wrote by hand, each with the name of who did."""
    found: dict[bytes, str] = {}
    for some in chunks(tasks):
        rows = db.execute(
            "select t.id, r.name from task t join txn x on x.no ="
            " (select min(o.txn_no) from touched o where o.row_id = t.id) join rep r on r.id = x.author_id"
            f" where t.id in ({marks(some)}) and x.kind = 'edit' and x.author_id <> t.owner_id",
            some,
        ).fetchall()
        found.update((row[0], str(row[1] or "")) for row in rows)
    return found
