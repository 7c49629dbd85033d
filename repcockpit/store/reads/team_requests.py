"""Which requests the team's numbers look at: those that something ended or solved in some days, and open ones."""

import sqlite3
from collections.abc import Sequence

from repcockpit.store.reads.records import chunks, marks

_TURNS = "('closed', 'closed_unconfirmed', 'resolved', 'unreachable', 'reopened')"


def turned(db: sqlite3.Connection, since_ms: int, until_ms: int) -> list[tuple[bytes, bytes]]:
    """(owner, request) of owned requests that were solved, ended, or called back about, between two instants."""
    return db.execute(
        "select q.owner_id, q.id from request q where q._hidden = 0 and q.owner_id is not null and q.id in"
        " (select e.request_id from request_event e where e._hidden = 0 and e.at between ? and ?"
        f" and e.kind in {_TURNS}) order by q.opened_at, q.id",
        (since_ms, until_ms),
    ).fetchall()


def owners_of(db: sqlite3.Connection) -> dict[bytes, bytes]:
    """The owner of every request that has one."""
    return dict(
        db.execute("select id, owner_id from request where _hidden = 0 and owner_id is not null").fetchall()
    )


def names_of(
    db: sqlite3.Connection, ids: Sequence[bytes]
) -> dict[bytes, tuple[str, bytes | None, str | None]]:
    """(title, account, its name) of these requests."""
    found = {}
    for some in chunks(ids):
        rows = db.execute(
            "select q.id, coalesce(q.title, ''), a.id, a.name from request q left join account r on r.id = q.account_id"
            f" left join account a on a.id = coalesce(r.root_id, r.id) where q.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update({row[0]: (str(row[1]), row[2], row[3]) for row in rows})
    return found
