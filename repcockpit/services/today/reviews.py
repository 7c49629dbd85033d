"""Rows of Today about quarterly business reviews: those with a date soon, those that are late, those to ask for."""

from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.businesstime import add_working_days
from repcockpit.domain.dates import format_date, format_exact, format_near
from repcockpit.domain.ranking import Standing as Score
from repcockpit.domain.ranking import Weights, explain, late_text, task_ratio, weights
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.review_course import Review
from repcockpit.domain.reviews import Step, is_overdue
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.services.book import Book
from repcockpit.services.reviews.courses import Courses, day_of
from repcockpit.services.reviews.judging import judged
from repcockpit.services.reviews.reading import row_of
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import reviews as reads

_MOST_LATE = 2.0
_MINUTES_DAYS = 14
"""For so long the minutes of a review are asked for."""
AT_RISK = "at risk"
"""The part of the first reason of a row whose review is at risk."""
_LACKS = {
    "date_agreed": "no date",
    "customer_accepted": "no decision maker",
    "actions_reviewed": "last actions open",
    "challenges": "challenges not updated",
}


class ReviewDay(NamedTuple):
    """The rows of the day, the planned interactions that they stand for, and the accounts with a review at risk."""

    items: list[TodayItem]
    stands_for: frozenset[bytes]
    at_risk: frozenset[bytes]


def review_day(book: Book, today: date, day: date) -> ReviewDay:
    """Reviews of the rep's accounts (None: of all): today's and this week's, late ones, those to ask for.

    What was due before the account entered the book is catch-up; what is due within the lead time a gap.
    """
    courses = Courses(book, reads.accounts_of_rep(book.db, book.rep_id))
    until = day + timedelta(days=book.numbers.today_week_days)
    by = weights(book.numbers)
    ahead, items = [], []
    for account_id, review in courses.in_sight(today - timedelta(days=_MINUTES_DAYS), until):
        if review.held_on is not None:
            items += _minutes(courses, account_id, review, review.held_on, day, by)
        elif review.is_skipped:
            continue
        elif review.scheduled_on is None:
            items.append(_undated(courses, account_id, review, today, by))
        elif review.scheduled_on <= until:
            ahead.append((account_id, review))
    rows = [row_of(courses, one) for one in judged(courses, ahead)]
    items += [_meeting(courses, one[1], row, today, day) for one, row in zip(ahead, rows, strict=True)]
    meetings = [review.meeting_id for _, review in ahead if review.meeting_id is not None]
    return ReviewDay(items, frozenset(meetings), frozenset(row.account_id for row in rows if row.is_at_risk))


def _undated(courses: Courses, account_id: bytes, review: Review, today: date, by: Weights) -> TodayItem:
    """One that is late, or that a date is to be asked for."""
    stored = courses.stored.get(review.id)
    asked = stored is not None and courses.past(stored.proposed_on) is not None
    due_on = review.due_on
    if due_on is not None and is_overdue(Step(due_on), today):
        return _late(courses, account_id, review, due_on, by)
    # Beside another year the weekday says little.
    shown = format_date if due_on is None or due_on.year == today.year else format_near
    said = f"due {shown(due_on, today)}" if due_on else "due"
    reason = Reason(
        "qbr", None, f"{said}, asked for a date" if asked else f"{said}, nobody asked for a date yet"
    )
    title = f"QBR {said}, {'waiting for a date' if asked else 'ask for a date'}"
    return _row(courses, account_id, review, "gaps", title, (reason,))


def _minutes(
    courses: Courses, account_id: bytes, review: Review, held_on: date, day: date, by: Weights
) -> list[TodayItem]:
    """Its minutes, two working days after it, while they were not sent; of one held before the book: nothing."""
    book, account, stored = courses.book, courses.accounts[account_id], courses.stored.get(review.id)
    tracked = day_of(account.tracking_started_on)
    is_sent = stored is not None and courses.past(stored.minutes_sent_on) is not None
    calendar = Calendars(book.db).of_rep(book.rep_id)
    due = add_working_days(calendar, held_on, book.numbers.qbr_minutes_days)
    if is_sent or due is None or (tracked is not None and held_on < tracked):
        return []
    over = (courses.today - due).days
    told = Score(task_ratio(over, book.numbers), account.segment, silence_text=late_text("minutes", over))
    points, reasons = explain(told, by)
    title = f"QBR of {format_date(held_on, courses.today)}, send the minutes"
    if due > day:
        reason = Reason("qbr", None, f"held {format_exact(held_on)}, minutes due {format_exact(due)}")
        return [
            _row(courses, account_id, review, "week", title, (reason,))._replace(due_on=due, planned_on=None)
        ]
    item = _row(courses, account_id, review, "due", title, reasons)
    return [item._replace(due_on=due, planned_on=None, planned_type=None, days_over=over, score=points)]


def _meeting(courses: Courses, review: Review, row: QbrRow, today: date, day: date) -> TodayItem:
    on = row.scheduled_on or day
    reasons = [
        Reason("planned", None, f"planned for {format_exact(on)}" + (", not logged" if on < today else ""))
    ]
    steps = next_steps(row.items, courses.book.numbers)
    ready = int(courses.book.numbers.qbr_ready)
    title = f"QBR ready, {row.readiness}" if row.is_ready else f"QBR at {row.readiness} of {ready}"
    missing = next((_LACKS[step.item] for step in steps if step.item in _LACKS), "")
    if missing and not row.is_ready:
        title += f", {missing}"
    if row.is_at_risk:
        reasons.insert(0, Reason(AT_RISK, None, f"readiness {row.readiness}, {len(steps)} items open"))
    reasons += [Reason("to do", None, f"{step.text}, +{step.gain}") for step in steps[:3]]
    group = "week" if on > day else "today"
    item = _row(courses, row.account_id, review, group, title, tuple(reasons))
    over = (today - on).days
    return item._replace(at=row.scheduled_at, due_on=on, days_over=over if over > 0 else None)


def _late(courses: Courses, account_id: bytes, review: Review, due_on: date, by: Weights) -> TodayItem:
    """Late since the account was tracked: due, ranked by its own interval; before that: catch-up, below the silent.

    It never counts more than two intervals: whom to call comes before which meeting to ask for.
    """
    over, account = (courses.today - due_on).days, courses.accounts[account_id]
    tracked = day_of(account.tracking_started_on)
    is_ours = tracked is None or due_on >= tracked
    ratio = min(1 + over / (courses.interval(account_id) or 1), _MOST_LATE) if is_ours else 0.0
    told = Score(ratio, account.segment, silence_text=f"QBR {over} d late, no date")
    points, reasons = explain(told, by)
    group = "due" if is_ours else "catch_up"
    item = _row(courses, account_id, review, group, "QBR late, no date", reasons)
    return item._replace(days_over=over, score=points)


def _row(
    courses: Courses, account_id: bytes, review: Review, group: str, title: str, reasons: tuple[Reason, ...]
) -> TodayItem:
    account, on = courses.accounts[account_id], review.scheduled_on
    return TodayItem(
        "qbr", review.id, group, "qbr", account_id, account.name, account.segment, None, None, None, 0, title, None,
        None, review.due_on, None, None, None, on, "qbr" if on else None, None, reasons,
    )  # fmt: skip
