"""The agenda: appointments, reviews, call-backs, tasks due and reserved time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, BinaryIO, Final

from repcockpit.domain.views.agenda import AgendaEntry
from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.record_requests import Link, RequestView
from repcockpit.domain.words import spoken
from repcockpit.exchange.writers.ics import CalendarEntry, write_ics
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.exchange.writers.values import Cell
from repcockpit.services.exporting.cells import key, name
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.spans import span_words
from repcockpit.services.records import views_of
from repcockpit.services.reviews.reading import open_qbrs
from repcockpit.store.reads.agenda import AgendaRow, agenda_rows, answered_requests, people_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book

COLUMNS: Final = (
    "id", "uid", "kind", "type", "on", "at", "end_at", "minutes", "title", "note", "place", "account_id", "account",
    "contact_ids", "contacts", "owner_id", "owner",
)  # fmt: skip
"""The columns, fixed for ever."""
DOMAIN: Final = "repcockpit"
"""What follows the @ of our UIDs; an import knows our entries by it."""
_USUAL = timedelta(hours=1)
"""How long an entry with an hour and without a length stands in a calendar."""
_HEADS: Final = {"qbr": "Business review", "reserved": "Reserved"}


def agenda_view(book: "Book", order: ExportOrder) -> list[AgendaEntry]:
    """What is planned and due from `since` to `until`, in order of time; entries of the whole day first."""
    since, until = (day.isoformat() if day else None for day in (order.since, order.until))
    rows = agenda_rows(book.db, since, until, order.rep_id)
    waiting = open_qbrs(book, [row.id for row in rows if row.sheet == "qbr"])
    rows = [row for row in rows if row.sheet != "qbr" or row.id in waiting]
    people = {
        sheet: people_of(book.db, sheet, [row.id for row in rows if row.sheet == sheet])
        for sheet in ("interaction", "qbr")
    }
    entries = [
        entry for row in rows if (entry := _entry(book, row, people.get(row.sheet, {}).get(row.id, ())))
    ]
    requests: list[RequestView] = views_of(book, "request", answered_requests(book.db, order.rep_id))
    entries += [_callback(view, view.callback_due_on) for view in requests if view.callback_due_on]
    reviews = {(entry.account.id, entry.on) for entry in entries if entry.kind == "qbr" and entry.account}
    kept = [entry for entry in entries if _is_within(entry.on, order) and not _is_twice(entry, reviews)]
    return sorted(
        kept, key=lambda entry: (entry.on, entry.at is not None, entry.at or 0, entry.kind, entry.id)
    )


def _is_twice(entry: AgendaEntry, reviews: set[tuple[bytes, date]]) -> bool:
    """Whether it is the appointment of a review that stands in the calendar by itself."""
    is_review = entry.kind == "appointment" and entry.type == "qbr"
    return is_review and entry.account is not None and (entry.account.id, entry.on) in reviews


def _is_within(on: date, order: ExportOrder) -> bool:
    return (order.since is None or on >= order.since) and (order.until is None or on <= order.until)


def _entry(book: "Book", row: AgendaRow, people: Sequence[tuple[bytes, str]]) -> AgendaEntry | None:
    at = _instant(book, row.at)
    on = _day(row.on) if row.on else at.date() if at else None
    if on is None:
        return None
    kind = {"interaction": "reserved" if row.type == "note" else "appointment"}.get(row.sheet, row.sheet)
    if row.type == "callback":
        kind = "callback"
    links = [
        Link(contact_id, who or None) for contact_id, who in sorted(people, key=lambda one: (one[1], one[0]))
    ]
    if row.contact_id is not None:
        links.append(Link(row.contact_id, row.contact))
    end = at + timedelta(minutes=row.minutes) if at and row.minutes else None
    account = None if row.account_id is None else Link(row.account_id, row.account)
    place = ", ".join(part for part in (row.street, row.city) if part) or None
    return AgendaEntry(
        row.id, f"{row.id.hex()}@{DOMAIN}", kind, row.type, on, at, end, row.minutes,
        _title(row, kind, [link.name for link in links if link.name]), row.note, place, account, tuple(links),
        None if row.owner_id is None else Link(row.owner_id, row.owner),
    )  # fmt: skip


def _title(row: AgendaRow, kind: str, people: list[str]) -> str:
    """What a person reads in the calendar: what it is, with whom, where."""
    who = ", ".join([*people[:2], *([f"+{len(people) - 2}"] if len(people) > 2 else [])])
    parts = [part for part in (who, row.account) if part]
    what = row.title or ""
    if row.sheet == "task":
        return " · ".join([what or spoken(row.type or "task").capitalize(), *parts])
    head = _HEADS.get("qbr" if row.type == "qbr" else kind) or spoken(row.type or "meeting").capitalize()
    head = " ".join(part for part in (head, " · ".join(parts)) if part)
    return f"{head}: {what}" if what else head


def _callback(view: RequestView, on: date | None) -> AgendaEntry:
    title = " · ".join(
        part
        for part in (
            f"Call back: {view.title or 'request'}",
            view.contact.name if view.contact else None,
            view.account.name if view.account else None,
        )
        if part
    )
    return AgendaEntry(
        view.id, f"{view.id.hex()}-callback@{DOMAIN}", "callback", "callback", on or date.max, None, None, None, title,
        view.note, None, view.account, (view.contact,) if view.contact else (), view.owner,
    )  # fmt: skip


def _instant(book: "Book", ms: int | None) -> datetime | None:
    """The stored instant in the rep's zone; None for one that no calendar holds."""
    try:
        return None if ms is None else book.local(ms)
    except (OverflowError, ValueError, OSError):
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def agenda_ics(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The agenda as a calendar; what has no hour is an entry of the whole day. Gives the number of entries."""
    entries = (_calendar_entry(entry) for entry in agenda_view(book, order))
    return write_ics("repcockpit", entries, book.now().replace(microsecond=0).astimezone(UTC), out)


def _calendar_entry(entry: AgendaEntry) -> CalendarEntry:
    end = entry.end_at or (entry.at + _USUAL if entry.at and entry.at.year < 9999 else None)
    return CalendarEntry(
        entry.uid, entry.at or entry.on, end, entry.title, entry.note or "", entry.place or "", entry.kind,
        is_busy=entry.at is not None,
    )  # fmt: skip


def agenda_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The agenda as one document; gives the number of entries."""
    entries = agenda_view(book, order)
    head = {"schema_version": 1, "as_of": as_json(book.now()), "total": len(entries)}
    write_json_records(head, (as_json(entry) for entry in entries), out, key="agenda")
    return len(entries)


def agenda_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each entry."""
    return Report("Agenda", book.now(), (agenda_sheet(book, order),), (span_words(order),))


def agenda_sheet(book: "Book", order: ExportOrder) -> Sheet:
    """The entries of the days of the order."""
    entries = agenda_view(book, order)
    columns = typed(COLUMNS, at="instant_min", end_at="instant_min")
    return Sheet("agenda", columns, lambda: map(_cells, entries), len(entries))


def _cells(entry: AgendaEntry) -> tuple[Cell, ...]:
    return (
        entry.id, entry.uid, entry.kind, entry.type, entry.on, entry.at, entry.end_at, entry.minutes, entry.title, entry.note,
        entry.place, key(entry.account), name(entry.account), [one.id.hex() for one in entry.contacts],
        [one.name or "" for one in entry.contacts], key(entry.owner), name(entry.owner),
    )  # fmt: skip
