"""What follows a review: it was held, its actions, its minutes, its pack; each is one transaction that undoes."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from repcockpit.services.reviews.changing import Changed

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def hold(book: "Book", qbr_id: bytes, at: datetime | date | None = None, note: str | None = None) -> Changed:
    """It was held: a completed interaction of type qbr with those invited; `at` default: as planned, never after now."""
    raise NotImplementedError


def send_minutes(book: "Book", qbr_id: bytes, on: date | None = None) -> Changed:
    """The minutes went to those who took part."""
    raise NotImplementedError


def follow_up(
    book: "Book", qbr_id: bytes, action: str, owner_id: bytes | None, due_on: date | None
) -> Changed:
    """An action that the review decided: a task of kind qbr_action."""
    raise NotImplementedError


def carry_on(book: "Book", qbr_id: bytes) -> Changed:
    """Actions of the review before that are still open become this one's."""
    raise NotImplementedError


def note_pack(book: "Book", qbr_id: bytes) -> Changed:
    """The pack was made today."""
    raise NotImplementedError
