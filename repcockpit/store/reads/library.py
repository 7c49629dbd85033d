"""The rows behind the library of industry information: items, who got them, what was brought to whom."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join

Ids = Sequence[bytes]


class ItemRow(NamedTuple):
    """An item of the library with its writer."""

    id: bytes
    title: str
    kind: str | None
    path: str | None
    url: str | None
    note: str | None
    writer_id: bytes | None
    writer_name: str | None
    due_on: str | None


class ShareRow(NamedTuple):
    """That an item was brought to somebody; contact and account are those that stand for merged ones."""

    id: bytes
    info_id: bytes
    on: str | None
    reaction: str | None
    contact_id: bytes | None
    contact_name: str | None
    account_id: bytes | None
    account_name: str | None


class BroughtRow(NamedTuple):
    """A piece of information brought that is no item of the library."""

    id: bytes
    title: str
    on: str | None
    reaction: str | None
    contact_id: bytes | None
    contact_name: str | None
    account_id: bytes | None
    account_name: str | None


def item_rows(db: sqlite3.Connection) -> list[ItemRow]:
    """The library, the newest first."""
    rows = db.execute(
        "select x.id, coalesce(x.title, ''), x.kind, x.path, x.url, x.note, o.id, o.name, x.due_on from info x"
        " left join rep o on o.id = x.writer_id where x._hidden = 0 and x.brought_on is null order by x.rowid desc"
    ).fetchall()
    return [ItemRow(*row) for row in rows]


def sectors(db: sqlite3.Connection) -> dict[bytes, tuple[str, ...]]:
    """The sectors of each item that has any, A to Z."""
    found: dict[bytes, list[str]] = {}
    rows = db.execute(
        "select info_id, sector from info_sector where _hidden = 0 and sector is not null order by sector"
    ).fetchall()
    for info_id, sector in rows:
        found.setdefault(info_id, []).append(str(sector))
    return {key: tuple(words) for key, words in found.items()}


_SHARE = (
    "select x.id, x.info_id, x.brought_on, x.reaction, c.id, c.name, a.id, a.name from share x"
    f"{root_join('contact', 'c', 'x.contact_id')}{root_join('account', 'a', 'x.account_id')}"
    " where x._hidden = 0 and x.info_id is not null"
)


def share_rows(db: sqlite3.Connection, info_id: bytes | None = None) -> list[ShareRow]:
    """Who got what, of one item or of all, the newest first."""
    one = "" if info_id is None else " and x.info_id = :item"
    rows = db.execute(f"{_SHARE}{one} order by x.brought_on desc, x.rowid desc", {"item": info_id}).fetchall()
    return [ShareRow(*row) for row in rows]


def shares_to(db: sqlite3.Connection, people: Ids, accounts: Ids) -> list[ShareRow]:
    """What these people, or anybody at these accounts, got, the newest first."""
    found = [ShareRow(*row) for row in _to(db, _SHARE, people, accounts)]
    return sorted(found, key=lambda row: (row.on or "", row.id), reverse=True)


_BROUGHT = (
    "select x.id, coalesce(x.title, ''), x.brought_on, x.reaction, c.id, c.name, a.id, a.name from info x"
    f"{root_join('contact', 'c', 'x.contact_id')}{root_join('account', 'a', 'x.account_id')}"
    " where x._hidden = 0 and x.brought_on is not null"
)


def brought_to(db: sqlite3.Connection, people: Ids, accounts: Ids) -> list[BroughtRow]:
    """What was brought to these people, or to anybody at these accounts, the newest first."""
    found = [BroughtRow(*row) for row in _to(db, _BROUGHT, people, accounts)]
    return sorted(found, key=lambda row: (row.on or "", row.id), reverse=True)


def _to(db: sqlite3.Connection, select: str, people: Ids, accounts: Ids) -> list[tuple[Any, ...]]:
    """The rows of `select` that go to these people or accounts, each once."""
    found: dict[bytes, tuple[Any, ...]] = {}
    for column, ids in (("contact_id", people), ("account_id", accounts)):
        for some in chunks(ids):
            rows = db.execute(f"{select} and x.{column} in ({marks(some)})", some).fetchall()
            found.update((row[0], row) for row in rows)
    return list(found.values())


class HandedRow(NamedTuple):
    """That something was brought: the item (or the title it had), when, how it was taken, and to whom as written."""

    item: bytes | str
    on: str | None
    reaction: str | None
    contact_id: bytes | None
    account_id: bytes | None


def handed(db: sqlite3.Connection, titles: Sequence[str]) -> list[HandedRow]:
    """All that was shared, and what was brought under one of these titles (English capitals aside), without names."""
    rows = db.execute(
        "select info_id, brought_on, reaction, contact_id, account_id from share"
        " where _hidden = 0 and info_id is not null"
    ).fetchall()
    wanted = list(dict.fromkeys(title.lower() for title in titles))
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        rows += db.execute(
            "select title, brought_on, reaction, contact_id, account_id from info where _hidden = 0"
            f" and brought_on is not null and lower(title) in ({marks(some)})",
            some,
        ).fetchall()
    return [HandedRow._make(row) for row in rows]


def brought_called(db: sqlite3.Connection, title: str) -> list[BroughtRow]:
    """What was brought under this title, English capitals aside."""
    rows = db.execute(f"{_BROUGHT} and lower(x.title) = ?", (title.lower(),)).fetchall()
    return [BroughtRow(*row) for row in rows]


def roots(db: sqlite3.Connection, kind: str) -> dict[bytes, bytes]:
    """Of each account (or contact) that was merged the one that stands for it."""
    return dict(db.execute(f"select id, root_id from {kind} where root_id is not null").fetchall())


def last_brought(db: sqlite3.Connection, accounts: Ids, until: str) -> dict[bytes, str]:
    """When anything was brought to each account last, up to a day; accounts that never got anything are left out."""
    found: dict[bytes, str] = {}
    for table in ("info", "share"):
        for some in chunks(accounts):
            rows = db.execute(
                f"select account_id, max(brought_on) from {table} where account_id in ({marks(some)}) and _hidden = 0"
                " and brought_on <= ? group by account_id",
                (*some, until),
            ).fetchall()
            for account, on in rows:
                if on is not None and on > found.get(account, ""):
                    found[account] = str(on)
    return found


def item_of_share(db: sqlite3.Connection, share_id: bytes) -> bytes | None:
    """Which item was brought."""
    row = db.execute("select info_id from share where id = ?", (share_id,)).fetchone()
    return row[0] if row else None
