"""What happened and what is to be done, as whole views: interactions, tasks, requests, deals, gifts."""

import sqlite3
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from repcockpit.domain.views.records import (
    DealView,
    FeedbackView,
    IdeaView,
    InfoView,
    InteractionView,
    TaskView,
    TrainingView,
)
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.records_links import also_reps_of, participants_of, sectors_of, trained_of
from repcockpit.store.reads.roots import root_join
from repcockpit.store.reads.values import day, instant, link

_ACCOUNT = root_join("account", "a", "x.account_id")
_PLACES = _ACCOUNT + root_join("contact", "c", "x.contact_id")
_OWNER = " left join rep o on o.id = x.owner_id"


def _rows(db: sqlite3.Connection, sql: str, ids: Sequence[bytes]) -> list[Any]:
    return db.execute(f"{sql} where x.id in ({marks(ids)})", ids).fetchall()


def interactions_by_id(db: sqlite3.Connection, ids: Sequence[bytes], zone: ZoneInfo) -> list[InteractionView]:
    """The interactions of these ids, in their order; instants in `zone`."""
    found: dict[bytes, InteractionView] = {}
    sql = (
        "select x.id, x.type, x.outcome, x.status, x.direction, x.occurred_on, x.occurred_at, x.minutes, x.subject,"
        " x.note, a.id, a.name, o.id, o.name, x.is_touch, x.logged_at, x.source,"
        " q.id, q.title, v.id, v.due_on, x.solicited, x.note_kind from interaction x"
        f"{_ACCOUNT} left join rep o on o.id = x.rep_id left join request q on q.id = x.request_id and q._hidden = 0"
        " left join qbr v on v.id = x.qbr_id and v._hidden = 0"
    )
    for some in chunks(ids):
        people, ours = participants_of(db, some), also_reps_of(db, some)
        for row in _rows(db, sql, some):
            found[row[0]] = InteractionView._make(
                (
                    *row[:5],
                    day(row[5]),
                    instant(row[6], zone),
                    *row[7:10],
                    link(row[10], row[11]),
                    tuple(people.get(row[0], ())),
                    link(row[12], row[13]),
                    tuple(ours.get(row[0], ())),
                    link(row[17], row[18]),
                    link(row[19], row[20]),
                    None if row[21] is None else bool(row[21]),
                    row[22],
                    bool(row[14]),
                    instant(row[15], zone),
                    row[16],
                )
            )
    return [found[record_id] for record_id in ids if record_id in found]


def tasks_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[TaskView]:
    """The tasks of these ids, in their order."""
    found: dict[bytes, TaskView] = {}
    sql = (
        "select x.id, x.kind, x.title, x.note, x.status, x.priority, x.due_on, x.done_on, x.outcome, o.id, o.name,"
        " a.id, a.name, c.id, c.name, q.id, q.title, v.id, v.due_on, i.id, i.title,"
        " coalesce(x.first_due_on, x.due_on)"
        f" from task x{_PLACES}{_OWNER} left join request q on q.id = x.request_id and q._hidden = 0"
        " left join qbr v on v.id = x.qbr_id and v._hidden = 0 left join idea i on i.id = x.idea_id and i._hidden = 0"
    )
    for some in chunks(ids):
        for row in _rows(db, sql, some):
            links = (link(row[place], row[place + 1]) for place in (9, 11, 13, 15, 17, 19))
            found[row[0]] = TaskView._make((*row[:6], day(row[6]), day(row[7]), row[8], *links, day(row[21])))
    return [found[record_id] for record_id in ids if record_id in found]


def deals_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[DealView]:
    """The deals of these ids, in their order."""
    found: dict[bytes, DealView] = {}
    sql = (
        "select x.id, x.name, x.stage, x.stage_name, x.amount, x.currency, x.closed_on, a.id, a.name, c.id, c.name,"
        f" o.id, o.name from deal x{_PLACES}{_OWNER}"
    )
    for some in chunks(ids):
        for row in _rows(db, sql, some):
            links = (link(row[place], row[place + 1]) for place in (7, 9, 11))
            found[row[0]] = DealView._make((*row[:6], day(row[6]), *links))
    return [found[record_id] for record_id in ids if record_id in found]


def ideas_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[IdeaView]:
    """The ideas of these ids, in their order."""
    found: dict[bytes, IdeaView] = {}
    sql = f"select x.id, x.title, x.status, x.status_on, x.note, x.product, c.id, c.name, a.id, a.name from idea x{_PLACES}"
    for some in chunks(ids):
        for row in _rows(db, sql, some):
            found[row[0]] = IdeaView._make(
                (*row[:3], day(row[3]), *row[4:6], link(row[6], row[7]), link(row[8], row[9]))
            )
    return [found[record_id] for record_id in ids if record_id in found]


def trainings_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[TrainingView]:
    """The trainings of these ids, in their order."""
    found: dict[bytes, TrainingView] = {}
    sql = f"select x.id, x.topic, x.kind, x.given_on, x.due_on, x.expires_on, x.usage, a.id, a.name from training x{_ACCOUNT}"
    for some in chunks(ids):
        people = trained_of(db, some)
        for row in _rows(db, sql, some):
            trained = tuple(people.get(row[0], ()))
            found[row[0]] = TrainingView._make(
                (*row[:3], *(day(text) for text in row[3:6]), row[6], trained, link(row[7], row[8]))
            )
    return [found[record_id] for record_id in ids if record_id in found]


def infos_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[InfoView]:
    """The pieces of information of these ids, in their order."""
    found: dict[bytes, InfoView] = {}
    sql = (
        "select x.id, x.title, x.kind, x.brought_on, c.id, c.name, a.id, a.name, x.reaction, x.path, x.url, x.note,"
        f" o.id, o.name, x.due_on from info x{_PLACES} left join rep o on o.id = x.writer_id"
    )
    for some in chunks(ids):
        sectors = sectors_of(db, some)
        for row in _rows(db, sql, some):
            links = link(row[4], row[5]), link(row[6], row[7])
            held = tuple(sectors.get(row[0], ()))
            found[row[0]] = InfoView._make(
                (*row[:3], day(row[3]), *links, *row[8:12], held, link(row[12], row[13]), day(row[14]))
            )
    return [found[record_id] for record_id in ids if record_id in found]


def feedback_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[FeedbackView]:
    """The satisfaction figures of these ids, in their order."""
    found: dict[bytes, FeedbackView] = {}
    sql = (
        "select x.id, x.kind, x.score, x.asked_on, c.id, c.name, a.id, a.name, x.note"
        f" from feedback x{_PLACES}"
    )
    for some in chunks(ids):
        for row in _rows(db, sql, some):
            found[row[0]] = FeedbackView._make(
                (*row[:3], day(row[3]), link(row[4], row[5]), link(row[6], row[7]), row[8])
            )
    return [found[record_id] for record_id in ids if record_id in found]
