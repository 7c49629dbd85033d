"""The first numbers of the team: who we are, when each was heard of, touches, cadences. Sums are made by SQLite."""

import sqlite3
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from repcockpit.domain.words import KEY_ROLES

_KEY = ", ".join(f"'{role}'" for role in sorted(KEY_ROLES))
KEY_PERSON = f"(x.role in ({_KEY}) or x.id in (select contact_id from contact_role where _hidden = 0 and role in ({_KEY})))"
"""Whether the contact `x` has a key role."""
TOUCHED = "i.status = 'completed' and i.is_touch = 1 and i.occurred_on between :since and :until"
"""What counts as a touch of the days `:since` to `:until`, of the interaction `i`."""


class RepRow(NamedTuple):
    """One of us."""

    id: bytes
    name: str
    role: str | None
    left_on: str | None
    timezone: str | None


class AwayRow(NamedTuple):
    """A leave that holds: its last day, and who covers."""

    until: str
    cover_name: str | None


class PlannedGroup(NamedTuple):
    """Accounts of one owner, tier and status with so many own touches: how many, and everybody's touches at them."""

    owner_id: bytes
    segment: str | None
    status: str | None
    touches: int
    accounts: int
    total: int


class TargetRow(NamedTuple):
    """A target as stored; days are ISO text."""

    rep_id: bytes
    account_id: bytes | None
    since: str
    until: str
    planned: float


class OverGroup(NamedTuple):
    """Accounts (or key people) of one keeper and tier: past due, in catch-up, with a cadence."""

    keeper_id: bytes
    segment: str | None
    over: int
    catch_up: int
    of: int


class LaterRow(NamedTuple):
    """An account or key person touched after the day: its last touch by then, from which the due day follows."""

    kind: str
    id: bytes
    keeper_id: bytes
    segment: str | None
    interval_days: int
    tracking_started_on: str | None
    last_touch_on: str | None


def rep_rows(db: sqlite3.Connection) -> list[RepRow]:
    """Everybody of us, those who left too."""
    rows = db.execute("select id, coalesce(name, ''), role, left_on, timezone from rep where _hidden = 0")
    return [RepRow(*row) for row in rows.fetchall()]


def sync_stamps(db: sqlite3.Connection) -> dict[bytes, int]:
    """When each of us was heard of last, in ms: a device told that it synced, or wrote."""
    rows = db.execute(
        "select person_id, max(max(coalesce(synced_at, 0),"
        " coalesce((select max(t.at) from txn t where t.replica_no = r.no), 0)))"
        " from replica r where person_id is not null group by person_id"
    )
    return {rep: int(at) for rep, at in rows.fetchall() if at}


def keepers(db: sqlite3.Connection) -> dict[bytes, int]:
    """How many people with a cadence each of us keeps."""
    return dict(
        db.execute(
            "select keeper_id, count(*) from contact where due_on is not null and keeper_id is not null"
            " group by keeper_id"
        ).fetchall()
    )


def unowned(db: sqlite3.Connection) -> int:
    """How many accounts nobody owns, or only somebody who was removed."""
    row = db.execute(
        "select count(*) from account not indexed where _hidden = 0 and root_id is null and (owner_id is null"
        " or owner_id not in (select id from rep where _hidden = 0))"
    ).fetchone()
    return int(row[0])


def away(db: sqlite3.Connection, day: str) -> dict[bytes, AwayRow]:
    """Who is on leave on `day`; the leave that ends last."""
    rows = db.execute(
        "select l.rep_id, coalesce(l.until, l.since), c.name from leave l left join rep c on c.id = l.cover_id"
        " where l._hidden = 0 and l.since <= :day and coalesce(l.until, l.since) >= :day order by l.until, l.id",
        {"day": day},
    )
    return {rep: AwayRow(str(until), cover) for rep, until, cover in rows.fetchall()}


def daily_touches(db: sqlite3.Connection, since: str, until: str) -> list[tuple[str, bytes | None, int]]:
    """(day, rep, touches) of the days from `since` to `until`; those of nobody have no rep."""
    return db.execute(
        f"select i.occurred_on, i.rep_id, count(*) from interaction i where {TOUCHED}"
        " group by i.occurred_on, i.rep_id",
        {"since": since, "until": until},
    ).fetchall()


