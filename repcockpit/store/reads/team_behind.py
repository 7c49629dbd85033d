"""The rows behind the team's numbers: interactions of a span, and accounts with their touches."""

import sqlite3
from typing import NamedTuple

from repcockpit.store.reads.team import GIVEN, TOUCHED

_AT = " left join account r on r.id = i.account_id left join account a on a.id = coalesce(r.root_id, r.id)"
_COLUMNS = (
    "i.id, i.type, coalesce(i.subject, substr(i.note, 1, 120), ''), a.id, a.name, i.occurred_on, i.is_touch,"
    " (select name from rep where id = i.rep_id)"
)
_ORDER = " order by i.is_touch desc, i.occurred_on desc, i.occurred_at desc, i.id"


class InteractionRow(NamedTuple):
    """An interaction behind a number; `is_touch` says whether it counts."""

    id: bytes
    type: str
    text: str
    account_id: bytes | None
    account_name: str | None
    on: str
    is_touch: int | None
    rep_name: str | None


class AccountTouches(NamedTuple):
    """An account with the touches of one of us in some days."""

    id: bytes
    name: str
    segment: str | None
    status: str | None
    touches: int


class TaskRow(NamedTuple):
    """An open task that somebody else gave."""

    id: bytes
    title: str
    account_id: bytes | None
    account_name: str | None
    due_on: str | None


class PutOffRow(NamedTuple):
    """An account or a person that is put off."""

    kind: str
    id: bytes
    name: str
    account_id: bytes | None
    account_name: str | None
    until: str
    reason: str


def own_interactions(db: sqlite3.Connection, rep_id: bytes, since: str, until: str) -> list[InteractionRow]:
    """What one of us completed on these days: touches first, then what is none; the newest first."""
    rows = db.execute(
        f"select {_COLUMNS} from interaction i{_AT} where i.status = 'completed' and i._hidden = 0"
        f" and i.rep_id = :rep and i.occurred_on between :since and :until{_ORDER}",
        {"rep": rep_id, "since": since, "until": until},
    ).fetchall()
    return [InteractionRow(*row) for row in rows]


def touches_at_owned(db: sqlite3.Connection, rep_id: bytes, since: str, until: str) -> list[InteractionRow]:
    """Everybody's touches at the accounts that a rep owns, the newest first."""
    rows = db.execute(
        f"select {_COLUMNS} from interaction i join account r on r.id = i.account_id"
        " join account a on a.id = coalesce(r.root_id, r.id) where a.owner_id = :rep and a._hidden = 0"
        f" and {TOUCHED}{_ORDER}",
        {"rep": rep_id, "since": since, "until": until},
    ).fetchall()
    return [InteractionRow(*row) for row in rows]


def owned_with_touches(db: sqlite3.Connection, rep_id: bytes, since: str, until: str) -> list[AccountTouches]:
    """The accounts that a rep owns with the rep's own touches of these days."""
    rows = db.execute(
        "select a.id, coalesce(a.name, ''), a.segment, a.status, (select count(*) from interaction i where"
        " i.account_id in (select a.id union all select m.id from account m where m.root_id = a.id)"
        f" and i.rep_id = :rep and {TOUCHED}) from account a where a.owner_id = :rep and a._hidden = 0"
        " and a.root_id is null order by a.folded, a.id",
        {"rep": rep_id, "since": since, "until": until},
    ).fetchall()
    return [AccountTouches(*row) for row in rows]


def account_touches(
    db: sqlite3.Connection, rep_id: bytes, account_id: bytes, since: str, until: str
) -> AccountTouches | None:
    """One account, whoever owns it, with the touches of a rep."""
    row = db.execute(
        "select a.id, coalesce(a.name, ''), a.segment, a.status, (select count(*) from interaction i where"
        " i.account_id in (select a.id union all select m.id from account m where m.root_id = a.id)"
        f" and i.rep_id = :rep and {TOUCHED}) from account a where a.id = :id and a._hidden = 0",
        {"rep": rep_id, "id": account_id, "since": since, "until": until},
    ).fetchone()
    return None if row is None else AccountTouches(*row)


def handed_tasks(db: sqlite3.Connection, rep_id: bytes) -> list[TaskRow]:
    """Open tasks of a rep that somebody else gave, by day."""
    rows = db.execute(
        "select t.id, coalesce(t.title, ''), a.id, a.name, t.due_on from task t left join account r on"
        " r.id = t.account_id left join account a on a.id = coalesce(r.root_id, r.id) where t.done_on is null"
        f" and t._hidden = 0 and t.owner_id = ? and {GIVEN} order by t.due_on is null, t.due_on, t.id",
        (rep_id,),
    ).fetchall()
    return [TaskRow(*row) for row in rows]


def put_off(db: sqlite3.Connection, rep_id: bytes, day: str) -> list[PutOffRow]:
    """Accounts and people of a rep that are put off on `day`, with the reason, by the end of it."""
    rows = db.execute(
        "select iif(a.id is null, 'contact', 'account'), coalesce(a.id, c.id), coalesce(a.name, c.name, ''),"
        " coalesce(a.id, h.id), coalesce(a.name, h.name), max(s.until), coalesce(s.reason, '') from snooze s"
        " left join account a on a.id = s.target_id left join contact c on c.id = s.target_id"
        " left join account h on h.id = c.primary_account_id where s._hidden = 0 and s.until > :day"
        " and coalesce(s.set_on, '') <= :day and coalesce(a.owner_id, c.keeper_id) = :rep"
        " group by 2 order by 6, 3, 2",
        {"day": day, "rep": rep_id},
    ).fetchall()
    return [PutOffRow(*row) for row in rows]
