"""The rows behind Today and `overdue`: cadences of accounts and people, work that is open, what is planned."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.roots import group_of


class CadenceRow(NamedTuple):
    """An account or a person with a cadence, as stored; days are ISO text."""

    kind: str
    id: bytes
    name: str
    keeper_id: bytes | None
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    role: str | None
    last_touch_on: str | None
    last_mail_on: str | None
    due_on: str | None
    interval_days: int
    rule: str
    tracking_started_on: str | None
    attempts: int
    last_attempt_on: str | None
    phone: str | None
    account_root_id: bytes | None


class TaskRow(NamedTuple):
    """An open task with whom it is for."""

    id: bytes
    kind: str
    title: str
    due_on: str
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    contact_id: bytes | None
    contact_name: str | None
    role: str | None
    phone: str | None
    tracking_started_on: str | None


class PlannedRow(NamedTuple):
    """A planned interaction; `occurred_at` in ms UTC."""

    id: bytes
    type: str
    occurred_on: str
    occurred_at: int | None
    subject: str | None
    note: str | None
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    contact_id: bytes | None
    contact_name: str | None
    role: str | None
    phone: str | None
    others: int


class RequestRow(NamedTuple):
    """An open special-need request; instants in ms UTC."""

    id: bytes
    title: str
    impact: str | None
    urgency: str | None
    opened_at: int
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    contact_id: bytes | None
    contact_name: str | None
    role: str | None
    phone: str | None
    owner_id: bytes | None
    due_on: str | None


_ACCOUNTS = (
    "select 'account', id, name, owner_id, id, name, segment, null, last_touch_on, last_mail_on, due_on,"
    " cadence_days, cadence_rule, tracking_started_on, coalesce(attempts, 0), last_attempt_on, phone, null"
    " from account x{} where "
)
_CONTACTS = (
    "select 'contact', x.id, x.name, x.keeper_id, coalesce(a.root_id, x.primary_account_id),"
    " coalesce(r.name, a.name), iif(r.id is null, a.segment, r.segment), x.role,"
    " x.last_touch_on, x.last_mail_on, x.due_on, x.cadence_days, x.cadence_rule, x.tracking_started_on,"
    " coalesce(x.attempts, 0), x.last_attempt_on, x.phone, a.root_id"
    " from contact x{} left join account a on a.id = x.primary_account_id"
    " left join account r on r.id = a.root_id where "
)
_LAST = " indexed by {0}_last"
_WANTED = (
    ("", "x.due_on <= :horizon"),
    (_LAST, "x.last_touch_on is null and x.due_on > :horizon"),
    (_LAST, "x.last_touch_on > :day and x.due_on > :horizon"),
)
"""Due, never contacted, touched after the day: apart, so that each is a range of an index."""


def cadence_rows(db: sqlite3.Connection, rep_id: bytes | None, day: str, horizon: str) -> list[CadenceRow]:
    """Accounts and people due by `horizon`, never contacted, or touched after `day`; of a rep or of all.

    What nobody owns is everybody's.
    """
    values = {"rep": rep_id, "day": day, "horizon": horizon}
    rows = []
    for kind, text, owner in (("account", _ACCOUNTS, "x.owner_id"), ("contact", _CONTACTS, "x.keeper_id")):
        for index, wanted in _WANTED:
            if rep_id is None:
                rows += db.execute(f"{text.format('')}{wanted}", values).fetchall()
                continue
            for whose in (f"{owner} = :rep", f"{owner} is null"):
                query = f"{text.format(index.format(kind))}{whose} and {wanted}"
                rows += db.execute(query, values).fetchall()
    return [CadenceRow._make(row) for row in rows]


def key_people(db: sqlite3.Connection) -> dict[bytes, list[str]]:
    """The further roles of people who have any."""
    found: dict[bytes, list[str]] = {}
    for contact_id, role in db.execute("select contact_id, role from contact_role where _hidden = 0"):
        found.setdefault(contact_id, []).append(str(role))
    return found


def snoozes(db: sqlite3.Connection, day: str) -> dict[bytes, tuple[str, str]]:
    """(until, reason) by target of the snoozes that hold on `day`."""
    rows = db.execute(
        "select coalesce(a.root_id, c.root_id, s.target_id), s.until, s.reason from snooze s"
        " left join account a on a.id = s.target_id left join contact c on c.id = s.target_id"
        " where s._hidden = 0 and s.until > :day and coalesce(s.set_on, '') <= :day order by s.until",
        {"day": day},
    )
    return {target: (str(until), str(reason or "")) for target, until, reason in rows}


def _mine(column: str, rep_id: bytes | None) -> str:
    return "1" if rep_id is None else f"({column} = :rep or {column} is null)"


def open_tasks(db: sqlite3.Connection, rep_id: bytes | None, until: str) -> list[TaskRow]:
    """Open tasks with a due date up to `until`."""
    owner = _mine("t.owner_id", rep_id)
    rows = db.execute(
        "select t.id, t.kind, coalesce(t.title, ''), t.due_on, coalesce(a.root_id, a.id), coalesce(r.name, a.name),"
        " iif(r.id is null, a.segment, r.segment), c.id, c.name, c.role, c.phone, t.tracking_started_on"
        " from task t left join account a on a.id = t.account_id left join account r on r.id = a.root_id"
        " left join contact o on o.id = t.contact_id left join contact c on c.id = coalesce(o.root_id, o.id)"
        f" where t._hidden = 0 and t.done_on is null and {owner}"
        " and t.due_on <= :until order by t.due_on, t.id",
        {"rep": rep_id, "until": until},
    ).fetchall()
    return [TaskRow(*row) for row in rows]


def planned(db: sqlite3.Connection, rep_id: bytes | None, since: str, until: str) -> list[PlannedRow]:
    """Planned interactions from `since` to `until`, by time."""
    rows = []
    for owner in ("1",) if rep_id is None else ("i.rep_id = :rep", "i.rep_id is null"):
        rows += db.execute(
            "select i.id, i.type, i.occurred_on, i.occurred_at, i.subject, i.note, coalesce(a.root_id, a.id),"
            " coalesce(r.name, a.name), iif(r.id is null, a.segment, r.segment), c.id, c.name, c.role, c.phone,"
            " (select count(distinct coalesce(o.root_id, p.contact_id)) from participant p"
            " left join contact o on o.id = p.contact_id where p.interaction_id = i.id and p._hidden = 0) - 1"
            " from interaction i indexed by interaction_planned left join account a on a.id = i.account_id"
            " left join account r on r.id = a.root_id"
            " left join contact c on c.id = (select coalesce(o.root_id, p.contact_id) from participant p"
            " left join contact o on o.id = p.contact_id where p.interaction_id = i.id"
            " and p._hidden = 0 order by p.rowid limit 1)"
            f" where i.status = 'planned' and i._hidden = 0 and {owner} and i.occurred_on between :since and :until",
            {"rep": rep_id, "since": since, "until": until},
        ).fetchall()
    found = [PlannedRow(*row) for row in rows]
    return sorted(found, key=lambda row: (row.occurred_on, row.occurred_at or 0, row.id))


def planned_days(
    db: sqlite3.Connection, kind: str, ids: Sequence[bytes], since: str
) -> dict[bytes, tuple[str, str]]:
    """(day, type) of the next planned interaction from `since` of these accounts or people, duplicates' too."""
    roots = dict(db.execute(f"select id, root_id from {kind} where root_id is not null"))
    wanted = {*ids, *(member for member, root in roots.items() if root in set(ids))} if roots else ids
    if kind == "account":
        text = "select i.account_id, i.occurred_on, i.type from interaction i where i.account_id in ({})"
    else:
        text = (
            "select p.contact_id, i.occurred_on, i.type from participant p join interaction i"
            " on i.id = p.interaction_id where p._hidden = 0 and p.contact_id in ({}) and p.occurred_on >= ?1"
        )
    found: dict[bytes, tuple[str, str]] = {}
    every = list(wanted)
    for start in range(0, len(every), 500):
        some = every[start : start + 500]
        marks = ",".join(f"?{number}" for number in range(2, len(some) + 2))
        rows = db.execute(
            f"{text.format(marks)} and i.occurred_on >= ?1 and i.status = 'planned' and i._hidden = 0",
            (since, *some),
        ).fetchall()
        for target, day, what in rows:
            root = roots.get(target, target)
            if root not in found or day < found[root][0]:
                found[root] = (str(day), str(what))
    return found


