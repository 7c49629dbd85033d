"""The desk of the cockpit on a real book: each call one use case."""

from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.views.today import TodayView
from repcockpit.services.book import Book, set_patience
from repcockpit.tui.desk import Undoable, Undone
from repcockpit.tui.desks.counters import Counters
from repcockpit.tui.desks.part import guarded

PATIENCE_SECONDS = 1.0
"""A screen that stands still for longer looks dead; the line that was typed is kept, and enter tries again."""
_WRITES = 1 << 32
if TYPE_CHECKING:
    from datetime import datetime


class BookDesk(Counters):
    """What the screens ask, answered by the services on one open book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        set_patience(book, PATIENCE_SECONDS)
        self._warming = Lock()
        self._is_closed = False
        self._written: set[bytes] = set()
        self._write_count = 0

    @guarded
    def today(self) -> TodayView:
        """The day, read anew."""
        from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- read beside Textual's import

        self.forget_lines()
        return today_view(self.book)

    @guarded
    def first_day(self) -> TodayView:
        """The day without its gaps, for the first frame; `warm` finds them."""
        from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- read beside Textual's import

        return today_view(self.book, has_gaps=False)

    def now(self) -> "datetime":
        """The business time in the rep's zone."""
        return self.book.now()

    def wrote(self, txn: bytes | None) -> None:
        """Remember a transaction of this session."""
        if txn is not None:
            self._written.add(txn)
        self._write_count += 1
        self.forget_lines()

    @guarded
    def undo(self, txn: bytes | None) -> Undone:
        """Take a transaction back."""
        from repcockpit.services.history import undo  # noqa: PLC0415 -- after the first frame

        view = undo(self.book, txn.hex() if txn else None)
        self.wrote(view.by_txn)
        return Undone(f"Taken back: {view.label}", len(view.skipped))

    @guarded
    def redo(self) -> Undone:
        """Bring back what the last undo took away."""
        from repcockpit.services.history import redo  # noqa: PLC0415 -- after the first frame

        view = redo(self.book)
        self.wrote(view.by_txn)
        return Undone(f"Brought back: {view.label}", len(view.skipped))

    @guarded
    def last_undoable(self) -> Undoable | None:
        """What `undo(None)` would take back; None where there is nothing."""
        from repcockpit.services.undoable import last_undoable  # noqa: PLC0415 -- after the first frame

        try:
            found = last_undoable(self.book)
        except NothingToUndoError:
            return None
        return Undoable(found.label, found.row_count, found.age_seconds, found.txn in self._written)

    @guarded
    def data_version(self) -> int:
        """A number that changes when anything was written, here or by another process."""
        from repcockpit.services.book import book_version  # noqa: PLC0415 -- after the first frame

        return book_version(self.book) + _WRITES * self._write_count

    def warm(self) -> None:
        """Import what writing needs, and keep today's backup."""
        import repcockpit.services.interactions  # noqa: F401, PLC0415 -- imported for its effect
        from repcockpit.services.book import open_book, warm_writing  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.care import keep_daily_backup  # noqa: PLC0415 -- the same
        from repcockpit.services.device import keep_holidays_ahead  # noqa: PLC0415 -- the same
        from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- the same

        # A connection of its own: the screens' must be free for keys, and may be closed meanwhile.
        warm_writing()
        with self._warming, suppress(CockpitError), open_book(self.book.path, create=False) as apart:
            apart.clock, apart.rep_id = self.book.clock, self.book.rep_id
            if not self._is_closed:
                today_view(apart)
                self.book.memory.update(apart.memory)
                self.capturing.warm()
                keep_daily_backup(apart)
                keep_holidays_ahead(apart)

    def close(self) -> None:
        """Close the book, once what is warmed has let go of it."""
        self._is_closed = True
        with self._warming:
            self.book.close()
