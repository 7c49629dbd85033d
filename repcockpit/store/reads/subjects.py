"""One contact or account by its key, as much as names it."""

import sqlite3
from typing import NamedTuple


class AccountName(NamedTuple):
    """An account by name."""

    name: str
    phone: str


class ContactName(NamedTuple):
    """A person by name, with the account."""

    name: str
    title: str
    phone: str
    account_id: bytes | None
    account_name: str


class Found(NamedTuple):
    """A record that holds the words looked for."""

    id: bytes
    name: str
    place: str
    phone: str
    account_id: bytes | None


def account_named(db: sqlite3.Connection, account_id: bytes) -> AccountName | None:
    """The account of that id, where it is neither hidden nor merged."""
    row = db.execute(
        "select coalesce(name, ''), coalesce(phone, '') from account"
        " where id = ? and _hidden = 0 and root_id is null",
        (account_id,),
    ).fetchone()
    return AccountName(*row) if row else None


def contact_named(db: sqlite3.Connection, contact_id: bytes) -> ContactName | None:
    """The person of that id, where the record is neither hidden nor merged."""
    row = db.execute(
        "select coalesce(c.name, ''), coalesce(c.title, ''), coalesce(c.phone, ''),"
        " coalesce(a.root_id, a.id), coalesce(r.name, a.name, '') from contact c"
        " left join account a on a.id = c.primary_account_id left join account r on r.id = a.root_id"
        " where c.id = ? and c._hidden = 0 and c.root_id is null",
        (contact_id,),
    ).fetchone()
    return ContactName(*row) if row else None


def reaches(db: sqlite3.Connection, contact_id: bytes | None, account_id: bytes | None) -> list[str]:
    """Phone, then e-mail of the contact; of the account, where there is no contact, its phone."""
    if contact_id is not None:
        row = db.execute("select phone, email from contact where id = ?", (contact_id,)).fetchone()
    else:
        row = db.execute("select phone from account where id = ?", (account_id,)).fetchone()
    return [value for value in row or () if value]


def accounts_with(db: sqlite3.Connection, words: tuple[str, ...], most: int) -> list[Found]:
    """Accounts whose folded names hold each word, beginnings of the name first, then by name."""
    rows = db.execute(
        "select id, coalesce(name, ''), coalesce(city, ''), coalesce(phone, ''), id from account"
        f" where _hidden = 0 and root_id is null and {_holds(words)} {_ORDER}",
        (*words, words[0], most),
    ).fetchall()
    return [Found(*row) for row in rows]


def contacts_with(db: sqlite3.Connection, words: tuple[str, ...], most: int) -> list[Found]:
    """People whose folded names hold each word, beginnings of the name first, then by name."""
    rows = db.execute(
        "select c.id, coalesce(c.name, ''), coalesce(r.name, a.name, ''), coalesce(c.phone, ''),"
        " coalesce(a.root_id, a.id) from contact c left join account a on a.id = c.primary_account_id"
        " left join account r on r.id = a.root_id where c.id in (select id from contact indexed by contact_name"
        f" where _hidden = 0 and root_id is null and {_holds(words)} {_ORDER})",
        (*words, words[0], most),
    ).fetchall()
    return [Found(*row) for row in rows]


_ORDER = "order by instr(folded, ?) <> 1, folded limit ?"


def _holds(words: tuple[str, ...]) -> str:
    return " and ".join("instr(folded, ?)" for _ in words)