def open_requests(db: sqlite3.Connection, ids: list[bytes]) -> list[RequestRow]:
    """What Today shows of these requests, the oldest first."""
    rows = db.execute(
        "select q.id, coalesce(q.title, ''), q.impact, q.urgency, q.opened_at, coalesce(a.root_id, a.id),"
        " coalesce(r.name, a.name), iif(r.id is null, a.segment, r.segment), c.id, c.name, c.role, c.phone,"
        " q.owner_id, q.due_on"
        " from request q left join account a on a.id = q.account_id left join account r on r.id = a.root_id"
        " left join contact o on o.id = q.contact_id left join contact c on c.id = coalesce(o.root_id, o.id)"
        f" where q.id in ({','.join('?' * len(ids))}) order by q.opened_at, q.id",
        ids,
    ).fetchall()
    return [RequestRow(*row) for row in rows]


def has_approvals(db: sqlite3.Connection) -> bool:
    """Whether anything waits for an answer."""
    return (
        db.execute("select 1 from approval where state = 'open' and _hidden = 0 limit 1").fetchone()
        is not None
    )


def leads(db: sqlite3.Connection, rep_id: bytes | None) -> bool:
    """Whether a rep is a manager, or somebody's."""
    row = db.execute(
        "select 1 from rep where _hidden = 0 and (manager_id = :rep or (id = :rep and role = 'manager')) limit 1",
        {"rep": rep_id},
    ).fetchone()
    return row is not None


