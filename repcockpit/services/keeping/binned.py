"""The bin as a screen shows it, and taking several things out of it at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.views.keeping import BinnedRow
from repcockpit.domain.words import spoken
from repcockpit.services.removing import bring_back, folded, with_words
from repcockpit.store.reads import keeping as reads
from repcockpit.store.reads.children import Key
from repcockpit.store.reads.records import table_of, titles_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def binned_view(book: "Book") -> tuple[BinnedRow, ...]:
    """What lies in the bin, newest first, with who put it there; what went with another record is told there."""
    rows = reads.removed(book.db)
    under: dict[Key, list[Key]] = {}
    below = folded(book, [(table_of(one.kind), one.id) for one in rows])
    for key, top in below.items():
        under.setdefault(top, []).append(key)
    return tuple(
        BinnedRow(
            one.kind,
            one.id,
            one.title or "",
            None if one.at is None else book.local(one.at),
            one.by or "",
            with_words(book, under.get((table_of(one.kind), one.id), ())),
        )
        for one in rows
        if (table_of(one.kind), one.id) not in below
    )


def restore_rows(book: "Book", rows: Sequence[tuple[str, bytes]]) -> tuple[str, bytes | None]:
    """Take these (kind, id) out of the bin in one transaction, each with what was deleted with it.

    Gives what was done in words, and the transaction.
    """
    kind, record_id = rows[0]
    title = titles_of(book.db, kind, [record_id]).get(record_id, "") or spoken(kind)
    what = f"{spoken(kind)} {title}" if len(rows) == 1 else f"{len(rows)} records"
    with book.write(f"restore {what}") as unit:
        bring_back(book, unit, [(table_of(each), one) for each, one in rows])
    return f"Restored {title if len(rows) == 1 else what}", unit.txn
