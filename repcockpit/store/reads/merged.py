"""What a merge must know of two records, and the members of a group of duplicates."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.schema import TableShape, table_shape


class Mergeable(NamedTuple):
    """One of two records: its name, where it stands, its logged columns."""

    id: bytes
    name: str
    is_hidden: bool
    root_id: bytes | None
    values: dict[str, Any]


class Point(NamedTuple):
    """A further e-mail or phone of a person."""

    kind: str
    value: str
    label: str | None


def mergeable(db: sqlite3.Connection, kind: str, record_id: bytes) -> tuple[TableShape, Mergeable | None]:
    """The shape of the table and one row of it, None where there is none."""
    shape = table_shape(db, kind)
    row = db.execute(
        f"select coalesce(name, ''), _hidden, root_id, {', '.join(shape.columns)} from {kind} where id = ?",
        (record_id,),
    ).fetchone()
    if row is None:
        return shape, None
    values = dict(zip(shape.columns, row[3:], strict=True))
    return shape, Mergeable(record_id, str(row[0]), bool(row[1]), row[2], values)


def points_of(db: sqlite3.Connection, contact_id: bytes) -> list[Point]:
    """The further e-mails and phones of a person, in the order they came."""
    rows = db.execute(
        "select kind, value, label from contact_point where contact_id = ? and _hidden = 0 and value is not null"
        " order by rowid",
        (contact_id,),
    ).fetchall()
    return [Point(*row) for row in rows]


def roles_of(db: sqlite3.Connection, contact_id: bytes) -> list[str]:
    """The further roles of a person."""
    return _column(db, "select role from contact_role where contact_id = ? and _hidden = 0", contact_id)


def accounts_of(db: sqlite3.Connection, contact_id: bytes) -> list[tuple[bytes, str | None]]:
    """(account, role) of the further accounts of a person."""
    rows = db.execute(
        "select account_id, role from contact_account where contact_id = ? and _hidden = 0"
        " and account_id is not null order by rowid",
        (contact_id,),
    ).fetchall()
    return [(row[0], row[1]) for row in rows]


def tags_on(db: sqlite3.Connection, target_id: bytes) -> list[bytes]:
    """The tags of a record."""
    return _column(
        db,
        "select tag_id from tagging where target_id = ? and _hidden = 0 and tag_id is not null",
        target_id,
    )


def custom_on(db: sqlite3.Connection, target_id: bytes) -> dict[bytes, str]:
    """The custom values of a record by field."""
    rows = db.execute(
        "select field_id, value from custom_value where target_id = ? and _hidden = 0 and value is not null",
        (target_id,),
    ).fetchall()
    return {row[0]: str(row[1]) for row in rows}


def _column(db: sqlite3.Connection, text: str, record_id: bytes) -> list[Any]:
    return [row[0] for row in db.execute(text, (record_id,)).fetchall()]


def members_of(db: sqlite3.Connection, kind: str, ids: Iterable[bytes]) -> dict[bytes, bytes]:
    """The roots of the records that were merged into one of `ids`, by their own id."""
    found: dict[bytes, bytes] = {}
    for some in chunks(list(ids)):
        rows = db.execute(f"select id, root_id from {kind} where root_id in ({marks(some)})", some).fetchall()
        found.update((row[0], row[1]) for row in rows)
    return found


def with_members(db: sqlite3.Connection, kind: str, ids: Sequence[bytes]) -> list[bytes]:
    """`ids` and whatever was merged into one of them."""
    return [*ids, *members_of(db, kind, ids)]
