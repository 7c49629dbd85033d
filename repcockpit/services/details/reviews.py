"""The line of an account about its quarterly business reviews: how the next one stands, when the last one was."""

from collections.abc import Sequence
from datetime import date

from repcockpit.domain.dates import format_date, format_near
from repcockpit.domain.views.details import Activity
from repcockpit.domain.views.reviews import QbrRow
from repcockpit.services.book import Book
from repcockpit.services.reviews.judging import judged
from repcockpit.services.reviews.reading import courses_of, row_of

_TONES = {
    "unlogged": "slip",
    "late": "late",
    "at_risk": "late",
    "ready": "done",
    "preparing": "planned",
    "planned": "planned",
    "ask_now": "slip",
    "asked": "planned",
    "not_due": "calm",
}


def review_activity(book: Book, accounts: Sequence[bytes], *, is_brief: bool = False) -> Activity:
    """The next QBR with its readiness; the last one held stands in the fact, unless `is_brief`."""
    courses = courses_of(book, accounts)
    account_id = next(iter(courses.accounts), None)
    if account_id is None:
        return Activity("qbr", "hole", "none", "no QBR")
    held = [one.held_on for one in courses.of(account_id) if one.held_on is not None]
    last = "" if is_brief else _last(max(held, default=None), book.today())
    following = courses.next(account_id)
    if following is None:
        fact = last or "no QBR for this tier"
        return Activity("qbr", "calm" if held else "hole", "none due", fact, max(held, default=None))
    row = row_of(courses, judged(courses, [(account_id, following)])[0])
    return _told(book, row, last)


def _told(book: Book, row: QbrRow, last: str) -> Activity:
    tone = _TONES.get(row.state, "calm")
    if row.scheduled_on is None:
        shown = format_date if row.due_on and row.due_on.year == book.today().year else format_near
        due = f"due {shown(row.due_on, book.today())}" if row.due_on else "no date"
        return Activity("qbr", tone, row.words, ", ".join(part for part in (due, last) if part), row.due_on)
    missing = sum(not one.met for one in row.items)
    things = f"{missing} thing{'s' if missing != 1 else ''} missing" if missing else "nothing missing"
    fact = f"ready {row.readiness} of {int(book.numbers.qbr_ready)}, {things}"
    return Activity("qbr", tone, row.words, fact, row.scheduled_on)


def _last(held_on: date | None, today: date) -> str:
    if held_on is None:
        return "none held yet"
    days = (today - held_on).days
    return f"last held {days} d ago" if days else "held today"
