"""How large a book is, before anything of it is read."""

from repcockpit.services.book import Book
from repcockpit.store.reads.team_beside import has_more_accounts


def is_larger(book: Book, accounts: int) -> bool:
    """Whether the book has more accounts than that; quick however large it is."""
    return has_more_accounts(book.db, accounts)
