"""The courses of many accounts' reviews, read in few statements, as they stood on the book's day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

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
from repcockpit.store.reads.reviews import AccountRow, MeetingRow, StoredQbr, Sum

if TYPE_CHECKING:
    from repcockpit.services.book import Book


_NONE = Sum("", "", None, 0)


class Courses:
    """The reviews of some accounts: `of` gives an account's course, `stored` what is written of a review.

    What happened after the book's now is left out (`--now`). Rows are read with the first course that is asked for,
    then of all the accounts; `in_sight` reads those of the accounts where they tell more than their sum.
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
        self._read_of: set[bytes] = set()

    def _read(self, accounts: Iterable[bytes]) -> None:
        """Read the rows of these accounts, where they were not read yet."""
        missing = set(accounts) - self._read_of
        if not missing:
            return
        self._read_of |= missing
        members = [one for one in self.members if self.root(one) in missing]
        for row in reads.stored_qbrs(self.book.db, members):
            self.stored[row.id] = row
            self._rows.setdefault(self.root(row.account_id), []).append(row)
        for one in reads.meetings(self.book.db, members):
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
            if account_id not in self._read_of:
                self._read(self.accounts)
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

    def in_sight(
        self, held_since: date | None = None, until: date | None = None
    ) -> list[tuple[bytes, Review]]:
        """(account, review) of open reviews in sight; with `held_since` also those held or skipped since that day.

        With `until` those whose meeting is after that day are left out, as far as that is known without their course.
        """
        found = []
        plain = self._plain(self.today if held_since is None else held_since - timedelta(days=1), until)
        self._read(account_id for account_id in self.accounts if account_id not in plain)
        for account_id in self.accounts:
            if account_id in plain:
                due = plain[account_id]
                if due is not None:
                    found.append((account_id, Review(due_id(account_id, due), due, is_written=False)))
                    self.book.account_hints[found[-1][1].id] = account_id
                continue
            for one in self.of(account_id):
                over = one.held_on or (one.due_on if one.is_skipped else None)
                was_lately = held_since is not None and over is not None and over >= held_since
                if was_lately or (one.is_open and self.is_in_sight(one)):
                    found.append((account_id, one))
        return found

    def _plain(self, since: date, until: date | None) -> dict[bytes, date | None]:
        """The accounts whose course needs no second look: none held after `since`, none open up to `until`.

        With the day on which the next review is due, where that is in sight and nothing is written of it.
        """
        limit, merged = since.isoformat(), set(self.root_of.values())
        after = None if until is None else _ends(until, self.book.zone)
        sums = reads.sums(self.book.db, list(self.accounts))
        met = reads.meeting_sums(self.book.db, list(self.accounts))
        found: dict[bytes, date | None] = {}
        for account_id, account in self.accounts.items():
            one, (last, is_planned) = sums.get(account_id, _NONE), met.get(account_id, ("", 0))
            held = one.held_on or last
            # A meeting after the last review that was written may have been that one on another day.
            if is_planned or one.is_odd or last > held or held > limit or account_id in merged:
                continue
            if one.open_at is not None:
                if after is not None and one.open_at >= after:
                    found[account_id] = None
                continue
            days = [date.fromisoformat(held)] if held else []
            due = next_due(self.interval(account_id), day_of(account.tracking_started_on), days, ())
            if due is None or due > self._horizon:
                found[account_id] = None
            # One that was due on the same day, and held before it, has the id that the next one would get.
            elif one.due_on < due.isoformat():
                found[account_id] = due
        return found

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


def _ends(day: date, zone: str) -> int:
    """When a day of the rep's ends, in ms UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))
    return int(midnight.timestamp() * 1000)


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None
