"""What stands beside a row of the team: whom one of us keeps past due, and what others handed to them."""

import sqlite3
from typing import NamedTuple

from repcockpit.store.reads.team import GIVEN, KEY_PERSON


class SilentRow(NamedTuple):
    """An account or a key person past due; the day is ISO text."""

    kind: str
    id: bytes
    name: str
    account_id: bytes | None
    account_name: str
    segment: str | None
    due_on: str


class HandedRow(NamedTuple):
    """A task; days are ISO text."""

    id: bytes
    title: str
    account_name: str | None
    due_on: str | None
    done_on: str | None


_IS_OVER = (
    "(x.due_on < d.day and coalesce(x.last_touch_on, '') <= d.day"
    " and not (x.last_touch_on is not null and x.due_on < coalesce(x.tracking_started_on, '')))"
)
"""Past due and no catch-up, of an account or a contact `x` on `d.day`."""
_SIDES = (
    (
        "account",
        "x.id, coalesce(x.name, ''), x.id, coalesce(x.name, ''), x.segment, x.due_on from account x, d where x.owner_id = d.rep",
    ),
    (
        "contact",
        (
            "x.id, coalesce(x.name, ''), coalesce(r.id, a.id), coalesce(r.name, a.name, ''),"
            " coalesce(r.segment, a.segment), x.due_on from d, contact x"
            " left join account a on a.id = x.primary_account_id left join account r on r.id = a.root_id"
            f" where x.keeper_id = d.rep and {KEY_PERSON}"
        ),
    ),
)


def silent_rows(db: sqlite3.Connection, rep_id: bytes, day: str, most: int) -> list[SilentRow]:
    """Accounts and key people of a rep that were past due on `day`, the longest first, at most so many."""
    found: list[SilentRow] = []
    for kind, select in _SIDES:
        rows = db.execute(
            f"with d(rep, day) as (select ?, ?) select {select} and x.due_on is not null"
            f" and coalesce(x.tracking_started_on, '') <= d.day and {_IS_OVER} order by x.due_on, x.id limit ?",
            (rep_id, day, most),
        ).fetchall()
        found += [SilentRow(kind, *row) for row in rows]
    return sorted(found, key=lambda one: (one.due_on, one.id))[:most]


def handed_rows(db: sqlite3.Connection, rep_id: bytes, since: str, most: int) -> list[HandedRow]:
    """Tasks that others gave a rep: the open ones by their day, then those done from `since` on, the last first."""
    rows = db.execute(
        "select t.id, coalesce(t.title, t.kind, ''), a.name, t.due_on, t.done_on from task t"
        " left join account a on a.id = t.account_id where t.owner_id = ? and t.kind = 'task' and t._hidden = 0"
        f" and (t.done_on is null or t.done_on >= ?) and {GIVEN}"
        " order by t.done_on is not null, iif(t.done_on is null, coalesce(t.due_on, '9999'), ''), t.done_on desc, t.id limit ?",
        (rep_id, since, most),
    ).fetchall()
    return [HandedRow(*row) for row in rows]


def has_more_accounts(db: sqlite3.Connection, than: int) -> bool:
    """Whether the book holds more than so many accounts; looks at no more of them."""
    row = db.execute("select count(*) from (select 1 from account limit ?)", (than + 1,)).fetchone()
    return int(row[0]) > than
