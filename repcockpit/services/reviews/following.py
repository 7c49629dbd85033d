"""What follows a review: it was held, its actions, its minutes, its pack; each is one transaction that undoes."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.domain.ids import derived_id
from repcockpit.services.reviews.writing import Changed, Pending, pending

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


def hold(book: "Book", qbr_id: bytes, at: datetime | date | None = None, note: str | None = None) -> Changed:
    """It was held: a completed interaction of type qbr with those who accepted, else with those invited.

    `at` default: as planned, never after now. Raises InvalidValueError for a day to come, RefusedError where it was
    held or skipped.
    """
    found = pending(book, qbr_id)
    moment = at if at is not None else _as_planned(found)
    on = moment.date() if isinstance(moment, datetime) else moment
    if on > book.today() or (isinstance(moment, datetime) and moment > book.now()):
        raise InvalidValueError(f"{on} is still to come", "a QBR is held once it took place")
    text = f"{found.title} held"
    with book.write(text) as unit:
        found.write(unit, held_on=on.isoformat(), cancelled_on=None)
        interaction = _meeting(found, unit, on, moment if isinstance(moment, datetime) else None, note)
        unit.update("qbr", qbr_id, {"interaction_id": interaction})
    return Changed(text, unit.txn, qbr_id)


def _as_planned(found: Pending) -> datetime | date:
    now, planned = found.book.now(), found.one.scheduled_at
    if planned is not None:
        return min(planned, now)
    on = found.review.scheduled_on
    return now if on is None or on > now.date() else on


def _meeting(found: Pending, unit: "Unit", on: date, at: datetime | None, note: str | None) -> bytes:
    """The interaction that the review was: the planned one, or a new one with its people."""
    book = found.book
    values: dict[str, object] = {
        "status": "completed",
        "outcome": "connected",
        "occurred_on": on.isoformat(),
        "occurred_at": int(at.timestamp() * 1000) if at is not None else None,
        "zone": book.zone,
        "logged_at": int(book.now().timestamp() * 1000),
        "qbr_id": found.review.id,
    }
    if note:
        values["note"] = note
    if found.review.meeting_id is not None:
        unit.update("interaction", found.review.meeting_id, values)
        return found.review.meeting_id
    links = {"account_id": found.one.account_id, "rep_id": book.author_id, "source": "typed"}
    interaction = unit.insert("interaction", values | links | {"type": "qbr"})
    accepted = [one.id for one in found.one.people if one.accepted_on is not None]
    for contact_id in accepted or [one.id for one in found.one.people]:
        link = derived_id(interaction, contact_id)
        unit.insert("participant", {"id": link, "interaction_id": interaction, "contact_id": contact_id})
    return interaction


def send_minutes(book: "Book", qbr_id: bytes, on: date | None = None) -> Changed:
    """The minutes went to those who took part, today or on a day since it was held.

    Raises RefusedError before it was held, InvalidValueError for another day.
    """
    found = pending(book, qbr_id, is_open=False)
    day, held = on or book.today(), _held_on(found)
    if not held <= day <= book.today():
        raise InvalidValueError(f"{day} cannot be when the minutes went out", f"a day from {held} to today")
    text = f"minutes of the {found.title} sent"
    with book.write(text) as unit:
        found.write(unit, minutes_sent_on=day.isoformat())
    return Changed(text, unit.txn, qbr_id)


def _held_on(found: Pending) -> date:
    if found.review.held_on is None:
        raise RefusedError(f"the {found.title} was not held yet", "hold it first: `qbr hold`")
    return found.review.held_on


def follow_up(
    book: "Book", qbr_id: bytes, action: str, owner_id: bytes | None, due_on: date | None
) -> Changed:
    """An action that the review decided: a task of kind qbr_action.

    Raises InvalidValueError for an empty one, RefusedError where the review was skipped.
    """
    found = pending(book, qbr_id, is_open=False)
    if not action.strip():
        raise InvalidValueError("which action?", "say what is to be done")
    if found.review.is_skipped:
        raise RefusedError(f"the {found.title} was skipped", "`repcockpit undo` takes that back")
    due = f" by {format_date(due_on, book.today())}" if due_on else ""
    text = f"{found.title}: {action.strip()}{due}"
    day = due_on.isoformat() if due_on else None
    with book.write(text) as unit:
        found.write(unit)
        unit.insert(
            "task",
            {
                "kind": "qbr_action",
                "title": action.strip(),
                "status": "not_started",
                "owner_id": owner_id,
                "due_on": day,
                "first_due_on": day,
                "account_id": found.one.account_id,
                "qbr_id": qbr_id,
            },
        )
    return Changed(text, unit.txn, qbr_id)


def carry_on(book: "Book", qbr_id: bytes) -> Changed:
    """Actions of the review before that are still open become this one's.

    Raises RefusedError where none is open.
    """
    found = pending(book, qbr_id)
    still = [one.id for one in found.one.facts.last_actions if one.done_on is None and not one.is_carried]
    if not still:
        raise RefusedError("no action of the last QBR is open", "there is nothing to carry on")
    text = f"{len(still)} action{'s' if len(still) > 1 else ''} carried on to the {found.title}"
    with book.write(text) as unit:
        found.write(unit)
        unit.update_many("task", [(task, {"carried_to_id": qbr_id}) for task in still])
    return Changed(text, unit.txn, qbr_id)


def note_pack(book: "Book", qbr_id: bytes) -> Changed:
    """The pack was made today; of a review that is over nothing is noted."""
    found = pending(book, qbr_id, is_open=False)
    text = f"pack of the {found.title} made"
    if not found.review.is_open:
        return Changed(text, None, qbr_id)
    with book.write(text) as unit:
        found.write(unit, pack_made_on=book.today().isoformat())
    return Changed(text, unit.txn, qbr_id)
