"""Opening a request: one way to write it, for the capture line, the command and the key."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.capture.parser import ACKNOWLEDGING_TYPES
from repcockpit.domain.dates import parse_time
from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.records import Assignment, assignments
from repcockpit.services.local_dates import device_language, read_moment
from repcockpit.services.record_edits import Written
from repcockpit.services.record_values import read_values
from repcockpit.services.records import view_of
from repcockpit.store.calendars import fill_public_holidays
from repcockpit.store.reads.requests import home_of, keeper_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_YEARS = 2
"""How many years before and after the opening the account's public holidays are looked up for."""


class Ask(NamedTuple):
    """What is asked for; `opened_at` is when the clocks start, `via` how it was taken."""

    title: str
    opened_at: datetime
    account_id: bytes | None = None
    contact_id: bytes | None = None
    type: str = "other"
    impact: str = "medium"
    urgency: str = "medium"
    due_on: date | None = None
    via: str | None = None
    note: str | None = None
    interaction_id: bytes | None = None
    owner_id: bytes | None = None


def write_request(book: "Book", unit: "Unit", ask: Ask) -> bytes:
    """The request and its first events; one taken in person or by phone is answered at once (rules.md 2.22).

    It is owned by whom `ask` names, else by the account's owner, else by this device's rep.
    """
    at = int(ask.opened_at.timestamp() * 1000)
    account = ask.account_id or (home_of(book.db, ask.contact_id) if ask.contact_id else None)
    keeper = keeper_of(book.db, account)
    if keeper is not None and keeper.country:
        year = ask.opened_at.year
        years = range(max(year - 1, 1), min(year + _YEARS, 9999) + 1)
        fill_public_holidays(book.db, keeper.country, keeper.region, years)
    request = unit.insert(
        "request",
        {
            "title": ask.title, "type": ask.type, "impact": ask.impact, "urgency": ask.urgency, "opened_at": at,
            "zone": book.zone, "due_on": ask.due_on.isoformat() if ask.due_on else None,
            "owner_id": ask.owner_id or (keeper.owner_id if keeper else None) or book.author_id,
            "account_id": account, "contact_id": ask.contact_id, "interaction_id": ask.interaction_id,
            "via": ask.via, "note": ask.note,
        },
    )  # fmt: skip
    opened = write_event(book, unit, request, "opened", at)
    if ask.via in ACKNOWLEDGING_TYPES:
        write_event(book, unit, request, "acknowledged", at, after=opened)
    return request


def write_event(
    book: "Book",
    unit: "Unit",
    request: bytes,
    kind: str,
    at: int,
    note: str | None = None,
    after: bytes = b"",
) -> bytes:
    """One step of a request; `after` are the ids of the steps it follows."""
    return unit.insert(
        "request_event",
        {
            "request_id": request, "kind": kind, "at": at, "note": note or None, "by_id": book.author_id,
            "after": after or None,
        },
    )  # fmt: skip


def open_request(book: "Book", words: Sequence[str]) -> Written:
    """A new request from FIELD=VALUE words; `at=` says when its clocks start.

    Raises UsageError for an unknown field or a missing one, InvalidValueError, NotFoundError or
    AmbiguousError for a value; then nothing is written.
    """
    at, rest = taken("at", words)
    ask = _ask(book, assignments("request", rest), past_moment(book, at) if at else book.now())
    return opened(book, ask)


def opened(book: "Book", ask: Ask) -> Written:
    """The request written in a transaction of its own."""
    with book.write(f"Opened request: {ask.title}") as unit:
        request = write_request(book, unit, ask)
    return Written(view_of(book, "request", request), unit.txn)


def _ask(book: "Book", given: Sequence[Assignment], at: datetime) -> Ask:
    named = {one.field.name for one in given if one.text}
    for group in (("title",), ("account", "contact")):
        if not named & set(group):
            raise UsageError(f"a request needs {' or '.join(group)}", f"write {group[0]}=VALUE")
    values = read_values(book, "request", given, None).columns
    due = values.get("due_on")
    return Ask(
        values["title"], at, values.get("account_id"), values.get("contact_id"), values.get("type") or "other",
        values.get("impact") or "medium", values.get("urgency") or "medium",
        date.fromisoformat(due) if isinstance(due, str) else due,
        values.get("via"), values.get("note"), owner_id=values.get("owner_id"),
    )  # fmt: skip


def taken(name: str, words: Sequence[str]) -> tuple[str, list[str]]:
    """The value of the word `name=…` ("" where there is none), and the other words."""
    mine = [word for word in words if word.partition("=")[0] == name and "=" in word]
    value = mine[-1].partition("=")[2].strip() if mine else ""
    return value, [word for word in words if word not in mine]


def past_moment(book: "Book", text: str) -> datetime:
    """The instant that `text` means: a time alone is the last such time. Raises InvalidValueError for a future one."""
    now = book.now()
    day, at = read_moment(book, text, "back")
    if at is None:
        at = datetime.combine(day, now.time().replace(tzinfo=None), ZoneInfo(book.zone))
    elif at > now and parse_time(text.strip(), device_language()) is not None:
        at = datetime.combine(day - timedelta(days=1), at.time(), ZoneInfo(book.zone))
    if at > now:
        raise InvalidValueError(f"{text!r} lies ahead", "a step is written once it has happened")
    return at
