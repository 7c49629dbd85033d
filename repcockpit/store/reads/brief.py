"""What a brief looks up beside the details: the appointment, promises kept lately, what was heard when."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import marks

Ids = Sequence[bytes]


class MeetingRow(NamedTuple):
    """A planned interaction; `at` in ms UTC."""

    id: bytes
    on: str
    at: int | None
    type: str
    subject: str


class PromiseRow(NamedTuple):
    """A promise that is open or was kept lately; days as ISO text."""

    id: bytes
    title: str
    due_on: str | None
    done_on: str | None
    contact_id: bytes | None
    contact_name: str | None


class HeardRow(NamedTuple):
    """The last day (ISO text) of a satisfaction figure, a challenge and an idea."""

    feedback_on: str | None
    challenge_on: str | None
    idea_on: str | None


def next_meeting(db: sqlite3.Connection, accounts: Ids, since: str, until: str) -> MeetingRow | None:
    """The first appointment planned with `accounts` on the days from `since` to `until`."""
    row = db.execute(
        "select id, occurred_on, occurred_at, coalesce(type, ''), coalesce(subject, note, '') from interaction"
        f" where account_id in ({marks(accounts)}) and occurred_on between ? and ? and status = 'planned'"
        " and _hidden = 0 order by occurred_on, occurred_at, id limit 1",
        (*accounts, since, until),
    ).fetchone()
    return None if row is None else MeetingRow(*row)


def meeting(db: sqlite3.Connection, interaction_id: bytes) -> MeetingRow | None:
    """One interaction as an appointment, where it is still planned."""
    row = db.execute(
        "select id, occurred_on, occurred_at, coalesce(type, ''), coalesce(subject, note, '') from interaction"
        " where id = ? and status = 'planned' and _hidden = 0",
        (interaction_id,),
    ).fetchone()
    return None if row is None else MeetingRow(*row)


def attending(db: sqlite3.Connection, interaction_id: bytes) -> list[bytes]:
    """The people of an interaction, duplicates as the one that stands for them."""
    rows = db.execute(
        "select distinct coalesce(c.root_id, c.id) from participant p join contact c on c.id = p.contact_id"
        " where p.interaction_id = ? and p._hidden = 0",
        (interaction_id,),
    ).fetchall()
    return [row[0] for row in rows]


def promises(db: sqlite3.Connection, accounts: Ids, since: str) -> list[PromiseRow]:
    """Open promises to `accounts`, then those kept since a day, the last first."""
    rows = db.execute(
        "select t.id, coalesce(t.title, ''), t.due_on, t.done_on, c.id, c.name from task t"
        " left join contact o on o.id = t.contact_id left join contact c on c.id = coalesce(o.root_id, o.id)"
        f" where t.account_id in ({marks(accounts)}) and t.kind = 'promise' and t._hidden = 0"
        " and (t.done_on is null or t.done_on >= ?)"
        " order by t.done_on is not null, iif(t.done_on is null, t.due_on, ''), t.done_on desc, t.id",
        (*accounts, since),
    ).fetchall()
    return [PromiseRow(*row) for row in rows]


def last_heard(db: sqlite3.Connection, accounts: Ids, day: str) -> HeardRow:
    """When `accounts` last gave a figure, a challenge, an idea; nothing after `day`."""
    listed = marks(accounts)
    row = db.execute(
        f"select (select max(asked_on) from feedback where account_id in ({listed}) and _hidden = 0 and asked_on <= ?),"
        f" (select max(occurred_on) from interaction where account_id in ({listed}) and _hidden = 0"
        " and note_kind = 'challenge' and occurred_on <= ?),"
        " (select max(coalesce(i.occurred_on, d.status_on, date(x.at / 1000, 'unixepoch'))) from idea d"
        " left join interaction i on i.id = d.interaction_id"
        " left join touched o on o.row_id = d.id and o.txn_no = (select min(txn_no) from touched where row_id = d.id)"
        f" left join txn x on x.no = o.txn_no where d.account_id in ({listed}) and d._hidden = 0)",
        (*accounts, day, *accounts, day, *accounts),
    ).fetchone()
    return HeardRow(*row)


def facts(db: sqlite3.Connection, accounts: Ids, since: str) -> set[str]:
    """The kinds of facts noted of `accounts` since a day."""
    rows = db.execute(
        f"select distinct kind from fact where account_id in ({marks(accounts)}) and _hidden = 0 and on_date >= ?",
        (*accounts, since),
    ).fetchall()
    return {str(row[0]) for row in rows}


def unasked_usage(db: sqlite3.Connection, accounts: Ids, since: str) -> list[tuple[bytes, str]]:
    """(id, topic) of trainings given since a day whose use nobody noted, the last first."""
    rows = db.execute(
        f"select id, coalesce(topic, '') from training where account_id in ({marks(accounts)}) and _hidden = 0"
        " and given_on >= ? and usage is null order by given_on desc, id",
        (*accounts, since),
    ).fetchall()
    return [(row[0], str(row[1])) for row in rows]


def preferences(db: sqlite3.Connection, people: Ids) -> dict[bytes, tuple[str | None, str | None]]:
    """(channel, hours) that people prefer, where they said so."""
    rows = db.execute(
        f"select id, preferred_channel, preferred_hours from contact where id in ({marks(people)})"
        " and coalesce(preferred_channel, preferred_hours) is not null",
        people,
    ).fetchall()
    return {row[0]: (row[1], row[2]) for row in rows}
