"""Interactions of a range of days, oldest first; read and written in pieces, however many there are."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from zoneinfo import ZoneInfo

from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.records import InteractionView
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.exchange.writers.values import Cell
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.removed import taken_away
from repcockpit.services.exporting.settled import settled
from repcockpit.services.exporting.spans import span_words
from repcockpit.services.exporting.watch import Watch
from repcockpit.store.reads.activity import activity_rows
from repcockpit.store.reads.records_work import interactions_by_id
from repcockpit.store.reads.values import instant
from repcockpit.store.reads.whole import activity_count, activity_ids

if TYPE_CHECKING:
    from repcockpit.services.book import Book

COLUMNS: Final = (
    "id", "occurred_on", "occurred_at", "type", "outcome", "status", "direction", "minutes", "account_id", "account",
    "contact_ids", "contacts", "rep_id", "rep", "subject", "note", "is_touch", "logged_at", "source",
)  # fmt: skip
"""The columns, fixed for ever."""
_COLUMNS: Final = typed(COLUMNS, logged_at="instant_ms")
_LOGGED = COLUMNS.index("logged_at")


def activity_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The interactions in the shape of cli.md; gives their number."""
    total = activity_count(book.db, order.since, order.until, order.rep_id)
    head = {"schema_version": 1, "as_of": as_json(book.now()), "total": total}
    views = (order.watch or Watch()).rows(_views(book, order), total)
    write_json_records(head, (as_json(view) for view in views), out, key="interactions")
    return total


def activity_report(book: "Book", order: ExportOrder) -> Report:
    """One row for each interaction."""
    sheets, gone = (activity_sheet(book, order),), taken_away(book, order, "interaction")
    return Report("Activity", book.now(), sheets, (span_words(order),), left_out=gone)


def activity_sheet(book: "Book", order: ExportOrder) -> Sheet:
    """The interactions of the days of the order."""
    total = activity_count(book.db, order.since, order.until, order.rep_id)
    return Sheet("activity", _COLUMNS, lambda: _rows(book, order), total)


def rows_behind_sheet(book: "Book", order: ExportOrder) -> Sheet:
    """The completed ones, without when they were written down: how late a rep logs is not told to others."""

    def without(row: Sequence[Any]) -> tuple[Any, ...]:
        return (*row[:_LOGGED], *row[_LOGGED + 1 :])

    return Sheet("rows", without(_COLUMNS), lambda: map(without, _rows(book, order, is_done=True)))


def _views(book: "Book", order: ExportOrder) -> Iterator[InteractionView]:
    zone = ZoneInfo(book.zone)
    for ids in activity_ids(book.db, order.since, order.until, order.rep_id):
        yield from map(settled, interactions_by_id(book.db, ids, zone))


def _rows(book: "Book", order: ExportOrder, *, is_done: bool = False) -> Iterator[Sequence[Cell]]:
    zone = ZoneInfo(book.zone)
    days = order.since, order.until
    for row, people in activity_rows(book.db, *days, order.rep_id, is_done=is_done):
        yield (
            row[0], row[1], instant(row[2], zone), *row[3:10], [one[0].hex() for one in people],
            [one[1] for one in people], *row[10:14], bool(row[14]), instant(row[15], zone), row[16],
        )  # fmt: skip
