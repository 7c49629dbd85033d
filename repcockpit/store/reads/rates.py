"""The dated rates that a manager set."""

import sqlite3
from datetime import date

from repcockpit.domain.money import Rate


def rates_of(db: sqlite3.Connection) -> tuple[Rate, ...]:
    """Every rate that is whole, by currency and day."""
    rows = db.execute(
        "select currency, per, on_date from rate where _hidden = 0 and currency is not null and per > 0"
        " and on_date is not null order by currency, on_date, per"
    ).fetchall()
    return tuple(Rate(str(currency), float(per), date.fromisoformat(day)) for currency, per, day in rows)
