"""What the lists keep in memory of every account and contact: their order, their groups, what a filter looks at.

A row is plain columns; what a filter compares as days is ISO text. Nothing here judges a cadence.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from repcockpit.domain.words import KEY_ROLES
from repcockpit.store.reads.records import chunks, marks

_KEY = ", ".join(f"'{role}'" for role in sorted(KEY_ROLES))
_IS_KEY = (
    f"(c.role in ({_KEY}) or exists (select 1 from contact_role k where k.contact_id = c.id and k._hidden = 0"
    f" and k.role in ({_KEY})))"
)
_PROMISED = "iif({0}.last_touch_on is not null and {0}.due_on < {0}.tracking_started_on, null, {0}.due_on)"
"""The due day, none where it was past already when the record came in."""
_SHOWN = "{0}._hidden = 0 and {0}.root_id is null"
_ACCOUNTS = (
    "select x.id, coalesce(x.folded, ''), x.owner_id, x.status, x.segment, x.city, x.sector, null, null, null,"
    f" null, x.last_touch_on, x.due_on, {_PROMISED.format('x')} from account x where {_SHOWN.format('x')}"
)
_CONTACTS = (
    "select c.id, coalesce(c.folded, ''), c.keeper_id, c.status, a.segment, a.city, a.sector, c.role, c.title,"
    f" a.id, a.folded, c.last_touch_on, c.due_on, iif(c.last_touch_on is null or {_IS_KEY}, {_PROMISED.format('c')},"
    " null) from contact c left join account o on o.id = c.primary_account_id"
    f" left join account a on a.id = coalesce(o.root_id, o.id) where {_SHOWN.format('c')}"
)
_TEXTS = {"account": _ACCOUNTS, "contact": _CONTACTS}
_IDS = {"account": "x.id", "contact": "c.id"}
_KEY_DUE = (
    f"select coalesce(a.root_id, a.id), min({_PROMISED.format('c')}) from contact c"
    f" join account a on a.id = c.primary_account_id where c.due_on is not null and {_SHOWN.format('c')}"
    f" and {_IS_KEY}"
)


class CatalogRow(NamedTuple):
    """An account or a person as the lists remember it; `late_on` is the day from which it counts as overdue."""

    id: bytes
    folded: str
    keeper_id: bytes | None
    status: str | None
    segment: str | None
    city: str | None
    sector: str | None
    role: str | None
    title: str | None
    account_id: bytes | None
    account_folded: str | None
    last_touch_on: str | None
    due_on: str | None
    late_on: str | None


def catalog_rows(db: sqlite3.Connection, kind: str, size: int) -> Iterator[list[CatalogRow]]:
    """Every shown account or contact by folded name and id, `size` rows at a time."""
    found = db.execute(f"{_TEXTS[kind]} order by 2, 1")
    while rows := found.fetchmany(size):
        yield [CatalogRow._make(row) for row in rows]


def catalog_rows_of(db: sqlite3.Connection, kind: str, ids: Sequence[bytes]) -> list[CatalogRow]:
    """Those of these ids that are shown."""
    rows = []
    for some in chunks(ids):
        rows += db.execute(f"{_TEXTS[kind]} and {_IDS[kind]} in ({marks(some)})", some).fetchall()
    return [CatalogRow._make(row) for row in rows]


def first_rows(db: sqlite3.Connection, kind: str, rep_id: bytes | None, count: int) -> list[CatalogRow]:
    """The first by name of a rep's own (None: of all), for a screen that cannot wait for the rest."""
    owner = {"account": "x.owner_id", "contact": "c.keeper_id"}[kind]
    mine = "" if rep_id is None else f" and {owner} = :rep"
    rows = db.execute(
        f"{_TEXTS[kind]}{mine} order by {'x' if kind == 'account' else 'c'}.folded, 1 limit :count",
        {"rep": rep_id, "count": count},
    ).fetchall()
    return [CatalogRow._make(row) for row in rows]


def key_due_days(db: sqlite3.Connection, ids: Sequence[bytes] | None = None) -> dict[bytes, str]:
    """The first day from which a key person of an account counts as overdue, by account (None: all)."""
    if ids is None:
        return {row[0]: row[1] for row in db.execute(f"{_KEY_DUE} group by 1").fetchall() if row[1]}
    found: dict[bytes, str] = {}
    for some in chunks(ids):
        listed = marks(some)
        where = f" and (a.id in ({listed}) or a.root_id in ({listed})) group by 1"
        rows = db.execute(_KEY_DUE + where, (*some, *some)).fetchall()
        found.update((row[0], row[1]) for row in rows if row[1])
    return found


def tag_names(db: sqlite3.Connection, ids: Sequence[bytes] | None = None) -> dict[bytes, list[str]]:
    """The tags by record (None: of all)."""
    text = (
        "select l.target_id, t.name from tagging l join tag t on t.id = l.tag_id and t._hidden = 0"
        " where l._hidden = 0 and t.name is not null"
    )
    found: dict[bytes, list[str]] = {}
    for some in [()] if ids is None else chunks(ids):
        where = "" if ids is None else f" and l.target_id in ({marks(some)})"
        for target, name in db.execute(text + where, tuple(some)).fetchall():
            found.setdefault(target, []).append(str(name))
    return found


def further_roles(db: sqlite3.Connection, ids: Sequence[bytes] | None = None) -> dict[bytes, list[str]]:
    """The further roles by person (None: of all)."""
    text = "select contact_id, role from contact_role where _hidden = 0 and role is not null"
    found: dict[bytes, list[str]] = {}
    for some in [()] if ids is None else chunks(ids):
        where = "" if ids is None else f" and contact_id in ({marks(some)})"
        for contact, role in db.execute(text + where, tuple(some)).fetchall():
            found.setdefault(contact, []).append(str(role))
    return found


def with_a_plan(db: sqlite3.Connection, kind: str, since: str) -> set[bytes]:
    """Accounts or people with something planned from the day `since` on, or an open next step."""
    if kind == "account":
        met = "select i.account_id from interaction i indexed by interaction_planned where "
    else:
        met = (
            "select p.contact_id from interaction i indexed by interaction_planned"
            " join participant p on p.interaction_id = i.id and p._hidden = 0 where "
        )
    rows = db.execute(
        f"select coalesce(x.root_id, x.id) from {kind} x where x.id in ({met} i.status = 'planned' and i._hidden = 0"
        f" and i.occurred_on >= :since union select {kind}_id from task indexed by task_open"
        f" where done_on is null and _hidden = 0 and kind = 'next_step' and {kind}_id is not null)",
        {"since": since},
    ).fetchall()
    return {row[0] for row in rows}
