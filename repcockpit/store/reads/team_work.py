"""What the team's rows count besides touches: promises, ideas, trainings; who was touched least, who has no next step."""

import sqlite3
from datetime import UTC, datetime
from typing import NamedTuple

_UNTIMED = "('prospect', 'former', 'exited')"
_PLACE = " left join account r on r.id = x.account_id left join account a on a.id = coalesce(r.root_id, r.id)"
_MADE_ON = (
    "coalesce((select i.occurred_on from interaction i where i.id = x.interaction_id),"
    " (select date(t.at / 1000, 'unixepoch') from touched o join txn t on t.no = o.txn_no where o.row_id = x.id"
    " order by o.txn_no limit 1))"
)
_RAISED_BY = (
    "coalesce(x.owner_id, (select i.rep_id from interaction i where i.id = x.interaction_id), a.owner_id)"
)
_GIVEN_BY = "coalesce((select i.rep_id from interaction i where i.id = x.interaction_id), a.owner_id)"


class PromiseRow(NamedTuple):
    """A promise of one of us; days are ISO text, the first day it was given for counts."""

    owner_id: bytes
    id: bytes
    title: str
    account_id: bytes | None
    account_name: str | None
    first_due_on: str
    done_on: str | None


class WorkRow(NamedTuple):
    """An idea or a training of one of us, on its day."""

    rep_id: bytes
    id: bytes
    title: str
    account_id: bytes | None
    account_name: str | None
    on: str


class QuietRow(NamedTuple):
    """An owned customer with its touches of a year, and the last of them."""

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes
    touches: int
    last_touch_on: str | None
    due_on: str | None


def promise_rows(db: sqlite3.Connection, since: str, until: str) -> list[PromiseRow]:
    """Promises first given for a day from `since` to `until`; the account's owner where a promise has none."""
    rows = db.execute(
        "select coalesce(x.owner_id, a.owner_id), x.id, coalesce(x.title, ''), a.id, a.name,"
        f" coalesce(x.first_due_on, x.due_on), x.done_on from task x{_PLACE} where x.kind = 'promise' and x._hidden = 0"
        " and coalesce(x.owner_id, a.owner_id) is not null"
        " and coalesce(x.first_due_on, x.due_on) between ? and ? order by 6, x.id",
        (since, until),
    ).fetchall()
    return [PromiseRow(*row) for row in rows]


def late_promises(db: sqlite3.Connection, day: str) -> list[PromiseRow]:
    """Open promises whose day is before `day`."""
    rows = db.execute(
        "select coalesce(x.owner_id, a.owner_id), x.id, coalesce(x.title, ''), a.id, a.name, x.due_on, x.done_on"
        f" from task x{_PLACE} where x.kind = 'promise' and x._hidden = 0 and x.done_on is null and x.due_on < ?"
        " and coalesce(x.owner_id, a.owner_id) is not null order by x.due_on, x.id",
        (day,),
    ).fetchall()
    return [PromiseRow(*row) for row in rows]


def idea_rows(db: sqlite3.Connection, since: str, until: str) -> list[WorkRow]:
    """Ideas that came in on these days."""
    rows = db.execute(
        f"select * from (select {_RAISED_BY} as rep, x.id, coalesce(x.title, ''), a.id, a.name, {_MADE_ON} as made"
        f" from idea x{_PLACE} where x._hidden = 0) where rep is not null and made between ? and ? order by made, id",
        (since, until),
    ).fetchall()
    return [WorkRow(*row) for row in rows]


def training_rows(db: sqlite3.Connection, since: str, until: str) -> list[WorkRow]:
    """Trainings given on these days."""
    rows = db.execute(
        f"select * from (select {_GIVEN_BY} as rep, x.id, coalesce(x.topic, 'training'), a.id, a.name, x.given_on as made"
        f" from training x{_PLACE} where x._hidden = 0 and x.given_on between ? and ?)"
        " where rep is not null order by made, id",
        (since, until),
    ).fetchall()
    return [WorkRow(*row) for row in rows]


def least_touched(
    db: sqlite3.Connection, rep_id: bytes | None, since: str, until: str, limit: int
) -> list[QuietRow]:
    """Owned customers with the fewest touches in these days, the highest tier and the longest silence first."""
    mine = "" if rep_id is None else " and a.owner_id = :rep"
    rows = db.execute(
        "select a.id, coalesce(a.name, ''), a.segment, a.owner_id, (select count(*) from interaction i where"
        " i.account_id in (select a.id union all select m.id from account m where m.root_id = a.id)"
        " and i.is_touch = 1 and i.occurred_on between :since and :until) as touches, a.last_touch_on, a.due_on"
        " from account a where a._hidden = 0 and a.root_id is null and a.owner_id is not null"
        f" and coalesce(a.status, 'customer') not in {_UNTIMED}{mine}"
        " order by touches, coalesce(a.segment, 'E'), coalesce(a.last_touch_on, ''), a.folded, a.id limit :limit",
        {"rep": rep_id, "since": since, "until": until, "limit": limit},
    ).fetchall()
    return [QuietRow(*row) for row in rows]


def without_next_step(
    db: sqlite3.Connection, rep_id: bytes | None, day: str, since: str, limit: int
) -> list[QuietRow]:
    """Owned customers of tier A with nothing planned from `day` on and no open task, the longest silence first."""
    mine = "" if rep_id is None else " and a.owner_id = :rep"
    house = "(select a.id union all select m.id from account m where m.root_id = a.id)"
    rows = db.execute(
        "select a.id, coalesce(a.name, ''), a.segment, a.owner_id, (select count(*) from interaction i"
        f" where i.account_id in {house} and i.is_touch = 1 and i.occurred_on between :since and :day),"
        " a.last_touch_on, a.due_on from account a where a._hidden = 0 and a.root_id is null"
        f" and a.owner_id is not null and a.segment = 'A' and coalesce(a.status, 'customer') not in {_UNTIMED}{mine}"
        f" and not exists (select 1 from interaction i where i.account_id in {house} and i.status = 'planned'"
        " and i._hidden = 0 and i.occurred_on >= :day)"
        f" and not exists (select 1 from task t where t.account_id in {house} and t.done_on is null and t._hidden = 0)"
        f" and not exists (select 1 from qbr q where q.account_id in {house} and q._hidden = 0 and q.held_on is null"
        " and q.cancelled_on is null and q.skip_reason is null and q.scheduled_at >= :moment)"
        " order by coalesce(a.last_touch_on, ''), a.folded, a.id limit :limit",
        {"rep": rep_id, "day": day, "since": since, "limit": limit, "moment": _midnight_ms(day)},
    ).fetchall()
    return [QuietRow(*row) for row in rows]


def _midnight_ms(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000)
