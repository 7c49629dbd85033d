"""What Today looks up to find gaps: trainings of people of whom one may have run out, whether anybody is mapped."""

import sqlite3
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from repcockpit.store.reads.records import chunks, marks


class GapRow(NamedTuple):
    """Somebody at a customer of a rep."""

    account_id: bytes
    account_name: str
    segment: str | None
    contact_id: bytes
    contact_name: str
    role: str | None
    phone: str | None


class HeldRow(NamedTuple):
    """A training given to somebody or planned; days are ISO text."""

    id: bytes
    topic: str
    given_on: str | None
    due_on: str | None
    expires_on: str | None
    usage: int | None
    person: GapRow


_WHO = "a.id, coalesce(a.name, ''), a.segment, c.id, coalesce(c.name, ''), c.role, c.phone"
_ACCOUNT = (
    " a._hidden = 0 and a.root_id is null and coalesce(a.status, 'customer') in ('customer', 'dormant')"
)
_PERSON = " c._hidden = 0 and c.root_id is null and coalesce(c.status, 'active') = 'active'"


def _whose(rep_id: bytes | None) -> str:
    return "" if rep_id is None else " and (a.owner_id = :rep or a.owner_id is null)"


def trainings_in_doubt(
    db: sqlite3.Connection, rep_id: bytes | None, today: str, ended: str | None
) -> list[HeldRow]:
    """All trainings of active people of a rep's customers (None: of all) of whom one is late or may have run out.

    `ended` is the last day of giving after which the shortest topic has run out (None: all hold for ever). The
    newest training comes last; duplicates merged into others are left out.
    """
    rows: list[Any] = db.execute(
        "select t.rowid, p.contact_id, a.id, a.name, a.segment, t.id, t.topic, t.given_on, t.due_on, t.expires_on,"
        " t.usage, t.given_on is null and t.due_on < :today or t.expires_on < :today or t.expires_on is null and"
        " t.given_on <= :ended from account a cross join training t on t.account_id = a.id and t._hidden = 0"
        " cross join training_person p on p.training_id = t.id and p._hidden = 0"
        f" where{_ACCOUNT}{_whose(rep_id)} and p.contact_id is not null",
        {"rep": rep_id, "today": today, "ended": ended},
    ).fetchall()
    people = _active(db, {row[1] for row in rows if row[11]})
    rows = [row for row in rows if row[1] in people and row[6] is not None]
    rows.sort(key=lambda row: row[0])
    return [
        HeldRow._make((*held, GapRow(account, name or "", segment, person, *people[person])))
        for _, person, account, name, segment, *held, _ in rows
    ]


def _active(
    db: sqlite3.Connection, people: Collection[bytes]
) -> dict[bytes, tuple[str, str | None, str | None]]:
    """Name, role and phone of those of these people who are active, by id."""
    found: dict[bytes, tuple[str, str | None, str | None]] = {}
    for some in chunks(list(people)):
        text = f"select c.id, coalesce(c.name, ''), c.role, c.phone from contact c where c.id in ({marks(some)}) and{_PERSON}"
        found.update((row[0], row[1:]) for row in db.execute(text, some).fetchall())
    return found


def is_anybody_mapped(db: sqlite3.Connection) -> bool:
    """Whether anybody's role was ever confirmed."""
    row = db.execute("select exists (select 1 from contact where role_confirmed_on is not null)").fetchone()
    return bool(row[0])


_OF_TRAINING = (
    "training", "training_person", "topic", "contact", "account", "setting", "external_ref"
)  # fmt: skip


def is_training_changed(db: sqlite3.Connection, since: int, until: int) -> bool:
    """Whether a transaction after `since` wrote something that `trainings_in_doubt` or `untrained_since` reads."""
    if since == until:
        return False
    touched = "(select row_id from touched where txn_no > :since)"
    each = " union all ".join(f"select 1 from {table} where id in {touched}" for table in _OF_TRAINING)
    return (
        since > until
        or db.execute(f"select 1 from ({each}) limit 1", {"since": since}).fetchone() is not None
    )


def topic_months(db: sqlite3.Connection) -> list[tuple[str, int | None]]:
    """Title and months of every topic, A to Z."""
    rows = db.execute(
        "select title, valid_months from topic where _hidden = 0 and title is not null order by title"
    )
    return [(str(title), months) for title, months in rows.fetchall()]


def untrained_since(db: sqlite3.Connection, rep_id: bytes | None, since: str, until: str) -> list[GapRow]:
    """Active people of a rep's customers who came in from one day to another and were never trained."""
    rows: list[Sequence[Any]] = []
    for whose in ("1",) if rep_id is None else ("c.keeper_id = :rep", "c.keeper_id is null"):
        rows += db.execute(
            f"select {_WHO} from contact c"
            f" join account a on a.id = c.primary_account_id where {whose}"
            f" and c.tracking_started_on between :since and :until and{_ACCOUNT} and{_PERSON} and not exists ("
            "select 1 from training_person p where p.contact_id = c.id and p._hidden = 0)",
            {"rep": rep_id, "since": since, "until": until},
        ).fetchall()
    return [GapRow._make(row) for row in rows]
