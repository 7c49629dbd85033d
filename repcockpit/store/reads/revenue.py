"""Won revenue by account."""

import sqlite3
from typing import NamedTuple


class RevenueRow(NamedTuple):
    """An account with its won revenue of a range (None: no deal) and when it was created."""

    id: bytes
    name: str
    amount: float | None
    potential: str | None
    created_on: str | None


def revenue_rows(db: sqlite3.Connection, since: str, until: str) -> list[RevenueRow]:
    """Live accounts with the won deals closed from `since` to `until`, in the currency most of them are in."""
    main = db.execute(
        "select currency from deal where _hidden = 0 and stage = 'won' and closed_on between ? and ?"
        " group by currency order by count(*) desc, currency limit 1",
        (since, until),
    ).fetchone()
    rows = db.execute(
        "select a.id, coalesce(a.name, ''), d.amount, a.potential,"
        " coalesce(a.source_created_on, a.tracking_started_on) from account a left join"
        " (select coalesce(m.root_id, m.id) as root, sum(d.amount) as amount from deal d"
        " join account m on m.id = d.account_id where d._hidden = 0 and d.stage = 'won'"
        " and d.closed_on between ? and ? and d.currency is ? group by 1) d on d.root = a.id"
        " where a._hidden = 0 and a.root_id is null",
        (since, until, main[0] if main else None),
    ).fetchall()
    return [RevenueRow(*row) for row in rows]
