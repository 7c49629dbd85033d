"""The courses of many accounts' reviews, read in few statements, as they stood on the book's day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.review_course import (
    Account,
    Meeting,
    Review,
    Written,
    course,
    due_id,
    last_before,
    next_of,
)
from repcockpit.domain.reviews import interval_of, next_due
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
        self._now_ms = int(book.now().timestamp() * 1000)
        self._horizon = self.today + timedelta(days=book.numbers.qbr_due_days)
        self._rows: dict[bytes, list[StoredQbr]] = {}
        self._met: dict[bytes, list[MeetingRow]] = {}
        self._courses: dict[bytes, list[Review]] = {}
        self._read()

    def _read(self) -> None:
        for row in reads.stored_qbrs(self.book.db, self.members):
            self.stored[row.id] = row
            self._rows.setdefault(self.root(row.account_id), []).append(row)
        for one in reads.meetings(self.book.db, self.members):
            self._met.setdefault(self.root(one.account_id), []).append(one)

    def _meetings(self, account_id: bytes) -> list[Meeting]:
        """What is planned, and what was known by now to have taken place."""
        found = []
        for one in self._met.get(account_id, ()):
            on, is_held = date.fromisoformat(one.occurred_on), one.status == "completed"
            if is_held and on > self.today and (one.logged_at is None or one.logged_at > self._now_ms):
                continue
            self.meetings[one.id] = one
            found.append(Meeting(one.id, min(on, self.today) if is_held else on, is_held, one.qbr_id))
        return found

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
                [self._written(row) for row in self._rows.get(account_id, ())],
                self._meetings(account_id),
                self.today,
                self.book.numbers,
            )
            self._courses[account_id] = found
            self.book.account_hints.update((one.id, account_id) for one in found if not one.is_written)
        return found

    def in_sight(self, held_since: date | None = None) -> list[tuple[bytes, Review]]:
        """(account, review) of open reviews in sight; with `held_since` also those held or skipped since that day."""
        found = []
        for account_id in self.accounts:
            plain = self._plain(account_id, held_since)
            if plain is not None:
                due = next_due(self.interval(account_id), *plain, ())
                if due is not None and due <= self._horizon:
                    found.append((account_id, Review(due_id(account_id, due), due, is_written=False)))
                    self.book.account_hints[found[-1][1].id] = account_id
                continue
            for one in self.of(account_id):
                over = one.held_on or (one.due_on if one.is_skipped else None)
                was_lately = held_since is not None and over is not None and over >= held_since
                if was_lately or (one.is_open and self.is_in_sight(one)):
                    found.append((account_id, one))
        return found

    def _plain(self, account_id: bytes, since: date | None) -> tuple[date | None, list[date]] | None:
        """(tracking, held days) of an account whose course needs no second look: nothing open, planned, of late."""
        met, written = self._met.get(account_id, ()), self._rows.get(account_id, ())
        if any(one.status == "planned" for one in met) or any(not _is_just_held(one) for one in written):
            return None
        last = max((one.occurred_on for one in met), default="")
        held = max((one.held_on or "" for one in written), default=last)
        limit = self.today if since is None else since - timedelta(days=1)
        # A meeting after the last review that was written may have been that one on another day.
        if last > held or held > limit.isoformat():
            return None
        tracked = self.accounts[account_id].tracking_started_on
        return day_of(tracked), [date.fromisoformat(held)] if held else []

    def is_in_sight(self, review: Review) -> bool:
        """Whether an open review is due within the lead time, or somebody asked for it or planned it."""
        row = self.stored.get(review.id)
        if review.scheduled_on is not None or (row is not None and self.past(row.proposed_on) is not None):
            return True
        return review.due_on is not None and review.due_on <= self._horizon

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


def _is_just_held(row: StoredQbr) -> bool:
    return row.held_on is not None and row.skip_reason is None


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
