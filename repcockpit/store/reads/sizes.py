"""How many rows there are of everything: numbers for somebody who helps."""

import sqlite3

from repcockpit.store.schema import SYNCED

_BESIDE = (
    "replica",
    "txn",
    "change",
    "touched",
    "sync_frame",
    "sync_head",
    "sync_named",
    "sync_delete",
    "sync_unknown",
)


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Rows by table, those in the bin too; of the shared tables first, then of the log and the frames."""
    return {
        table: int(db.execute(f"select count(*) from {table}").fetchone()[0]) for table in (*SYNCED, *_BESIDE)
    }
