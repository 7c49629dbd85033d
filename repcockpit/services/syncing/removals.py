"""Large removals of other people: told after the sync that brought them, and taken back from the panel."""

from typing import TYPE_CHECKING, Final

from repcockpit.domain.views.syncing import LargeRemoval, RemovedRecord
from repcockpit.services.decisions.chosen import named_together
from repcockpit.services.removing import MANY, with_words
from repcockpit.store.database import immediate, meta_value, set_meta
from repcockpit.store.reads import removals as reads
from repcockpit.store.reads.children import by_table, owners_of
from repcockpit.store.reads.conflicts import is_binned

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_KEPT: Final = 10
_KEY: Final = "sync_removals"


def note_removals(book: "Book", after_no: int) -> tuple[LargeRemoval, ...]:
    """The large removals among the transactions after this one; remembered, by their ids alone, for the panel."""
    found = reads.large_removals(book.db, after_no, MANY)
    if found:
        held = meta_value(book.db, _KEY)
        kept = b"".join([held if isinstance(held, bytes) else b"", *(one.id for one in found)])
        with immediate(book.db):
            set_meta(book.db, _KEY, kept[-16 * _KEPT :])
    return tuple(view for one in found if (view := _view(book, one)) is not None)


def removals_view(book: "Book") -> tuple[LargeRemoval, ...]:
    """Those remembered of which something is still in the bin, newest first."""
    held = meta_value(book.db, _KEY)
    ids = held if isinstance(held, bytes) else b""
    views = []
    for place in range(0, len(ids), 16):
        found = reads.large_removal(book.db, ids[place : place + 16])
        view = _view(book, found) if found is not None else None
        if view is not None:
            views.append(view)
    return tuple(reversed(views))


def _view(book: "Book", one: reads.Removed) -> LargeRemoval | None:
    keys = [(table, row_id) for table, ids in one.rows.items() for row_id in ids]
    owners = owners_of(book.db, keys, one.rows)
    every = set(keys)
    tops = [key for key in keys if owners.get(key) not in every]
    if not any(is_binned(book.db, *key) for key in tops):
        return None
    words = named_together(book, by_table(tops)) + with_words(book, (key for key in keys if key not in tops))
    text = f"{one.by or 'Somebody'} removed {words}"
    records = tuple(RemovedRecord(*key) for key in tops)
    return LargeRemoval(one.id, one.by, book.local(one.at), len(keys), text, records)
