"""What each of us did by week and type, summed by SQLite."""

import sqlite3
from datetime import date
from typing import NamedTuple


class WeekRow(NamedTuple):
    """Completed interactions of one rep (None: nobody said whose), one week (its Monday, ISO text) and one type."""

    rep_id: bytes | None
    monday: str
    type: str | None
    done: int
    touches: int
    minutes: int
    accounts: int


def week_rows(db: sqlite3.Connection, since: date, until: date, rep_id: bytes | None) -> list[WeekRow]:
    """By week and type, both days included; weeks begin on Monday, `minutes` are those that somebody told."""
    whose = "" if rep_id is None else " and i.rep_id = :rep"
    rows = db.execute(
        "select i.rep_id, date(i.occurred_on, 'weekday 0', '-6 days') as monday, i.type, count(*), sum(i.is_touch),"
        " coalesce(sum(i.minutes), 0), count(distinct coalesce(a.root_id, a.id)) from interaction i"
        " left join account a on a.id = i.account_id"
        " where i.status = 'completed' and i._hidden = 0 and i.occurred_on between :since and :until"
        f"{whose} group by i.rep_id, monday, i.type having monday is not null",
        {"since": since.isoformat(), "until": until.isoformat(), "rep": rep_id},
    ).fetchall()
    return [WeekRow(*row) for row in rows]
