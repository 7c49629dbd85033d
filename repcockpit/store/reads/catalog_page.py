"""The rows of a page of a list: a few dozen accounts or people with what stands in their line."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES
from repcockpit.store.reads.records import marks

_ACCOUNTS = (
    "select x.id, coalesce(x.name, ''), x.id, x.name, x.segment, x.city, x.sector, x.owner_id, o.name, x.status,"
    " null, null, x.phone, null from account x left join rep o on o.id = x.owner_id where x.id in ({})"
)
_CONTACTS = (
    "select x.id, coalesce(x.name, ''), a.id, a.name, a.segment, a.city, a.sector, x.keeper_id, o.name, x.status,"
    " x.role, x.title, x.phone, x.email from contact x left join account m on m.id = x.primary_account_id"
    " left join account a on a.id = coalesce(m.root_id, m.id) left join rep o on o.id = x.keeper_id"
    " where x.id in ({})"
)
_TEXTS = {"account": _ACCOUNTS, "contact": _CONTACTS}


class PageRow(NamedTuple):
    """The plain cells of an account or a person; its cadence is read beside."""

    id: bytes
    name: str
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    city: str | None
    sector: str | None
    owner_id: bytes | None
    owner_name: str | None
    status: str | None
    role: str | None
    title: str | None
    phone: str | None
    email: str | None


def page_rows(db: sqlite3.Connection, kind: str, ids: Sequence[bytes]) -> dict[bytes, PageRow]:
    """The rows of these ids that are there."""
    rows = db.execute(_TEXTS[kind].format(marks(ids)), tuple(ids)).fetchall()
    return {row[0]: PageRow._make(row) for row in rows}


def next_steps(
    db: sqlite3.Connection, kind: str, ids: Sequence[bytes], accounts: Sequence[bytes]
) -> dict[bytes, str]:
    """The day of the first open next step of each; `accounts` are where these accounts or people stand."""
    rows = db.execute(
        f"select t.{kind}_id, min(t.due_on) from task t where t.account_id in ({marks(accounts)})"
        f" and t.{kind}_id in ({marks(ids)}) and t.done_on is null and t._hidden = 0"
        " and t.kind = 'next_step' and t.due_on is not null group by 1",
        (*accounts, *ids),
    ).fetchall()
    return {row[0]: str(row[1]) for row in rows}


def names_of_people(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, str]:
    """Names by id."""
    rows = db.execute(
        f"select id, coalesce(name, '') from contact where id in ({marks(ids)})", tuple(ids)
    ).fetchall()
    return {row[0]: str(row[1]) for row in rows}


def people_of_roles(
    db: sqlite3.Connection, account_ids: Sequence[bytes], roles: Sequence[str]
) -> list[tuple[bytes, str, str]]:
    """(account id, name, role) of everybody there whose own role is one of these."""
    gone = tuple(INACTIVE_CONTACT_STATUSES)
    rows = db.execute(
        f"select coalesce(a.root_id, a.id), c.name, c.role from account a join contact c on c.primary_account_id = a.id"
        f" where (a.id in ({marks(account_ids)}) or a.root_id in ({marks(account_ids)})) and c.role in ({marks(roles)})"
        f" and c._hidden = 0 and c.root_id is null and c.name is not null"
        f" and coalesce(c.status, '') not in ({marks(gone)}) order by c.name, c.id",
        (*account_ids, *account_ids, *roles, *gone),
    ).fetchall()
    return [(row[0], str(row[1]), str(row[2])) for row in rows]
