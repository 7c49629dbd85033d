"""What hangs on records in rows of its own: tags, custom fields, further roles, accounts, points, people."""

import sqlite3
from collections.abc import Sequence

from repcockpit.domain.views.record_requests import Link
from repcockpit.store.reads.records import marks
from repcockpit.store.reads.roots import root_join

Ids = Sequence[bytes]


def tags_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[str]]:
    """The tags of each record, A to Z."""
    return _texts(
        db,
        "select l.target_id, t.name from tagging l join tag t on t.id = l.tag_id and t._hidden = 0"
        " where l._hidden = 0 and l.target_id in ({}) order by t.name, t.id",
        ids,
    )


def custom_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, dict[str, str]]:
    """The custom fields of each record, A to Z."""
    rows = db.execute(
        "select v.target_id, f.name, v.value from custom_value v"
        " join custom_field f on f.id = v.field_id and f._hidden = 0"
        f" where v._hidden = 0 and v.value is not null and v.target_id in ({marks(ids)}) order by f.name, f.id",
        ids,
    ).fetchall()
    found: dict[bytes, dict[str, str]] = {}
    for target, name, value in rows:
        found.setdefault(target, {})[str(name)] = str(value)
    return found


def further_roles_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[str]]:
    """The roles of each person beside the primary one."""
    return _texts(
        db,
        "select contact_id, role from contact_role where _hidden = 0 and contact_id in ({}) order by role",
        ids,
    )


def further_points_of(db: sqlite3.Connection, ids: Ids, kind: str) -> dict[bytes, list[str]]:
    """The e-mails or phones of each person beside the primary one."""
    return _texts(
        db,
        f"select contact_id, value from contact_point where _hidden = 0 and kind = '{kind}'"
        " and contact_id in ({}) order by id",
        ids,
    )


def further_accounts_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[Link]]:
    """The accounts of each person beside the primary one."""
    return _links(
        db,
        "select l.contact_id, a.id, a.name from contact_account l"
        f"{root_join('account', 'a', 'l.account_id')}"
        " where l._hidden = 0 and l.contact_id in ({}) order by a.name, a.id",
        ids,
    )


def participants_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[Link]]:
    """The people of each interaction, in the order they were named."""
    return _links(
        db,
        "select l.interaction_id, c.id, c.name from participant l"
        f"{root_join('contact', 'c', 'l.contact_id')}"
        " where l._hidden = 0 and l.interaction_id in ({}) order by l.rowid",
        ids,
    )


def also_reps_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[Link]]:
    """The further ones of our people in each interaction, A to Z."""
    return _links(
        db,
        "select l.interaction_id, o.id, o.name from also_rep l join rep o on o.id = l.rep_id"
        " where l._hidden = 0 and l.interaction_id in ({}) order by o.name, o.id",
        ids,
    )


def sectors_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[str]]:
    """The sectors that each item of the library is for, A to Z."""
    return _texts(
        db,
        "select info_id, sector from info_sector where _hidden = 0 and info_id in ({}) order by sector",
        ids,
    )


def trained_of(db: sqlite3.Connection, ids: Ids) -> dict[bytes, list[Link]]:
    """The people of each training, in the order they were named."""
    return _links(
        db,
        "select l.training_id, c.id, c.name from training_person l"
        f"{root_join('contact', 'c', 'l.contact_id')}"
        " where l._hidden = 0 and l.training_id in ({}) order by l.rowid",
        ids,
    )


def _texts(db: sqlite3.Connection, sql: str, ids: Ids) -> dict[bytes, list[str]]:
    found: dict[bytes, list[str]] = {}
    for target, value in db.execute(sql.format(marks(ids)), ids).fetchall():
        if value is not None:
            found.setdefault(target, []).append(str(value))
    return found


def _links(db: sqlite3.Connection, sql: str, ids: Ids) -> dict[bytes, list[Link]]:
    """The links by record, each once: two of them may have become one by a merge."""
    found: dict[bytes, list[Link]] = {}
    for target, record_id, name in db.execute(sql.format(marks(ids)), ids).fetchall():
        links = found.setdefault(target, [])
        if record_id is not None and all(record_id != one.id for one in links):
            links.append(Link(record_id, None if name is None else str(name)))
    return found
