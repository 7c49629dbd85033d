"""What was said to people and by whom it was put off: for the guard, the contact bar and the list of the avoided."""

import sqlite3
from collections.abc import Sequence
from datetime import date

from repcockpit.domain.fatigue import Contacted
from repcockpit.store.reads.merged import members_of
from repcockpit.store.reads.records import chunks, marks
from repcockpit.store.reads.scores import Houses

Ids = Sequence[bytes]
TouchRow = tuple[bytes, str, str, str, str]
"""Interaction, day, type, who, what was said."""


def contacted(db: sqlite3.Connection, people: Ids, since: date, until: date) -> dict[bytes, list[Contacted]]:
    """What happened with each of these people in [since, until], whoever of us it was; merged ones are theirs."""
    roots = members_of(db, "contact", people)
    found: dict[bytes, dict[bytes, Contacted]] = {}
    for some in chunks([*people, *roots]):
        rows = db.execute(
            "select p.contact_id, i.id, i.occurred_on, coalesce(i.type, ''), i.status, i.outcome, i.direction,"
            " i.request_id is not null, coalesce(i.solicited, 0) from participant p indexed by participant_contact"
            f" join interaction i on i.id = p.interaction_id where p.contact_id in ({marks(some)})"
            " and p.occurred_on between ? and ? and p._hidden = 0 and i._hidden = 0",
            (*some, since.isoformat(), until.isoformat()),
        ).fetchall()
        for person, row_id, on, kind, status, outcome, way, asked, solicited in rows:
            own = found.setdefault(roots.get(person, person), {})
            own[row_id] = Contacted(
                row_id, date.fromisoformat(on), kind, status, outcome, way, bool(asked), solicited == 1
            )
    return {person: list(rows.values()) for person, rows in found.items()}


_TOUCH = (
    "select i.id, i.occurred_on, coalesce(i.type, ''), coalesce((select c.name from participant p join contact c"
    " on c.id = p.contact_id where p.interaction_id = i.id and p._hidden = 0 order by p.rowid limit 1), ''),"
    " coalesce(i.note, i.subject, '') from interaction i"
)


def touches_between(houses: Houses, people: Ids, since: date, until: date) -> list[TouchRow]:
    """The touches of these accounts and people in (since, until], the newest first."""
    days = (since.isoformat(), until.isoformat())
    found: dict[bytes, TouchRow] = {}
    for some in chunks(houses.members):
        rows = houses.db.execute(
            f"{_TOUCH} where i.account_id in ({marks(some)}) and i.is_touch = 1"
            " and i.occurred_on > ? and i.occurred_on <= ?",
            (*some, *days),
        ).fetchall()
        found.update((row[0], row) for row in rows)
    for some in chunks([*people, *members_of(houses.db, "contact", people)]):
        rows = houses.db.execute(
            f"{_TOUCH} where i.id in (select interaction_id from participant where contact_id in ({marks(some)})"
            " and is_touch = 1 and occurred_on > ? and occurred_on <= ?)",
            (*some, *days),
        ).fetchall()
        found.update((row[0], row) for row in rows)
    return sorted(found.values(), key=lambda row: (row[1], row[0]), reverse=True)


_KEPT = (
    "(s._hidden = 0 or not exists (select 1 from touched o join txn x on x.no = o.txn_no"
    " where o.row_id = s.id and x.undoes is not null))"
)
"""A snooze that a later one replaced, or that was ended early, was one all the same; one taken back was none."""


def skips_at(houses: Houses, since: date, until: date) -> dict[bytes, list[tuple[date, str, bytes]]]:
    """(day, reason, row) of every snooze of these accounts and of their people in (since, until]."""
    days = (since.isoformat(), until.isoformat())
    found: dict[bytes, dict[bytes, tuple[date, str, bytes]]] = {}
    for target in (
        "s.target_id in (select id from account where id in ({}))",
        "s.target_id in (select id from contact where primary_account_id in ({}))",
    ):
        for some in chunks(houses.members):
            rows = houses.db.execute(
                "select coalesce(a.id, c.primary_account_id), s.set_on, coalesce(s.reason, ''), s.id from snooze s"
                " left join account a on a.id = s.target_id left join contact c on c.id = s.target_id"
                f" where {target.format(marks(some))} and s.set_on > ? and s.set_on <= ? and {_KEPT}",
                (*some, *days),
            ).fetchall()
            for account, on, reason, row_id in rows:
                own = found.setdefault(houses.root(account), {})
                own[row_id] = (date.fromisoformat(on), reason, row_id)
    return {account: sorted(rows.values()) for account, rows in found.items()}
