"""Requests, reviews, trainings, promises, tasks, deals and deliveries, one record a row."""

from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from repcockpit.domain.views.plain import as_json
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.flat import cells_of, header_of
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.removed import taken_away
from repcockpit.services.exporting.settled import settled
from repcockpit.services.exporting.spans import span_words
from repcockpit.services.exporting.watch import Watch
from repcockpit.services.records import Listing, list_records

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class _Rows(NamedTuple):
    """A kind of record and its fields in columns, fixed for ever (see `flat`)."""

    kind: str
    fields: tuple[str, ...]


ROWS: Final = {
    "requests": _Rows(
        "request",
        (
            "id", "title", "type", "priority", "impact", "urgency", "status", "opened_at", "response_due_at", "responded_at",
            "sla.response", "resolve_due_at", "resolved_at", "sla.resolution", "paused_minutes", "reopen_count",
            "callback_due_on", "due_on", "via", "handed_to", "handed_due_on", "executive.who", "executive.due_on",
            "executive.done_on", "account@", "contact@", "owner@", "note",
        ),
    ),
    "qbrs": _Rows(
        "qbr",
        (
            "id", "account@", "status", "due_on", "proposed_on", "scheduled_at", "held_on", "readiness", "ready", "contacts@",
            "decisions", "minutes_sent_on", "pack_made_on", "pack_sent_at", "skip_reason", "approver", "cancelled_on",
            "owner@", "note",
        ),
    ),
    "trainings": _Rows(
        "training",
        ("id", "topic", "kind", "given_on", "due_on", "expires_on", "usage", "account@", "contacts@"),
    ),
    "promises": _Rows(
        "promise",
        (
            "id", "title", "status", "due_on", "first_due_on", "done_on", "outcome", "priority", "account@", "contact@",
            "owner@", "request@", "note",
        ),
    ),
    "tasks": _Rows(
        "task",
        (
            "id", "kind", "title", "status", "priority", "due_on", "first_due_on", "done_on", "outcome", "account@",
            "contact@", "owner@", "request@", "idea@", "note",
        ),
    ),
    "deals": _Rows(
        "deal",
        (
            "id", "name", "stage", "stage_name", "amount", "currency", "closed_on", "account@", "contact@", "owner@",
        ),
    ),
    "deliveries": _Rows(
        "delivery",
        (
            "id", "account@", "order", "line", "product", "promised", "delivered", "unit", "promised_on", "delivered_on",
        ),
    ),
}  # fmt: skip
"""The kinds by WHAT."""


def _views(book: "Book", order: ExportOrder) -> list[Any]:
    listing = Listing(since=order.since, until=order.until, rep_id=order.rep_id)
    views = list_records(book, ROWS[order.what].kind, listing).rows
    return [settled(view) for view in views if order.only is None or view.id in order.only]


def activities_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The records in the shapes of `show`; gives their number."""
    views = _views(book, order)
    head = {"schema_version": 1, "as_of": as_json(book.now()), "total": len(views)}
    watched = (order.watch or Watch()).rows(views, len(views))
    write_json_records(head, map(as_json, watched), out, key=order.what)
    return len(views)


def activities_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each record."""
    sheet = activities_sheet(book, order)
    kind = ROWS[order.what].kind
    gone = taken_away(book, order, "task" if kind == "promise" else kind)
    return Report(sheet.title.capitalize(), book.now(), (sheet,), (span_words(order),), left_out=gone)


def activities_sheet(book: "Book", order: ExportOrder) -> Sheet:
    """The records of the WHAT of the order."""
    views, fields = _views(book, order), ROWS[order.what].fields
    return Sheet(
        order.what, typed(header_of(fields)), lambda: (cells_of(view, fields) for view in views), len(views)
    )
