"""Beginning a handover, going through its list, calling it off; each is one transaction that undoes."""

import shlex
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, RefusedError, UsageError
from repcockpit.domain.handover import BY_NAME, CHECK_DAYS, ITEMS
from repcockpit.domain.ids import derived_id
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.handover.naming import checked_taker, named_few, rep_of, standing
from repcockpit.store.reads import details
from repcockpit.store.reads import handover as reads
from repcockpit.store.reads.approvals import open_about

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.handover import AccountRow, HandoverRow
    from repcockpit.store.unit import Unit


def begin(book: "Book", accounts: Sequence["AccountRow"], taker_id: bytes) -> Decided:
    """These accounts are on their way to another rep; those that are already stay as they are.

    Raises RefusedError where one is on its way to somebody else, or lent.
    """
    taker = checked_taker(book, taker_id)
    known = standing(book, [one.id for one in accounts])
    fresh = [one for one in accounts if one.id not in known]
    for one in accounts:
        row = known.get(one.id)
        if row is not None and (row.to_id != taker_id or row.cover_until is not None):
            raise already(book, one.name, row)
    if not fresh:
        return Decided(f"handed to {taker.name} already", None)
    text = f"Handover of {named_few([one.name for one in fresh])} to {taker.name} begun"
    with book.write(text) as unit:
        for one in fresh:
            write_row(book, unit, one, taker_id)
    return Decided(text, unit.txn)


def already(book: "Book", name: str, row: "HandoverRow") -> RefusedError:
    """What is said of an account that is on its way, or lent, already."""
    to = rep_of(book, row.to_id).name if row.to_id is not None else "somebody"
    if row.cover_until is not None:
        return RefusedError(
            f"{to} covers {name} until {row.cover_until}", f"`handover '{name}' --back` ends that"
        )
    return RefusedError(f"{name} is on its way to {to}", f"`handover '{name}' --back` calls that off")


def write_row(
    book: "Book", unit: "Unit", one: "AccountRow", taker_id: bytes, until: str | None = None
) -> bytes:
    """Write a handover; its id is the same on every device that begins the same one."""
    groups = details.groups_of(book.db, "account", [one.id])
    past = [row for row in reads.handovers_of(book.db, groups[one.id]) if row.done_on is not None]
    return unit.insert(
        "handover",
        {
            "id": derived_id("handover", one.id, str(len(past))),
            "account_id": one.id,
            "from_id": one.owner_id,
            "to_id": taker_id,
            "started_on": book.today().isoformat(),
            "done_on": None,
            "cover_until": until,
        },
    )


def underway_at(book: "Book", account_id: bytes) -> "HandoverRow":
    """The handover that goes on at an account. Raises RefusedError where none does."""
    row = standing(book, [account_id]).get(account_id)
    if row is None or row.cover_until is not None:
        (one,) = reads.accounts_named(book.db, [account_id])
        raise RefusedError(
            f"no handover of {one.name} goes on", f"`handover {shlex.quote(one.name)} --to REP` begins one"
        )
    return row


def call_off(book: "Book", rows: Sequence["HandoverRow"]) -> Decided:
    """These handovers are not wanted any more; what was ticked, and asked for, goes with them."""
    names = [one.name for one in reads.accounts_named(book.db, [row.account_id for row in rows])]
    text = f"Handover of {named_few(names)} called off"
    with book.write(text) as unit:
        for row in rows:
            for item, _, _ in reads.items_of(book.db, row.id):
                unit.hide("handover_item", item)
            waiting = open_about(book.db, "handover", row.id)
            if waiting is not None:
                unit.hide("approval", waiting)
            unit.hide("handover", row.id)
    return Decided(text, unit.txn)


def tick(
    book: "Book", account_id: bytes, item: str, *, who: str | None = None, is_done: bool = True
) -> Decided:
    """Tick an item of the handover that goes on at an account, or open it again.

    `qbr_owner` gives the next review to the new rep, `check_30` books their check, `customer_told` needs `who`.
    Raises UsageError for no such item, RefusedError for one that is counted, InvalidValueError without `who`.
    """
    found = BY_NAME.get(item)
    if found is None:
        raise UsageError(f"there is no item {item!r}", "items: " + ", ".join(one.name for one in ITEMS))
    row = underway_at(book, account_id)
    if not found.is_tick:
        raise RefusedError(f"{found.words!r} is counted, not ticked", found.meets)
    if item in _DEEDS:
        if not is_done:
            raise RefusedError(f"{found.words!r} is counted, not opened", "change the row it is counted from")
        return _DEEDS[item](book, row)
    if item == "customer_told" and is_done and not (who or "").strip():
        raise InvalidValueError("who told the customer?", 'name the executive: who="Petra Vogt"')
    (one,) = reads.accounts_named(book.db, [account_id])
    text = f"{one.name}: {found.words}" + ("" if is_done else " opened again")
    with book.write(text) as unit:
        done = book.today().isoformat() if is_done else None
        note = who.strip() if who and is_done else None
        key = derived_id(row.id, item)
        unit.insert(
            "handover_item", {"id": key, "handover_id": row.id, "item": item, "done_on": done, "note": note}
        )
    return Decided(text, unit.txn)


def _give_review(book: "Book", row: "HandoverRow") -> Decided:
    """The next review becomes the new rep's."""
    from repcockpit.services.reviews.writing import next_pending  # noqa: PLC0415 -- only for this item

    found = next_pending(book, row.account_id, book.today())
    if not found.courses.is_in_sight(found.review):
        return Decided("no QBR is due", None)
    name = rep_of(book, row.to_id).name if row.to_id is not None else ""
    text = f"{found.title} is {name}'s"
    with book.write(text) as unit:
        found.write(unit, owner_id=row.to_id)
    return Decided(text, unit.txn)


def _book_check(book: "Book", row: "HandoverRow") -> Decided:
    """A task of the new rep in thirty days; booked already: nothing."""
    (one,) = reads.accounts_named(book.db, [row.account_id])
    due = (book.today() + timedelta(days=CHECK_DAYS)).isoformat()
    text = f"30-day check with {one.name} booked"
    with book.write(text) as unit:
        values: dict[str, object] = {
            "kind": "task",
            "title": f"30-day check after the handover of {one.name}",
            "status": "not_started",
        }
        days: dict[str, object] = {
            "due_on": due,
            "first_due_on": due,
            "tracking_started_on": book.today().isoformat(),
        }
        places: dict[str, object] = {"owner_id": row.to_id, "account_id": row.account_id}
        unit.insert("task", {"id": derived_id(row.id, "check_30"), "done_on": None} | values | days | places)
    return Decided(text, unit.txn)


_DEEDS: dict[str, Callable[["Book", "HandoverRow"], Decided]] = {
    "qbr_owner": _give_review,
    "check_30": _book_check,
}
