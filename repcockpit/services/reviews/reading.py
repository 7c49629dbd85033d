"""Quarterly business reviews as views: the list in sight, one whole, those of some accounts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.views.reviews import QbrList, QbrRow, QbrSheet, QbrView

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def qbr_list(book: "Book") -> QbrList:
    """The reviews in sight of the book's rep (None: everybody's)."""
    raise NotImplementedError


def qbr_sheet(book: "Book", qbr_id: bytes) -> QbrSheet:
    """One review whole, written or only due. Raises NotFoundError."""
    raise NotImplementedError


def qbr_view(book: "Book", qbr_id: bytes) -> QbrView:
    """One review as `show` prints it. Raises NotFoundError."""
    raise NotImplementedError


def next_qbrs(book: "Book", accounts: Sequence[bytes]) -> dict[bytes, QbrRow]:
    """The next review of each of these accounts; those that have none are left out."""
    raise NotImplementedError
