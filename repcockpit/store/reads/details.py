"""What stands around one account or one person, each read by an index."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join

Ids = Sequence[bytes]
_ENDED = "('closed', 'closed_unconfirmed', 'cancelled')"


class CareRow(NamedTuple):
    """What the cadence of an account or a person is judged by; days are ISO text."""

    id: bytes
    interval_days: int | None
    rule: str
    tracking_started_on: str | None
    last_touch_on: str | None
    last_mail_on: str | None
    due_on: str | None
    keeper_id: bytes | None
    is_do_not_contact: int
    account_id: bytes | None


class PersonRow(NamedTuple):
    """A person as a line of a list."""

    id: bytes
    name: str
    title: str | None
    role: str | None
    status: str | None
    phone: str | None
    email: str | None
    account_id: bytes | None
    account_name: str | None


class TaskRow(NamedTuple):
    """An open task; `due_on` is ISO text."""

    id: bytes
    kind: str
    title: str
    due_on: str | None
    contact_id: bytes | None
    contact_name: str | None
    account_id: bytes | None
    account_name: str | None


_PERSON = (
    "select c.id, coalesce(c.name, ''), c.title, c.role, c.status, c.phone, c.email, a.id, a.name from contact c"
    + root_join("account", "a", "c.primary_account_id")
)


def group_ids(db: sqlite3.Connection, kind: str, row_id: bytes) -> list[bytes]:
    """The ids that stand for a record: its own, then those merged into it."""
    rows = db.execute(f"select id from {kind} where root_id = ?", (row_id,)).fetchall()
    return [row_id, *(row[0] for row in rows)]


def groups_of(db: sqlite3.Connection, kind: str, ids: Ids) -> dict[bytes, list[bytes]]:
    """Of each of `ids` the ids that stand for it, its own first."""
    found = {one: [one] for one in ids}
    for some in chunks(ids):
        rows = db.execute(f"select root_id, id from {kind} where root_id in ({marks(some)})", some).fetchall()
        for root, member in rows:
            found[root].append(member)
    return found


def people_of(db: sqlite3.Connection, accounts: Ids) -> list[PersonRow]:
    """Everybody whose first or further account is one of `accounts`, A to Z."""
    listed = marks(accounts)
    rows = db.execute(
        f"{_PERSON} where c.id in (select id from contact where primary_account_id in ({listed})"
        f" union select contact_id from contact_account where account_id in ({listed}) and _hidden = 0)"
        " and c._hidden = 0 and c.root_id is null order by c.folded, c.id",
        (*accounts, *accounts),
    ).fetchall()
    return [PersonRow(*row) for row in rows]


def reports_of(db: sqlite3.Connection, people: Ids) -> list[PersonRow]:
    """Who reports to one of `people`."""
    rows = db.execute(
        f"{_PERSON} where c.reports_to_id in ({marks(people)}) and c._hidden = 0 and c.root_id is null"
        " order by c.folded, c.id",
        people,
    ).fetchall()
    return [PersonRow(*row) for row in rows]


def persons_by_id(db: sqlite3.Connection, ids: Ids) -> list[PersonRow]:
    """These people, in their order."""
    rows = db.execute(f"{_PERSON} where c.id in ({marks(ids)}) and c._hidden = 0", ids).fetchall()
    found = {row[0]: PersonRow(*row) for row in rows}
    return [found[one] for one in ids if one in found]


def care_rows(db: sqlite3.Connection, kind: str, ids: Ids) -> list[CareRow]:
    """The stored cadences of these accounts or people."""
    keeper, refuses, account = "x.owner_id", "0", "x.id"
    if kind == "contact":
        keeper, refuses = "x.keeper_id", "coalesce(x.do_not_contact, 0)"
        account = "(select coalesce(a.root_id, a.id) from account a where a.id = x.primary_account_id and a._hidden = 0)"
    found: list[CareRow] = []
    for some in chunks(ids):
        rows = db.execute(
            "select x.id, x.cadence_days, coalesce(x.cadence_rule, ''), x.tracking_started_on, x.last_touch_on,"
            f" x.last_mail_on, x.due_on, {keeper}, {refuses}, {account} from {kind} x where x.id in ({marks(some)})",
            some,
        ).fetchall()
        found += [CareRow(*row) for row in rows]
    return found


def snoozed(db: sqlite3.Connection, ids: Ids, today: date) -> dict[bytes, str]:
    """The last day until which each of `ids` is snoozed on `today`."""
    found: dict[bytes, str] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select s.target_id, max(s.until) from snooze s where s._hidden = 0 and s.until > ?"
            f" and coalesce(s.set_on, '') <= ? and s.target_id in ({marks(some)}) group by s.target_id",
            (today.isoformat(), today.isoformat(), *some),
        ).fetchall()
        found.update((row[0], str(row[1])) for row in rows)
    return found


def planned_next(db: sqlite3.Connection, kind: str, ids: Ids, since: str) -> dict[bytes, tuple[str, str]]:
    """(day, type) of the next planned interaction of each of `ids` from the day `since` on."""
    found: dict[bytes, tuple[str, str]] = {}
    text = (
        "select i.account_id, i.occurred_on, coalesce(i.type, '') from interaction i where i.account_id in ({})"
        if kind == "account"
        else "select p.contact_id, p.occurred_on, coalesce(i.type, '') from participant p join interaction i"
        " on i.id = p.interaction_id and p._hidden = 0 where p.contact_id in ({}) and p.occurred_on >= ?1"
    )
    for some in chunks(ids):
        listed = ",".join(f"?{number}" for number in range(2, len(some) + 2))
        rows = db.execute(
            f"{text.format(listed)} and i.occurred_on >= ?1 and i.status = 'planned' and i._hidden = 0"
            " order by i.occurred_on",
            (since, *some),
        ).fetchall()
        for target, day, what in rows:
            found.setdefault(target, (str(day), str(what)))
    return found


def open_tasks(db: sqlite3.Connection, accounts: Ids, people: Ids) -> list[TaskRow]:
    """Open tasks for `people` where some are given, wherever; else those of `accounts`."""
    whose = f"x.contact_id in ({marks(people)})" if people else f"x.account_id in ({marks(accounts)})"
    rows = db.execute(
        "select x.id, coalesce(x.kind, 'task'), coalesce(x.title, ''), x.due_on, c.id, c.name, a.id, a.name"
        f" from task x{root_join('contact', 'c', 'x.contact_id')}{root_join('account', 'a', 'x.account_id')}"
        f" where {whose} and x.done_on is null and x._hidden = 0 order by x.due_on is null, x.due_on, x.id",
        (*(people or accounts),),
    ).fetchall()
    return [TaskRow(*row) for row in rows]


def request_ids(
    db: sqlite3.Connection, accounts: Ids, people: Ids, *, only_open: bool = False
) -> list[bytes]:
    """Requests of `people` where some are given, else of `accounts`; the newest first."""
    whose = f"contact_id in ({marks(people)})" if people else f"account_id in ({marks(accounts)})"
    if only_open:
        whose += (
            " and not exists (select 1 from request_event e where e.request_id = request.id and e._hidden = 0"
            f" and e.kind in {_ENDED})"
        )
    rows = db.execute(
        f"select id from request where {whose} and _hidden = 0 order by opened_at desc, id",
        (*(people or accounts),),
    ).fetchall()
    return [row[0] for row in rows]


def deal_ids(db: sqlite3.Connection, accounts: Ids, people: Ids) -> list[bytes]:
    """Deals of `people` where some are given, else of `accounts`; the newest first."""
    whose = f"contact_id in ({marks(people)})" if people else f"account_id in ({marks(accounts)})"
    rows = db.execute(
        f"select id from deal where {whose} and _hidden = 0"
        " order by closed_on is not null, closed_on desc, name, id",
        (*(people or accounts),),
    ).fetchall()
    return [row[0] for row in rows]


def zones_of(db: sqlite3.Connection, account_id: bytes | None) -> tuple[str | None, str | None]:
    """(zone, country) of an account."""
    row = db.execute("select timezone, country from account where id = ?", (account_id,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


class GivenRow(NamedTuple):
    """A training, a piece of information or an idea: its day (ISO), what it is, and who is named."""

    id: bytes
    on: str | None
    title: str
    status: str
    contact_id: bytes | None


def trainings_of(db: sqlite3.Connection, accounts: Ids) -> list[GivenRow]:
    """The trainings given at `accounts`, newest first; `status` is their kind."""
    rows = db.execute(
        "select id, given_on, coalesce(topic, ''), coalesce(kind, ''), null from training"
        f" where account_id in ({marks(accounts)}) and _hidden = 0 order by given_on desc, id",
        accounts,
    ).fetchall()
    return [GivenRow(*row) for row in rows]


def trained_count(db: sqlite3.Connection, trainings: Ids) -> int:
    """How many different people took part in `trainings`."""
    found: set[bytes] = set()
    for some in chunks(trainings):
        rows = db.execute(
            "select distinct coalesce(c.root_id, l.contact_id) from training_person l"
            f" left join contact c on c.id = l.contact_id where l.training_id in ({marks(some)}) and l._hidden = 0",
            some,
        ).fetchall()
        found.update(row[0] for row in rows)
    return len(found)


def infos_of(db: sqlite3.Connection, accounts: Ids) -> list[GivenRow]:
    """What was brought to `accounts`, newest first; `status` is its kind."""
    rows = db.execute(
        "select id, brought_on, coalesce(title, ''), coalesce(kind, ''), contact_id from info"
        f" where account_id in ({marks(accounts)}) and _hidden = 0 order by brought_on desc, id",
        accounts,
    ).fetchall()
    return [GivenRow(*row) for row in rows]


def ideas_of(db: sqlite3.Connection, accounts: Ids) -> list[GivenRow]:
    """The ideas of `accounts`."""
    rows = db.execute(
        "select id, null, coalesce(title, ''), coalesce(status, 'new'), contact_id from idea"
        f" where account_id in ({marks(accounts)}) and _hidden = 0 order by rowid desc",
        accounts,
    ).fetchall()
    return [GivenRow(*row) for row in rows]


def reviews_of(db: sqlite3.Connection, accounts: Ids, since: str, today: str) -> list[GivenRow]:
    """QBRs with `accounts`: held from the day `since` on, and those ahead; newest first, with their status."""
    rows = db.execute(
        "select id, occurred_on, coalesce(subject, note, ''), coalesce(status, ''), null from interaction"
        f" where account_id in ({marks(accounts)}) and occurred_on >= ? and (is_touch = 1 or occurred_on >= ?)"
        " and type = 'qbr' and _hidden = 0 order by occurred_on desc, id",
        (*accounts, since, today),
    ).fetchall()
    return [GivenRow(*row) for row in rows]


def is_there(db: sqlite3.Connection, kind: str, row_id: bytes) -> bool:
    """Whether the record is there and not in the bin."""
    found = db.execute(f"select 1 from {kind} where id = ? and _hidden = 0", (row_id,)).fetchone()
    return found is not None


def account_name(db: sqlite3.Connection, account_id: bytes) -> tuple[str, str | None] | None:
    """(name, segment) of an account."""
    row = db.execute("select coalesce(name, ''), segment from account where id = ?", (account_id,)).fetchone()
    return (row[0], row[1]) if row else None


def source_of(db: sqlite3.Connection, kind: str, row_id: bytes) -> bytes | None:
    """The interaction with which a task, training, idea, information or figure was logged; a deal has none."""
    if kind == "deal":
        return None
    row = db.execute(f"select interaction_id from {kind} where id = ?", (row_id,)).fetchone()
    return row[0] if row else None


def place_of(db: sqlite3.Connection, account_id: bytes) -> tuple[str | None, str | None]:
    """(sector, city) of an account."""
    row = db.execute("select sector, city from account where id = ?", (account_id,)).fetchone()
    return (row[0], row[1]) if row else (None, None)
