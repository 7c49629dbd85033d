"""What `u` would take back, before it does."""

from typing import NamedTuple

from repcockpit.clock import wall_ms
from repcockpit.services.book import Book


class Undoable(NamedTuple):
    """The last transaction that is not taken back: its sentence, rows touched and age."""

    txn: bytes
    label: str
    row_count: int
    age_seconds: float


def last_undoable(book: Book) -> Undoable:
    """This author's last transaction. Raises NothingToUndoError."""
    from repcockpit.store import undo_order  # noqa: PLC0415 -- not before the first frame

    row = undo_order.next_to_undo(book.db, book.author_id)
    first = undo_order.first_form(book.db, row)
    count = undo_order.record_count(book.db, row)
    return Undoable(row.id, first.label or first.kind, count, (wall_ms() - row.at) / 1000)
