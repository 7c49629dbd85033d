"""The list of conflicts, and how long it is."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.conflicts import ConflictView
from repcockpit.store.database import data_version
from repcockpit.store.reads import conflict_counts as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_COUNTED = "conflict_count"
_BRANCHED = "conflict_branches"


def conflicts_view(book: "Book", account: bytes | None = None) -> tuple[ConflictView, ...]:
    """What people wrote at once, by account; of one account where that is given. Records in the bin are included."""
    if not conflict_count(book):
        return ()
    from repcockpit.services.conflicts.flags import flag_views  # noqa: PLC0415 -- not where all agree
    from repcockpit.services.conflicts.listing import field_views, sorted_views  # noqa: PLC0415 -- the same

    found = [*field_views(book), *flag_views(book)]
    if account is not None:
        found = [one for one in found if one.account is not None and one.account.id == account]
    return sorted_views(found)


def conflict_count(book: "Book") -> int:
    """How many lines there are to settle; on a book that nobody shares a look into two small tables.

    Counted again after a write, here or elsewhere.
    """
    if not reads.is_shared(book.db):
        return reads.field_count(book.db)
    now = (data_version(book.db), book.db.total_changes)
    held = book.memory.get(_COUNTED)
    if isinstance(held, tuple) and held[0] == now:
        return int(held[1])
    count = reads.field_count(book.db) + len(reads.deleted_rows(book.db)) + len(reads.merged_rings(book.db))
    if reads.has_orphans(book.db):
        from repcockpit.services.conflicts.flags import parent_count  # noqa: PLC0415 -- where there are any

        count += parent_count(book)
    count += len(_disagreeing(book))
    book.memory[_COUNTED] = (now, count)
    return count


def _disagreeing(book: "Book") -> set[bytes]:
    """The requests whose steps disagree; after the first time only what was written since is looked at."""
    newest = reads.newest_txn(book.db)
    held = book.memory.get(_BRANCHED)
    known: set[bytes] = set()
    asked: set[bytes] | None = None
    if isinstance(held, tuple) and held[0] <= newest:
        asked = reads.requests_touched(book.db, held[0])
        known = held[1] - asked
    ids = reads.branched_ids(book.db, asked) if asked is None or asked else set()
    if ids:
        from repcockpit.services.conflicts.flags import branches_of  # noqa: PLC0415 -- where there are any

        known = known | branches_of(book, ids).keys()
    book.memory[_BRANCHED] = (newest, known)
    return known
