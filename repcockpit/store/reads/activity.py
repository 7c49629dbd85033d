"""What happened, as bare rows for long lists: no view is built of a row that is only written down again."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Any

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join

_ROWS_AT_ONCE = 1_000
_ACCOUNT = root_join("account", "a", "x.account_id")
Person = tuple[bytes, str]


def activity_rows(
    db: sqlite3.Connection,
    since: date | None,
    until: date | None,
    rep_id: bytes | None,
    *,
    is_done: bool = False,
) -> Iterator[tuple[tuple[Any, ...], list[Person]]]:
    """Interactions from `since` to `until`, both included, oldest first, each with its people A to Z; wants `steady`.

    A row is id, occurred_on, occurred_at (ms), type, outcome, status, direction, minutes, account id and name, rep id
    and name, subject, note, is_touch, logged_at (ms), source. With `is_done` the completed ones only.
    """
    where, values = ["x._hidden = 0"], list[object]()
    for bound, day in ((">=", since), ("<=", until)):
        if day is not None:
            where.append(f"x.occurred_on {bound} ?")
            values.append(day.isoformat())
    if rep_id is not None:
        where.append("x.rep_id = ?")
        values.append(rep_id)
    if is_done:
        where.append("x.status = 'completed'")
    cursor = db.execute(
        "select x.id, x.occurred_on, x.occurred_at, x.type, x.outcome, x.status, x.direction, x.minutes, a.id, a.name,"
        " o.id, o.name, x.subject, x.note, x.is_touch, x.logged_at, x.source"
        f" from interaction x indexed by interaction_day{_ACCOUNT} left join rep o on o.id = x.rep_id"
        f" where {' and '.join(where)} order by x.occurred_on, x.occurred_at, x.id",
        values,
    )
    while some := cursor.fetchmany(_ROWS_AT_ONCE):
        people = _people_of(db, [row[0] for row in some])
        for row in some:
            yield row, people.get(row[0], [])


def _people_of(db: sqlite3.Connection, ids: list[bytes]) -> dict[bytes, list[Person]]:
    found: dict[bytes, list[Person]] = {}
    for some in chunks(ids):
        rows = db.execute(
            f"select l.interaction_id, c.id, coalesce(c.name, '') from participant l{root_join('contact', 'c', 'l.contact_id')}"
            f" where l._hidden = 0 and c.id is not null and l.interaction_id in ({marks(some)})",
            some,
        ).fetchall()
        for row in rows:
            people = found.setdefault(row[0], [])
            if row[1:] not in people:
                people.append(row[1:])
    for people in found.values():
        if len(people) > 1:
            people.sort(key=lambda one: (one[1], one[0]))
    return found
