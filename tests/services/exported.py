"""What an export of a book says, as bytes and as rows."""

import csv
import io
from typing import Any

from repcockpit.services.book import Book
from repcockpit.services.exporting import ExportOrder, export_document


def exported(book: Book, what: str, form: str = "json", **more: Any) -> bytes:
    out = io.BytesIO()
    export_document(book, ExportOrder(what, form, **more), out)
    return out.getvalue()


def rows_of(book: Book, what: str, **more: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(book, what, "csv", **more).decode())))
