"""What a record holds right now, for a change that depends on it. Read inside the transaction that writes."""

import sqlite3
from collections.abc import Sequence
from typing import Any


def columns_of(
    db: sqlite3.Connection, table: str, names: Sequence[str], record_id: bytes | None
) -> tuple[Any, ...]:
    """These columns of one row; all None where there is no such row."""
    row = db.execute(f"select {', '.join(names)} from {table} where id = ?", (record_id,)).fetchone()
    return tuple(row) if row else (None,) * len(names)


def snoozes_of(db: sqlite3.Connection, target_id: bytes) -> list[bytes]:
    """The snoozes of a record, and of those merged into it, that were not taken back."""
    rows = db.execute(
        "select id from snooze where target_id in (select :id union all select id from account where root_id = :id"
        " union all select id from contact where root_id = :id) and _hidden = 0",
        {"id": target_id},
    ).fetchall()
    return [row[0] for row in rows]


def names_in(db: sqlite3.Connection, table: str) -> list[tuple[bytes, str]]:
    """(id, name) of every row of a table of names: tag, custom_field, team."""
    rows = db.execute(f"select id, name from {table} where _hidden = 0 and name is not null").fetchall()
    return [(row[0], str(row[1])) for row in rows]


def is_shown(db: sqlite3.Connection, table: str, record_id: bytes) -> bool:
    """Whether the row is there and not removed."""
    found = db.execute(f"select 1 from {table} where id = ? and _hidden = 0", (record_id,)).fetchone()
    return found is not None


def taggings_of(db: sqlite3.Connection, target_id: bytes) -> list[tuple[bytes, str]]:
    """(id of the link, name of the tag) of a record."""
    rows = db.execute(
        "select l.id, t.name from tagging l join tag t on t.id = l.tag_id where l.target_id = ? and l._hidden = 0",
        (target_id,),
    ).fetchall()
    return [(row[0], str(row[1] or "")) for row in rows]


def members_of(
    db: sqlite3.Connection, table: str, owner: str, member: str, owner_id: bytes, kind: str = ""
) -> dict[Any, bytes]:
    """The members that the link rows of one owner hold, each with the id of its row, in order.

    A member that was merged is the one that stands for it.
    """
    only, values = ("and kind = ?", (owner_id, kind)) if kind else ("", (owner_id,))
    target = {"contact_id": "contact", "account_id": "account"}.get(member)
    shown = (
        f"coalesce((select root_id from {target} t where t.id = {member}), {member})" if target else member
    )
    rows = db.execute(
        f"select {shown}, id from {table} where {owner} = ? and _hidden = 0 {only} order by rowid", values
    ).fetchall()
    return {row[0]: row[1] for row in rows}
