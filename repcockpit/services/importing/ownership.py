"""Whose the rows of the book are: for the question which of the owners is at the keyboard."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.importing import OwnerFound
from repcockpit.store.reads.setup import owners_counted

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def owners_here(book: "Book") -> tuple[OwnerFound, ...]:
    """The reps who own accounts or contacts, those with most accounts first."""
    return tuple(
        OwnerFound(
            name, rep_id, accounts + contacts, accounts, contacts, rep_id == book.author_id, is_known=True
        )
        for rep_id, name, accounts, contacts in owners_counted(book.db)
    )
