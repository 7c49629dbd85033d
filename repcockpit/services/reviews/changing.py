"""What can be done with a review until it is held; each is one transaction that undoes. Errors are CockpitErrors."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.access import LEADING
from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError, RefusedError, UsageError
from repcockpit.domain.ids import derived_id
from repcockpit.domain.readiness import BY_NAME, ITEMS, TICKS, Item
from repcockpit.services.reviews.judging import AGREED
from repcockpit.services.reviews.writing import Changed, Pending, next_pending, pending
from repcockpit.store.reads.records_held import is_shown

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

__all__ = [
    "Changed", "accept", "cancel", "invite", "link_info", "propose", "schedule", "skip", "tick", "write_decisions",
    "write_note",
]  # fmt: skip
MORNING = time(9)
"""When a meeting begins of which only the day was said."""


def propose(book: "Book", account_id: bytes, due_on: date | None = None) -> Changed:
    """The customer was asked for a date; `due_on` (default: as it is) is when the review is due.

    Raises RefusedError where it has a date already, InvalidValueError where nothing says when it is due.
    """
    found = next_pending(book, account_id, due_on or book.today())
    if found.review.scheduled_on is not None:
        raise RefusedError(
            f"the {found.title} is on {found.review.scheduled_on}", "cancel it first, or move it"
        )
    day = due_on or (found.review.due_on if found.courses.interval(found.one.account_id) else None)
    if day is None:
        raise InvalidValueError("no QBR is due with this account", "say when: due_on=2026-12-15")
    text = f"{found.title} proposed, due {format_date(day, book.today())}"
    with book.write(text) as unit:
        found.write(unit, proposed_on=book.today().isoformat(), due_on=day.isoformat(), cancelled_on=None)
    return Changed(text, unit.txn, found.review.id)


def schedule(book: "Book", account_id: bytes, at: datetime | date, contacts: Sequence[bytes] = ()) -> Changed:
    """The account's next review has a date; again: it moves. `contacts` are invited beside those who are.

    A day without an hour is nine in the morning. Raises InvalidValueError for a day before today.
    """
    moment = _moment(book, at)
    found = next_pending(book, account_id, moment.date())
    return _scheduled(found, moment, contacts)


def move(book: "Book", qbr_id: bytes, at: datetime | date) -> Changed:
    """This review has another date. Raises as `schedule` does, NotFoundError, RefusedError once it was held."""
    return _scheduled(pending(book, qbr_id), _moment(book, at), ())


def _scheduled(found: Pending, moment: datetime, contacts: Sequence[bytes]) -> Changed:
    book, review = found.book, found.review
    if moment.date() < book.today():
        raise InvalidValueError(
            f"{moment.date()} is over already", "a QBR that took place is held: `qbr hold`"
        )
    ms = int(moment.timestamp() * 1000)
    verb = "moved to" if review.scheduled_on is not None else "on"
    text = f"{found.title} {verb} {format_date(moment.date(), book.today())} {moment:%H:%M}"
    meeting = review.meeting_id
    with book.write(text) as unit:
        stored = found.one.stored
        if meeting is None or (stored is not None and stored.scheduled_at is not None):
            found.write(unit, scheduled_at=ms, zone=book.zone, cancelled_on=None)
        else:
            found.write(unit, cancelled_on=None)
        if meeting is not None:
            when = {"occurred_on": moment.date().isoformat(), "occurred_at": ms, "zone": book.zone}
            unit.update("interaction", meeting, when)
        if review.scheduled_on is None or not _is_agreed(found):
            found.tick(unit, AGREED, book.today())
        known = {one.id for one in found.one.people}
        for contact_id in contacts:
            if contact_id not in known:
                found.invite(unit, contact_id, accepted_on=None)
    return Changed(text, unit.txn, review.id)


def _is_agreed(found: Pending) -> bool:
    return AGREED in found.one.facts.ticks


def _moment(book: "Book", at: datetime | date) -> datetime:
    if isinstance(at, datetime):
        return at.astimezone(ZoneInfo(book.zone))
    return datetime.combine(at, MORNING, ZoneInfo(book.zone))


def accept(book: "Book", qbr_id: bytes, contact_id: bytes, *, has_accepted: bool = True) -> Changed:
    """Somebody accepted (or takes it back); who was not invited is now."""
    found = pending(book, qbr_id)
    who = _name_of(book, contact_id)
    text = f"{who} {'accepted' if has_accepted else 'did not accept'} the {found.title}"
    with book.write(text) as unit:
        found.write(unit)
        found.invite(unit, contact_id, accepted_on=book.today().isoformat() if has_accepted else None)
    return Changed(text, unit.txn, qbr_id)


def _name_of(book: "Book", contact_id: bytes) -> str:
    from repcockpit.store.reads.records import titles_of  # noqa: PLC0415 -- only to name somebody

    return titles_of(book.db, "contact", [contact_id]).get(contact_id, "")


def invite(book: "Book", qbr_id: bytes, contacts: Sequence[bytes]) -> Changed:
    """Exactly these people are invited; who takes part in a planned interaction stays."""
    found = pending(book, qbr_id)
    text = f"{len(contacts)} invited to the {found.title}"
    with book.write(text) as unit:
        found.write(unit)
        for one in found.one.people:
            link = derived_id(qbr_id, one.id)
            if one.id not in contacts and is_shown(book.db, "qbr_person", link):
                unit.hide("qbr_person", link)
        known = {one.id for one in found.one.people}
        for contact_id in contacts:
            if contact_id not in known:
                found.invite(unit, contact_id, accepted_on=None)
    return Changed(text, unit.txn, qbr_id)


def item_named(text: str) -> Item:
    """The item of the checklist that `text` means, blanks and case aside. Raises UsageError."""
    found = BY_NAME.get(text.strip().lower().replace(" ", "_").replace("-", "_"))
    if found is None:
        raise UsageError(f"there is no item {text!r}", "items: " + ", ".join(one.name for one in ITEMS))
    return found


def check_tick(item: Item) -> None:
    """Raise RefusedError for an item that the record decides, with what would meet it."""
    if not item.is_tick:
        hint = f"to meet it: {item.meets}; ticked by hand: {', '.join(TICKS)}"
        raise RefusedError(f"{item.words} is computed from the record", hint)


def tick(book: "Book", qbr_id: bytes, item: str, *, is_done: bool = True) -> Changed:
    """Tick an item, or open it; raises UsageError and, for a computed one, RefusedError with what would meet it."""
    return tick_all(book, qbr_id, {item: is_done})


def tick_all(book: "Book", qbr_id: bytes, items: dict[str, bool]) -> Changed:
    """Tick or open several items at once; raises as `tick` does, then nothing is written."""
    named = [(item_named(name), is_done) for name, is_done in items.items()]
    for item, _ in named:
        check_tick(item)
    found = pending(book, qbr_id)
    said = ", ".join(f"{item.words} {'done' if is_done else 'open'}" for item, is_done in named)
    text = f"{found.title}: {said}"
    with book.write(text) as unit:
        found.write(unit)
        for item, is_done in named:
            _write_tick(found, unit, item.name, is_done=is_done)
    return Changed(text, unit.txn, qbr_id)


def _write_tick(found: Pending, unit: "Unit", item: str, *, is_done: bool) -> None:
    if item == "pack_sent":
        now = int(found.book.now().timestamp() * 1000)
        if not is_done or found.one.facts.pack_sent_at is None:
            unit.update("qbr", found.review.id, {"pack_sent_at": now if is_done else None})
        return
    if not is_done or item not in found.one.facts.ticks:
        found.tick(unit, item, found.book.today() if is_done else None)


def link_info(book: "Book", qbr_id: bytes, info_id: bytes, *, is_linked: bool = True) -> Changed:
    """Choose an item of industry information for it, or take it out."""
    found = pending(book, qbr_id)
    text = f"{found.title}: item of news {'chosen' if is_linked else 'taken out'}"
    link = derived_id(qbr_id, info_id)
    with book.write(text) as unit:
        found.write(unit)
        if is_linked:
            unit.insert("qbr_info", {"id": link, "qbr_id": qbr_id, "info_id": info_id})
        elif is_shown(book.db, "qbr_info", link):
            unit.hide("qbr_info", link)
    return Changed(text, unit.txn, qbr_id)


def write_decisions(book: "Book", qbr_id: bytes, text: str) -> Changed:
    """The decisions sought, one a line."""
    return set_texts(book, qbr_id, {"decisions": text})


def write_note(book: "Book", qbr_id: bytes, text: str) -> Changed:
    """The note of the review."""
    return set_texts(book, qbr_id, {"note": text})


def set_texts(book: "Book", qbr_id: bytes, texts: dict[str, str]) -> Changed:
    """Change `decisions` and `note` of a review at once; a note can be written after it was held too."""
    found = pending(book, qbr_id, is_open="decisions" in texts)
    label = f"{found.title}: {' and '.join(texts)} written"
    with book.write(label) as unit:
        found.write(unit, **{name: text.strip() or None for name, text in texts.items()})
    return Changed(label, unit.txn, qbr_id)


def cancel(book: "Book", qbr_id: bytes) -> Changed:
    """The date is off, and who accepted has not: the review is due again.

    Raises RefusedError where it was neither proposed nor has a date.
    """
    found = pending(book, qbr_id)
    if found.review.scheduled_on is None and found.one.step.proposed_on is None:
        raise RefusedError(f"the {found.title} has no date to cancel", "`qbr skip` leaves it out this time")
    text = f"{found.title} cancelled"
    with book.write(text) as unit:
        _take_off(found, unit, proposed_on=None, cancelled_on=book.today().isoformat())
    return Changed(text, unit.txn, qbr_id)


def skip(book: "Book", qbr_id: bytes, reason: str, approver: str) -> Changed:
    """It is left out this time; raises InvalidValueError where reason or approver is missing."""
    found = pending(book, qbr_id)
    for name, said in (("reason", reason), ("approver", approver)):
        if not said.strip():
            raise InvalidValueError(f"a QBR is skipped with a {name}", f"say {name}=…")
    due = found.review.due_on or found.review.scheduled_on or book.today()
    text = f"{found.title} skipped: {reason.strip()}"
    with book.write(text) as unit:
        _take_off(
            found,
            unit,
            skip_reason=reason.strip(),
            approver=approver.strip(),
            due_on=due.isoformat(),
        )
        _ask_approver(found, unit, reason.strip(), approver)
    return Changed(text, unit.txn, qbr_id)


def _ask_approver(found: Pending, unit: "Unit", reason: str, approver: str) -> None:
    """Where the approver is a colleague, they are asked; the skip holds meanwhile."""
    from repcockpit.services.approvals.asking import ask_within  # noqa: PLC0415 -- with a skip only
    from repcockpit.services.approvals.people import member_named  # noqa: PLC0415 -- the same
    from repcockpit.services.viewer import viewer_of  # noqa: PLC0415 -- the same

    book = found.book
    colleague = member_named(book, approver)
    if colleague is None or book.author_id is None or colleague.id == book.author_id:
        return
    if viewer_of(book).role in LEADING and colleague.role not in LEADING:
        return  # who leads decides that; nobody else could answer
    account_id = found.one.account_id
    ask_within(
        book, unit, kind="qbr_skip", subject_id=found.review.id, account_id=account_id, asked=colleague.name,
        reason=reason,
    )  # fmt: skip


def _take_off(found: Pending, unit: "Unit", **changes: object) -> None:
    """The meeting does not take place: its date, the tick of it, and who accepted."""
    found.write(unit, scheduled_at=None, zone=None, pack_sent_at=None, **changes)
    if found.review.meeting_id is not None:
        unit.update("interaction", found.review.meeting_id, {"status": "cancelled", "outcome": None})
    if _is_agreed(found):
        found.tick(unit, AGREED, None)
    for one in found.one.people:
        if one.accepted_on is not None:
            found.invite(unit, one.id, accepted_on=None)
