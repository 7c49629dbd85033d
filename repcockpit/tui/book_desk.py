"""The desk of the cockpit on a real book: each call one use case."""

from contextlib import suppress
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.views.today import TodayItem, TodayView
from repcockpit.services.book import Book
from repcockpit.tui.desk import Saved, Undoable, Undone
from repcockpit.tui.desks.counters import Counters
from repcockpit.tui.desks.part import guarded
from repcockpit.tui.subject import Subject

_WRITES = 1 << 32
if TYPE_CHECKING:
    from datetime import datetime

    from repcockpit.domain.capture import Draft, Effect
    from repcockpit.domain.views.details import PaneView, Why


class BookDesk(Counters):
    """What the screens ask, answered by the services on one open book."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._written: set[bytes] = set()
        self._write_count = 0

    @guarded
    def today(self) -> TodayView:
        """The day, read anew."""
        from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- read beside Textual's import

        self.forget_lines()
        return today_view(self.book)

    @guarded
    def why(self, item: TodayItem) -> "Why":
        """Everything behind one row."""
        from repcockpit.services.details.why import why_of_item  # noqa: PLC0415 -- after the first frame

        return why_of_item(self.book, item)

    @guarded
    def pane(self, item: TodayItem) -> "PaneView":
        """The person or the account of the row, with the last three interactions."""
        from repcockpit.services.details.panes import pane_of_item  # noqa: PLC0415 -- after the first frame

        return pane_of_item(self.book, item)

    def now(self) -> "datetime":
        """The business time in the rep's zone."""
        return self.book.now()

    @guarded
    def subject(self, kind: str, record_id: bytes) -> Subject | None:
        """The contact or account of that id."""
        from repcockpit.services.subjects import subject_view  # noqa: PLC0415 -- after the first frame

        found = subject_view(self.book, kind, record_id)
        return Subject(*found) if found is not None else None

    @guarded
    def find(self, text: str, most: int) -> list[Subject]:
        """Accounts and people by name."""
        from repcockpit.services.subjects import find_subjects  # noqa: PLC0415 -- after the first frame

        return [Subject(*found) for found in find_subjects(self.book, text, most)]

    @guarded
    def reach(self, subject: Subject) -> str:
        """Phone, else e-mail."""
        from repcockpit.services.subjects import reach_of  # noqa: PLC0415 -- after the first frame

        return reach_of(self.book, subject.contact_id, subject.account_id)

    @guarded
    def parse(self, text: str, subject: Subject | None) -> "Draft":
        """The line read with the row's person and account in context."""
        from repcockpit.domain.capture import parse  # noqa: PLC0415 -- after the first frame

        return parse(text, self.capturing.context(subject))

    @guarded
    def effect(self, draft: "Draft") -> "Effect | None":
        """What saving would change; nothing for a draft that cannot be saved."""
        from repcockpit.services.interactions import effect_of  # noqa: PLC0415 -- after the first frame

        return None if draft.problems else effect_of(self.book, draft)

    @guarded
    def save(self, draft: "Draft") -> Saved:
        """Write the draft."""
        from repcockpit.services.interactions import save_draft  # noqa: PLC0415 -- the first write

        logged, txn = save_draft(self.book, draft)
        return self._saved(logged.text, txn)

    @guarded
    def attempt(self, subject: Subject, letter: str) -> Saved:
        """Write an attempt with the row's person."""
        from repcockpit.services.interactions import attempt_draft, save_draft  # noqa: PLC0415 -- the first write

        draft = attempt_draft(self.book, letter, subject.contact_id, subject.account_id)
        logged, txn = save_draft(self.book, draft)
        return self._saved(logged.text, txn)

    def _saved(self, text: str, txn: bytes) -> Saved:
        self.wrote(txn)
        return Saved(text, txn)

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
        from repcockpit.services.book import warm_writing  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.care import keep_daily_backup  # noqa: PLC0415 -- the same
        from repcockpit.services.device import keep_holidays_ahead  # noqa: PLC0415 -- the same

        warm_writing()

        with suppress(CockpitError), self.book.guarded():
            self.capturing.warm()
        with suppress(CockpitError), self.book.guarded():
            keep_daily_backup(self.book)
            keep_holidays_ahead(self.book)

    def close(self) -> None:
        """Close the book."""
        self.book.close()
