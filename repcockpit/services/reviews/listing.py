"""The list of reviews as a command prints it: filtered, bounded by days, of a rep or of everybody."""

from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.names import fold
from repcockpit.domain.review_course import Review
from repcockpit.services.records import Listed, Listing
from repcockpit.services.reviews.courses import Courses
from repcockpit.services.reviews.judging import judged
from repcockpit.services.reviews.reading import views_of
from repcockpit.store.reads import reviews as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def list_qbrs(book: "Book", listing: Listing) -> Listed:
    """Every review that is written, was held or is in sight, by day: the meeting's, else the day it is due."""
    courses = Courses(book, reads.accounts_of_rep(book.db, None))
    words = fold(listing.text).split()
    found = []
    for account_id, account in courses.accounts.items():
        if listing.rep_id is not None and account.owner_id != listing.rep_id:
            continue
        if not all(word in fold(account.name or "") for word in words):
            continue
        found += [(account_id, one) for one in courses.of(account_id) if _is_listed(courses, one, listing)]
    found.sort(key=lambda pair: (_day(pair[1]), courses.accounts[pair[0]].name or "", pair[1].id))
    shown = judged(courses, found[: listing.limit])
    return Listed(tuple(views_of(courses, shown)), len(found))


def _day(review: Review) -> date:
    return review.held_on or review.scheduled_on or review.due_on or date.max


def _is_listed(courses: Courses, review: Review, listing: Listing) -> bool:
    on = _day(review)
    if (listing.since is not None and on < listing.since) or (
        listing.until is not None and on > listing.until
    ):
        return False
    return review.is_written or not review.is_open or courses.is_in_sight(review)
