"""The courses of many accounts' reviews, read in few statements, as they stood on the book's day."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from repcockpit.domain.review_course import Account, Meeting, Review, Written, course, last_before, next_of
from repcockpit.domain.reviews import interval_of
from repcockpit.store.reads import reviews as reads
from repcockpit.store.reads.reviews import AccountRow, MeetingRow, StoredQbr

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class Courses:
    """The reviews of some accounts: `of` gives an account's course, `stored` what is written of a review.

    What happened after the book's now is left out (`--now`).
    """

    def __init__(self, book: "Book", accounts: Sequence[AccountRow]) -> None:
        self.book = book
        self.today = book.today()
        self.accounts = {one.id: one for one in accounts}
        merged = reads.merged_accounts(book.db) if accounts else {}
        self.root_of = {one: root for one, root in merged.items() if root in self.accounts}
        self.members = [*self.accounts, *self.root_of]
        self.stored: dict[bytes, StoredQbr] = {}
        self.meetings: dict[bytes, MeetingRow] = {}
        self._rows: dict[bytes, list[Written]] = {}
        self._met: dict[bytes, list[Meeting]] = {}
        self._courses: dict[bytes, list[Review]] = {}
        self._read()

    def _read(self) -> None:
        for row in reads.stored_qbrs(self.book.db, self.members):
            self.stored[row.id] = row
            self._rows.setdefault(self.root(row.account_id), []).append(self._written(row))
        now_ms = int(self.book.now().timestamp() * 1000)
        for one in reads.meetings(self.book.db, self.members):
            is_held = one.status == "completed"
            if is_held and date.fromisoformat(one.occurred_on) > self.today and (one.logged_at or 0) > now_ms:
                continue
            self.meetings[one.id] = one
            on = date.fromisoformat(one.occurred_on)
            if is_held:
                on = min(on, self.today)
            self._met.setdefault(self.root(one.account_id), []).append(
                Meeting(one.id, on, is_held, one.qbr_id)
            )

    def _written(self, row: StoredQbr) -> Written:
        return Written(
            row.id,
            day_of(row.due_on),
            self.past(row.proposed_on),
            None if row.scheduled_at is None else self.book.local(row.scheduled_at).date(),
            self.past(row.held_on),
            row.skip_reason is not None,
            row.interaction_id,
        )

    def root(self, account_id: bytes) -> bytes:
        """The account that stands for this one."""
        return self.root_of.get(account_id, account_id)

    def past(self, text: str | None) -> date | None:
        """A stored day, where it had come by today."""
        on = day_of(text)
        return None if on is None or on > self.today else on

    def interval(self, account_id: bytes) -> int | None:
        """Days between the reviews of an account; None where it has none."""
        row = self.accounts[account_id]
        return interval_of(row.segment, row.status, self.book.numbers)

    def of(self, account_id: bytes) -> list[Review]:
        """The course of one of the accounts."""
        found = self._courses.get(account_id)
        if found is None:
            row = self.accounts[account_id]
            account = Account(account_id, self.interval(account_id), day_of(row.tracking_started_on))
            found = course(
                account,
                self._rows.get(account_id, ()),
                self._met.get(account_id, ()),
                self.today,
                self.book.numbers,
            )
            self._courses[account_id] = found
        return found

    def next(self, account_id: bytes) -> Review | None:
        """The account's next review."""
        return next_of(self.of(account_id))

    def last(self, account_id: bytes, review: Review) -> Review | None:
        """The review held last before this one."""
        return last_before(self.of(account_id), review)

    def moment(self, review: Review) -> datetime | None:
        """When its meeting begins, in the rep's zone; None where only the day is known."""
        row = self.stored.get(review.id)
        at = row.scheduled_at if row is not None else None
        if at is None and review.meeting_id is not None:
            at = self.meetings[review.meeting_id].occurred_at
        return None if at is None else self.book.local(at)


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
