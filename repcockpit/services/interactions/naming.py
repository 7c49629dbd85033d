"""All names of a book kept in memory while lines are typed key by key."""

from contextlib import closing

from repcockpit.services.book import Book
from repcockpit.store.database import open_database
from repcockpit.store.reads.directory import BookDirectory
from repcockpit.store.reads.name_lines import NameLines


class Naming:
    """The names of one open book; `refresh` reads them, or what was written since."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names = NameLines(book.db)

    def read_beside(self) -> None:
        """Read the names on a connection of their own; for a thread, before anything else asks for them."""
        with closing(open_database(self._book.path, create=False)) as db:
            self._names.read_by(db)

    def refresh(self) -> None:
        """Bring the names up to date."""
        self._names.refresh()

    def directory(self) -> BookDirectory:
        """Who can be named now."""
        self.refresh()
        book = self._book
        return BookDirectory(book.db, book.today(), self._names, book.rep_id or book.author_id)
