"""What can be done with a review until it is held; each is one transaction that undoes. Errors are CockpitErrors."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class Changed(NamedTuple):
    """What was done in a sentence, the transaction (None: nothing changed), the review."""

    text: str
    txn: bytes | None
    id: bytes


def propose(book: "Book", account_id: bytes, due_on: date | None = None) -> Changed:
    """The customer was asked for a date; `due_on` (default: as it is) is when the review is due."""
    raise NotImplementedError


def schedule(book: "Book", account_id: bytes, at: datetime | date, contacts: Sequence[bytes] = ()) -> Changed:
    """The account's next review has a date; again: it moves. `contacts` are invited beside those who are."""
    raise NotImplementedError


def accept(book: "Book", qbr_id: bytes, contact_id: bytes, *, has_accepted: bool = True) -> Changed:
    """Somebody accepted (or takes it back); who was not invited is now."""
    raise NotImplementedError


def invite(book: "Book", qbr_id: bytes, contacts: Sequence[bytes]) -> Changed:
    """Exactly these people are invited."""
    raise NotImplementedError


def tick(book: "Book", qbr_id: bytes, item: str, *, is_done: bool = True) -> Changed:
    """Tick an item, or open it; a computed one is RefusedError with what would meet it."""
    raise NotImplementedError


def link_info(book: "Book", qbr_id: bytes, info_id: bytes, *, is_linked: bool = True) -> Changed:
    """Choose an item of industry information for it, or take it out."""
    raise NotImplementedError


def write_decisions(book: "Book", qbr_id: bytes, text: str) -> Changed:
    """The decisions sought, one a line."""
    raise NotImplementedError


def write_note(book: "Book", qbr_id: bytes, text: str) -> Changed:
    """The note of the review."""
    raise NotImplementedError


def cancel(book: "Book", qbr_id: bytes) -> Changed:
    """The date is off; the review is due again."""
    raise NotImplementedError


def skip(book: "Book", qbr_id: bytes, reason: str, approver: str) -> Changed:
    """It is left out this time; both texts are needed."""
    raise NotImplementedError
