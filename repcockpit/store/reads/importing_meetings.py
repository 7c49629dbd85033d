"""What an import of a calendar must know of the book: what was logged or planned with whom on a day."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.store.reads.records import marks


class SameDay(NamedTuple):
    """An interaction of that day with one of the people, or with the account alone."""

    id: bytes
    status: str


class Held(NamedTuple):
    """An interaction as it is: its status, and whether it is in the bin."""

    status: str | None
    is_hidden: bool


def of_day(
    db: sqlite3.Connection, day: str, people: Sequence[bytes], account_id: bytes | None
) -> list[SameDay]:
    """What is logged or planned on a day with one of these people; without people, with the account in person."""
    if people:
        text = (
            "select distinct i.id, i.status from participant p join interaction i on i.id = p.interaction_id"
            f" where p.contact_id in (select id from contact where id in ({marks(people)}) or root_id in"
            f" ({marks(people)})) and p._hidden = 0 and i._hidden = 0 and i.occurred_on = ?"
            " and i.status in ('planned', 'completed') and i.type not in ('note', 'mailing', 'email', 'message')"
        )
        values: list[object] = [*people, *people, day]
    else:
        text = (
            "select i.id, i.status from interaction i where i.account_id is ? and i._hidden = 0"
            " and i.occurred_on = ? and i.status in ('planned', 'completed')"
            " and i.type in ('meeting', 'visit', 'video', 'training', 'qbr', 'event')"
        )
        values = [account_id, day]
    rows = db.execute(text + " order by i.id", values).fetchall()
    return [SameDay(*row) for row in rows]


def held(db: sqlite3.Connection, interaction_id: bytes) -> Held | None:
    """An interaction's status; None where there is none of that id."""
    row = db.execute("select status, _hidden from interaction where id = ?", (interaction_id,)).fetchone()
    return None if row is None else Held(row[0], bool(row[1]))


def email_of(db: sqlite3.Connection, rep_id: bytes | None) -> str | None:
    """A rep's e-mail."""
    row = db.execute("select email from rep where id = ?", (rep_id,)).fetchone()
    return None if row is None else row[0]


def is_ours(db: sqlite3.Connection, row_id: bytes) -> bool:
    """Whether the id is that of a task, a request or a review of this book."""
    return any(
        db.execute(f"select 1 from {table} where id = ?", (row_id,)).fetchone()
        for table in ("task", "request", "qbr")
    )
