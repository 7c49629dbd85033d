"""The account changes hands: transfer, cover until a day, giving back; each is one transaction that undoes."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.domain.handover import READY
from repcockpit.domain.ids import derived_id
from repcockpit.services.approvals.asking import ask_within
from repcockpit.services.approvals.people import may_decide
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.handover.naming import checked_taker, named_few, rep_of, standing
from repcockpit.services.handover.reading import UNDERWAY, Case, view_of
from repcockpit.services.handover.steps import already, call_off, write_row
from repcockpit.store.reads import details
from repcockpit.store.reads import handover as reads
from repcockpit.store.reads.approvals import open_about

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import ApprovalView
    from repcockpit.services.book import Book
    from repcockpit.store.reads.handover import AccountRow, HandoverRow
    from repcockpit.store.unit import Unit

_COLUMNS = {
    "request": "owner_id",
    "task": "owner_id",
    "qbr": "owner_id",
    "interaction": "rep_id",
    "idea": "owner_id",
}


class Transferred(NamedTuple):
    """What was done in a sentence, its transaction, the accounts that moved, and those a manager was asked about."""

    text: str
    txn: bytes | None
    moved: tuple[bytes, ...]
    asked: tuple[bytes, ...]


def transfer(book: "Book", rows: Sequence["HandoverRow"], override: str | None = None) -> Transferred:
    """The accounts become the new rep's with all that is open; below 80 only with a reason for the override.

    With one, a manager transfers at once, and anybody else asks for it. Raises RefusedError without it.
    """
    taker = _taker(book, rows)
    view = view_of(book, [Case(row.account_id, row.from_id or b"", row.to_id, row) for row in rows], UNDERWAY)
    low = {one.id: one for one in view.accounts if not one.ready}
    reason = (override or "").strip()
    if low and not reason:
        few = named_few([f"{one.name} {one.readiness}" for one in low.values()])
        raise RefusedError(
            f"not ready, {READY} is needed: {few}", "tick what is missing, or say --override REASON"
        )
    may = may_decide(book)
    asked = [] if may else [row for row in rows if row.account_id in low]
    moved = [row for row in rows if row not in asked]
    names = {one.id: one.name for one in view.accounts}
    text = _said([names[row.account_id] for row in moved], [names[row.account_id] for row in asked], taker)
    with book.write(text) as unit:
        for row in moved:
            if row.account_id in low:
                _overridden(book, unit, row, reason)
            move(book, unit, row)
        for row in asked:
            ask_within(
                book, unit, kind="handover", subject_id=row.id, account_id=row.account_id,
                asked=f"readiness {low[row.account_id].readiness}", reason=reason,
            )  # fmt: skip
    return Transferred(text, unit.txn, _accounts(moved), _accounts(asked))


def _taker(book: "Book", rows: Sequence["HandoverRow"]) -> str:
    if not rows:
        raise RefusedError("no handover goes on there", "`handover ACCOUNT --to REP` begins one")
    for row in rows:
        if row.to_id is not None:
            checked_taker(book, row.to_id)
    takers = {rep_of(book, row.to_id).name for row in rows if row.to_id is not None}
    return " and ".join(sorted(takers))


def _said(moved: Sequence[str], asked: Sequence[str], taker: str) -> str:
    parts = []
    if moved:
        parts.append(f"{named_few(moved)} {'is' if len(moved) == 1 else 'are'} {taker}'s now")
    if asked:
        parts.append(f"asked for {named_few(asked)}")
    return ", ".join(parts)


def _accounts(rows: Sequence["HandoverRow"]) -> tuple[bytes, ...]:
    return tuple(row.account_id for row in rows)


def _overridden(book: "Book", unit: "Unit", row: "HandoverRow", reason: str) -> None:
    """A manager did it: the inbox keeps who, when and why; where somebody asked, it is the answer."""
    waiting = open_about(book.db, "handover", row.id)
    if waiting is not None:
        unit.update("approval", waiting, {"note": reason})
    else:
        ask_within(book, unit, kind="handover", subject_id=row.id, account_id=row.account_id, reason=reason)


def transfer_approved(book: "Book", unit: "Unit", approval: "ApprovalView") -> None:
    """The handover that a manager approved is done, inside the transaction of the answer.

    Raises RefusedError where it does not go on any more, or the account is somebody else's by now.
    """
    row = reads.handover_by_id(book.db, approval.subject.id) if approval.subject is not None else None
    if row is None or row.done_on is not None:
        raise RefusedError("that handover does not go on any more", "refuse it, or begin the handover again")
    move(book, unit, row)


def move(book: "Book", unit: "Unit", row: "HandoverRow") -> None:
    """Write the new owner of an account and of what is open there. Raises RefusedError where it changed meanwhile."""
    found = reads.accounts_named(book.db, [row.account_id])
    if not found:
        raise RefusedError("that account is in the bin", "`repcockpit bin` lists what can come back")
    (one,) = found
    fresh = reads.handover_by_id(book.db, row.id)
    if fresh is None or fresh.done_on is not None or row.to_id is None or row.from_id is None:
        raise RefusedError(f"the handover of {one.name} does not go on any more", "look at it again")
    if one.owner_id not in (row.from_id, row.to_id):
        raise RefusedError(f"{one.name} is {one.owner_name or 'nobody'}'s now", "call the handover off")
    give(book, unit, one.id, row.from_id, row.to_id)
    today = book.today().isoformat()
    unit.update("handover", row.id, {"done_on": today})
    waiting = open_about(book.db, "handover", row.id)
    if waiting is not None:
        answer = {"state": "approved", "decided_by_id": book.author_id, "decided_on": today}
        unit.update("approval", waiting, answer)


def give(book: "Book", unit: "Unit", account_id: bytes, giver: bytes, taker: bytes) -> None:
    """An account, its people with an own owner and what is open there: all that was the giver's, or nobody's."""
    group = details.group_ids(book.db, "account", account_id)
    unit.update("account", account_id, {"owner_id": taker})
    now_ms = int(book.now().timestamp() * 1000)
    for thing in reads.open_things(book.db, group, now_ms):
        if thing.owner_id is None or thing.owner_id == giver:
            unit.update(thing.table, thing.id, {_COLUMNS[thing.table]: taker})
    unit.update_many(
        "contact", [(one, {"owner_id": taker}) for one in reads.owned_people(book.db, group, giver)]
    )


def cover(book: "Book", accounts: Sequence["AccountRow"], taker_id: bytes, until: date) -> Decided:
    """Somebody is away at once: the accounts and what is open there are the cover's until a day, then given back.

    Until `give_back` they stand in the cover's Today and count in the cover's row; a task reminds of the day.
    Raises InvalidValueError for a day before today, RefusedError where one is on its way or lent already.
    """
    taker = checked_taker(book, taker_id)
    if until < book.today():
        raise InvalidValueError(f"{until} is over already", "say --until with a day to come")
    known = standing(book, [one.id for one in accounts])
    for one in accounts:
        if one.id in known:
            raise already(book, one.name, known[one.id])
    text = f"{taker.name} covers {named_few([one.name for one in accounts])} until {until}"
    with book.write(text) as unit:
        for one in accounts:
            write_row(book, unit, one, taker_id, until.isoformat())
            if one.owner_id is not None:
                give(book, unit, one.id, one.owner_id, taker_id)
        for giver in dict.fromkeys(one.owner_id for one in accounts if one.owner_id is not None):
            _remind(book, unit, giver, taker_id, until)
    return Decided(text, unit.txn)


def _remind(book: "Book", unit: "Unit", giver: bytes, taker_id: bytes, until: date) -> None:
    due = (until + timedelta(days=min(1, (date.max - until).days))).isoformat()
    unit.insert(
        "task",
        {
            "id": derived_id("cover", giver, taker_id, until.isoformat()),
            "kind": "task",
            "title": f"give the accounts back to {rep_of(book, giver).name}",
            "status": "not_started",
            "owner_id": taker_id,
            "due_on": due,
            "first_due_on": due,
            "done_on": None,
            "tracking_started_on": book.today().isoformat(),
        },
    )


def give_back(book: "Book", rows: Sequence["HandoverRow"]) -> Decided:
    """The cover ends: accounts and all that the cover has open there are the first rep's again.

    A handover that was only begun is called off. Raises RefusedError where nothing goes on, or the rep left.
    """
    lent = [row for row in rows if row.cover_until is not None]
    if not rows:
        raise RefusedError("nothing is lent or on its way there", "`handover` lists what goes on")
    if not lent:
        return call_off(book, rows)
    for row in lent:
        if row.from_id is not None:
            checked_taker(book, row.from_id)
    names = [one.name for one in reads.accounts_named(book.db, _accounts(lent))]
    text = f"{named_few(names)} given back"
    with book.write(text) as unit:
        for row in lent:
            if row.from_id is not None and row.to_id is not None:
                give(book, unit, row.account_id, row.to_id, row.from_id)
                _end_reminder(book, unit, row)
            unit.update("handover", row.id, {"done_on": book.today().isoformat()})
    return Decided(text, unit.txn)


def _end_reminder(book: "Book", unit: "Unit", row: "HandoverRow") -> None:
    """The reminder is done once nothing of that cover is lent any more."""
    still = [
        one
        for one in reads.handovers_underway(book.db)
        if (one.from_id, one.to_id, one.cover_until) == (row.from_id, row.to_id, row.cover_until)
        and one.id != row.id
    ]
    task = derived_id("cover", row.from_id or b"", row.to_id or b"", row.cover_until or "")
    if not still and reads.is_open_task(book.db, task):
        unit.update("task", task, {"done_on": book.today().isoformat(), "status": "completed"})
