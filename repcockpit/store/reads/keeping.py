"""What was written and what was removed, page by page: transactions without their records, the bin with its people."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import BINNED, BY_A_PERSON, LAST_TXN, chunks, marks
from repcockpit.store.reads.records import titles_of as _titles
from repcockpit.store.references import OWNERS

_NAMED = {
    "account",
    "contact",
    "rep",
    "task",
    "request",
    "deal",
    "idea",
    "training",
    "info",
    "team",
    "interaction",
}


class Txn(NamedTuple):
    """A transaction with its author's name; `at` is in ms, `part_count` how many packs of records are on this device."""

    no: int
    id: bytes
    at: int
    by: str | None
    label: str | None
    kind: str
    undoes: bytes | None
    author_id: bytes | None
    part_count: int


class Removed(NamedTuple):
    """A row in the bin: when (in ms) and by whom it was removed."""

    kind: str
    id: bytes
    title: str | None
    at: int | None
    by: str | None


_TXN = (
    "select t.no, t.id, t.at, r.name, t.label, t.kind, t.undoes, t.author_id,"
    " (select count(*) from change c where c.txn_no = t.no) from txn t left join rep r on r.id = t.author_id"
)


def newest(db: sqlite3.Connection, limit: int) -> list[Txn]:
    """The newest transactions, newest first."""
    rows = db.execute(f"{_TXN} order by t.no desc limit ?", (limit,)).fetchall()
    return [Txn(*row) for row in rows]


def newest_of(db: sqlite3.Connection, row_ids: Sequence[bytes], limit: int) -> list[Txn]:
    """Those that wrote to one of these rows."""
    found: set[int] = set()
    for some in chunks(list(row_ids)):
        rows = db.execute(
            f"select distinct txn_no from touched where row_id in ({marks(some)}) order by txn_no desc limit ?",
            (*some, limit),
        ).fetchall()
        found.update(row[0] for row in rows)
    kept = sorted(found, reverse=True)[:limit]
    listed = ",".join(str(no) for no in kept)
    return [Txn(*row) for row in db.execute(f"{_TXN} where t.no in ({listed}) order by t.no desc").fetchall()]


def taken_back(db: sqlite3.Connection) -> dict[bytes, list[bytes]]:
    """Every transaction that something took back or brought back, with what did."""
    found: dict[bytes, list[bytes]] = {}
    for txn, undoes in db.execute(
        "select id, undoes from txn where undoes is not null order by no"
    ).fetchall():
        found.setdefault(undoes, []).append(txn)
    return found


def parts_of(db: sqlite3.Connection, record_id: bytes) -> list[bytes]:
    """The rows that are part of a record, removed ones too: its tags, roles, e-mails, participants, snoozes."""
    found: list[bytes] = []
    for table, column in (*OWNERS.items(), ("snooze", "target_id")):
        if table != "external_ref":
            rows = db.execute(f"select id from {table} where {column} = ?", (record_id,)).fetchall()
            found += [row[0] for row in rows]
    return found


def number_of(db: sqlite3.Connection, txn_id: bytes) -> int | None:
    """The number of a transaction on this device."""
    row = db.execute("select no from txn where id = ?", (txn_id,)).fetchone()
    return None if row is None else int(row[0])


def names_by_id(db: sqlite3.Connection, ids: Sequence[bytes]) -> dict[bytes, str]:
    """What the records of these ids are called, whatever their kind; ids of nothing are left out."""
    found: dict[bytes, str] = {}
    wanted = list(dict.fromkeys(ids))
    for kind in sorted(_NAMED):
        left = [one for one in wanted if one not in found]
        if left:
            found.update(_titles(db, kind, left))
    for table in ("tag", "custom_field"):
        left = [one for one in wanted if one not in found]
        for some in chunks(left):
            rows = db.execute(f"select id, name from {table} where id in ({marks(some)})", some).fetchall()
            found.update((row[0], str(row[1] or "")) for row in rows)
    return found


def removed(db: sqlite3.Connection) -> list[Removed]:
    """What a person removed, newest first; what an undo took back is left out."""
    found: list[Removed] = []
    for kind in BINNED:
        rows = db.execute(
            f"select r.id, t.at, p.name from {kind} r{LAST_TXN} left join rep p on p.id = t.author_id"
            f" where r._hidden <> 0 and r._hidden <> 2 and {BY_A_PERSON}"
        ).fetchall()
        titles = _titles(db, kind, [row[0] for row in rows])
        found += [Removed(kind, row[0], titles.get(row[0]), row[1], row[2]) for row in rows]
    return sorted(found, key=lambda row: -(row.at or 0))


def name_count(db: sqlite3.Connection) -> int:
    """How many accounts and people there are, hidden ones too."""
    row = db.execute("select (select count(*) from account) + (select count(*) from contact)").fetchone()
    return int(row[0])


def children_of(db: sqlite3.Connection, kind: str, record_id: bytes) -> list[tuple[str, int]]:
    """(kind of row, how many) of what hangs on an account or a person, removed ones left out."""
    counted = _CHILDREN[kind]
    found = []
    for what, statement in counted:
        (count,) = db.execute(statement, (record_id,)).fetchone()
        if count:
            found.append((what, int(count)))
    return found


def _plain(table: str, column: str) -> str:
    return f"select count(*) from {table} where {column} = ? and _hidden = 0"


_ACCOUNT_ROWS = ("interaction", "task", "request", "deal", "idea", "training", "info", "feedback")
_CONTACT_ROWS = ("task", "request", "deal", "idea", "info", "feedback")
_CHILDREN = {
    "account": (
        ("contact", _plain("contact", "primary_account_id")),
        *((table, _plain(table, "account_id")) for table in _ACCOUNT_ROWS),
    ),
    "contact": (
        ("interaction", _plain("participant", "contact_id")),
        *((table, _plain(table, "contact_id")) for table in _CONTACT_ROWS),
        ("training", _plain("training_person", "contact_id")),
        ("contact", _plain("contact", "reports_to_id")),
    ),
}
