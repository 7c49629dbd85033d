"""Settling what is no value: keep or delete again, bring back or delete the rest, part a ring, a further step."""

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from repcockpit.domain.conflicts import EVENT_FOR
from repcockpit.domain.errors import RefusedError
from repcockpit.domain.views.conflicts import Choice
from repcockpit.services.conflicts.flags import flag_views, orphans_of
from repcockpit.services.requests.opening import write_event
from repcockpit.services.requests.steps import ask_for_callback, standing_of
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
    table, row_id, _ = one.line.cell
    keep = one.keep or _KEEP
    if one.line.form == "deleted":
        if keep == _KEEP:
            unit.unhide(table, row_id)
        else:
            unit.hide(table, row_id, one.line.dots)
    elif one.line.form == "parent":
        if keep == _KEEP:
            unit.unhide(table, row_id)
        else:
            for child in orphans_of(book, (table, row_id)):
                unit.hide(child.table, child.row_id)
    elif one.line.form == "cycle":
        chosen = one.line.values[keep - 1].raw
        if isinstance(chosen, bytes):
            unit.update(table, chosen, {"merged_into": None})
    else:
        _step(book, unit, row_id, str(one.line.values[keep - 1].raw))


def _step(book: "Book", unit: "Unit", request_id: bytes, status: str) -> None:
    """A further step that follows every branch and has the last word; the call-back's task follows it."""
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
