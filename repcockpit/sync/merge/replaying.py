"""What an older version could not hold, brought in after its upgrade (sync.md 5, Unknown)."""

import sqlite3
from collections import defaultdict

from repcockpit.store import derived
from repcockpit.store.database import immediate
from repcockpit.store.log import Names, decode
from repcockpit.store.record_kinds import REPLICA
from repcockpit.sync.frames import Opener
from repcockpit.sync.merge.rebuilding import rebuilt
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.rows import REPLICA_TABLE, UNKNOWN_KIND, UNKNOWN_TABLE, Rows


def replay_known(db: sqlite3.Connection, opener: Opener | None = None) -> int:
    """Rebuild the rows whose table or field this version has learned; how many there were."""
    kept = db.execute("select distinct table_no, row_id, field_no, value from sync_unknown").fetchall()
    if not kept:
        return 0
    names = Names(db)
    words, replicas = names.names(), Replicas(db)
    rows = Rows(db, names, replicas.order)
    waiting: dict[str, set[bytes]] = defaultdict(set)
    for table_no, row_id, field_no, value in kept:
        table = words[table_no]
        if not rows.knows(table):
            continue
        if field_no == UNKNOWN_KIND:
            is_learned = decode(value) <= REPLICA
        else:
            is_learned = field_no == UNKNOWN_TABLE or words[field_no] in rows.shape(table).fields
        if is_learned:
            waiting[table].add(row_id)
    if not waiting:
        return 0
    with immediate(db):
        rebuild_rows(db, rows, replicas, waiting, opener)
        derived.refresh(db, {table: ids for table, ids in waiting.items() if table != REPLICA_TABLE})
    return sum(map(len, waiting.values()))


def rebuild_rows(
    db: sqlite3.Connection,
    rows: Rows,
    replicas: Replicas,
    ids: dict[str, set[bytes]],
    opener: Opener | None = None,
) -> None:
    """Write these rows, by table, as all their records tell; inside the caller's transaction."""
    for table, some in ids.items():
        for row_id, state in rebuilt(db, rows, replicas, table, some, opener):
            rows.save(table, row_id, state)
