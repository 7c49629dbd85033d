"""Which requests the team's numbers look at: those that something ended or solved in some days, and open ones."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks

_TURNS = "('closed', 'closed_unconfirmed', 'resolved', 'unreachable', 'reopened')"


class Turn(NamedTuple):
    """A request of one of us, and when something of it was solved, ended or called back about last, in ms."""

    owner_id: bytes
    id: bytes
    account_id: bytes | None
    at: int


def turned(db: sqlite3.Connection, since_ms: int, until_ms: int) -> list[Turn]:
    """Owned requests that were solved, ended, or called back about, between two instants."""
    rows = db.execute(
        "select q.owner_id, q.id, (select coalesce(a.root_id, a.id) from account a where a.id = q.account_id), t.at"
        " from (select e.request_id as id, max(e.at) as at from request_event e where e._hidden = 0"
        f" and e.at between ? and ? and e.kind in {_TURNS} group by e.request_id) t"
        " cross join request q on q.id = t.id where q._hidden = 0 and q.owner_id is not null order by q.opened_at, q.id",
        (since_ms, until_ms),
    ).fetchall()
    return [Turn(*row) for row in rows]


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
