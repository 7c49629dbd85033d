"""Who is kept longer than the book's own rule says."""

import sqlite3
from datetime import date
from typing import NamedTuple

from repcockpit.domain.training import months_later


class DuePerson(NamedTuple):
    """A person who is due to be erased since `due_on`; `why` says what happened last, on the day `since`."""

    id: bytes
    name: str
    account: str | None
    why: str
    since: date
    due_on: date


def people_due(db: sqlite3.Connection, months: int, today: date) -> list[DuePerson]:
    """Everybody whose last contact, and whose leaving, is so many months ago; the longest due first.

    Of somebody never met the day they were entered counts. Merged, removed and erased people are left out.
    """
    rows = db.execute(
        "select c.id, coalesce(c.name, '?'), a.name, c.last_touch_on, c.left_on,"
        " coalesce(c.source_created_on, c.tracking_started_on) from contact c"
        " left join account a on a.id = c.primary_account_id"
        " where c._hidden = 0 and c.root_id is null and c.status is not 'erased'"
    ).fetchall()
    found = []
    for row_id, name, account, touched, left, entered in rows:
        known = [(day, why) for day, why in ((touched, "last contact"), (left, "left")) if day]
        day, why = max(known, default=(entered, "entered"))
        due = months_later(date.fromisoformat(day[:10]), months) if day else None
        if due is not None and due <= today:
            found.append(DuePerson(row_id, name, account, why, date.fromisoformat(day[:10]), due))
    return sorted(found, key=lambda one: (one.due_on, one.name, one.id))
