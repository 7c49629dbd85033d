"""What a book would leave behind: counts, and whose keys are kept for it."""

import sqlite3


def record_counts(db: sqlite3.Connection) -> tuple[int, int]:
    """(accounts, people) that are shown."""
    accounts, contacts = db.execute(
        "select (select count(*) from account where _hidden = 0), (select count(*) from contact where _hidden = 0)"
    ).fetchone()
    return int(accounts), int(contacts)


def team_id(db: sqlite3.Connection) -> bytes | None:
    """The team that the book is in."""
    row = db.execute("select value from meta where key = 'team_id'").fetchone()
    return row[0] if row and isinstance(row[0], bytes) else None


def own_replicas(db: sqlite3.Connection) -> list[bytes]:
    """The replica of this device, and those it wrote as before."""
    rows = db.execute(
        "with recursive own (id, successor_of) as (select id, successor_of from replica"
        " where no = (select value from meta where key = 'replica_no')"
        " union select r.id, r.successor_of from replica r join own o on r.id = o.successor_of) select id from own"
    ).fetchall()
    return [row[0] for row in rows]
