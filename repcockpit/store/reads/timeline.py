"""What happened with an account or a person, newest first, and what is open there."""

import sqlite3
from typing import NamedTuple

from repcockpit.store.reads.roots import group_of


class HappenedRow(NamedTuple):
    """One interaction of a timeline."""

    id: bytes
    occurred_on: str
    type: str
    outcome: str | None
    status: str
    direction: str | None
    subject: str | None
    note: str | None
    is_touch: int | None


def timeline(db: sqlite3.Connection, kind: str, row_id: bytes, until: str, limit: int) -> list[HappenedRow]:
    """The last `limit` interactions up to the day `until` of an account or a person, duplicates' included."""
    ids = [row_id, *(row[0] for row in db.execute(f"select id from {kind} where root_id = ?", (row_id,)))]
    marks = ",".join("?" * len(ids))
    if kind == "account":
        source = f"interaction i where i.account_id in ({marks})"
    else:
        source = (
            "participant p join interaction i on i.id = p.interaction_id"
            f" where p.contact_id in ({marks}) and p._hidden = 0"
        )
    rows = db.execute(
        "select distinct i.id, i.occurred_on, coalesce(i.type, ''), i.outcome, coalesce(i.status, ''), i.direction,"
        f" i.subject, i.note, i.is_touch from {source} and i._hidden = 0 and i.occurred_on <= ?"
        " order by i.occurred_on desc, i.occurred_at desc, i.id desc limit ?",
        (*ids, until, limit),
    ).fetchall()
    return [HappenedRow(*row) for row in rows]


def next_planned(db: sqlite3.Connection, kind: str, row_id: bytes, since: str) -> list[HappenedRow]:
    """Planned interactions from `since` on, the next first."""
    source = f"interaction i where i.account_id in {group_of('account', ':id')}"
    if kind == "contact":
        source = (
            "participant p join interaction i on i.id = p.interaction_id"
            f" where p.contact_id in {group_of('contact', ':id')} and p._hidden = 0"
        )
    rows = db.execute(
        "select distinct i.id, i.occurred_on, coalesce(i.type, ''), i.outcome, coalesce(i.status, ''), i.direction,"
        f" i.subject, i.note, 0 from {source} and i._hidden = 0 and i.status = 'planned' and i.occurred_on >= :since"
        " order by i.occurred_on limit 3",
        {"id": row_id, "since": since},
    ).fetchall()
    return [HappenedRow(*row) for row in rows]


def open_work(db: sqlite3.Connection, kind: str, row_id: bytes) -> list[tuple[str, str, str | None]]:
    """(kind, title, due day) of the tasks and promises that are open with an account or a person."""
    rows = db.execute(
        f"select kind, coalesce(title, ''), due_on from task where {kind}_id in {group_of(kind, ':id')}"
        " and done_on is null and _hidden = 0 order by due_on is null, due_on, id limit 20",
        {"id": row_id},
    ).fetchall()
    return [(str(name), str(title), due) for name, title, due in rows]


def open_request_titles(
    db: sqlite3.Connection, kind: str, row_id: bytes
) -> list[tuple[str, str | None, str | None]]:
    """(title, impact, urgency) of the requests that are open there."""
    rows = db.execute(
        f"select coalesce(title, ''), impact, urgency from request q where {kind}_id in {group_of(kind, ':id')}"
        " and _hidden = 0 and not exists"
        " (select 1 from request_event e where e.request_id = q.id and e.kind in"
        " ('closed', 'closed_unconfirmed', 'cancelled')) order by opened_at limit 20",
        {"id": row_id},
    ).fetchall()
    return [(str(title), impact, urgency) for title, impact, urgency in rows]


class PersonRow(NamedTuple):
    """Who a row of Today is about, as the pane shows it."""

    name: str
    title: str | None
    role: str | None
    phone: str | None
    email: str | None
    interval_days: int | None
    rule: str | None
    tracking_started_on: str | None
    due_on: str | None
    own_interval: int | None
    status: str | None
    keeper_id: bytes | None


def person_row(db: sqlite3.Connection, row_id: bytes) -> PersonRow | None:
    """One contact."""
    row = db.execute(
        "select name, title, role, phone, email, cadence_days, cadence_rule, tracking_started_on, due_on,"
        " interval_days, status, keeper_id from contact where id = ?",
        (row_id,),
    ).fetchone()
    return PersonRow(*row) if row else None


class AccountRow(NamedTuple):
    """The account beside it."""

    name: str
    segment: str | None
    status: str | None
    phone: str | None
    interval_days: int | None
    rule: str | None
    tracking_started_on: str | None
    due_on: str | None
    own_interval: int | None
    owner_id: bytes | None


def account_row(db: sqlite3.Connection, row_id: bytes) -> AccountRow | None:
    """One account."""
    row = db.execute(
        "select name, segment, status, phone, cadence_days, cadence_rule, tracking_started_on, due_on,"
        " interval_days, owner_id from account where id = ?",
        (row_id,),
    ).fetchone()
    return AccountRow(*row) if row else None
