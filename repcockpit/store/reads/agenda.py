"""What is in the calendar: planned interactions, scheduled reviews, open tasks. Plain SQL in, tuples out."""

import sqlite3
from typing import Any, NamedTuple

from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.roots import root_join


class AgendaRow(NamedTuple):
    """One entry; `at` in ms UTC, `street` and `city` of its account, `sheet` where its people stand."""

    sheet: str
    id: bytes
    type: str | None
    on: str | None
    at: int | None
    minutes: int | None
    title: str | None
    note: str | None
    account_id: bytes | None
    account: str | None
    street: str | None
    city: str | None
    owner_id: bytes | None
    owner: str | None
    contact_id: bytes | None = None
    contact: str | None = None


_ACCOUNT = "a.id, a.name, a.street, a.city, r.id, r.name"


def _where(day: str, who: str, since: str | None, until: str | None, rep_id: bytes | None) -> str:
    parts = [f"{day} is not null"]
    parts += [f"{day} >= :since"] * (since is not None) + [f"{day} <= :until"] * (until is not None)
    parts += [f"{who} = :rep"] * (rep_id is not None)
    return " and ".join(parts)


def agenda_rows(
    db: sqlite3.Connection, since: str | None, until: str | None, rep_id: bytes | None
) -> list[AgendaRow]:
    """Planned interactions, scheduled reviews and open tasks with a day, of a rep or of everybody.

    The days bound interactions and tasks; the day of a review follows from its instant, which the caller reads.
    Call-backs of requests are left out: their day follows from the steps of the request.
    """
    values: dict[str, Any] = {"since": since, "until": until, "rep": rep_id}
    rows = db.execute(
        f"select 'interaction', i.id, i.type, i.occurred_on, i.occurred_at, i.minutes, i.subject, i.note, {_ACCOUNT}"
        f" from interaction i{root_join('account', 'a', 'i.account_id')} left join rep r on r.id = i.rep_id"
        " where i.status = 'planned' and i._hidden = 0 and "
        + _where("i.occurred_on", "i.rep_id", since, until, rep_id),
        values,
    ).fetchall()
    rows += db.execute(
        f"select 'qbr', q.id, 'qbr', null, q.scheduled_at, null, null, q.note, {_ACCOUNT}"
        f" from qbr q{root_join('account', 'a', 'q.account_id')} left join rep r on r.id = q.owner_id"
        " where q._hidden = 0 and q.held_on is null and q.cancelled_on is null and q.skip_reason is null and "
        + _where("q.scheduled_at", "q.owner_id", None, None, rep_id),
        values,
    ).fetchall()
    rows += db.execute(
        f"select 'task', t.id, t.kind, t.due_on, null, null, t.title, t.note, {_ACCOUNT}, c.id, c.name"
        f" from task t{root_join('account', 'a', 't.account_id')}{root_join('contact', 'c', 't.contact_id')}"
        " left join rep r on r.id = t.owner_id where t._hidden = 0 and t.done_on is null"
        " and not (t.kind is 'callback' and t.request_id is not null) and "
        + _where("t.due_on", "t.owner_id", since, until, rep_id),
        values,
    ).fetchall()
    return [AgendaRow(*row) for row in rows]


def answered_requests(db: sqlite3.Connection, rep_id: bytes | None) -> list[bytes]:
    """Requests that were resolved once and have no last step: some of them wait for a call-back."""
    rows = db.execute(
        "select q.id from request q where q._hidden = 0 and exists (select 1 from request_event e"
        " where e.request_id = q.id and e._hidden = 0 and e.kind = 'resolved') and not exists (select 1"
        " from request_event e where e.request_id = q.id and e._hidden = 0 and e.kind in"
        " ('closed', 'closed_unconfirmed', 'cancelled')) and (:rep is null or q.owner_id = :rep) order by q.id",
        {"rep": rep_id},
    ).fetchall()
    return [row[0] for row in rows]


_PEOPLE = {
    "interaction": ("participant", "interaction_id"),
    "qbr": ("qbr_person", "qbr_id"),
}


def people_of(db: sqlite3.Connection, sheet: str, ids: list[bytes]) -> dict[bytes, list[tuple[bytes, str]]]:
    """(id, name) of the people of these interactions or reviews, A to Z, each once."""
    table, column = _PEOPLE[sheet]
    found: dict[bytes, dict[bytes, str]] = {}
    for some in chunks(ids):
        rows = db.execute(
            f"select p.{column}, c.id, coalesce(c.name, '') from {table} p"
            f"{root_join('contact', 'c', 'p.contact_id')}"
            f" where p._hidden = 0 and c.id is not null and p.{column} in ({marks(some)})"
            " order by c.name, c.id",
            some,
        ).fetchall()
        for of, contact_id, name in rows:
            found.setdefault(of, {}).setdefault(contact_id, name)
    return {of: list(people.items()) for of, people in found.items()}
