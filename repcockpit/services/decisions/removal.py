"""Rows to the bin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import UsageError
from repcockpit.services.decisions.chosen import Chosen, Decided, ids_of
from repcockpit.services.removing import Leaving, hide_all, leaving
from repcockpit.store.reads.records import BINNED

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def would_leave(book: "Book", subjects: Sequence[Chosen]) -> Leaving:
    """What would go to the bin with the records of these rows. Raises UsageError where no row is a record."""
    return leaving(book, _records(subjects))


def remove(book: "Book", subjects: Sequence[Chosen]) -> Decided:
    """The records of these rows go to the bin, with what belongs to them. Raises UsageError where no row is a record."""
    wanted = _records(subjects)
    text = f"To the bin: {leaving(book, wanted).words}"
    with book.write(text) as unit:
        hide_all(unit, leaving(book, wanted).keys)
    return Decided(text, unit.txn)


def _records(subjects: Sequence[Chosen]) -> dict[str, list[bytes]]:
    wanted = {kind: ids for kind in BINNED if (ids := ids_of(subjects, kind))}
    if not wanted:
        raise UsageError("this row is no record", "an account, a person or a task can go to the bin")
    return wanted
