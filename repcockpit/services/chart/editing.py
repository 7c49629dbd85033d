"""Changes of somebody in a chart: another manager, buying roles, where they stand towards us."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError
from repcockpit.domain.orgchart import closes_a_circle
from repcockpit.domain.views.chart import ChartPerson, ChartView
from repcockpit.domain.words import BUYING_ROLES, SUPPORTS, spoken
from repcockpit.services.chart.adding import called
from repcockpit.services.chart.chart import ordered_roles
from repcockpit.services.chart.written import Charted
from repcockpit.services.record_sets import SetChange
from repcockpit.store.reads import charts as reads
from repcockpit.store.reads.details import is_there
from repcockpit.store.reads.records import survivor
from repcockpit.store.reads.records_links import further_roles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def in_chart(chart: ChartView, row_id: bytes) -> ChartPerson:
    """The row of a chart with that id. Raises NotFoundError."""
    found = next((one for one in chart.people if one.id == row_id), None)
    if found is None:
        raise NotFoundError("that is not in this chart any more", "ctrl+r reads it again")
    return found


def move_under(book: "Book", chart: ChartView, row_id: bytes, boss_id: bytes | None) -> Charted:
    """Put a person or a seat, with all below, under another one; None: to the top.

    Raises RefusedError where the lines would go in a circle, NotFoundError for what is not in the chart.
    """
    row = in_chart(chart, row_id)
    boss = in_chart(chart, boss_id) if boss_id is not None else None
    if boss is not None and boss.id == row.id:
        raise RefusedError("nobody reports to themselves", "choose somebody else")
    parents = {one.id: one.parent_id for one in chart.people}
    if boss is not None and closes_a_circle(row.id, boss.id, parents):
        raise RefusedError(
            f"{called(boss)} is below {called(row)}",
            f"move {called(boss)} first, else the lines go in a circle",
        )
    where = f"reports to {called(boss)}" if boss is not None else "is at the top"
    with book.write(f"{called(row)} {where}") as unit:
        unit.update(row.kind, row.id, {"reports_to_id": boss.id if boss is not None else None})
    return Charted(f"{called(row)} {where}", unit.txn, row.id)


def set_roles(book: "Book", kind: str, row_id: bytes, roles: Sequence[str]) -> Charted:
    """The buying roles of a contact, the most important one primary, confirmed today; of a seat its one role.

    Raises InvalidValueError for a word that is none, NotFoundError.
    """
    wrong = [role for role in roles if role not in BUYING_ROLES]
    if wrong:
        raise InvalidValueError(f"{wrong[0]!r} is no role", "roles: " + ", ".join(map(spoken, BUYING_ROLES)))
    wanted = ordered_roles(roles)
    said = ", ".join(spoken(role) for role in wanted) or "no role"
    record, name = _named(book, kind, row_id)
    with book.write(f"{name}: {said}") as unit:
        if kind == "seat":
            unit.update("seat", record, {"role": wanted[0] if wanted else None})
        else:
            SetChange("contact", "roles", "=", wanted).write(unit, record)
            unit.update("contact", record, {"role_confirmed_on": book.today().isoformat()})
    return Charted(f"{name}: {said}" + ("" if kind == "seat" else ", confirmed today"), unit.txn, record)


def roles_of(book: "Book", kind: str, row_id: bytes) -> tuple[str, ...]:
    """The roles that a contact or a seat has now, the most important first. Raises NotFoundError."""
    record, _ = _named(book, kind, row_id)
    if kind == "seat":
        found = reads.seat_row(book.db, record)
        return ordered_roles((found[1].role,)) if found is not None else ()
    row = reads.leaver(book.db, record)
    return ordered_roles((row.role, *further_roles_of(book.db, [record]).get(record, ())))


def set_support(book: "Book", contact_id: bytes, support: str, note: str) -> Charted:
    """Where a person stands towards us, with what was seen or said; `unknown` takes it back.

    Raises InvalidValueError for a word that is none, NotFoundError.
    """
    if support not in SUPPORTS:
        raise InvalidValueError(f"{support!r} is no support", "one of: " + ", ".join(map(spoken, SUPPORTS)))
    is_known = support != "unknown"
    record, name = _named(book, "contact", contact_id)
    with book.write(f"{name}: {spoken(support)}") as unit:
        unit.update(
            "contact",
            record,
            {
                "support": support if is_known else None,
                "support_on": book.today().isoformat() if is_known else None,
                "support_note": (" ".join(note.split()) or None) if is_known else None,
            },
        )
    said = f"{name} is {_article(support)}" if is_known else f"{name}: support unknown"
    return Charted(said, unit.txn, record)


def remove_seat(book: "Book", seat_id: bytes) -> Charted:
    """An empty seat to the bin; its team stands under the manager above. Raises NotFoundError."""
    record, name = _named(book, "seat", seat_id)
    found = reads.seat_row(book.db, record)
    people, seats = reads.raw_bosses(book.db, record)
    boss = found[1].boss_id if found is not None else None
    with book.write(f"remove seat {name}") as unit:
        unit.update_many("contact", [(one, {"reports_to_id": boss}) for one in people])
        unit.update_many("seat", [(one, {"reports_to_id": boss}) for one in seats])
        unit.hide("seat", record)
    return Charted(f"Seat {name} is in the bin", unit.txn, record)


def _named(book: "Book", kind: str, row_id: bytes) -> tuple[bytes, str]:
    """The record that stands for the row, and what it is called."""
    if kind == "seat":
        found = reads.seat_row(book.db, row_id)
        if found is None:
            raise NotFoundError("that seat is not there any more", "ctrl+r reads the chart again")
        seat = found[1]
        return row_id, seat.title or seat.department or spoken(seat.role or "") or "empty seat"
    record = survivor(book.db, "contact", row_id)
    if not is_there(book.db, "contact", record):
        raise NotFoundError("that contact is not there any more", "`B` shows the bin")
    return record, reads.leaver(book.db, record).name


def _article(support: str) -> str:
    said = spoken(support)
    if support == "neutral":
        return said
    return ("an " if said[0] in "aeiou" else "a ") + said
