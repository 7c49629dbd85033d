"""Writing to a review that may not be written yet: its row comes with its first edit (rules.md 2.22)."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import RefusedError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.review_course import Review, next_id
from repcockpit.services.reviews.courses import Courses
from repcockpit.services.reviews.judging import Judged, judged
from repcockpit.services.reviews.reading import courses_of, found_review
from repcockpit.store.reads.records import survivor

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_SETTLED_DAYS = 60
_BLANK: dict[str, object] = dict.fromkeys(
    (
        "proposed_on",
        "scheduled_at",
        "zone",
        "note",
        "decisions",
        "minutes_sent_on",
        "pack_made_on",
        "pack_sent_at",
        "skip_reason",
        "approver",
        "cancelled_on",
    )
)
"""Every other column is said too: a row that an undo took away comes back with what it held."""


class Changed(NamedTuple):
    """What was done in a sentence, the transaction (None: nothing changed), the review."""

    text: str
    txn: bytes | None
    id: bytes


class Pending(NamedTuple):
    """A review that is about to be changed, and the course it stands in."""

    book: "Book"
    courses: Courses
    one: Judged

    @property
    def review(self) -> Review:
        """Its place in the course."""
        return self.one.review

    @property
    def title(self) -> str:
        """What a transaction calls it."""
        return f"QBR with {self.courses.accounts[self.one.account_id].name}"

    def write(self, unit: "Unit", **changes: object) -> None:
        """Write the row, if there is none yet, and change these columns of it."""
        if self.review.is_written:
            if changes:
                unit.update("qbr", self.review.id, changes)
            return
        unit.insert("qbr", self._row(self.review) | changes)
        if self.review.meeting_id is not None:
            unit.update("interaction", self.review.meeting_id, {"qbr_id": self.review.id})
        self._settle(unit)

    def _row(self, review: Review) -> dict[str, object]:
        account = self.courses.accounts[self.one.account_id]
        return _BLANK | {
            "id": review.id,
            "account_id": account.id,
            "owner_id": account.owner_id or self.book.author_id,
            "due_on": review.due_on.isoformat() if review.due_on else None,
            "held_on": review.held_on.isoformat() if review.held_on else None,
            "interaction_id": review.held_ids[0] if review.held_ids else None,
        }

    def _settle(self, unit: "Unit") -> None:
        """Write down which interactions of late were reviews of their own, so that they never hold this one."""
        since = self.courses.today - timedelta(days=_SETTLED_DAYS)
        for one in self.courses.of(self.one.account_id):
            if one.is_written or one.held_on is None or one.held_on < since:
                continue
            if one.id != self.review.id:
                unit.insert("qbr", self._row(one))
            for interaction in one.held_ids:
                unit.update("interaction", interaction, {"qbr_id": one.id})

    def tick(self, unit: "Unit", item: str, done_on: date | None) -> None:
        """Tick an item, or open it."""
        row = {"id": derived_id(self.review.id, item), "qbr_id": self.review.id, "item": item}
        unit.insert("qbr_item", row | {"done_on": done_on.isoformat() if done_on else None})

    def invite(self, unit: "Unit", contact_id: bytes, **changes: object) -> None:
        """Invite somebody, or change how they answered."""
        row = {
            "id": derived_id(self.review.id, contact_id),
            "qbr_id": self.review.id,
            "contact_id": contact_id,
        }
        unit.insert("qbr_person", row | changes)


def pending(book: "Book", qbr_id: bytes, account_id: bytes | None = None, *, is_open: bool = True) -> Pending:
    """The review to be changed.

    Raises NotFoundError, and with `is_open` RefusedError for one that was held or skipped.
    """
    found = Pending(book, *found_review(book, qbr_id, account_id))
    if is_open:
        refuse_over(found)
    return found


def refuse_over(found: Pending) -> None:
    """Raise RefusedError for a review that was held or skipped."""
    if found.review.held_on is not None:
        raise RefusedError(
            f"the {found.title} was held on {found.review.held_on}", "only its follow-up can change"
        )
    if found.review.is_skipped:
        raise RefusedError(f"the {found.title} was skipped", "`repcockpit undo` takes that back")


def next_pending(book: "Book", account_id: bytes, due_on: date) -> Pending:
    """The account's next review, a new one due on `due_on` where none follows from its tier."""
    root = survivor(book.db, "account", account_id)
    courses = courses_of(book, [root])
    if root not in courses.accounts:
        raise RefusedError("that account is in the bin", "`repcockpit bin` lists what can come back")
    review = courses.next(root)
    if review is None:
        over = [one.id for one in courses.of(root)]
        review = Review(next_id(root, due_on, over), due_on, is_written=False)
    return Pending(book, courses, judged(courses, [(root, review)])[0])
