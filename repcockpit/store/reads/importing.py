"""What an import must know of the book: references, names, e-mails, who wrote a field. Plain SQL in, tuples out."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from repcockpit.store.log import decode_dots


class RefRow(NamedTuple):
    """A reference of a source; `is_hidden` where an import was taken back."""

    id: bytes
    kind: str
    external_id: str
    target_id: bytes
    row_hash: bytes | None
    is_hidden: int


class PersonRow(NamedTuple):
    """A contact as an import matches it."""

    id: bytes
    name: str
    email: str | None
    account_id: bytes | None
    phone: str | None
    is_hidden: int
    merged_into: bytes | None


class AccountRow(NamedTuple):
    """An account as an import matches it."""

    id: bytes
    name: str
    website: str | None
    city: str | None
    phone: str | None
    is_hidden: int
    merged_into: bytes | None


def refs(db: sqlite3.Connection, source_id: bytes) -> list[RefRow]:
    """Every reference of one source."""
    rows = db.execute(
        "select id, kind, external_id, target_id, row_hash, _hidden from external_ref where source_id = ?",
        (source_id,),
    ).fetchall()
    return [RefRow(*row) for row in rows]


def people(db: sqlite3.Connection) -> list[PersonRow]:
    """Every contact, those in the bin too."""
    rows = db.execute(
        "select id, coalesce(name, ''), email, primary_account_id, phone, _hidden, merged_into from contact"
    ).fetchall()
    return [PersonRow(*row) for row in rows]


def accounts(db: sqlite3.Connection) -> list[AccountRow]:
    """Every account, those in the bin too."""
    rows = db.execute(
        "select id, coalesce(name, ''), website, city, phone, _hidden, merged_into from account"
    ).fetchall()
    return [AccountRow(*row) for row in rows]


def further_emails(db: sqlite3.Connection) -> list[tuple[bytes, str]]:
    """(contact id, e-mail) of every further e-mail."""
    return db.execute(
        "select contact_id, value from contact_point where kind = 'email' and _hidden = 0"
    ).fetchall()


def reps(db: sqlite3.Connection) -> list[tuple[bytes, str, str | None]]:
    """(id, name, e-mail) of every rep."""
    return db.execute("select id, coalesce(name, ''), email from rep where _hidden = 0").fetchall()


def deals(db: sqlite3.Connection) -> list[tuple[bytes, str, bytes | None]]:
    """(id, name, account id) of every deal."""
    return db.execute("select id, coalesce(name, ''), account_id from deal where _hidden = 0").fetchall()


def named(db: sqlite3.Connection, table: str) -> list[tuple[bytes, str]]:
    """(id, name) of every tag or custom field."""
    return db.execute(f"select id, coalesce(name, '') from {table} where _hidden = 0").fetchall()


def hidden(db: sqlite3.Connection, table: str) -> set[bytes]:
    """The ids of a table's rows in the bin."""
    return {row[0] for row in db.execute(f"select id from {table} where _hidden = 1").fetchall()}


def is_known(db: sqlite3.Connection, table: str, row_id: bytes) -> bool:
    """Whether a row is there, in the bin or not."""
    return db.execute(f"select 1 from {table} where id = ?", (row_id,)).fetchone() is not None


def is_linked(
    db: sqlite3.Connection, table: str, first: str, first_id: bytes, second: str, second_id: bytes
) -> bool:
    """Whether a link row of both is there."""
    sql = f"select 1 from {table} where {first} = ? and {second} = ? and _hidden = 0"
    return db.execute(sql, (first_id, second_id)).fetchone() is not None


def stamps_of(db: sqlite3.Connection, kind: str) -> set[int]:
    """The stamps of every transaction of a kind."""
    return {int(row[0]) for row in db.execute("select stamp from txn where kind = ?", (kind,)).fetchall()}


def dots_of(db: sqlite3.Connection, table: str, row_id: bytes) -> dict[str, list[int]] | None:
    """The dots of a row, in the bin or not; None where there is no such row."""
    found = db.execute(f"select _dots from {table} where id = ?", (row_id,)).fetchone()
    return None if found is None else decode_dots(found[0])


def row_of(
    db: sqlite3.Connection, table: str, columns: Sequence[str], row_id: bytes
) -> tuple[dict[str, list[int]], dict[str, Any]] | None:
    """The dots and the named columns of one row."""
    found = db.execute(f"select _dots, {', '.join(columns)} from {table} where id = ?", (row_id,)).fetchone()
    if found is None:
        return None
    return decode_dots(found[0]), dict(zip(columns, found[1:], strict=True))


def points(db: sqlite3.Connection, contact_id: bytes) -> set[tuple[str, str]]:
    """(kind, value) of a contact's further e-mails and phones."""
    rows = db.execute(
        "select kind, value from contact_point where contact_id = ? and _hidden = 0", (contact_id,)
    ).fetchall()
    return {(row[0], row[1]) for row in rows}


def shape_value(db: sqlite3.Connection, name: str) -> str | None:
    """The value kept for a shape of files, or None."""
    row = db.execute("select value from import_shape where name = ? and _hidden = 0", (name,)).fetchone()
    return None if row is None else row[0]


def owned(db: sqlite3.Connection, table: str, column: str, rep_id: bytes) -> list[bytes]:
    """The rows of a table whose `column` names a rep."""
    return [row[0] for row in db.execute(f"select id from {table} where {column} = ?", (rep_id,)).fetchall()]


def all_ids(db: sqlite3.Connection, table: str) -> set[bytes]:
    """The ids of a table's rows, those in the bin too."""
    return {row[0] for row in db.execute(f"select id from {table}").fetchall()}
