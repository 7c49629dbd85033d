"""The calendar of this device's rep: zone, country, hours, leave. What a screen or a command shows and changes."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.businesstime import DEFAULT_HOURS
from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError
from repcockpit.domain.hours import hours_text, parse_hours
from repcockpit.domain.views.machine import CalendarView, LeaveView
from repcockpit.services.device import init_device, keep_holidays, known_country, known_zone
from repcockpit.store.reads import calendar as reads
from repcockpit.store.reads.device import device
from repcockpit.store.reads.records_held import is_shown

if TYPE_CHECKING:
    from repcockpit.services.book import Book

FIELDS = ("rep", "timezone", "country", "region", "hours")
_LONGEST_LEAVE = timedelta(days=400)


def calendar_view(book: "Book") -> CalendarView:
    """What the rep of this device says about working time."""
    found = reads.rep_times(book.db, book.author_id)
    usual = hours_text(DEFAULT_HOURS)
    if found is None:
        return CalendarView(None, "", book.zone, False, "", "", usual, False, ())  # noqa: FBT003 -- nothing is own
    leave = [
        LeaveView(leave_id, date.fromisoformat(since), date.fromisoformat(until))
        for leave_id, since, until in reads.leave_of(book.db, book.author_id)
    ]
    return CalendarView(
        book.author_id,
        found.name,
        found.zone or book.zone,
        found.zone is not None,
        found.country or "",
        found.region or "",
        found.hours or usual,
        found.hours is not None,
        tuple(leave),
    )


def checked_own(book: "Book", field: str, text: str) -> str | None:
    """`text` as the field can hold it, None for an empty one: then the default holds.

    Raises InvalidValueError for what the field cannot be.
    """
    said = " ".join(text.split())
    if field == "rep":
        if not said:
            raise InvalidValueError("a rep needs a name", "as your colleagues know you")
        return said
    if not said:
        return None
    if field == "timezone":
        return known_zone(said)
    if field == "country":
        return known_country(said, None)
    if field == "hours":
        return hours_text(parse_hours(said))
    view = calendar_view(book)
    if not view.country:
        raise InvalidValueError("a region needs its country first", "say the country, then the region")
    known_country(view.country, said)
    return said


def change_own(book: "Book", field: str, text: str) -> bytes | None:
    """Change one of `FIELDS` of this device's rep and return the transaction, None where nothing changed.

    Raises InvalidValueError as `checked_own` does, RefusedError for another field before there is a rep.
    """
    value = checked_own(book, field, text)
    if book.author_id is None:
        if field != "rep":
            raise RefusedError("this device has no rep yet", "say who works on it first")
        init_device(book, value or "")
        settle_device(book)
        return None
    changes: dict[str, object] = {"name" if field == "rep" else field: value}
    if field == "country":
        changes["region"] = None
    with book.write(f"set {'name' if field == 'rep' else field} of this device's rep") as unit:
        unit.update("rep", book.author_id, changes)
        keep_holidays(book, book.author_id)
    settle_device(book)
    return unit.txn


def settle_device(book: "Book") -> None:
    """Take over what the device's row says now: its rep and the zone in which days are counted."""
    was = book.device
    book.device = device(book.db)
    zone = book.device.rep_zone
    if zone and zone != book.clock.zone:
        book.clock = book.clock._replace(zone=zone)
    if book.rep_id == was.rep_id:
        book.rep_id = book.device.rep_id


def read_span(book: "Book", text: str) -> tuple[date, date]:
    """The first and last day that `text` means: `24/12`, `24/12 to 2/1`, `mon to fri`. Raises InvalidValueError."""
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only where leave is entered

    first, _, last = text.replace("…", " to ").replace("..", " to ").partition(" to ")
    since = read_day(book, first.strip(), "forward")
    until = read_day(book, last.strip(), "forward") if last.strip() else since
    if until < since:
        raise InvalidValueError("the last day lies before the first", f"{since} to {until}")
    if until - since > _LONGEST_LEAVE:
        raise InvalidValueError("that is more than a year away", f"{since} to {until}")
    return since, until


def add_leave(book: "Book", text: str) -> bytes:
    """Write days away and return the transaction; raises as `read_span`, RefusedError before there is a rep."""
    if book.author_id is None:
        raise RefusedError("this device has no rep yet", "say who works on it first")
    since, until = read_span(book, text)
    with book.write(f"leave from {since} to {until}") as unit:
        unit.insert(
            "leave", {"rep_id": book.author_id, "since": since.isoformat(), "until": until.isoformat()}
        )
    return _written(unit.txn)


def remove_leave(book: "Book", leave_id: bytes) -> bytes:
    """Take days away back. Raises NotFoundError where they are gone already."""
    if not is_shown(book.db, "leave", leave_id):
        raise NotFoundError("these days away are gone already")
    with book.write("leave taken back") as unit:
        unit.hide("leave", leave_id)
    return _written(unit.txn)


def _written(txn: bytes | None) -> bytes:
    assert txn is not None  # noqa: S101 -- an insert and a hide of a shown row always write
    return txn
