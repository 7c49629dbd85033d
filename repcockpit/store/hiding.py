"""Many rows to the bin at once: what Unit's `hide` writes for one, without a look at each of their deletes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.store import log
from repcockpit.store.heads import every_head
from repcockpit.store.record_kinds import DELETE
from repcockpit.store.statements import listed_marks

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit


def hide_many(unit: "Unit", table: str, row_ids: Sequence[bytes]) -> int:
    """Move rows of one table to the bin as they are now; how many were not there. Every head is named as deleted."""
    count, table_no = 0, unit.names.number(table)
    for marks, some in listed_marks(list(dict.fromkeys(row_ids))):
        rows = unit.db.execute(
            f"select id, _dots from {table} where id in ({marks}) and _hidden = 0", some
        ).fetchall()
        deletes, hidden, records = [], [], []
        for row_id, packed in rows:
            dots = log.decode_dots(packed)
            own = unit.row_stamp.dot_above(dots)
            named = every_head(dots)
            dots["_top"] = own
            deletes.append((table_no, row_id, own[0], own[1], log.encode(named)))
            hidden.append((log.encode(dots), row_id))
            relative = [[unit.stamp - stamp, no] for stamp, no in named]
            records.append([DELETE, table_no, row_id, own[0] - unit.stamp, {}, relative])
        unit.db.executemany(
            "insert into sync_delete (table_no, row_id, stamp, replica_no, dots, is_open) values (?, ?, ?, ?, ?, 0)",
            deletes,
        )
        # All heads are named now: what an earlier delete had left open is settled.
        unit.db.execute(
            f"update sync_delete set is_open = 0 where row_id in ({marks}) and table_no = ? and is_open = 1",
            (*some, table_no),
        )
        unit.db.executemany(f"update {table} set _dots = ?, _hidden = 1 where id = ?", hidden)
        unit.journal.add(table, records, [None] * len(records))
        count += len(rows)
    return count
