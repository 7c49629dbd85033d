"""What the running transaction changed away: the places that lost something, which the rows no longer tell."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, NamedTuple

from repcockpit.store import log

_MAIL = ("email", "message")
_NEAR = (
    "select n.id from participant q join interaction n on n.id = q.interaction_id"
    " where q.contact_id = ? and q.occurred_on between date(?, ?) and date(?, ?) and n.type in ('email', 'message')"
)
_NEAR_ACCOUNT = (
    "select id from interaction where account_id = ? and occurred_on between date(?, ?) and date(?, ?)"
    " and type in ('email', 'message')"
)


Former = tuple[str, bytes, dict[str, Any]]
"""Table, row, and fields as they were."""


class Left(NamedTuple):
    """Accounts and people that interactions were taken from, and the mails that may have lost their answer."""

    accounts: set[bytes]
    contacts: set[bytes]
    mails: set[bytes]


def places_left(db: sqlite3.Connection, reply_days: int, former: Iterable[Former] = ()) -> Left:
    """By the records of the transaction that is being written, as far as they stand in `change`, and by `former`."""
    left = Left(set(), set(), set())
    for table, row_id, old in chain(_former_values(db), former):
        if table == "participant" and old.get("contact_id") is not None:
            left.contacts.add(old["contact_id"])
            row = db.execute("select interaction_id from participant where id = ?", (row_id,)).fetchone()
            _note_mails(db, left, row[0] if row else None, {"contact_id": old["contact_id"]}, reply_days)
        if table == "interaction" and old.keys() & {"account_id", "moment", "type"}:
            if old.get("account_id") is not None:
                left.accounts.add(old["account_id"])
            _note_mails(db, left, row_id, old, reply_days)
    return left


def _former_values(db: sqlite3.Connection) -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    parts = db.execute(
        "select body, old from change where txn_no > (select coalesce(max(no), 0) from txn) and old is not null"
    ).fetchall()
    if not parts:
        return
    names = {int(no): str(name) for no, name in db.execute("select no, name from table_name").fetchall()}
    for body, olds in parts:
        for record, old in zip(log.decode(body), log.decode(olds), strict=True):
            if old and names[record[1]] in ("interaction", "participant"):
                yield names[record[1]], record[2], {names[no]: value for no, value in old.items() if no}


def _note_mails(
    db: sqlite3.Connection, left: Left, row_id: bytes | None, old: dict[str, Any], reply_days: int
) -> None:
    """Mails near an interaction as it was and as it is, of its people and its accounts."""
    row = db.execute(
        "select type, occurred_on, account_id from interaction where id = ?", (row_id,)
    ).fetchone()
    if row is None or not {row[0], old.get("type")} & set(_MAIL):
        return
    moment = old.get("moment")
    days = {row[1], moment[0] if isinstance(moment, list) else None} - {None}
    people = {
        one[0] for one in db.execute("select contact_id from participant where interaction_id = ?", (row_id,))
    }
    people.add(old.get("contact_id"))
    back, ahead = f"-{reply_days} days", f"+{reply_days} days"
    for day in days:
        for text, owners in ((_NEAR, people), (_NEAR_ACCOUNT, {row[2], old.get("account_id")})):
            for owner in owners - {None}:
                rows = db.execute(text, (owner, day, back, day, ahead)).fetchall()
                left.mails.update(one[0] for one in rows)
