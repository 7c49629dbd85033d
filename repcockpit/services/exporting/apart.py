"""An export beside the open book: a connection of its own, so that a thread may write it."""

from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.services.book import book_apart
from repcockpit.services.exporting.document import export_document
from repcockpit.services.exporting.order import ExportOrder

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def export_apart(book: "Book", order: ExportOrder, target: Path, *, force: bool = False) -> int:
    """`export_document` on a connection of its own; gives the number of records."""
    with book_apart(book) as other:
        return export_document(other, order, target, force=force)
