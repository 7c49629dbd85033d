"""Rows to the bin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.services.decisions.chosen import Chosen, Decided, ids_of, named_together
from repcockpit.store.reads import records as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def remove(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """The records of these rows go to the bin. Raises UsageError where no row is a record."""
    wanted = {kind: ids_of(subjects, kind) for kind in reads.BINNED}
    if not any(wanted.values()):
        raise UsageError("this row is no record", "an account, a person or a task can go to the bin")
    text = f"To the bin: {named_together(book, wanted)}"
    with book.write(text) as unit:
        for kind, ids in wanted.items():
            for record_id in ids:
                unit.hide(reads.table_of(kind), record_id)
    return Decided(text, unit.txn)
