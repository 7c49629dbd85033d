"""The people and the empty seats of an account with their reporting lines, and what was written to them of late."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import chunks, marks

Ids = Sequence[bytes]
_BULK = 200
"""Rows of one transaction from which it is no edit of a person's any more."""


class Post(NamedTuple):
    """A person of a chart; days are ISO text, `boss_id` the record that stands for the manager."""

    id: bytes
    name: str
    title: str | None
    department: str | None
    role: str | None
    status: str | None
    phone: str | None
    email: str | None
    boss_id: bytes | None
    left_on: str | None
    new_employer: str | None


class SeatRow(NamedTuple):
    """An empty seat; `boss_id` is a person or another seat."""

    id: bytes
    role: str | None
    title: str | None
    department: str | None
    boss_id: bytes | None
    level: str | None


class Outsider(NamedTuple):
    """A manager who is none of the chart's people: hidden ones are in the bin."""

    id: bytes
    name: str
    account: str | None
    status: str | None
    boss_id: bytes | None
    left_on: str | None
    is_hidden: int


_BOSS = "(select coalesce(m.root_id, m.id) from contact m where m.id = {0})"


def posts(db: sqlite3.Connection, accounts: Ids) -> list[Post]:
    """Everybody whose first or further account is one of `accounts`, duplicates once, A to Z."""
    listed = marks(accounts)
    boss = f"coalesce({_BOSS.format('c.reports_to_id')}, c.reports_to_id)"
    rows = db.execute(
        "select c.id, coalesce(c.name, ''), c.title, c.department, c.role, c.status, c.phone, c.email,"
        f" case when c.reports_to_id is not null then {boss} end, c.left_on, c.new_employer from contact c"
        f" where c.id in (select id from contact where primary_account_id in ({listed})"
        f" union select contact_id from contact_account where account_id in ({listed}) and _hidden = 0)"
        " and c._hidden = 0 and c.root_id is null order by c.folded, c.id",
        (*accounts, *accounts),
    ).fetchall()
    return [Post(*row) for row in rows]


def seats(db: sqlite3.Connection, accounts: Ids) -> list[SeatRow]:
    """The empty seats of `accounts`."""
    rows = db.execute(
        "select s.id, s.role, s.title, s.department,"
        f" coalesce({_BOSS.format('s.reports_to_id')}, s.reports_to_id), s.level"
        f" from seat s where s.account_id in ({marks(accounts)}) and s._hidden = 0 order by s.id",
        accounts,
    ).fetchall()
    return [SeatRow(*row) for row in rows]


def outsiders(db: sqlite3.Connection, ids: Ids) -> dict[bytes, Outsider]:
    """These people wherever they work, removed ones too."""
    found: dict[bytes, Outsider] = {}
    for some in chunks(ids):
        rows = db.execute(
            "select c.id, coalesce(c.name, ''), a.name, c.status,"
            f" {_BOSS.format('c.reports_to_id')}, c.left_on, c._hidden from contact c"
            f" left join account a on a.id = c.primary_account_id and a._hidden = 0 where c.id in ({marks(some)})",
            some,
        ).fetchall()
        found.update((row[0], Outsider(*row)) for row in rows)
    return found


def seat_row(db: sqlite3.Connection, seat_id: bytes) -> tuple[bytes | None, SeatRow] | None:
    """(account, the seat) of a shown seat."""
    row = db.execute(
        "select account_id, id, role, title, department, reports_to_id, level from seat"
        " where id = ? and _hidden = 0",
        (seat_id,),
    ).fetchone()
    return (row[0], SeatRow(*row[1:])) if row else None


def raw_bosses(db: sqlite3.Connection, boss_id: bytes) -> tuple[list[bytes], list[bytes]]:
    """(people, seats) whose stored manager is this record or one merged into it."""
    group = "(select ? union all select id from contact where root_id = ?)"
    people = db.execute(
        f"select id from contact where reports_to_id in {group} and _hidden = 0 and root_id is null order by id",
        (boss_id, boss_id),
    ).fetchall()
    below = db.execute(
        f"select id from seat where reports_to_id in {group} and _hidden = 0 order by id", (boss_id, boss_id)
    ).fetchall()
    return [row[0] for row in people], [row[0] for row in below]


