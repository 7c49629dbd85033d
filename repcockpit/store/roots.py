"""Merged duplicates: which row stands for which (`root_id`), cycles survived."""

import sqlite3
from collections.abc import Mapping


def root_of(row_id: bytes, merged_into: Mapping[bytes, bytes]) -> bytes:
    """The end of the chain from `row_id`; in a cycle its smallest id."""
    seen: list[bytes] = []
    while row_id in merged_into:
        if row_id in seen:
            return min(seen[seen.index(row_id) :])
        seen.append(row_id)
        row_id = merged_into[row_id]
    return row_id


def refresh_roots(
    db: sqlite3.Connection, accounts: set[bytes] | None, contacts: set[bytes] | None
) -> tuple[set[bytes], set[bytes]]:
    """Write `root_id` where the touched rows (None: all) may have changed it; gives rows whose root changed.

    A row that stands for itself has none.
    """
    return _refresh(db, "account", accounts), _refresh(db, "contact", contacts)


def _refresh(db: sqlite3.Connection, table: str, touched: set[bytes] | None) -> set[bytes]:
    if touched is not None and not touched:
        return set()
    rows = db.execute(
        f"select id, merged_into, root_id from {table} where merged_into is not null"
        f" union select id, merged_into, root_id from {table} where root_id is not null"
    ).fetchall()
    merged = {row_id: target for row_id, target, _ in rows if target is not None}
    for target in set(merged.values()) - merged.keys():
        if not db.execute(f"select 1 from {table} where id = ?", (target,)).fetchone():
            # What it was merged into has not arrived yet: the row stands for itself until then.
            merged = {row_id: other for row_id, other in merged.items() if other != target}
    changed: set[bytes] = set()
    for row_id, _, former in rows:
        root = root_of(row_id, merged)
        wanted = None if root == row_id else root
        if wanted != former:
            db.execute(f"update {table} set root_id = ? where id = ?", (wanted, row_id))
            changed.update(one for one in (row_id, wanted, former) if one is not None)
    return changed