def active(db: sqlite3.Connection, since: str, until: str) -> set[bytes]:
    """Who logged something that was completed in these days, touches or not."""
    rows = db.execute(
        "select distinct r.id from rep r where r._hidden = 0 and exists (select 1 from interaction i"
        " where i.status = 'completed' and i.occurred_on between ? and ? and i.rep_id = r.id)",
        (since, until),
    )
    return {row[0] for row in rows.fetchall()}


_BY_DAY = (
    f"select i.account_id as at, i.rep_id, count(*) as n from interaction i where {TOUCHED}"
    " and i.account_id is not null group by i.account_id, i.rep_id"
)
_BY_ACCOUNT = (
    "select i.account_id as at, i.rep_id, count(*) as n from account o not indexed cross join interaction i"
    " indexed by interaction_account on i.account_id = o.id and i.occurred_on between :since and :until"
    " and i.is_touch = 1 group by o.rowid, i.rep_id"
)
_FEW_DAYS = 14


def planned_groups(db: sqlite3.Connection, since: str, until: str) -> list[PlannedGroup]:
    """Owned accounts by owner, tier, status and own touches; accounts without any touch are not among them."""
    # The touches of a few days are quicker found by day, those of a quarter account by account.
    is_short = (date.fromisoformat(until) - date.fromisoformat(since)).days <= _FEW_DAYS
    rows = db.execute(
        "select owner_id, segment, status, own, count(*), sum(everybody) from ("
        " select r.owner_id, r.segment, r.status, sum(t.n) as everybody,"
        " sum(iif(t.rep_id = r.owner_id, t.n, 0)) as own"
        f" from ({_BY_DAY if is_short else _BY_ACCOUNT}) t join account a on a.id = t.at"
        " join account r on r.id = coalesce(a.root_id, a.id) where r.owner_id is not null and r._hidden = 0"
        " group by r.id) group by owner_id, segment, status, own",
        {"since": since, "until": until},
    ).fetchall()
    return [PlannedGroup(*row) for row in rows]


def owned_groups(db: sqlite3.Connection) -> list[tuple[bytes, str | None, str | None, int]]:
    """(owner, tier, status, accounts) of all owned accounts."""
    return db.execute(
        "select owner_id, segment, status, count(*) from account not indexed where owner_id is not null and _hidden = 0"
        " and root_id is null group by owner_id, segment, status"
    ).fetchall()


def target_rows(db: sqlite3.Connection, since: str, until: str) -> list[TargetRow]:
    """The targets that reach into these days."""
    rows = db.execute(
        "select t.rep_id, coalesce(a.root_id, t.account_id), t.since, t.until, t.planned from target t"
        " left join account a on a.id = t.account_id where t._hidden = 0 and t.rep_id is not null"
        " and t.planned is not null and t.since <= ? and t.until >= ? order by t.since, t.id",
        (until, since),
    ).fetchall()
    return [TargetRow(*row) for row in rows]


def own_touches(
    db: sqlite3.Connection, pairs: Iterable[tuple[bytes, bytes]], since: str, until: str
) -> list[tuple[bytes, bytes, bytes | None, str | None, str | None, int]]:
    """(rep, account, owner, tier, status, the rep's touches) of these (rep, account)."""
    found = []
    for rep, account in pairs:
        row = db.execute(
            "select :rep, r.id, r.owner_id, r.segment, r.status, (select count(*) from interaction i where"
            " i.account_id in (select r.id union all select m.id from account m where m.root_id = r.id)"
            f" and i.rep_id = :rep and {TOUCHED}) from account r where r.id = :id and r._hidden = 0",
            {"rep": rep, "id": account, "since": since, "until": until},
        ).fetchone()
        if row is not None:
            found.append(row)
    return found


_SIDES = (
    ("account", "x.owner_id", "x.segment", "account x not indexed", "", "true"),
    (
        "contact",
        "x.keeper_id",
        "iif(r.id is null, a.segment, r.segment)",
        "contact x not indexed",
        " left join account a on a.id = x.primary_account_id left join account r on r.id = a.root_id",
        KEY_PERSON,
    ),
)
"""Accounts and key people: the kind, who keeps them, their tier, the table, what is joined to it, which of its rows.

The table is read from one end to the other: an index by keeper would lead to its rows all over the file.
"""
_IS_PAST = "x.due_on < d.{0} and coalesce(x.last_touch_on, '') <= d.{0} and coalesce(x.tracking_started_on, '') <= d.{0}"
_WAS_LATE = "(x.last_touch_on is not null and x.due_on < coalesce(x.tracking_started_on, ''))"
_SUMS = (
    f"sum({_IS_PAST} and not {_WAS_LATE}), sum({_IS_PAST} and {_WAS_LATE}),"
    " sum(coalesce(x.tracking_started_on, '') <= d.{0})"
)


