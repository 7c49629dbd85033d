"""Retention: who is due to be erased by the number `retention.months`. Listed only; erasing stays a person's act."""

from typing import TYPE_CHECKING

from repcockpit.store.reads.retention import DuePerson, people_due

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def due_for_erasure(book: "Book") -> tuple[DuePerson, ...]:
    """Everybody kept longer than the rule says, the longest due first; nobody where the number is 0."""
    months = book.numbers.retention_months
    return tuple(people_due(book.db, months, book.today())) if months else ()
