"""The rows that the pack of a QBR is made of: one SELECT each, over an account and those merged into it."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from repcockpit.domain.deliveries import Delivered
from repcockpit.domain.moments import time_of
from repcockpit.domain.promises import Promise
from repcockpit.domain.requests import Step
from repcockpit.store.reads.event_order import ordered
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import group_of, root_join
from repcockpit.store.reads.values import day

_HERE = f"x.account_id in {group_of('account', ':account')} and x._hidden = 0"
_PERSON = root_join("contact", "c", "x.contact_id")
_TOOK_PART = root_join("contact", "c", "p.contact_id")
_MOST_NOTES = 60


class AskedRow(NamedTuple):
    """A request and its events up to now, in their order."""

    id: bytes
    title: str
    type: str
    impact: str | None
    urgency: str | None
    by: str
    owner_id: bytes | None
    opened_at: datetime
    steps: tuple[Step, ...]


class SaidRow(NamedTuple):
    """A note of a kind that the customer may read."""

    id: bytes
    on: date
    kind: str
    text: str
    by: str


class IdeaRow(NamedTuple):
    """An idea; `raised_on` is the day of the interaction it came from."""

    id: bytes
    title: str
    product: str
    by: str
    status: str
    status_on: date | None
    raised_on: date | None


class TaughtRow(NamedTuple):
    """A training: when given or planned, and how many people took part."""

    topic: str
    given_on: date | None
    due_on: date | None
    people: int


class RatedRow(NamedTuple):
    """A satisfaction figure."""

    kind: str
    score: int
    on: date


def place_of(db: sqlite3.Connection, account_id: bytes) -> str:
    """The city of an account."""
    row = db.execute("select coalesce(city, '') from account where id = ?", (account_id,)).fetchone()
    return str(row[0]) if row else ""


def reviews_held(db: sqlite3.Connection, account_id: bytes, before: date) -> list[date]:
    """The days before `before` on which a QBR was held, the newest first."""
    rows = db.execute(
        f"select x.held_on from qbr x where {_HERE} and x.held_on < :before union"
        f" select x.occurred_on from interaction x where {_HERE} and x.type = 'qbr' and x.is_touch = 1"
        " and x.occurred_on < :before order by 1 desc",
        {"account": account_id, "before": before.isoformat()},
    ).fetchall()
    return [date.fromisoformat(row[0]) for row in rows]


def people_at(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, tuple[str, str]]:
    """(name, title) of people."""
    found: dict[bytes, tuple[str, str]] = {}
    for some in chunks(ids):
        rows = db.execute(
            f"select id, coalesce(name, ''), coalesce(title, '') from contact where id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], (row[1], row[2])) for row in rows)
    return found


def deliveries(db: sqlite3.Connection, account_id: bytes, since: date, until: date) -> list[Delivered]:
    """Every row of the lines that were promised in these days."""
    rows = db.execute(
        "select x.id, coalesce(x.order_no, ''), coalesce(x.line, ''), x.promised, x.delivered, x.promised_on,"
        f" x.delivered_on from delivery x where {_HERE} and x.promised_on between :since and :until"
        " order by x.promised_on, x.order_no, x.line, x.id",
        {"account": account_id, "since": since.isoformat(), "until": until.isoformat()},
    ).fetchall()
    return [Delivered._make((*row[:5], day(row[5]), day(row[6]))) for row in rows]


def promises(db: sqlite3.Connection, account_id: bytes) -> list[Promise]:
    """Promises with the day they were first given for."""
    rows = db.execute(
        "select x.id, coalesce(x.first_due_on, x.due_on), x.done_on from task x"
        f" where {_HERE} and x.kind = 'promise' order by x.id",
        {"account": account_id},
    ).fetchall()
    return [Promise(row[0], day(row[1]), day(row[2])) for row in rows]


def asked(db: sqlite3.Connection, account_id: bytes, now: datetime) -> list[AskedRow]:
    """The requests opened up to `now`, the newest first; instants in its zone."""
    zone, until = now.tzinfo or UTC, int(now.timestamp() * 1000)
    events: dict[bytes, list[Step]] = {}
    for row in db.execute(
        "select e.request_id, e.kind, e.at, e.id, e.after from request x join request_event e"
        f" on e.request_id = x.id and e._hidden = 0 and e.at <= :until where {_HERE} order by e.at, e.id",
        {"account": account_id, "until": until},
    ):
        step = Step(row[1] or "", time_of(row[2], zone), row[3], row[4] or b"")
        events.setdefault(row[0], []).append(step)
    rows = db.execute(
        "select x.id, coalesce(x.title, ''), coalesce(x.type, ''), x.impact, x.urgency, coalesce(c.name, ''),"
        f" x.owner_id, x.opened_at from request x{_PERSON} where {_HERE} and x.opened_at <= :until"
        " order by x.opened_at desc, x.id",
        {"account": account_id, "until": until},
    ).fetchall()
    return [
        AskedRow._make((*row[:7], time_of(row[7], zone), tuple(ordered(db, events.get(row[0], ())))))
        for row in rows
    ]


def said(
    db: sqlite3.Connection, account_id: bytes, kinds: Sequence[str], since: date, until: date
) -> list[SaidRow]:
    """Notes of these kinds, the newest first."""
    listed = ",".join(f"'{kind}'" for kind in kinds)
    rows = db.execute(
        "select x.id, x.occurred_on, x.note_kind, coalesce(x.note, x.subject, ''), coalesce((select"
        f" group_concat(n.name, ', ') from (select distinct c.name from participant p{_TOOK_PART}"
        " where p.interaction_id = x.id and p._hidden = 0 order by c.name) n), '')"
        f" from interaction x where {_HERE} and x.note_kind in ({listed})"
        f" and x.occurred_on between :since and :until order by x.occurred_on desc, x.id limit {_MOST_NOTES}",
        {"account": account_id, "since": since.isoformat(), "until": until.isoformat()},
    ).fetchall()
    return [SaidRow(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def ideas(db: sqlite3.Connection, account_id: bytes, until: date) -> list[IdeaRow]:
    """The ideas raised up to a day, or on a day that nobody knows."""
    rows = db.execute(
        "select x.id, coalesce(x.title, ''), coalesce(x.product, ''), coalesce(c.name, ''),"
        f" coalesce(x.status, 'new'), x.status_on, i.occurred_on from idea x{_PERSON}"
        f" left join interaction i on i.id = x.interaction_id where {_HERE}"
        " and coalesce(i.occurred_on, '') <= :until order by i.occurred_on desc, x.title, x.id",
        {"account": account_id, "until": until.isoformat()},
    ).fetchall()
    return [IdeaRow._make((*row[:5], day(row[5]), day(row[6]))) for row in rows]


def taught(db: sqlite3.Connection, account_id: bytes) -> list[TaughtRow]:
    """Trainings given and planned, by their day."""
    rows = db.execute(
        "select coalesce(x.topic, ''), x.given_on, x.due_on, (select count(distinct coalesce(c.root_id, c.id))"
        " from training_person p join contact c on c.id = p.contact_id where p.training_id = x.id"
        f" and p._hidden = 0) from training x where {_HERE} order by coalesce(x.given_on, x.due_on), x.topic, x.id",
        {"account": account_id},
    ).fetchall()
    return [TaughtRow(row[0], day(row[1]), day(row[2]), row[3]) for row in rows]


def rated(db: sqlite3.Connection, account_id: bytes, until: date) -> list[RatedRow]:
    """Satisfaction figures up to a day, the newest first."""
    rows = db.execute(
        f"select x.kind, x.score, x.asked_on from feedback x where {_HERE} and x.score is not null"
        " and x.asked_on <= :until order by x.asked_on desc, x.id",
        {"account": account_id, "until": until.isoformat()},
    ).fetchall()
    return [RatedRow(row[0] or "", row[1], date.fromisoformat(row[2])) for row in rows]


def brought(db: sqlite3.Connection, qbr_id: bytes) -> list[tuple[str, str, str]]:
    """(title, kind, address or note) of the information chosen for a QBR."""
    rows = db.execute(
        "select coalesce(n.title, ''), coalesce(n.kind, ''), coalesce(n.url, n.note, '') from qbr_info x"
        " join info n on n.id = x.info_id and n._hidden = 0 where x.qbr_id = ? and x._hidden = 0"
        " order by n.title, n.id",
        (qbr_id,),
    ).fetchall()
    return [(row[0], row[1], row[2]) for row in rows]


def planned(db: sqlite3.Connection, account_id: bytes, since: date, until: date) -> list[tuple[date, str]]:
    """(day, type) of the appointments in these days, QBRs apart."""
    rows = db.execute(
        f"select x.occurred_on, coalesce(x.type, '') from interaction x where {_HERE} and x.status = 'planned'"
        " and x.type <> 'qbr' and x.occurred_on between :since and :until order by 1, 2, x.id",
        {"account": account_id, "since": since.isoformat(), "until": until.isoformat()},
    ).fetchall()
    return [(date.fromisoformat(row[0]), row[1]) for row in rows]
