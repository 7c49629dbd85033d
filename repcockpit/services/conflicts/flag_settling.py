"""Settling what is no value: keep or delete again, bring back or delete the rest, part a ring, a further step."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from repcockpit.domain.conflicts import EVENT_FOR
from repcockpit.domain.errors import RefusedError
from repcockpit.domain.views.conflicts import Choice
from repcockpit.services.conflicts.flags import flag_views, orphans_of
from repcockpit.services.removing import bring_back, hide_all, hide_family
from repcockpit.services.requests.opening import write_event
from repcockpit.services.requests.steps import ask_for_callback, standing_of
from repcockpit.store.reads.children import family_of
from repcockpit.store.reads.conflicts import is_binned
from repcockpit.store.reads.requests import call_tasks

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

_KEEP: Final = 1


def settle_flag(book: "Book", unit: "Unit", one: Choice) -> None:
    """Write what settles one of them, inside the transaction. Raises RefusedError where it was settled meanwhile."""
    if all(one.line.id != line.id for view in flag_views(book) for line in view.fields):
        raise RefusedError(
            f"{one.line.record.title or one.line.label} was settled meanwhile",
            "look at what stands there now",
        )
    _WAYS[one.line.form](book, unit, one)


def _delete_again(book: "Book", unit: "Unit", one: Choice) -> None:
    table, row_id, _field = one.line.cell
    if one.keep == _KEEP:
        bring_back(book, unit, [(table, row_id)])
    else:
        hide_family(unit, table, row_id, one.line.dots)


def _delete_rest(book: "Book", unit: "Unit", one: Choice) -> None:
    table, row_id, _ = one.line.cell
    if one.keep == _KEEP:
        bring_back(book, unit, [(table, row_id)])
    else:
        rest = [(child.table, child.row_id) for child in orphans_of(book, (table, row_id))]
        hide_all(unit, family_of(unit.db, rest))


def _part(_: "Book", unit: "Unit", one: Choice) -> None:
    """Let the chosen record stand for itself; what is in the bin is taken out for the change and put back."""
    table, chosen = one.line.cell.table, one.line.values[(one.keep or _KEEP) - 1].raw
    if not isinstance(chosen, bytes):
        return
    was_binned = is_binned(unit.db, table, chosen)
    if was_binned:
        unit.unhide(table, chosen)
    unit.update(table, chosen, {"merged_into": None})
    if was_binned:
        unit.hide(table, chosen)


def _step(book: "Book", unit: "Unit", one: Choice) -> None:
    """A further step that follows every branch and has the last word; the call-back's task follows it."""
    request_id, status = one.line.cell.row_id, str(one.line.values[(one.keep or _KEEP) - 1].raw)
    found = standing_of(book, request_id)
    now = book.now()
    # Lists that only compare instants must see it after the others, too.
    moment = max(now, found.last_at + timedelta(milliseconds=1)) if found.last_at is not None else now
    write_event(book, unit, request_id, EVENT_FOR[status], int(moment.timestamp() * 1000), None, found.ends)
    tasks = call_tasks(book.db, request_id)
    if status == "callback_due" and not tasks:
        ask_for_callback(book, unit, request_id, moment)
    for task in tasks if status != "callback_due" else tasks[1:]:
        unit.hide("task", task.id)


_WAYS: Final[dict[str, Callable[["Book", "Unit", Choice], None]]] = {
    "deleted": _delete_again,
    "parent": _delete_rest,
    "cycle": _part,
    "steps": _step,
}
