"""The contact bar of people and the guard: too little and too much, over all of our people."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.fatigue import Contacted, Guard, contact_bar, counted, guard
from repcockpit.domain.views.contact_bar import ContactBar
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.scores_contact import contacted
from repcockpit.store.reads.today import touches_since

_MONTH = 30
GUARD_WORDS = {"near": "one more is the last", "over": "too much"}


def guards(book: Book, people: Sequence[bytes], on: date | None = None) -> dict[bytes, Guard]:
    """What one more touch of ours on a day (None: today) would be for each of these people."""
    day = on or book.today()
    found = _around(book, people, day)
    calendar = _calendar(book)
    return {one: guard(found.get(one, ()), day, calendar, book.numbers) for one in people}


def guard_of_new(book: Book, people: Mapping[bytes, str], new: Contacted) -> str:
    """Who of these people (by name) hears too much once `new` is saved, in words; blank where nobody does."""
    day = min(new.on, book.today())
    found = _around(book, list(people), day)
    calendar = _calendar(book)
    for one, name in people.items():
        rows = found.get(one, [])
        if new not in counted([*rows, new], book.numbers):
            continue
        verdict = guard(rows, day, calendar, book.numbers)
        if verdict.verdict != "ok":
            return f"{name}: {_said(verdict)}"
    return ""


def _around(book: Book, people: Sequence[bytes], day: date) -> dict[bytes, list[Contacted]]:
    since = day - timedelta(days=_MONTH + book.numbers.guard_reply_days)
    return contacted(book.db, people, since, day)


def _calendar(book: Book) -> Calendar:
    return Calendars(book.db).of_rep(book.rep_id or book.author_id)


def _said(found: Guard) -> str:
    return f"{GUARD_WORDS[found.verdict]}, {found.said}"


def guard_words(book: Book, contact_id: bytes, on: date | None = None) -> str:
    """What speaks against one more touch of ours on a day: `too much, 3 in 7 days, the most is 3`; else blank."""
    found = guards(book, [contact_id], on)[contact_id]
    return "" if found.verdict == "ok" else _said(found)


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
