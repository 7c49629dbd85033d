"""Imported tasks that were late for long when they came in: one decision on all of them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.businesstime import next_working_day
from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.views.decisions import OldTask, OldTasksView
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.decisions.outcomes import done_fields
from repcockpit.services.decisions.too_old import is_old
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.decisions import snoozed_tasks
from repcockpit.store.reads.today import TaskRow, open_tasks

if TYPE_CHECKING:
    from repcockpit.services.book import Book

OUTCOMES = ("close", "keep_a", "keep")
"""Close all, keep those of A accounts and close the others, keep all."""
_TOO_OLD = "too old when imported"


def old_tasks_view(book: "Book") -> OldTasksView:
    """The tasks that wait for the decision, the oldest first."""
    rows = _waiting(book)
    tasks = tuple(
        OldTask(
            row.id,
            row.title,
            date.fromisoformat(row.due_on),
            row.contact_name or row.account_name or "",
            row.segment,
        )
        for row in rows
    )
    return OldTasksView(
        tasks,
        sum(row.segment == "A" for row in rows),
        book.numbers.today_old_task_days,
        _a_day(book),
        next(_days(book), None),
    )


def close_old_tasks(book: "Book", outcome: str) -> Decided:
    """Close the tasks that wait, or keep some: those kept are due again, a few each working day from the next.

    `outcome` is close, keep_a or keep. Raises InvalidValueError for another word.
    """
    if outcome not in OUTCOMES:
        raise InvalidValueError(f"{outcome!r} decides nothing", "close, keep_a or keep")
    rows = _waiting(book)
    kept = [row for row in rows if outcome == "keep" or (outcome == "keep_a" and row.segment == "A")]
    days = dict(zip((row.id for row in sorted(kept, key=_first_first)), _spread(book), strict=False))
    closed = [row.id for row in rows if row.id not in days]
    text = _sentence(book, len(closed), len(days), min(days.values(), default=None))
    with book.write(text) as unit:
        unit.update_many("task", [(row_id, done_fields(book, _TOO_OLD)) for row_id in closed])
        unit.update_many("task", [(row_id, {"due_on": day.isoformat()}) for row_id, day in days.items()])
    return Decided(text, unit.txn)


def _waiting(book: "Book") -> list[TaskRow]:
    today = book.today().isoformat()
    away = snoozed_tasks(book.db, today)
    rows = open_tasks(book.db, book.rep_id, today)
    return [row for row in rows if row.id not in away and is_old(book, row)]


def _first_first(row: TaskRow) -> tuple[str, str]:
    return row.segment or "Z", row.due_on


def _a_day(book: "Book") -> int:
    return max(1, book.numbers.today_catch_up)


def _days(book: "Book") -> Iterator[date]:
    """The working days ahead; today for ever where there is none."""
    calendar, day = Calendars(book.db).of_rep(book.rep_id), book.today()
    while True:
        day = next_working_day(calendar, day) or day
        yield day


def _spread(book: "Book") -> Iterator[date]:
    for day in _days(book):
        for _ in range(_a_day(book)):
            yield day


def _sentence(book: "Book", closed: int, kept: int, first: date | None) -> str:
    parts: Sequence[str] = (
        [f"closed {closed:,} old task{'' if closed == 1 else 's'}"] if closed or not kept else []
    )
    if first is not None:
        said = f"kept {kept:,}, {_a_day(book)} a day from {format_date(first, book.today())}"
        parts = [*parts, said]
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
