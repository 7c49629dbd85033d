"""The contact bar of people and the guard: too little and too much, over all of our people."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from repcockpit.domain.fatigue import Guard, contact_bar, guard
from repcockpit.domain.views.scores import ContactBar
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.scores_contact import contacted
from repcockpit.store.reads.today import touches_since

_MONTH = 30


def guards(book: Book, people: Sequence[bytes], on: date | None = None) -> dict[bytes, Guard]:
    """What one more touch of ours on a day (None: today) would be for each of these people."""
    day = on or book.today()
    numbers = book.numbers
    since = day - timedelta(days=_MONTH + numbers.guard_reply_days)
    found = contacted(book.db, people, since, day)
    calendar = Calendars(book.db).of_rep(book.rep_id or book.author_id)
    return {one: guard(found.get(one, ()), day, calendar, numbers) for one in people}


def contact_bars(
    book: Book, intervals: Mapping[bytes, int | None], last_touches: Mapping[bytes, date | None]
) -> dict[bytes, ContactBar]:
    """The bars of these people, by their intervals in days."""
    people = list(intervals)
    today = book.today()
    since = (today - timedelta(days=365)).isoformat()
    touches = touches_since(book.db, "contact", people, since, today.isoformat())
    verdicts = guards(book, people)
    found = {}
    for one in people:
        bar = contact_bar(touches.get(one, 0), intervals[one], last_touches.get(one), book.numbers)
        found[one] = ContactBar(bar.touches, bar.low, bar.high, verdicts[one].verdict)
    return found
