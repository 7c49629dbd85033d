"""The list of conflicts, and how long it is."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.store.reads import conflicts as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def conflicts_view(book: "Book", account: bytes | None = None) -> tuple[ConflictView, ...]:
    """What people wrote at once, by account; of one account where that is given. Records in the bin are included."""
    if not has_conflicts(book):
        return ()
    from repcockpit.services.conflicts.flags import flag_views  # noqa: PLC0415 -- not on a book that is not shared
    from repcockpit.services.conflicts.listing import field_views, sorted_views  # noqa: PLC0415 -- the same

    found = [*field_views(book), *flag_views(book)]
    if account is not None:
        found = [one for one in found if one.account is not None and one.account.id == account]
    return sorted_views(found)


def conflict_count(book: "Book") -> int:
    """How many lines there are to settle; on a book that nobody shares a single look into a list of devices."""
    if not reads.is_shared(book.db):
        return reads.field_count(book.db)
    from repcockpit.services.conflicts.flags import flag_count  # noqa: PLC0415 -- not on a book that is not shared

    return reads.field_count(book.db) + flag_count(book)


def has_conflicts(book: "Book") -> bool:
    """Whether there is anything to settle."""
    return conflict_count(book) > 0
