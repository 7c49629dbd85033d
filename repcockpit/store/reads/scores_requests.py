"""The lives and clocks of many requests, without what a screen would show of them."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.moments import time_of
from repcockpit.domain.request_clocks import Clocks, clocks_of
from repcockpit.domain.requests import Life, Step, life_of, priority_of
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks


class Timed(NamedTuple):
    """A request's life and its clocks."""

    life: Life
    clocks: Clocks


def timed_requests(
    db: sqlite3.Connection, ids: Sequence[bytes], now: datetime, calendars: Calendars
) -> dict[bytes, Timed]:
    """The requests of these ids as they stood at `now`, by the events up to then."""
    rows: list[tuple[bytes, str | None, str | None, int, bytes | None, bytes | None]] = []
    steps: dict[bytes, list[Step]] = {}
    until = int(now.timestamp() * 1000)
    for some in chunks(ids):
        rows += db.execute(
            "select x.id, x.impact, x.urgency, x.opened_at, (select coalesce(a.root_id, a.id) from account a"
            f" where a.id = x.account_id), x.owner_id from request x where x.id in ({marks(some)})",
            some,
        ).fetchall()
        events = db.execute(
            f"select request_id, kind, at, id, after from request_event where request_id in ({marks(some)})"
            " and _hidden = 0 and at <= ? and kind is not null order by at, kind <> 'opened', id",
            (*some, until),
        ).fetchall()
        for request_id, kind, at, row_id, after in events:
            step = Step(kind, time_of(at, UTC), row_id, after or b"")
            steps.setdefault(request_id, []).append(step)
    known = calendars.of_accounts((row[4], row[5]) for row in rows)
    found = {}
    for row_id, impact, urgency, opened_at, account, owner in rows:
        calendar = known[account, owner]
        there = ZoneInfo(calendar.zone)
        told = ordered(db, steps.get(row_id, []))
        life = life_of(told, lambda at, there=there: at.astimezone(there).date())  # type: ignore[misc]
        opened = time_of(opened_at, UTC)
        found[row_id] = Timed(life, clocks_of(life, opened, priority_of(impact, urgency), calendar, now))
    return found
