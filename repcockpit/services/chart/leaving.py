"""Somebody left the company: their history stays, their seat stands open, and the search for a follower begins."""

import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.businesstime import Calendar, add_working_days
from repcockpit.domain.ids import derived_id
from repcockpit.domain.words import spoken
from repcockpit.services.chart.chart import GONE, ordered_roles, seat_of
from repcockpit.services.chart.written import Charted
from repcockpit.services.lookup import find
from repcockpit.services.record_edits import Written
from repcockpit.services.records import view_of
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import charts as reads
from repcockpit.store.reads.records import survivor
from repcockpit.store.reads.records_links import further_roles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_NOT_A_SEAT = frozenset(("other", "unknown", "gatekeeper", "blocker"))
"""Roles that nobody has to follow in."""


class Step(NamedTuple):
    """A task of the replacement play; `days` are working days from now."""

    title: str
    days: int
    contact_id: bytes | None


def leave(book: "Book", contact_id: bytes, employer: str = "") -> Charted:
    """Write that a person left today, to `employer` where that is known.

    Roles, reporting lines and history stay as they are; an empty seat takes their place in the chart, and the
    tasks that find a follower are made. Once somebody is gone, only a new employer is written.
    """
    person = survivor(book.db, "contact", contact_id)
    row = reads.leaver(book.db, person)
    employer = " ".join(employer.split())
    status = "moved" if employer else "left"
    changes: dict[str, object] = {"status": status}
    if employer:
        changes["new_employer"] = employer
    if row.status in GONE:
        with book.write(f"new employer of {row.name}") as unit:
            unit.update("contact", person, changes if employer else {})
        return Charted(
            f"{row.name} is at {employer} now" if employer else f"{row.name} had left", unit.txn, person
        )
    today = book.today()
    changes["left_on"] = today.isoformat()
    roles = ordered_roles((row.role, *further_roles_of(book.db, [person]).get(person, ())))
    followed = [role for role in roles if role not in _NOT_A_SEAT]
    people, seats = reads.raw_bosses(book.db, person)
    with book.write(f"{row.name} left" + (f" for {employer}" if employer else "")) as unit:
        unit.update("contact", person, changes)
        seat = None
        if row.account_id is not None and (followed or people or seats):
            seat = _open_seat(unit, person, row, followed)
        steps = play(row, followed)
        _plan(book, unit, person, row, steps)
    said = f"{row.name} left" + (f" for {employer}" if employer else "")
    if seat is not None:
        said += f", {spoken(followed[0])} is open" if followed else ", the seat is open"
    count = len(steps)
    return Charted(f"{said}, {count} task{'s' if count != 1 else ''}", unit.txn, seat or person)


def leave_named(book: "Book", name: str, employer: str | None) -> Written:
    """The same for the contact that `name` names; raises NotFoundError or AmbiguousError."""
    contact_id = find(book, "contact", name)
    done = leave(book, contact_id, employer or "")
    return Written(view_of(book, "contact", contact_id), done.txn)


def planned_steps(book: "Book", contact_id: bytes) -> tuple[str, ...]:
    """The titles of the tasks that leaving would make; none for somebody who is gone already."""
    person = survivor(book.db, "contact", contact_id)
    row = reads.leaver(book.db, person)
    if row.status in GONE:
        return ()
    roles = ordered_roles((row.role, *further_roles_of(book.db, [person]).get(person, ())))
    return tuple(step.title for step in play(row, [role for role in roles if role not in _NOT_A_SEAT]))


def play(row: "reads.Leaver", roles: Sequence[str]) -> tuple[Step, ...]:
    """The tasks that find a follower: who it is, the manager asked, an introduction."""
    role = f" as {spoken(roles[0])}" if roles else ""
    steps = [Step(f"Who follows {row.name}{role}?", 1, None)]
    if row.boss_name:
        steps.append(Step(f"Ask {row.boss_name} who takes over from {row.name}", 1, row.boss_id))
    if roles:
        steps.append(Step(f"Get introduced to whoever follows {row.name}{role}", 5, None))
    return tuple(steps)


def _open_seat(unit: "Unit", person: bytes, row: "reads.Leaver", roles: Sequence[str]) -> bytes:
    return unit.insert(
        "seat",
        {
            "id": seat_of(person),
            "account_id": row.account_id,
            "role": roles[0] if roles else None,
            "title": row.title,
            "level": row.level,
            "department": row.department,
            "reports_to_id": row.boss_id,
        },
    )


def _plan(book: "Book", unit: "Unit", person: bytes, row: "reads.Leaver", steps: Sequence[Step]) -> None:
    calendar = Calendars(book.db).of_rep(book.author_id)
    today = book.today()
    for number, step in enumerate(steps):
        due = _due(calendar, today, step.days)
        unit.insert(
            "task",
            {
                "id": derived_id(person, "follower", today.isoformat(), str(number)),
                "kind": "task",
                "title": step.title,
                "status": "not_started",
                "due_on": due.isoformat(),
                "first_due_on": due.isoformat(),
                "done_on": None,
                "owner_id": row.owner_id or book.author_id,
                "account_id": row.account_id,
                "contact_id": step.contact_id,
                "tracking_started_on": today.isoformat(),
            },
        )


def _due(calendar: Calendar, today: date, days: int) -> date:
    return add_working_days(calendar, today, days) or today


def holder_of(db: sqlite3.Connection, seat_id: bytes) -> bytes | None:
    """Whoever left the seat open; None for one that was only ever expected."""
    found = reads.seat_row(db, seat_id)
    left = reads.who_left(db, found[0]) if found is not None else []
    return next((one for one in left if seat_of(one) == seat_id), None)
