"""From the words a person types to one review: the first digits of its id, or its account's name."""

import re
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.errors import AmbiguousError, Candidate, NotFoundError
from repcockpit.services.lookup import find
from repcockpit.services.reviews.courses import Courses
from repcockpit.store.reads import reviews as reads

if TYPE_CHECKING:
    from repcockpit.domain.review_course import Review
    from repcockpit.services.book import Book

_DIGITS = re.compile(r"[0-9a-fA-F]{6,32}")


def find_qbr(book: "Book", text: str, *, is_after: bool = False) -> tuple[bytes, bytes]:
    """The review, and its account, that `text` names; an account's name means its next review, else its last.

    With `is_after` it means the one held last, unless the day of the next one has come. Raises InvalidValueError for empty text, NotFoundError, AmbiguousError.
    """
    if _DIGITS.fullmatch(text):
        known = _by_id(book, text.lower())
        if known is not None:
            return known
    account = find(book, "account", text)
    courses = Courses(book, reads.accounts_by_id(book.db, [account]))
    every = courses.of(account)
    if not every:
        raise NotFoundError(
            "no QBR is due with this account", "`repcockpit qbr schedule account=… at=…` plans one"
        )
    following = courses.next(account)
    if is_after and not _has_come(following, courses.today):
        following = max((one for one in every if one.held_on), key=_held_on, default=following)
    return (following or every[-1]).id, account


def _has_come(review: "Review | None", today: date) -> bool:
    return review is not None and review.scheduled_on is not None and review.scheduled_on <= today


def _held_on(review: "Review") -> date:
    return review.held_on or date.min


def _by_id(book: "Book", digits: str) -> tuple[bytes, bytes] | None:
    courses = Courses(book, reads.accounts_of_rep(book.db, None))
    found = [
        (one.id, account)
        for account in courses.accounts
        for one in courses.of(account)
        if one.id.hex().startswith(digits)
    ]
    if len(found) > 1:
        names = tuple(Candidate(one, "QBR", courses.accounts[account].name) for one, account in found[:10])
        raise AmbiguousError(f"{len(found)} QBRs begin with {digits}", "give more digits of the id", names)
    return found[0] if found else None
