"""The steps of a request: each one event, with what follows from it, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.domain.request_clocks import callback_of
from repcockpit.domain.request_steps import check_step, event_of, is_idle
from repcockpit.domain.requests import Life, Round, loose_ends
from repcockpit.services.local_dates import read_day
from repcockpit.services.lookup import find
from repcockpit.services.record_edits import Written
from repcockpit.services.records import view_of
from repcockpit.services.requests.opening import past_moment, taken, write_event
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.records_requests import Event, events_of, life_there
from repcockpit.store.reads.requests import asker_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_SAID = {
    "ack": "Answered", "wait": "Waiting for the customer", "resume": "Going on", "hand": "Handed over",
    "resolve": "Solved", "cancel": "Cancelled",
}  # fmt: skip
_MAY_LIE_BACK = frozenset(("ack",))
"""Steps that may be written later than others that happened after them."""


class Standing(NamedTuple):
    """A request as a step finds it."""

    id: bytes
    events: list[Event]
    life: Life

    @property
    def last_at(self) -> datetime | None:
        """When the last step happened."""
        return max((event.step.at for event in self.events), default=None)

    @property
    def ends(self) -> bytes:
        """What the next step follows."""
        return loose_ends([event.step for event in self.events])


def standing_of(book: "Book", request_id: bytes) -> Standing:
    """The request with all its steps."""
    events = events_of(book.db, [request_id]).get(request_id, [])
    asker = asker_of(book.db, request_id)
    calendar = Calendars(book.db).of_account(asker.account_id, asker.owner_id)
    return Standing(request_id, events, life_there([event.step for event in events], ZoneInfo(calendar.zone)))


def take_step(
    book: "Book", request_id: bytes, step: str, *, note: str = "", at: datetime | None = None,
    to: str = "", due_on: date | None = None,
) -> Written:  # fmt: skip
    """One of ack, wait, resume, hand, resolve, cancel, close; a step that changes nothing writes nothing.

    `at` is when it happened (None: now); `to` and `due_on` are the department a request is handed to and what
    it promised. Raises RefusedError where the step is not possible, InvalidValueError for an instant before
    the last step.
    """
    with book.write(f"{_SAID.get(step, step)}: {asker_of(book.db, request_id).title}") as unit:
        found = standing_of(book, request_id)
        check_step(step, found.life)
        if not is_idle(step, found.life):
            moment = checked_moment(book, found, at, is_free=step in _MAY_LIE_BACK)
            said = note or (f"to {to}" if to else "")
            write_event(
                book, unit, request_id, event_of(step), int(moment.timestamp() * 1000), said, found.ends
            )
            if step == "hand":
                promise = due_on.isoformat() if due_on else None
                unit.update("request", request_id, {"handed_to": to or None, "handed_due_on": promise})
            elif step == "resolve":
                ask_for_callback(book, unit, request_id, moment)
    return Written(view_of(book, "request", request_id), unit.txn)


def checked_moment(book: "Book", found: Standing, at: datetime | None, *, is_free: bool = False) -> datetime:
    """When a step happened: as said, else now. Raises InvalidValueError where others had happened after it."""
    if at is None:
        return book.now()
    first = next((event.step.at for event in found.events if event.step.kind == "opened"), None)
    earliest = first if is_free else found.last_at
    if earliest is not None and at < earliest:
        there = earliest.astimezone(ZoneInfo(book.zone))
        what = "was opened" if is_free else "last step was"
        raise InvalidValueError(
            f"{at:%Y-%m-%d %H:%M} lies before the request's last step"
            if not is_free
            else f"{at:%Y-%m-%d %H:%M} lies before the request",
            f"it {what} {there:%Y-%m-%d %H:%M}" if is_free else f"its {what} {there:%Y-%m-%d %H:%M}",
        )
    return at


def ask_for_callback(book: "Book", unit: "Unit", request_id: bytes, solved_at: datetime) -> None:
    """The task to call back, on the account's next working day; without a day where it has none."""
    asker = asker_of(book.db, request_id)
    calendar = Calendars(book.db).of_account(asker.account_id, asker.owner_id)
    due = callback_of(Round(solved_at), calendar, solved_at).first_due_on
    day = due.isoformat() if due else None
    unit.insert(
        "task",
        {
            "kind": "callback", "title": f"call back: {asker.title}", "status": "not_started", "due_on": day,
            "first_due_on": day, "owner_id": asker.owner_id or book.author_id, "account_id": asker.account_id,
            "contact_id": asker.contact_id, "request_id": request_id,
        },
    )  # fmt: skip


def run_step(book: "Book", step: str, name: str, words: Sequence[str]) -> Written:
    """A step by words: NAME|ID, then note=, at= and, where it is handed, to= and due_on=."""
    known = ("note", "at", "to", "due_on") if step == "hand" else ("note", "at")
    said = said_words(words, known)
    request_id = find(book, "request", name)
    if step == "hand" and not said.get("to"):
        raise UsageError("to whom is it handed?", "write to=DEPARTMENT due_on=D")
    due = said.get("due_on")
    return take_step(
        book, request_id, step, note=said.get("note", ""), at=past_moment(book, said["at"]) if said.get("at") else None,
        to=said.get("to", ""), due_on=read_day(book, due, "forward") if due else None,
    )  # fmt: skip


def said_words(words: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """FIELD=VALUE words by field. Raises UsageError for a field that is not among `known`."""
    rest = list(words)
    found = {}
    for name in known:
        value, rest = taken(name, rest)
        if value:
            found[name] = value
    if rest:
        raise UsageError(f"there is no {rest[0]!r} here", "fields: " + ", ".join(known))
    return found


def set_executive(book: "Book", name: str, words: Sequence[str]) -> Written:
    """Whose voice the request needs: who=, due_on=, done=yes (or no)."""
    said = said_words(words, ("who", "due_on", "done"))
    return needs_executive(
        book,
        find(book, "request", name),
        said.get("who"),
        due_on=read_day(book, said["due_on"], "forward") if "due_on" in said else None,
        is_done=_yes(said["done"]) if "done" in said else None,
    )


def needs_executive(
    book: "Book",
    request_id: bytes,
    who: str | None,
    *,
    due_on: date | None = None,
    is_done: bool | None = None,
) -> Written:
    """An executive is to speak with the customer, by a day, or has. Raises UsageError where nobody is named."""
    held = view_of(book, "request", request_id)
    if not (who or held.executive):
        raise UsageError("whose voice does it need?", "write who=NAME due_on=D")
    changes: dict[str, object] = {}
    if who:
        changes["executive_who"] = who
    if due_on:
        changes["executive_due_on"] = due_on.isoformat()
    if is_done is not None:
        changes["executive_done_on"] = book.today().isoformat() if is_done else None
    elif due_on or (who and held.executive and who != held.executive.who):
        changes["executive_done_on"] = None
    label = "Executive spoke" if is_done else f"Needs the voice of {who or held.executive.who}"
    with book.write(f"{label}: {held.title or 'request'}") as unit:
        unit.update("request", request_id, changes)
    return Written(view_of(book, "request", request_id), unit.txn)


def _yes(text: str) -> bool:
    folded = text.strip().lower()
    if folded not in {"yes", "y", "1", "true", "no", "n", "0", "false"}:
        raise InvalidValueError(f"done cannot be {text!r}", "done is yes or no")
    return folded in {"yes", "y", "1", "true"}
