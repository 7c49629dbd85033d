"""A person or an empty seat from one line, placed under a manager; a seat that gets its holder."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.chartline import ChartLine, read_line
from repcockpit.domain.errors import AmbiguousError, Candidate, InvalidValueError, NotFoundError
from repcockpit.domain.names import fold, matcher, split_name
from repcockpit.domain.views.chart import ChartPerson, ChartView
from repcockpit.domain.words import spoken
from repcockpit.services.chart.written import Charted
from repcockpit.services.record_sets import SetChange
from repcockpit.store.reads import charts as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_SHOWN = 5


class Meant(NamedTuple):
    """What a line would write: the line's parts, and who is above (None: the top). `fills` is a seat's id."""

    line: ChartLine
    boss: ChartPerson | None
    fills: ChartPerson | None = None
    twin: str = ""
    """The name of somebody in the chart who is called the same."""


def place_named(chart: ChartView, text: str) -> ChartPerson:
    """The person or the seat of a chart that a text names, best class of names first.

    Raises NotFoundError, or AmbiguousError with the candidates.
    """
    match = matcher(fold(text))
    best: int | None = None
    found: list[ChartPerson] = []
    for one in chart.people:
        rank = match(fold(called(one)), one.email or None)
        if rank is None or (best is not None and rank > best):
            continue
        if best is None or rank < best:
            best, found = rank, []
        found.append(one)
    if not found:
        raise NotFoundError(f"nobody in this chart is called {text!r}", "a part of the name is enough")
    if len(found) > 1:
        named = ", ".join(called(one) for one in found[:_SHOWN])
        raise AmbiguousError(
            f"{len(found)} fit {text!r}: {named}",
            "type more of the name",
            tuple(Candidate(one.id, called(one), chart.account.name) for one in found),
        )
    return found[0]


def called(one: ChartPerson) -> str:
    """What a row of a chart is called: a seat by what it is for."""
    if not one.is_seat:
        return one.name
    return one.title or one.department or (spoken(one.roles[0]) if one.roles else one.name)


def meant(chart: ChartView, text: str, under: bytes | None) -> Meant | None:
    """What a line would add to a chart with the cursor on `under`; None where nothing is typed yet.

    On an empty seat a person without `<manager` takes the seat. Raises InvalidValueError, NotFoundError,
    AmbiguousError.
    """
    line = read_line(text)
    if line is None:
        return None
    here = next((one for one in chart.people if one.id == under), None)
    if line.manager is None:
        if here is not None and here.is_seat and not line.is_seat:
            boss = next((one for one in chart.people if one.id == here.parent_id), None)
            return Meant(line, boss, here, _twin(chart, line))
        return Meant(line, here, None, _twin(chart, line))
    boss = place_named(chart, line.manager) if line.manager else None
    return Meant(line, boss, None, _twin(chart, line))


def _twin(chart: ChartView, line: ChartLine) -> str:
    if line.is_seat:
        return ""
    wanted = fold(line.name)
    return next((one.name for one in chart.people if not one.is_seat and fold(one.name) == wanted), "")


def add(book: "Book", account_id: bytes, what: Meant) -> Charted:
    """Write what a line means: a new person, or an empty seat."""
    line = what.line
    boss = what.boss.id if what.boss is not None else None
    under = f" under {called(what.boss)}" if what.boss is not None else ""
    if line.is_seat:
        said = line.title or spoken(line.roles[0])
        with book.write(f"add seat {said}{under}") as unit:
            seat = unit.insert(
                "seat",
                {
                    "account_id": account_id,
                    "role": line.roles[0] if line.roles else None,
                    "title": line.title or None,
                    "department": line.title or None,
                    "reports_to_id": boss,
                },
            )
        return Charted(f"Empty seat {said}{under}", unit.txn, seat)
    filled = f", who takes {called(what.fills)}" if what.fills is not None else ""
    with book.write(f"add contact {line.name}{under}") as unit:
        person = _insert(book, unit, account_id, what, boss)
        if what.fills is not None:
            _fill(unit, person, what.fills.id)
    return Charted(f"{line.name} is in the chart{under}{filled}", unit.txn, person)


def _insert(book: "Book", unit: "Unit", account_id: bytes, what: Meant, boss: bytes | None) -> bytes:
    line, seat = what.line, what.fills
    first, last = split_name(line.name)
    roles = line.roles or (seat.roles if seat is not None else ())
    values: dict[str, object] = {
        "name": line.name,
        "first_name": first,
        "last_name": last,
        "title": line.title or (seat.title if seat is not None else "") or None,
        "primary_account_id": account_id,
        "reports_to_id": boss,
        "status": "active",
        "tracking_started_on": book.today().isoformat(),
    }
    if seat is not None and seat.department:
        values["department"] = seat.department
    person = unit.insert("contact", values)
    if roles:
        SetChange("contact", "roles", "=", roles).write(unit, person)
        unit.update("contact", person, {"role_confirmed_on": book.today().isoformat()})
    return person


def fill_seat(book: "Book", chart: ChartView, seat_id: bytes, contact_id: bytes) -> Charted:
    """Put somebody of the chart into an empty seat: place, role and team are theirs, the seat is gone.

    Raises NotFoundError for a seat that is not there, InvalidValueError for a person who is not in the chart.
    """
    found = reads.seat_row(book.db, seat_id)
    if found is None:
        raise NotFoundError("that seat is not there any more", "ctrl+r reads the chart again")
    person = next((one for one in chart.people if one.id == contact_id and not one.is_seat), None)
    if person is None:
        raise InvalidValueError("that person is not in this chart", "add them first")
    seat = next(one for one in chart.people if one.id == seat_id)
    with book.write(f"{person.name} takes the seat {called(seat)}") as unit:
        _fill(unit, contact_id, seat_id)
        boss = None if found[1].boss_id == contact_id else found[1].boss_id
        changes: dict[str, object] = {"reports_to_id": boss}
        if seat.title and not person.title:
            changes["title"] = seat.title
        if seat.department and not person.department:
            changes["department"] = seat.department
        unit.update("contact", contact_id, changes)
        if seat.roles:
            SetChange("contact", "roles", "+=", seat.roles).write(unit, contact_id)
            unit.update("contact", contact_id, {"role_confirmed_on": book.today().isoformat()})
    return Charted(f"{person.name} takes the seat {called(seat)}", unit.txn, contact_id)


def _fill(unit: "Unit", person: bytes, seat_id: bytes) -> None:
    """The team of the seat, and of whoever left it, reports to its new holder; the seat goes to the bin."""
    from repcockpit.services.chart.leaving import holder_of  # noqa: PLC0415 -- leaving makes seats, this ends them

    former = holder_of(unit.db, seat_id)
    for boss in (seat_id, former):
        if boss is None:
            continue
        people, seats = reads.raw_bosses(unit.db, boss)
        for one in people:
            if one != person:
                unit.update("contact", one, {"reports_to_id": person})
        for one in seats:
            if one != seat_id:
                unit.update("seat", one, {"reports_to_id": person})
    unit.hide("seat", seat_id)
