"""Quarterly reviews as a part of the scorecard."""

from datetime import date

from repcockpit.domain import review_course
from repcockpit.domain.dates import format_date
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.score_parts import Review, review_value
from repcockpit.domain.scorecard import Finding
from repcockpit.services.book import Book
from repcockpit.services.reviews.judging import Judged, judged
from repcockpit.services.reviews.reading import courses_of
from repcockpit.store.reads.scores import AccountRow, Houses


class Reviewed:
    """The reviews of some accounts; how ready one is, is judged only where its meeting is near."""

    def __init__(self, book: Book, houses: Houses) -> None:
        self._today, self._numbers = book.today(), book.numbers
        self._courses = courses_of(book, houses.ids)
        near = []
        for account_id in self._courses.accounts:
            coming = self._courses.next(account_id)
            if coming is not None and coming.scheduled_on is not None and self._is_near(coming.scheduled_on):
                near.append((account_id, coming))
        self.ready: dict[bytes, Judged] = {one.account_id: one for one in judged(self._courses, near)}

    def next(self, account_id: bytes) -> review_course.Review | None:
        """The review that comes next, written or only due."""
        return self._courses.next(account_id) if account_id in self._courses.accounts else None

    def last(self, account_id: bytes) -> review_course.Review | None:
        """The review held last."""
        if account_id not in self._courses.accounts:
            return None
        held = [one for one in self._courses.of(account_id) if one.held_on is not None]
        return max(held, key=lambda one: one.held_on or date.min, default=None)

    def of(self, account: AccountRow) -> Review:
        """Where the reviews of an account stand."""
        coming, last, ready = self.next(account.id), self.last(account.id), self.ready.get(account.id)
        interval = self._courses.interval(account.id) if account.id in self._courses.accounts else None
        return Review(
            coming is not None
            and coming.scheduled_on is None
            and coming.due_on is not None
            and coming.due_on < self._today,
            coming.scheduled_on if coming is not None else None,
            float(ready.readiness.score) if ready is not None else None,
            last.held_on if last is not None else None,
            interval,
        )

    def value(self, account: AccountRow) -> float | None:
        """The part of an account."""
        return review_value(self.of(account), self._today, self._numbers)

    def _is_near(self, on: date | None) -> bool:
        return on is not None and (on - self._today).days <= self._numbers.score_review_days

    def finding(self, account: AccountRow) -> Finding:
        """The part of one account: hold what is overdue, else the next open item of what is scheduled."""
        value = self.value(account)
        coming, ready = self.next(account.id), self.ready.get(account.id)
        if ready is not None and value is not None and value < 100:
            steps = next_steps(ready.readiness.items, self._numbers)
            return Finding(value, steps[0].text, float(steps[0].readiness)) if steps else Finding(value)
        if coming is None or coming.scheduled_on is not None or not self._is_near(coming.due_on):
            return Finding(value)
        due = format_date(coming.due_on, self._today) if coming.due_on else ""
        if value == 0:
            return Finding(value, f"hold the QBR that was due {due}", 100.0)
        return Finding(value, f"set a date for the QBR due {due}")
