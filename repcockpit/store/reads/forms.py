"""What a form asks while it is filled: the dots it was read with, who fits a name, what is there already."""

import sqlite3
from typing import Any, NamedTuple

from repcockpit.store.reads.roots import root_join

_MOST = 50


class Fit(NamedTuple):
    """A record that a typed name could mean; `about` says in a word what it is."""

    id: bytes
    name: str
    about: str | None


def dots_of(db: sqlite3.Connection, table: str, record_id: bytes) -> bytes | None:
    """The dots that a row carries now; None where there is no such row."""
    row = db.execute(f"select _dots from {table} where id = ?", (record_id,)).fetchone()
    return None if row is None else row[0]


def people_of(db: sqlite3.Connection, account_id: bytes) -> list[Fit]:
    """The people who work at an account, by name."""
    return _fits(
        db,
        "select c.id, c.name, c.title from contact c where c.primary_account_id = ? and c._hidden = 0"
        " and c.root_id is null and c.name is not null order by c.name limit ?",
        (account_id, _MOST),
    )


def reps(db: sqlite3.Connection) -> list[Fit]:
    """Our people, by name."""
    return _fits(
        db,
        "select id, name, role from rep where _hidden = 0 and name is not null order by name limit ?",
        (_MOST,),
    )


def teams(db: sqlite3.Connection) -> list[Fit]:
    """The teams, by name."""
    return _fits(
        db,
        "select id, name, null from team where _hidden = 0 and name is not null order by name limit ?",
        (_MOST,),
    )


def requests_of(db: sqlite3.Connection, account_id: bytes | None) -> list[Fit]:
    """The requests of an account, the newest first."""
    return _fits(
        db,
        "select id, title, null from request where account_id = ? and _hidden = 0 and title is not null"
        " order by opened_at desc limit ?",
        (account_id, _MOST),
    )


def called(db: sqlite3.Connection, folded: str) -> list[Fit]:
    """The people of exactly this folded name, with their accounts."""
    return _fits(
        db,
        "select x.id, x.name, a.name from contact x indexed by contact_name"
        + root_join("account", "a", "x.primary_account_id")
        + " where x.folded = ? and x._hidden = 0 and x.root_id is null limit ?",
        (folded, _MOST),
    )


def reached_by(db: sqlite3.Connection, email: str) -> list[Fit]:
    """The people whose main e-mail it is, with their accounts; looked up in the index of names."""
    return _fits(
        db,
        "select x.id, x.name, a.name from contact x"
        + root_join("account", "a", "x.primary_account_id")
        + " where x.id in (select id from contact indexed by contact_name where _hidden = 0 and root_id is null"
        " and email is not null and lower(email) = ?) limit ?",
        (email.lower(), _MOST),
    )


def places_of(db: sqlite3.Connection, ids: tuple[bytes, ...]) -> dict[bytes, str]:
    """The towns of these accounts."""
    marks = ",".join("?" * len(ids))
    rows = db.execute(
        f"select id, city from account where id in ({marks}) and city is not null", ids
    ).fetchall()
    return {row[0]: str(row[1]) for row in rows}


def _fits(db: sqlite3.Connection, statement: str, values: tuple[Any, ...]) -> list[Fit]:
    return [Fit(row[0], str(row[1] or ""), row[2]) for row in db.execute(statement, values).fetchall()]
