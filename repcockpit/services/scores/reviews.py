"""Quarterly reviews as a part of the scorecard."""

from datetime import date

from repcockpit.domain.dates import format_date
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.reviews import OVER_STATES, interval_of
from repcockpit.domain.score_parts import Review, review_value
from repcockpit.domain.scorecard import Finding
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.services.book import Book
from repcockpit.store.reads.scores import AccountRow, Houses, reviews_held


class Reviewed:
    """The reviews of some accounts: the next ones, and when the last was held."""

    def __init__(self, book: Book, houses: Houses) -> None:
        from repcockpit.services.reviews.reading import next_qbrs  # noqa: PLC0415 -- heavier than the rest

        self.next: dict[bytes, QbrRow] = next_qbrs(book, houses.ids)
        self.held = reviews_held(houses, book.today().isoformat())
        self._today, self._numbers = book.today(), book.numbers

    def of(self, account: AccountRow) -> Review:
        """Where the reviews of an account stand."""
        coming = self.next.get(account.id)
        held = self.held.get(account.id)
        interval = interval_of(account.segment, account.status, self._numbers)
        last = date.fromisoformat(held[0]) if held else None
        if coming is None:
            return Review(held_on=last, interval_days=interval)
        is_overdue = (
            coming.due_on is not None
            and coming.due_on < self._today
            and coming.scheduled_on is None
            and coming.status not in OVER_STATES
        )
        readiness = None if coming.readiness is None else float(coming.readiness)
        return Review(is_overdue, coming.scheduled_on, readiness, last, interval)

    def value(self, account: AccountRow) -> float | None:
        """The part of an account."""
        return review_value(self.of(account), self._today, self._numbers)

    def _is_near(self, due_on: date | None) -> bool:
        return due_on is not None and (due_on - self._today).days <= self._numbers.score_review_days

    def finding(self, account: AccountRow) -> Finding:
        """The part of one account: hold what is overdue, else the next open item of what is scheduled."""
        value = self.value(account)
        coming = self.next.get(account.id)
        if coming is None or value == 100 or (value is None and not self._is_near(coming.due_on)):
            return Finding(value)
        if coming.scheduled_on is None:
            due = format_date(coming.due_on, self._today) if coming.due_on else ""
            verb = "set a date for the review due" if value is None else "hold the review that was due"
            return Finding(value, f"{verb} {due}".rstrip(), None if value is None else 100.0)
        steps = next_steps(coming.items, self._numbers)
        if not steps:
            return Finding(value)
        return Finding(value, steps[0].text, None if value is None else float(steps[0].readiness))
