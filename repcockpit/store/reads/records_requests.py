"""Requests with their events as whole views."""

import sqlite3
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.domain.requests import Step, priority_of, state_of
from repcockpit.domain.views.records import RequestStep, RequestView, Sla
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.records_links import link
from repcockpit.store.reads.records_people import day
from repcockpit.store.reads.records_work import instant
from repcockpit.store.reads.roots import root_join

_DUE = (
    "(select min(t.due_on) from task t where t.request_id = x.id and t._hidden = 0 and t.done_on is null and "
)


def requests_by_id(db: sqlite3.Connection, ids: Sequence[bytes], zone: ZoneInfo) -> list[RequestView]:
    """The requests of these ids, in their order; instants in `zone`."""
    found: dict[bytes, RequestView] = {}
    for some in chunks(ids):
        events = _events_of(db, some, zone)
        rows = db.execute(
            "select x.id, x.type, x.title, x.impact, x.urgency, x.opened_at, a.id, a.name, c.id, c.name, o.id,"
            f" o.name, x.note, {_DUE} t.kind = 'callback'), x.due_on from request x"
            f"{root_join('account', 'a', 'x.account_id')}{root_join('contact', 'c', 'x.contact_id')}"
            f" left join rep o on o.id = x.owner_id where x.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], _view(row, events.get(row[0], []), zone)) for row in rows)
    return [found[record_id] for record_id in ids if record_id in found]


def _view(row: Sequence[Any], events: list[RequestStep], zone: ZoneInfo) -> RequestView:
    state = state_of(
        [Step(one.kind, one.at) for one in events if one.kind is not None and one.at is not None]
    )
    return RequestView(
        row[0], row[1], row[2], priority_of(row[3], row[4]), row[3], row[4], state.status,
        instant(row[5], zone), None, None, state.responded_at, state.resolved_at, day(row[13]), day(row[14]),
        state.reopen_count, Sla(None, None), link(row[6], row[7]), link(row[8], row[9]), link(row[10], row[11]),
        row[12], tuple(events),
    )  # fmt: skip


def _events_of(
    db: sqlite3.Connection, ids: Sequence[bytes], zone: ZoneInfo
) -> dict[bytes, list[RequestStep]]:
    rows = db.execute(
        "select e.request_id, e.at, e.kind, e.note, o.id, o.name from request_event e"
        " left join rep o on o.id = e.by_id"
        f" where e._hidden = 0 and e.request_id in ({marks(ids)}) order by e.at, e.kind <> 'opened', e.id",
        ids,
    ).fetchall()
    found: dict[bytes, list[RequestStep]] = {}
    for row in rows:
        step = RequestStep(instant(row[1], zone), row[2], row[3], link(row[4], row[5]))
        found.setdefault(row[0], []).append(step)
    return found
