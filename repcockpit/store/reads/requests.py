"""What the steps and the screen of requests look up: whose they are, what is open, what was closed lately."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks

_ENDED = "('closed', 'closed_unconfirmed', 'cancelled')"
_GOES_ON = "('reopened', 'resumed', 'resolved', 'waiting_customer', 'waiting_internal', 'started')"
"""Steps after an end: a call-back that did not work, or two devices that had not seen each other."""
STILL = (
    "not exists (select 1 from request_event e where e.request_id = q.id and e._hidden = 0 and e.at <= :now"
    f" and e.kind in {_ENDED} and not exists (select 1 from request_event l where l.request_id = q.id"
    f" and l._hidden = 0 and l.kind in {_GOES_ON} and l.at between e.at + 1 and :now))"
)
"""That nothing had ended a request `q` by `:now`."""


class Keeper(NamedTuple):
    """Who keeps an account, and where it is."""

    owner_id: bytes | None
    country: str | None
    region: str | None


class CallTask(NamedTuple):
    """The open task of a call-back; its day as ISO text."""

    id: bytes
    due_on: str | None


class Asker(NamedTuple):
    """What a call-back needs to know of its request."""

    title: str
    account_id: bytes | None
    contact_id: bytes | None
    owner_id: bytes | None


def keeper_of(db: sqlite3.Connection, account_id: bytes | None) -> Keeper | None:
    """The keeper of an account, or of the one that it was merged into."""
    row = db.execute(
        "select r.owner_id, r.country, r.region from account a join account r on r.id = coalesce(a.root_id, a.id)"
        " where a.id = ?",
        (account_id,),
    ).fetchone()
    return None if row is None else Keeper(*row)


def home_of(db: sqlite3.Connection, contact_id: bytes) -> bytes | None:
    """The account where a person works."""
    row = db.execute("select primary_account_id from contact where id = ?", (contact_id,)).fetchone()
    return None if row is None else row[0]


def asker_of(db: sqlite3.Connection, request_id: bytes) -> Asker:
    """Who asked; the account is the one it was merged into."""
    row = db.execute(
        "select coalesce(title, ''), coalesce((select a.root_id from account a where a.id = q.account_id),"
        " q.account_id), contact_id, owner_id from request q where id = ?",
        (request_id,),
    ).fetchone()
    return Asker(*row)


def call_tasks(db: sqlite3.Connection, request_id: bytes) -> list[CallTask]:
    """The open tasks of the request's call-back."""
    rows = db.execute(
        "select id, due_on from task where request_id = ? and kind = 'callback' and done_on is null and _hidden = 0"
        " order by due_on, id",
        (request_id,),
    ).fetchall()
    return [CallTask(*row) for row in rows]


def dated_calls(db: sqlite3.Connection, ids: list[bytes]) -> set[bytes]:
    """Those of the requests for whose call-back an open task asks on some day."""
    found: set[bytes] = set()
    for some in chunks(ids):
        rows = db.execute(
            f"select request_id from task where request_id in ({marks(some)}) and kind = 'callback'"
            " and done_on is null and due_on is not null and _hidden = 0",
            some,
        ).fetchall()
        found.update(row[0] for row in rows)
    return found


def request_of_task(db: sqlite3.Connection, task_id: bytes) -> bytes | None:
    """The request whose call-back the open task is; None for any other task."""
    row = db.execute(
        "select t.request_id from task t join request q on q.id = t.request_id and q._hidden = 0"
        " where t.id = ? and t.kind = 'callback' and t.done_on is null and t._hidden = 0",
        (task_id,),
    ).fetchone()
    return None if row is None else row[0]


def open_ids(db: sqlite3.Connection, rep_id: bytes | None, now_ms: int) -> list[bytes]:
    """Requests opened by `now` that nothing had ended by then; of one rep, or of all (None)."""
    rows = db.execute(
        f"select q.id from request q where q._hidden = 0 and q.opened_at <= :now and {_mine(rep_id)} and {STILL}"
        " order by q.opened_at, q.id",
        {"now": now_ms, "rep": rep_id},
    ).fetchall()
    return [row[0] for row in rows]


def open_of(db: sqlite3.Connection, reps: Sequence[bytes], now_ms: int) -> list[bytes]:
    """The requests of these reps that nothing had ended by `now`."""
    found: list[bytes] = []
    for rep_id in reps:
        rows = db.execute(
            f"select q.id from request q where q._hidden = 0 and q.opened_at <= :now and q.owner_id = :rep and {STILL}"
            " order by q.opened_at, q.id",
            {"now": now_ms, "rep": rep_id},
        )
        found += [row[0] for row in rows.fetchall()]
    return found


def ended_ids(db: sqlite3.Connection, rep_id: bytes | None, since_ms: int, now_ms: int) -> list[bytes]:
    """Requests that an event closed, or that a third try gave up, from `since` to `now`."""
    rows = db.execute(
        "select distinct q.id from request_event e join request q on q.id = e.request_id and q._hidden = 0"
        " where e._hidden = 0 and e.at between :since and :now and e.kind in ('closed', 'closed_unconfirmed')"
        f" and {_mine(rep_id)}",
        {"since": since_ms, "now": now_ms, "rep": rep_id},
    ).fetchall()
    return [row[0] for row in rows]


def _mine(rep_id: bytes | None) -> str:
    return "(q.owner_id = :rep or q.owner_id is null)" if rep_id is not None else "(:rep is null)"
