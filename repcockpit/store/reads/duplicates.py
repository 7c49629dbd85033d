"""What tells accounts and people apart, read at once: names, e-mails, phones, places."""

import sqlite3
from collections import defaultdict
from typing import NamedTuple

DIFFERENT = "not the same"
"""The name of the settings that hold a pair of ids which are not one record."""


class PersonFacts(NamedTuple):
    """A shown person; `account_ids` are roots."""

    id: bytes
    name: str
    emails: list[str]
    phones: list[str]
    account_ids: list[bytes]
    account: str | None


class AccountFacts(NamedTuple):
    """A shown account."""

    id: bytes
    name: str
    website: str | None
    phone: str | None
    city: str | None


def person_facts(db: sqlite3.Connection) -> list[PersonFacts]:
    """Every person who is shown and stands for himself, by id."""
    points: dict[bytes, dict[str, list[str]]] = defaultdict(lambda: {"email": [], "phone": []})
    for contact_id, kind, value in db.execute(
        "select contact_id, kind, value from contact_point where _hidden = 0 and kind in ('email', 'phone')"
        " and value is not null"
    ).fetchall():
        points[contact_id][kind].append(str(value))
    further: dict[bytes, list[bytes]] = defaultdict(list)
    for contact_id, account_id in db.execute(
        "select l.contact_id, coalesce(a.root_id, a.id) from contact_account l join account a on a.id = l.account_id"
        " where l._hidden = 0"
    ).fetchall():
        further[contact_id].append(account_id)
    rows = db.execute(
        "select c.id, coalesce(c.name, ''), c.email, c.phone, coalesce(a.root_id, a.id), coalesce(r.name, a.name)"
        " from contact c left join account a on a.id = c.primary_account_id left join account r on r.id = a.root_id"
        " where c._hidden = 0 and c.root_id is null order by c.id"
    ).fetchall()
    return [
        PersonFacts(
            row[0],
            str(row[1]),
            [*([str(row[2])] if row[2] else ()), *(points[row[0]]["email"] if row[0] in points else ())],
            [*([str(row[3])] if row[3] else ()), *(points[row[0]]["phone"] if row[0] in points else ())],
            [*([row[4]] if row[4] else ()), *further.get(row[0], ())],
            row[5],
        )
        for row in rows
    ]


def account_facts(db: sqlite3.Connection) -> list[AccountFacts]:
    """Every account that is shown and stands for itself, by id."""
    rows = db.execute(
        "select id, coalesce(name, ''), website, phone, city from account where _hidden = 0 and root_id is null"
        " order by id"
    ).fetchall()
    return [AccountFacts._make(row) for row in rows]


def different_pairs(db: sqlite3.Connection) -> set[frozenset[bytes]]:
    """The pairs that somebody said are not the same, each as the records that stand for them now."""
    rows = db.execute(
        "select value from setting where name = ? and _hidden = 0 and length(value) = 65", (DIFFERENT,)
    ).fetchall()
    found: set[frozenset[bytes]] = set()
    for (value,) in rows:
        try:
            one, other = (bytes.fromhex(part) for part in str(value).split(" "))
        except ValueError:
            continue
        found.add(frozenset((_standing(db, one), _standing(db, other))))
    return found


def _standing(db: sqlite3.Connection, record_id: bytes) -> bytes:
    """The record that a merged one became."""
    row = db.execute(
        "select root_id from account where id = :id and root_id is not null"
        " union all select root_id from contact where id = :id and root_id is not null",
        {"id": record_id},
    ).fetchone()
    return record_id if row is None else row[0]
