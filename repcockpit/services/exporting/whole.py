"""`export all`: every shared row with every logged field, so that an import gives the same book again."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from repcockpit.exchange.own import member_of, own_record
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.watch import Watch
from repcockpit.store.reads.whole import logged_columns, whole_rows
from repcockpit.store.schema import SYNCED

if TYPE_CHECKING:
    from repcockpit.services.book import Book

HEAD = {"schema_version": 1, "export": "all"}


def whole_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """Every row of every shared kind, one record a line, by kind and id; gives their number."""
    count = 0

    def counted() -> Iterator[dict[str, Any]]:
        nonlocal count
        for record in (order.watch or Watch()).rows(_records(book), None):
            count += 1
            yield record

    write_json_records(HEAD, counted(), out)
    return count


def _records(book: "Book") -> Iterator[dict[str, Any]]:
    for kind in sorted(SYNCED):
        columns = logged_columns(book.db, kind)
        members = [member_of(kind, column) for column in columns]
        for row_id, hidden, values in whole_rows(book.db, kind, columns):
            yield own_record(kind, members, row_id, hidden, values)