def over_groups(
    db: sqlite3.Connection, days: Mapping[bytes, tuple[str, str]]
) -> list[tuple[OverGroup, OverGroup]]:
    """Accounts and key people by keeper and tier, as of both of the keeper's days.

    Rows touched after a day only count as having a cadence: `later_rows` has them.
    """
    if not days:
        return []
    rows = ", ".join("(?, ?, ?)" for _ in days)
    values = [part for rep, pair in days.items() for part in (rep, *pair)]
    found: list[tuple[OverGroup, OverGroup]] = []
    for _, keeper, segment, table, joined, which in _SIDES:
        counted = db.execute(
            f"with d(rep, one, other) as materialized (values {rows}) select {keeper}, {segment},"
            f" {_SUMS.format('one')}, {_SUMS.format('other')} from {table} cross join d on d.rep = {keeper}{joined}"
            f" where x.due_on is not null and {which} group by 1, 2",
            values,
        ).fetchall()
        found += [(OverGroup(*row[:5]), OverGroup(*row[:2], *row[5:])) for row in counted]
    return found


_BY_THEN = {
    "account": "(select max(i.occurred_on) from interaction i where i.account_id in (select x.id union all"
    " select m.id from account m where m.root_id = x.id) and i.is_touch = 1 and i.occurred_on <= d.day)",
    "contact": "(select max(i.occurred_on) from participant i where i.contact_id in (select x.id union all"
    " select m.id from contact m where m.root_id = x.id) and i.is_touch = 1 and i.occurred_on <= d.day)",
}


def later_rows(db: sqlite3.Connection, days: Mapping[bytes, str], today: str) -> list[LaterRow]:
    """Accounts and key people touched after their keeper's day, with what was known of them by then."""
    if not days:
        return []
    rows = ", ".join("(?, ?)" for _ in days)
    values = [part for pair in days.items() for part in pair]
    is_short = (date.fromisoformat(today) - date.fromisoformat(min(days.values()))).days <= _MONTH
    found: list[LaterRow] = []
    for kind, keeper, segment, table, joined, which in _SIDES:
        # Few were touched in some days and an index finds them; in a quarter nearly all were.
        order = f"{table} cross join d on d.rep = {keeper}"
        if is_short:
            order = f"d cross join {kind} x indexed by {kind}_last on {keeper} = d.rep and x.last_touch_on > d.day"
        found += [
            LaterRow(*row)
            for row in db.execute(
                f"with d(rep, day) as materialized (values {rows}) select '{kind}', x.id, {keeper}, {segment},"
                f" x.cadence_days, x.tracking_started_on, {_BY_THEN[kind]} from {order}{joined}"
                f" where x.due_on is not null and x.last_touch_on > d.day and x.cadence_days is not null and {which}"
                " and coalesce(x.tracking_started_on, '') <= d.day",
                values,
            ).fetchall()
        ]
    return found


_MONTH = 31


def handed(db: sqlite3.Connection) -> dict[bytes, int]:
    """Open tasks of each of us that somebody else gave them or changed by hand."""
    rows = db.execute(
        "select t.owner_id, count(*) from task t where t.done_on is null and t._hidden = 0 and t.owner_id is not null"
        f" and {GIVEN} group by t.owner_id"
    )
    return dict(rows.fetchall())


GIVEN = (
    "exists (select 1 from touched o join txn x on x.no = o.txn_no where o.row_id = t.id and x.kind = 'edit'"
    " and x.author_id is not null and x.author_id <> t.owner_id)"
)
"""Whether somebody else than its owner gave the task `t`, or changed it."""


def snoozed(db: sqlite3.Connection, day: str) -> dict[bytes, int]:
    """Accounts and people put off on `day`, by who owns or keeps them."""
    rows = db.execute(
        "select coalesce(a.owner_id, c.keeper_id), count(distinct coalesce(a.id, c.id)) from snooze s"
        " left join account a on a.id = s.target_id left join contact c on c.id = s.target_id"
        " where s._hidden = 0 and s.until > :day and coalesce(s.set_on, '') <= :day"
        " and coalesce(a.owner_id, c.keeper_id) is not null group by 1",
        {"day": day},
    )
    return dict(rows.fetchall())
