"""Interactions of a range of days, oldest first; read and written in pieces, however many there are."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, Final
from zoneinfo import ZoneInfo

from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.records import InteractionView
from repcockpit.exchange.writers.csv import write_csv
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.values import Cell
from repcockpit.services.exporting.cells import key, name
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.store.reads.records_work import interactions_by_id
from repcockpit.store.reads.whole import activity_count, activity_ids

if TYPE_CHECKING:
    from repcockpit.services.book import Book

COLUMNS: Final = (
    "id", "occurred_on", "occurred_at", "type", "outcome", "status", "direction", "minutes", "account_id", "account",
    "contact_ids", "contacts", "rep_id", "rep", "subject", "note", "is_touch", "logged_at", "source",
)  # fmt: skip
"""The columns of the csv, fixed for ever."""


def activity_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The interactions in the shape of cli.md; gives their number."""
    total = activity_count(book.db, order.since, order.until, order.rep_id)
    head = {"schema_version": 1, "as_of": as_json(book.now()), "total": total}
    write_json_records(head, (as_json(view) for view in _views(book, order)), out, key="interactions")
    return total


def activity_csv(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """One row for each interaction; gives their number."""
    write_csv(COLUMNS, (_cells(view) for view in _views(book, order)), out)
    return activity_count(book.db, order.since, order.until, order.rep_id)


def _views(book: "Book", order: ExportOrder) -> Iterator[InteractionView]:
    zone = ZoneInfo(book.zone)
    for ids in activity_ids(book.db, order.since, order.until, order.rep_id):
        yield from interactions_by_id(book.db, ids, zone)


def _cells(view: InteractionView) -> tuple[Cell, ...]:
    at = view.occurred_at and view.occurred_at.isoformat(timespec="seconds")
    logged = view.logged_at and view.logged_at.isoformat(timespec="milliseconds")
    return (
        view.id, view.occurred_on, at, view.type, view.outcome, view.status, view.direction, view.minutes,
        key(view.account), name(view.account), [one.id.hex() for one in view.contacts],
        [one.name or "" for one in view.contacts], key(view.rep), name(view.rep), view.subject, view.note,
        view.is_touch, logged, view.source,
    )  # fmt: skip
