"""What an import must know of requests and of what was said in surveys. Plain SQL in, tuples out."""

import sqlite3


def steps(db: sqlite3.Connection, request_id: bytes) -> list[tuple[str, int, bytes, bytes]]:
    """(kind, instant in ms UTC, id, ids of the steps before) of a request's steps."""
    return db.execute(
        "select kind, at, id, coalesce(after, x'') from request_event where request_id = ? and _hidden = 0 and kind is not null"
        " and at is not null order by at, kind <> 'opened', id",
        (request_id,),
    ).fetchall()


def owner_of(db: sqlite3.Connection, account_id: bytes | None) -> bytes | None:
    """Whose account it is; None for one that comes in only now, too."""
    row = db.execute("select owner_id from account where id = ?", (account_id,)).fetchone()
    return None if row is None else row[0]


def is_answered(db: sqlite3.Connection, contact_id: bytes, kind: str, day: str) -> bool:
    """Whether the book has an answer of that person and day."""
    row = db.execute(
        "select 1 from feedback where contact_id = ? and kind = ? and asked_on = ? and _hidden = 0 limit 1",
        (contact_id, kind, day),
    ).fetchone()
    return row is not None
