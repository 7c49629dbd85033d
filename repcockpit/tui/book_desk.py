"""The desk of the cockpit on a real book: each call one use case."""

from contextlib import suppress

from repcockpit.domain.capture import Context, Draft, Effect, RememberedDirectory, parse
from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.domain.views.today import TodayItem, TodayView, WhyView
from repcockpit.services.book import Book
from repcockpit.tui.desk import Saved, Undoable, Undone

_PANE_ROWS = 3


class BookDesk:
    """What the screens ask, answered by the services on one open book."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._written: set[bytes] = set()
        self._contexts: dict[tuple[str, bytes] | None, Context] = {}

    def today(self) -> TodayView:
        """The day, read anew."""
        from repcockpit.services.today.day import today_view  # noqa: PLC0415 -- read beside Textual's import

        self._contexts.clear()
        return today_view(self._book)

    def why(self, item: TodayItem) -> WhyView:
        """Everything behind one row."""
        from repcockpit.services.today.why import why_view  # noqa: PLC0415 -- after the first frame

        return why_view(self._book, item)

    def pane(self, item: TodayItem) -> WhyView:
        """The same with the last three interactions."""
        from repcockpit.services.today.why import why_view  # noqa: PLC0415 -- after the first frame

        return why_view(self._book, item, rows=_PANE_ROWS)

    def parse(self, text: str, item: TodayItem | None) -> Draft:
        """The line read with the row's person and account in context."""
        from repcockpit.services.interactions import context_of  # noqa: PLC0415 -- after the first frame

        key = (item.subject_kind, item.subject_id) if item else None
        context = self._contexts.get(key)
        if context is None:
            contact, account = (item.contact_id, item.account_id) if item else (None, None)
            context = context_of(self._book, contact, account)
            context = context._replace(directory=RememberedDirectory(context.directory))
            self._contexts[key] = context
        return parse(text, context._replace(now=self._book.now()))

    def effect(self, draft: Draft) -> Effect | None:
        """What saving would change; nothing for a draft that cannot be saved."""
        from repcockpit.services.interactions import effect_of  # noqa: PLC0415 -- after the first frame

        return None if draft.problems else effect_of(self._book, draft)

    def save(self, draft: Draft) -> Saved:
        """Write the draft."""
        from repcockpit.services.interactions import save_draft  # noqa: PLC0415 -- the first write

        logged, txn = save_draft(self._book, draft)
        return self._saved(logged.text, txn)

    def attempt(self, item: TodayItem, letter: str) -> Saved:
        """Write an attempt with the row's person."""
        from repcockpit.services.interactions import attempt_draft, save_draft  # noqa: PLC0415 -- the first write

        draft = attempt_draft(self._book, letter, item.contact_id, item.account_id)
        logged, txn = save_draft(self._book, draft)
        return self._saved(logged.text, txn)

    def _saved(self, text: str, txn: bytes) -> Saved:
        self._written.add(txn)
        self._contexts.clear()
        return Saved(text, txn)

    def undo(self, txn: bytes | None) -> Undone:
        """Take a transaction back."""
        from repcockpit.services.history import undo  # noqa: PLC0415 -- after the first frame

        label = self._label_of_last() if txn is None else ""
        view = undo(self._book, txn.hex() if txn else None)
        self._remember(view.txn)
        return Undone(f"Taken back: {label or view.label}", len(view.skipped))

    def redo(self) -> Undone:
        """Bring back what the last undo took away."""
        from repcockpit.services.history import redo  # noqa: PLC0415 -- after the first frame

        view = redo(self._book)
        self._remember(view.txn)
        return Undone(f"Brought back: {view.label}", len(view.skipped))

    def _remember(self, txn: bytes | None) -> None:
        if txn is not None:
            self._written.add(txn)
        self._contexts.clear()

    def _label_of_last(self) -> str:
        found = self.last_undoable()
        return found.label if found else ""

    def last_undoable(self) -> Undoable | None:
        """What `undo(None)` would take back; None where there is nothing."""
        from repcockpit.services.undoable import last_undoable  # noqa: PLC0415 -- after the first frame

        try:
            found = last_undoable(self._book)
        except NothingToUndoError:
            return None
        return Undoable(found.label, found.row_count, found.age_seconds, found.txn in self._written)

    def data_version(self) -> int:
        """A number that changes when another process wrote."""
        from repcockpit.services.book import book_version  # noqa: PLC0415 -- after the first frame

        return book_version(self._book)

    def warm(self) -> None:
        """Import what writing needs, and keep today's backup."""
        import repcockpit.services.interactions  # noqa: F401, PLC0415 -- imported for its effect
        from repcockpit.services.book import warm_writing  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.care import keep_daily_backup  # noqa: PLC0415 -- the same

        warm_writing()

        with suppress(CockpitError):
            keep_daily_backup(self._book)

    def close(self) -> None:
        """Close the book."""
        self._book.close()
