"""What Today says of the sync: cheap reads, and nothing of sync is loaded."""

from repcockpit.services.book import Book
from repcockpit.store.database import meta_value
from repcockpit.store.reads import syncing as reads


def sync_target(book: Book) -> str | None:
    """The path that this device syncs with; None before the first sync."""
    found = meta_value(book.db, "target")
    return str(found) if found else None


def sync_counts(book: Book) -> tuple[int, int]:
    """(own transactions not yet found at the target, open conflicts)."""
    return reads.unsynced_count(book.db), open_conflicts(book)


def open_conflicts(book: Book) -> int:
    """How many lines the conflict list has; nothing is loaded for a book that was never synced."""
    if sync_target(book) is None:
        return 0
    from repcockpit.services.conflicts import conflict_count  # noqa: PLC0415 -- where a team is

    return conflict_count(book)
