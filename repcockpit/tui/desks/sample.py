"""The sample book as a desk of its own: in a folder that goes when the desk is closed."""

from pathlib import Path
from tempfile import TemporaryDirectory

from repcockpit.clock import Clock
from repcockpit.services.book import Book, open_book
from repcockpit.services.demo import build_demo
from repcockpit.tui.book_desk import BookDesk


class SampleDesk(BookDesk):
    """The desk on a sample book; closing it removes the book."""

    def __init__(self, book: Book, folder: "TemporaryDirectory[str]") -> None:
        super().__init__(book)
        self._folder = folder

    def close(self) -> None:
        """Close the book, and let nothing of it stay."""
        super().close()
        self._folder.cleanup()


def sample_desk(clock: Clock) -> SampleDesk:
    """A sample book of the day that `clock` says; it takes most of a second."""
    folder: TemporaryDirectory[str] = TemporaryDirectory(
        prefix="repcockpit-demo-", ignore_cleanup_errors=True
    )
    path = Path(folder.name) / "demo.db"
    build_demo(path, clock.today())
    book = open_book(path)
    book.clock = clock._replace(zone=book.clock.zone)
    return SampleDesk(book, folder)
