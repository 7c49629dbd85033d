"""When interactions were logged, beside when they happened."""

import sqlite3


def logged_rows(
    db: sqlite3.Connection, rep_id: bytes, since: str, until: str
) -> list[tuple[str, int | None, int]]:
    """(day, instant in ms or None, logged at in ms) of what a rep typed in themself and what was held by then."""
    rows = db.execute(
        "select occurred_on, occurred_at, logged_at from interaction where rep_id = ? and occurred_on between ? and ?"
        " and status = 'completed' and source = 'typed' and logged_at is not null and _hidden = 0",
        (rep_id, since, until),
    ).fetchall()
    return [(str(row[0]), row[1], int(row[2])) for row in rows]
