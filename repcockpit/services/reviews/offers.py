"""What meets an open item: people who can accept, news to bring, ideas to settle, a note, an action in one line."""

import re
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_past
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.readiness import SPONSOR_ROLES
from repcockpit.domain.views.offers import ActionText, Offer
from repcockpit.domain.words import NOTE_KINDS, spoken
from repcockpit.services.reviews.writing import Changed
from repcockpit.store.reads import review_offers as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_BY = re.compile(r"^(.*?)\s+by\s+(\S+(?:\s\S+)?)$", re.IGNORECASE)
_FOR = re.compile(r"^(.*?)\s+@(.+)$")


def people_offers(book: "Book", account_id: bytes, qbr_id: bytes) -> tuple[Offer, ...]:
    """The people of the account, who can decide first, each with role and whether they accepted."""
    found = []
    for contact_id, name, title, role, accepted in reads.people_of(book.db, account_id, qbr_id):
        parts = ("accepted" if accepted else "", spoken(role), title)
        found.append(
            Offer(contact_id, name, ", ".join(part for part in parts if part), role in SPONSOR_ROLES)
        )
    return tuple(found)


def news_offers(book: "Book", account_id: bytes, qbr_id: bytes) -> tuple[Offer, ...]:
    """The library for an account: what fits it and nobody got first; what is chosen already is left out."""
    from repcockpit.services.learning.library import library_of  # noqa: PLC0415 -- only where it is asked for

    taken = reads.chosen_news(book.db, qbr_id)
    rows = [row for row in library_of(book, account_id).rows if row.item.id not in taken]
    rows.sort(key=lambda row: (not row.is_fitting, row.got > 0))
    return tuple(
        Offer(row.item.id, row.item.title, "" if row.is_fitting else "for other sectors") for row in rows
    )


def idea_offers(book: "Book", account_id: bytes) -> tuple[Offer, ...]:
    """Their ideas that are not finished, those longest unchanged first."""
    from repcockpit.services.learning.ideas import ideas_of  # noqa: PLC0415 -- the same

    rows = [row for row in ideas_of(book, account_id) if row.status != "customer_told"]
    rows.sort(key=lambda row: (row.age_days is not None, -(row.age_days or 0)))
    today = book.today()
    return tuple(
        Offer(
            row.id,
            row.title,
            f"{spoken(row.status)}, {format_past(row.status_on, today) if row.status_on else 'day unknown'}",
        )
        for row in rows
    )


def note_theirs(book: "Book", account_id: bytes, kind: str, text: str) -> Changed:
    """A note of what the customer struggles with, needs, expects or wants, with today's date.

    Raises InvalidValueError without a text, or for another kind.
    """
    if not text.strip() or kind not in NOTE_KINDS:
        raise InvalidValueError("what did they say?", "a sentence in their words")
    said = f"{spoken(kind).capitalize()} noted: {text.strip()}"
    now = book.now()
    with book.write(said) as unit:
        unit.insert(
            "interaction",
            {
                "type": "note",
                "status": "completed",
                "occurred_on": now.date().isoformat(),
                "occurred_at": int(now.timestamp() * 1000),
                "logged_at": int(now.timestamp() * 1000),
                "zone": book.zone,
                "note": text.strip(),
                "note_kind": kind,
                "account_id": account_id,
                "rep_id": book.author_id,
                "source": "typed",
            },
        )
    return Changed(said, unit.txn, account_id)


def read_action(book: "Book", text: str) -> ActionText:
    """`send the sheet @jon by fri`: what, whose (this device's rep where nobody is named), and until when.

    Raises InvalidValueError for a blank one or one without a day, NotFoundError and AmbiguousError for the owner.
    """
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only where an action is typed
    from repcockpit.services.lookup import find  # noqa: PLC0415 -- the same
    from repcockpit.store.reads.records import titles_of  # noqa: PLC0415 -- the same

    found = _BY.match(text.strip())
    if found is None or not found[1].strip():
        raise InvalidValueError("until when?", "end it with a day: by fri, by 2w, by 12/9")
    due, rest = read_day(book, found[2], "forward"), found[1].strip()
    owner = book.author_id
    named = _FOR.match(rest)
    if named is not None and named[1].strip():
        rest, owner = named[1].strip(), find(book, "rep", named[2].strip())
    name = titles_of(book.db, "rep", [owner]).get(owner, "") if owner is not None else "nobody yet"
    return ActionText(rest, due.isoformat(), owner, name)


def read_skip(text: str) -> tuple[str, str]:
    """`merged with the annual meeting by Carla Mora`: the reason and who approved it. Raises InvalidValueError."""
    reason, found, approver = text.strip().rpartition(" by ")
    if not found or not reason.strip() or not approver.strip():
        raise InvalidValueError("who approved it?", "end it with a name: by Carla Mora")
    return reason.strip(), approver.strip()
