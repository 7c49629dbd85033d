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
    from repcockpit.store.undo import next_to_undo  # noqa: PLC0415 -- msgspec, not before the first frame

    row = next_to_undo(book.db, book.author_id)
    count = book.db.execute("select count(*) from touched where txn_no = ?", (row.no,)).fetchone()[0]
    return Undoable(row.id, row.label or row.kind, int(count), (wall_ms() - row.at) / 1000)