def last_touch_by(db: sqlite3.Connection, kind: str, row_id: bytes, day: str, now_ms: int) -> str | None:
    """The last touch as it was known on `day`: what is dated later but was logged by then counts as `day`."""
    ids = [row_id, *(row[0] for row in db.execute(f"select id from {kind} where root_id = ?", (row_id,)))]
    found: str | None = None
    for one in ids:
        if kind == "account":
            past = "select occurred_on from interaction where account_id = ? and is_touch = 1 and occurred_on"
            later = "select 1 from interaction where account_id = ? and is_touch = 1 and occurred_on > ?"
            known = " and logged_at <= ? limit 1"
        else:
            past = "select occurred_on from participant where contact_id = ? and is_touch = 1 and occurred_on"
            later = (
                "select 1 from participant p join interaction i on i.id = p.interaction_id where p.contact_id = ?"
                " and p.is_touch = 1 and p.occurred_on > ?"
            )
            known = " and i.logged_at <= ? limit 1"
        if db.execute(later + known, (one, day, now_ms)).fetchone():
            return day
        row = db.execute(f"{past} <= ? order by occurred_on desc limit 1", (one, day)).fetchone()
        if row and (found is None or row[0] > found):
            found = str(row[0])
    return found


def touches_since(
    db: sqlite3.Connection, kind: str, ids: list[bytes], since: str, until: str
) -> dict[bytes, int]:
    """The number of touches in (since, until] by account or person, those of its duplicates included.

    Who has none is left out, or has 0.
    """
    table, column = ("interaction", "account_id") if kind == "account" else ("participant", "contact_id")
    found: dict[bytes, int] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ",".join("?" * len(some))
        rows = db.execute(
            f"select {column}, count(*) from {table} where {column} in ({marks}) and occurred_on > ?"
            f" and occurred_on <= ? and is_touch = 1 group by {column}",
            (*some, since, until),
        ).fetchall()
        found.update((row_id, int(count)) for row_id, count in rows)
        roots = db.execute(f"select distinct root_id from {kind} where root_id in ({marks})", some).fetchall()
        counted = "id" if kind == "account" else "interaction_id"
        for (root,) in roots:
            row = db.execute(
                f"select count(distinct {counted}) from {table} where {column} in {group_of(kind, ':root')}"
                " and occurred_on > :since and occurred_on <= :until and is_touch = 1",
                {"root": root, "since": since, "until": until},
            ).fetchone()
            found[root] = int(row[0])
    return found


def touches_made(db: sqlite3.Connection, rep_id: bytes | None, since: str, until: str) -> int:
    """Touches a rep (or everybody) made on the days from `since` to `until`, both included."""
    owner = "1" if rep_id is None else "rep_id = :rep"
    row = db.execute(
        "select count(*) from interaction where occurred_on between :since and :until and is_touch = 1 and "
        + owner,
        {"rep": rep_id, "since": since, "until": until},
    ).fetchone()
    return int(row[0])


class BookShape(NamedTuple):
    """How much there is, for the set-up questions: accounts in all, with a segment, of this rep, owners."""

    accounts: int
    with_segment: int
    mine: int
    owners: int


def is_empty(db: sqlite3.Connection) -> bool:
    """Whether there is neither account nor person."""
    row = db.execute(
        "select exists (select 1 from account where _hidden = 0) or exists (select 1 from contact where _hidden = 0)"
    ).fetchone()
    return not row[0]


def newest_account_on(db: sqlite3.Connection) -> str | None:
    """The day on which the account entered last came in."""
    row = db.execute(
        "select tracking_started_on from account where _hidden = 0 order by rowid desc limit 1"
    ).fetchone()
    return row[0] if row else None


def book_shape(db: sqlite3.Connection, rep_id: bytes | None) -> BookShape:
    """Counts for the set-up questions."""
    row = db.execute(
        "select count(*), count(segment), coalesce(sum(owner_id = :rep), 0), count(distinct owner_id)"
        " from account where _hidden = 0 and root_id is null",
        {"rep": rep_id},
    ).fetchone()
    return BookShape(*row)
