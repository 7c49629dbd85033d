"""What rows hold right now, for a decision about them; and the questions of Set up."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.words import KEY_ROLES
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import group_of


class PlannedRow(NamedTuple):
    """A planned interaction; `occurred_at` in ms UTC."""

    id: bytes
    type: str
    occurred_on: str
    occurred_at: int | None


class OpenTask(NamedTuple):
    """A task that is not done."""

    id: bytes
    kind: str
    title: str
    due_on: str | None
    first_due_on: str | None = None


def _of(db: sqlite3.Connection, text: str, ids: Sequence[bytes]) -> Iterator[tuple[Any, ...]]:
    for some in chunks(list(ids)):
        yield from db.execute(text.format(marks(some)), some).fetchall()


def planned_rows(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[PlannedRow]:
    """Those of these interactions that are still planned."""
    text = (
        "select id, coalesce(type, 'meeting'), occurred_on, occurred_at from interaction"
        " where id in ({}) and status = 'planned' and _hidden = 0"
    )
    return [PlannedRow(*row) for row in _of(db, text, ids)]


def open_tasks(db: sqlite3.Connection, ids: Sequence[bytes]) -> list[OpenTask]:
    """Those of these tasks that are not done."""
    text = (
        "select id, coalesce(kind, 'task'), coalesce(title, ''), due_on, first_due_on from task"
        " where id in ({}) and done_on is null and _hidden = 0"
    )
    return [OpenTask(*row) for row in _of(db, text, ids)]


def who_takes_part(db: sqlite3.Connection, interaction_id: bytes) -> str:
    """The first person of an interaction by name, else its account; blank where neither is known."""
    row = db.execute(
        "select coalesce((select coalesce(r.name, c.name) from participant p join contact c on c.id = p.contact_id"
        " left join contact r on r.id = c.root_id where p.interaction_id = i.id and p._hidden = 0"
        " order by p.rowid limit 1), r.name, a.name, '') from interaction i"
        " left join account a on a.id = i.account_id left join account r on r.id = a.root_id where i.id = ?",
        (interaction_id,),
    ).fetchone()
    return str(row[0]) if row else ""


def segments_of(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, str | None]:
    """The segment of each account; a merged one is the one that stands for it."""
    text = (
        "select a.id, a.segment from account a where a._hidden = 0"
        " and a.id in (select coalesce(root_id, id) from account where id in ({}))"
    )
    return {row[0]: row[1] for row in _of(db, text, ids)}


def segment_sources_of(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, str | None]:
    """Who gave each account its segment: hand or rule."""
    return {row[0]: row[1] for row in _of(db, "select id, segment_by from account where id in ({})", ids)}


def rep_name(db: sqlite3.Connection, rep_id: bytes) -> str | None:
    """The name of a rep; None where there is none."""
    row = db.execute("select coalesce(name, '?') from rep where id = ? and _hidden = 0", (rep_id,)).fetchone()
    return str(row[0]) if row else None


def reps_by_accounts(db: sqlite3.Connection) -> list[tuple[bytes, str, int, str]]:
    """(id, name, accounts owned, two of them that were touched last) of every rep, the largest book first."""
    rows = db.execute(
        "select r.id, coalesce(r.name, '?'), count(a.id), (select group_concat(name, ', ') from (select o.name from"
        " account o where o.owner_id = r.id and o._hidden = 0 and o.root_id is null order by o.last_touch_on desc, o.rowid desc limit 2))"
        " from rep r left join account a"
        " on a.owner_id = r.id and a._hidden = 0 and a.root_id is null where r._hidden = 0 and r.left_on is null"
        " group by r.id order by 3 desc, 2, 1"
    ).fetchall()
    return [(row[0], str(row[1]), int(row[2]), str(row[3] or "")) for row in rows]


def owners_of(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, bytes | None]:
    """Whose each of these accounts is."""
    return {row[0]: row[1] for row in _of(db, "select id, owner_id from account where id in ({})", ids)}


def rows_of_rep(db: sqlite3.Connection, table: str, column: str, rep_id: bytes) -> list[bytes]:
    """The rows of a table that a rep owns."""
    return [row[0] for row in db.execute(f"select id from {table} where {column} = ?", (rep_id,)).fetchall()]


class Undecided(NamedTuple):
    """An account of segment A or B with people but nobody in a key role."""

    id: bytes
    name: str
    segment: str


_KEYS = ", ".join(f"'{role}'" for role in sorted(KEY_ROLES))


def undecided_accounts(db: sqlite3.Connection, rep_id: bytes | None) -> list[Undecided]:
    """Accounts of segment A or B with people but nobody in a key role; of a rep or of all, A first, by name."""
    group = group_of("account", "a.id")
    rows = db.execute(
        "select a.id, coalesce(a.name, '?'), a.segment from account a where a._hidden = 0 and a.root_id is null"
        " and a.segment in ('A', 'B') and (:rep is null or a.owner_id = :rep) and exists (select 1 from contact c"
        f" where c.primary_account_id in {group} and c._hidden = 0 and c.root_id is null)"
        f" and not exists (select 1 from contact c where c.primary_account_id in {group} and c._hidden = 0"
        f" and (c.role in ({_KEYS}) or exists (select 1 from contact_role l where l.contact_id = c.id"
        f" and l._hidden = 0 and l.role in ({_KEYS})))) order by a.segment, a.name, a.id",
        {"rep": rep_id},
    ).fetchall()
    return [Undecided(*row) for row in rows]


def people_at(db: sqlite3.Connection, account_id: bytes) -> list[tuple[bytes, str, str | None]]:
    """(id, name, title) of the people of an account, those with a title first, the most touched first."""
    rows = db.execute(
        "select c.id, coalesce(c.name, '?'), c.title from contact c"
        f" where c.primary_account_id in {group_of('account', ':account')} and c._hidden = 0 and c.root_id is null"
        " order by c.title is null, c.last_touch_on is null, c.last_touch_on desc, c.name, c.id",
        {"account": account_id},
    ).fetchall()
    return [(row[0], str(row[1]), row[2]) for row in rows]


def roles_of(db: sqlite3.Connection, contact_id: bytes) -> list[str]:
    """The buying roles of a person, the main one first."""
    rows = db.execute(
        "select role from contact where id = :id and role is not null union all select * from"
        " (select role from contact_role where contact_id = :id and _hidden = 0 order by rowid)",
        {"id": contact_id},
    ).fetchall()
    return list(dict.fromkeys(str(row[0]) for row in rows))


def put_off(db: sqlite3.Connection, ids: Sequence[bytes], day: str) -> set[bytes]:
    """Those of these snoozes (by their own id) that hold on `day`."""
    text = "select id, until from snooze where id in ({}) and _hidden = 0"
    return {row[0] for row in _of(db, text, ids) if row[1] > day}


def snooze_of(db: sqlite3.Connection, target_id: bytes, day: str) -> tuple[str, str] | None:
    """(until, reason) of the snooze of a record that holds on `day`."""
    row = db.execute(
        "select until, coalesce(reason, '') from snooze where target_id = ? and _hidden = 0 and until > ?"
        " order by until desc limit 1",
        (target_id, day),
    ).fetchone()
    return (str(row[0]), str(row[1])) if row else None


def snoozed_tasks(db: sqlite3.Connection, day: str) -> set[bytes]:
    """The tasks that are away on `day`."""
    rows = db.execute(
        "select s.target_id from snooze s join task t on t.id = s.target_id where s._hidden = 0"
        " and s.until > :day and coalesce(s.set_on, '') <= :day",
        {"day": day},
    ).fetchall()
    return {row[0] for row in rows}


def logged_on(db: sqlite3.Connection, rep_id: bytes | None, day: str, since: str, midnight_ms: int) -> int:
    """How many interactions, attempts too, happened on a day, or were typed on it and happened from `since` on."""
    owner = "1" if rep_id is None else "rep_id = :rep"
    row = db.execute(
        "select count(*) from interaction where occurred_on between :since and :day and status = 'completed'"
        f" and _hidden = 0 and {owner} and (occurred_on = :day or (logged_at >= :midnight and source = 'typed'))",
        {"rep": rep_id, "day": day, "since": since, "midnight": midnight_ms},
    ).fetchone()
    return int(row[0])
