"""The call-back: its outcome closes a request, reopens it or moves it; and it is a logged call."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id
from repcockpit.domain.request_clocks import callback_of
from repcockpit.domain.request_steps import check_outcome, event_of
from repcockpit.domain.requests import Life
from repcockpit.services.lookup import find
from repcockpit.services.record_edits import Written
from repcockpit.services.records import view_of
from repcockpit.services.requests.opening import past_moment, write_event
from repcockpit.services.requests.steps import checked_moment, said_words, standing_of
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.requests import Asker, asker_of, call_tasks

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

SAID = {
    "works": "Called back, works", "does_not_work": "Called back, does not work",
    "unreachable": "Called back, nobody reached",
}  # fmt: skip


def run_callback(book: "Book", name: str, words: Sequence[str]) -> Written:
    """A call-back by words: NAME|ID, then outcome=, note= and at=."""
    said = said_words(words, ("outcome", "note", "at"))
    at = past_moment(book, said["at"]) if "at" in said else None
    return call_back(book, find(book, "request", name), said.get("outcome"), note=said.get("note", ""), at=at)


def call_back(
    book: "Book", request_id: bytes, outcome: str | None, *, note: str = "", at: datetime | None = None
) -> Written:
    """The outcome of a call-back: works closes the request, does_not_work reopens it, unreachable moves it.

    The third day on which nobody was reached closes it unconfirmed. A connected call with the requester is
    logged (an attempt where nobody was reached) in the same transaction. Raises InvalidValueError for another
    outcome, RefusedError where no call-back is owed.
    """
    asker = asker_of(book.db, request_id)
    word = (outcome or "").strip().lower()
    with book.write(f"{SAID.get(word, 'Called back')}: {asker.title}") as unit:
        found = standing_of(book, request_id)
        word = check_outcome(outcome, found.life)
        moment = checked_moment(book, found, at)
        ms = int(moment.timestamp() * 1000)
        event = write_event(book, unit, request_id, event_of(word), ms, note, found.ends)
        after = standing_of(book, request_id).life
        if word == "unreachable" and after.status == "closed_unconfirmed":
            write_event(book, unit, request_id, "closed_unconfirmed", ms, "", event)
        _answer_tasks(book, unit, request_id, word, after, moment)
        _log_call(book, unit, request_id, asker, word, moment, note)
    return Written(view_of(book, "request", request_id), unit.txn)


def _answer_tasks(
    book: "Book", unit: "Unit", request_id: bytes, outcome: str, life: Life, moment: datetime
) -> None:
    """The task is done with the outcome, or moved to the account's next working day."""
    asker = asker_of(book.db, request_id)
    calendar = Calendars(book.db).of_account(asker.account_id, asker.owner_id)
    done: dict[str, object] = {
        "status": "completed", "done_on": moment.astimezone(ZoneInfo(book.zone)).date().isoformat(), "outcome": outcome,
    }  # fmt: skip
    if life.status == "callback_due":
        due = callback_of(life.rounds[-1], calendar, moment).due_on
        done = {"due_on": due.isoformat() if due else None}
    unit.update_many("task", [(task.id, done) for task in call_tasks(book.db, request_id)])


def _log_call(
    book: "Book", unit: "Unit", request_id: bytes, asker: Asker, outcome: str, moment: datetime, note: str
) -> None:
    local = moment.astimezone(ZoneInfo(book.zone))
    is_reached = outcome != "unreachable"
    said = f"{SAID[outcome][0].lower()}{SAID[outcome][1:]}: {asker.title}"
    interaction = unit.insert(
        "interaction",
        {
            "type": "call", "outcome": "connected" if is_reached else "no_answer", "status": "completed",
            "direction": "outbound", "occurred_on": local.date().isoformat(),
            "occurred_at": int(moment.timestamp() * 1000), "zone": book.zone,
            "note": f"{said}. {note}" if note else said, "account_id": asker.account_id, "rep_id": book.author_id,
            "logged_at": int(book.now().timestamp() * 1000), "source": "typed", "request_id": request_id,
        },
    )  # fmt: skip
    if asker.contact_id is not None:
        link = derived_id(interaction, asker.contact_id)
        values = {"id": link, "interaction_id": interaction, "contact_id": asker.contact_id}
        unit.insert("participant", values)
