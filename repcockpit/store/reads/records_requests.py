"""Requests with their events, their clocks in the account's calendar, and what follows from both."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.moments import time_of
from repcockpit.domain.request_clocks import Clocks, clocks_of
from repcockpit.domain.requests import Life, Step, life_of, priority_of
from repcockpit.domain.views.record_requests import Executive, RequestStep, RequestView, Sla
from repcockpit.domain.views.requests import Case
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join
from repcockpit.store.reads.values import day, instant, link

_SQL = (
    "select x.id, x.type, x.title, x.impact, x.urgency, x.opened_at, a.id, a.name, c.id, c.name, o.id, o.name,"
    " x.note, (select min(t.due_on) from task t where t.request_id = x.id and t._hidden = 0 and t.done_on is null"
    " and t.kind = 'callback'), x.due_on, x.via, x.handed_to, x.handed_due_on, x.executive_who,"
    " x.executive_due_on, x.executive_done_on from request x"
    f"{root_join('account', 'a', 'x.account_id')}{root_join('contact', 'c', 'x.contact_id')}"
    " left join rep o on o.id = x.owner_id"
)


class Event(NamedTuple):
    """One stored event of a request."""

    step: Step
    note: str | None
    by_id: bytes | None
    by: str | None


def requests_by_id(
    db: sqlite3.Connection, ids: Sequence[bytes], zone: ZoneInfo, now: datetime
) -> list[RequestView]:
    """The requests of these ids as they stand at `now`, in their order; instants in `zone`, due ones in theirs."""
    return [case.view for case in cases_by_id(db, ids, zone, now)]


def cases_by_id(
    db: sqlite3.Connection,
    ids: Sequence[bytes],
    zone: ZoneInfo,
    now: datetime,
    calendars: Calendars | None = None,
) -> list[Case]:
    """The same with their lives and clocks; calendars are read once for all of them."""
    rows: list[Any] = []
    events: dict[bytes, list[Event]] = {}
    for some in chunks(ids):
        rows += db.execute(f"{_SQL} where x.id in ({marks(some)})", some).fetchall()
        events |= events_of(db, some)
    known = (calendars or Calendars(db)).of_accounts((row[6], row[10]) for row in rows)
    found = {}
    for row in rows:
        calendar = known[row[6], row[10]]
        there = ZoneInfo(calendar.zone)
        seen, moment = _seen(events.get(row[0], []), now)
        life = life_there([event.step for event in seen], there)
        opened = _opened(row[5], seen)
        clocks = clocks_of(life, opened, priority_of(row[3], row[4]), calendar, moment)
        view = _view(row, seen, life, clocks, zone, opened)
        found[row[0]] = Case(view, life, clocks, calendar.zone, any(calendar.hours))
    return [found[record_id] for record_id in ids if record_id in found]


def life_there(steps: Sequence[Step], zone: ZoneInfo) -> Life:
    """The life that these events tell, days being those of the account's zone."""
    return life_of(steps, lambda at: at.astimezone(zone).date())


def _seen(events: list[Event], now: datetime) -> tuple[list[Event], datetime]:
    """What had happened by `now`; all of it where the request was opened after it (a clock set back)."""
    seen = [event for event in events if event.step.at <= now]
    if seen or not events:
        return seen, now
    return events, max(event.step.at for event in events)


def _opened(ms: int | None, events: list[Event]) -> datetime | None:
    if ms is not None:
        return time_of(ms, UTC)
    return next((event.step.at for event in events if event.step.kind == "opened"), None)


def _view(
    row: Sequence[Any],
    events: list[Event],
    life: Life,
    clocks: Clocks,
    zone: ZoneInfo,
    opened: datetime | None,
) -> RequestView:
    response, resolution = clocks.response, clocks.resolution
    executive = Executive(row[18], day(row[19]), day(row[20])) if row[18] else None
    steps = tuple(
        RequestStep(_local(one.step.at, zone), one.step.kind, one.note, link(one.by_id, one.by))
        for one in events
    )
    return RequestView(
        row[0], row[1], row[2], priority_of(row[3], row[4]), row[3], row[4], life.status, _local(opened, zone),
        response.due_at, resolution.due_at, _local(life.responded_at, zone), _local(life.resolved_at, zone),
        _callback_on(row[13], life, clocks), day(row[14]), life.reopen_count, Sla(response.state, resolution.state),
        None if opened is None else int(resolution.paused.total_seconds() // 60),
        link(row[6], row[7]), link(row[8], row[9]), link(row[10], row[11]), row[12], row[15], row[16], day(row[17]),
        executive, steps,
    )  # fmt: skip


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)


def _callback_on(task_on: str | None, life: Life, clocks: Clocks) -> date | None:
    """The day of the call-back that is owed: its task's where there is one, which a person may have moved."""
    if life.status != "callback_due":
        return None
    return day(task_on) or (clocks.callbacks[-1].due_on if clocks.callbacks else None)


def events_of(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, list[Event]]:
    """The events of these requests by request, in the order of their instants."""
    rows = db.execute(
        "select e.request_id, e.at, e.kind, e.note, o.id, o.name, e.id, e.after from request_event e"
        " left join rep o on o.id = e.by_id"
        f" where e._hidden = 0 and e.at is not null and e.kind is not null and e.request_id in ({marks(ids)})"
        " order by e.at, e.kind <> 'opened', e.id",
        ids,
    ).fetchall()
    found: dict[bytes, list[Event]] = {}
    utc = ZoneInfo("UTC")
    for row in rows:
        at = instant(row[1], utc)
        assert at is not None  # noqa: S101 -- the statement leaves those out
        step = Step(row[2], at, row[6], row[7] or b"")
        found.setdefault(row[0], []).append(Event(step, row[3], row[4], row[5]))
    for events in found.values():
        steps = ordered(db, [event.step for event in events])
        events[:] = [event._replace(step=step) for event, step in zip(events, steps, strict=True)]
    return found
