"""Won revenue by account."""

import sqlite3
from datetime import date
from typing import NamedTuple

from repcockpit.domain.money import in_reporting, reporting_currency
from repcockpit.store.reads.rates import rates_of


class RevenueRow(NamedTuple):
    """An account with its won revenue of a range (None: no deal) and when it was created."""

    id: bytes
    name: str
    amount: float | None
    potential: str | None
    created_on: str | None


def revenue_rows(db: sqlite3.Connection, since: str, until: str) -> list[RevenueRow]:
    """Live accounts with the won deals closed from `since` to `until`.

    Currencies are summed by the rates in force on the last day; without rates only the one most deals are in counts.
    """
    per = _divisors(db, since, until)
    won: dict[bytes, float] = {}
    sums = db.execute(
        "select coalesce(m.root_id, m.id), d.currency, sum(d.amount) from deal d join account m on m.id = d.account_id"
        " where d._hidden = 0 and d.stage = 'won' and d.amount is not null and d.closed_on between ? and ?"
        " group by 1, 2 order by 1, 2",
        (since, until),
    ).fetchall()
    for account, currency, amount in sums:
        if currency in per:
            won[account] = won.get(account, 0.0) + amount / per[currency]
    rows = db.execute(
        "select id, coalesce(name, ''), potential, coalesce(source_created_on, tracking_started_on) from account"
        " where _hidden = 0 and root_id is null"
    ).fetchall()
    return [RevenueRow(row[0], row[1], won.get(row[0]), row[2], row[3]) for row in rows]


def _divisors(db: sqlite3.Connection, since: str, until: str) -> dict[str | None, float]:
    """The currencies that count, with their units for one of the reporting currency."""
    rates, last = rates_of(db), date.fromisoformat(until)
    if reporting_currency(rates) is not None:
        found = {one.currency: in_reporting(1.0, one.currency, last, rates) for one in rates}
        return {currency: rate[1].per for currency, rate in found.items() if rate is not None}
    main = db.execute(
        "select currency from deal where _hidden = 0 and stage = 'won' and closed_on between ? and ?"
        " group by currency order by count(*) desc, currency limit 1",
        (since, until),
    ).fetchone()
    return {main[0]: 1.0} if main else {}