class Edit(NamedTuple):
    """A transaction written by hand: its number and its time (ms)."""

    no: int
    at: int


def _is_bulk(db: sqlite3.Connection, txn_no: int) -> bool:
    """Whether a transaction wrote more rows than a person does at once."""
    row = db.execute(
        "select count(*) from (select 1 from touched where txn_no = ? limit ?)", (txn_no, _BULK + 1)
    ).fetchone()
    return bool(row[0] > _BULK)


def late_edits(db: sqlite3.Connection, ids: Ids, since_ms: int, most: int) -> list[Edit]:
    """Edits of these rows since an instant that stand still, the newest first; imports are none."""
    found: set[Edit] = set()
    for some in chunks(ids):
        rows = db.execute(
            "select distinct t.no, t.at from touched o join txn t on t.no = o.txn_no"
            f" where o.row_id in ({marks(some)}) and t.at >= ? and t.kind = 'edit'"
            " order by t.no desc limit ?",
            (*some, since_ms, most),
        ).fetchall()
        found.update(Edit(*row) for row in rows)
    kept = [one for one in sorted(found, reverse=True)[:most] if not _is_bulk(db, one.no)]
    if not kept:
        return []
    back = db.execute(
        "select t.no from txn b join txn t on t.id = b.undoes where b.no > ? and b.undoes is not null",
        (kept[-1].no,),
    ).fetchall()
    undone = {row[0] for row in back}
    return [one for one in kept if one.no not in undone]


class Leaver(NamedTuple):
    """Somebody who may leave, with what their seat keeps; `owner_id` looks after the account."""

    name: str
    status: str | None
    role: str | None
    title: str | None
    level: str | None
    department: str | None
    account_id: bytes | None
    owner_id: bytes | None
    boss_id: bytes | None
    boss_name: str | None


def leaver(db: sqlite3.Connection, contact_id: bytes) -> Leaver:
    """A person as `leaving` needs it; the manager is named only while they are there."""
    row = db.execute(
        "select coalesce(c.name, ''), c.status, c.role, c.title, c.level, c.department, coalesce(a.root_id, a.id),"
        " a.owner_id, c.reports_to_id, b.name from contact c"
        " left join account a on a.id = c.primary_account_id and a._hidden = 0"
        " left join contact b on b.id = (select coalesce(m.root_id, m.id) from contact m where m.id = c.reports_to_id)"
        " and b._hidden = 0 and coalesce(b.status, '') not in ('moved', 'left', 'erased') and b.id <> c.id"
        " where c.id = ?",
        (contact_id,),
    ).fetchone()
    return Leaver(*row)


def who_left(db: sqlite3.Connection, account_id: bytes | None) -> list[bytes]:
    """Everybody who left an account."""
    rows = db.execute(
        "select id from contact where primary_account_id in (select id from account where id = ?1 or root_id = ?1)"
        " and status in ('moved', 'left', 'erased') and _hidden = 0",
        (account_id,),
    ).fetchall()
    return [row[0] for row in rows]


class Confirmed(NamedTuple):
    """What somebody said of a person, and when."""

    id: bytes
    confirmed_on: str | None
    support: str | None
    support_on: str | None
    note: str | None


def confirmed(db: sqlite3.Connection, ids: Ids, since: str) -> list[Confirmed]:
    """Those of `ids` whose role or support carries a day from `since` on."""
    found: list[Confirmed] = []
    for some in chunks(ids):
        rows = db.execute(
            "select id, role_confirmed_on, support, support_on, support_note from contact"
            f" where id in ({marks(some)}) and (role_confirmed_on >= ? or support_on >= ?)",
            (*some, since, since),
        ).fetchall()
        found += [Confirmed(*row) for row in rows]
    return found


def written_in(db: sqlite3.Connection, txn_no: int, ids: Ids) -> list[bytes]:
    """Those of `ids` that a transaction wrote to, at most fifty."""
    wanted = set(ids)
    rows = db.execute("select row_id from touched where txn_no = ?", (txn_no,)).fetchall()
    return [row[0] for row in rows if row[0] in wanted][:50]
