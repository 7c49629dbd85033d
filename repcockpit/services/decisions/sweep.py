"""The end of the day: what was planned and is not settled, what was due, what the next working day holds."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.businesstime import next_working_day
from repcockpit.domain.views.decisions import SweepRow, SweepView
from repcockpit.services.scores.delay import logging_delay
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.decisions import logged_on, snoozed_tasks
from repcockpit.store.reads.today import PlannedRow, TaskRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_FORGOTTEN_DAYS = 14
_LOGGED_DAYS = 4
"""What happened longer ago than this and is typed today is not counted as the day's work."""
_SHOWN_AHEAD = 3


def sweep_view(book: "Book") -> SweepView:
    """Appointments up to today that nobody settled, tasks and promises due today, and the next working day.

    Appointments older than two weeks are let go, as Today does.
    """
    today = book.today()
    next_day = next_working_day(Calendars(book.db).of_rep(book.rep_id), today)
    until = next_day or today
    away = snoozed_tasks(book.db, today.isoformat())
    tasks = [row for row in reads.open_tasks(book.db, book.rep_id, until.isoformat()) if row.id not in away]
    since = (today - timedelta(days=_FORGOTTEN_DAYS)).isoformat()
    planned = reads.planned(book.db, book.rep_id, since, until.isoformat())
    day = today.isoformat()
    rows = [_planned(book, row) for row in planned if row.occurred_on <= day]
    rows += [_task(row) for row in tasks if row.due_on == day]
    ahead = [_planned(book, row) for row in planned if row.occurred_on > day]
    ahead += [_task(row) for row in tasks if row.due_on > day]
    return SweepView(
        book.now(),
        today,
        tuple(rows),
        next_day,
        tuple(ahead[:_SHOWN_AHEAD]),
        len(ahead),
        _logged(book, today),
        sum(row.due_on < day for row in tasks),
        delay.said if (delay := logging_delay(book, book.rep_id)) is not None else "",
    )


def _logged(book: "Book", today: date) -> int:
    midnight = book.now().replace(hour=0, minute=0, second=0, microsecond=0)
    since = (today - timedelta(days=_LOGGED_DAYS)).isoformat()
    return logged_on(book.db, book.rep_id, today.isoformat(), since, int(midnight.timestamp() * 1000))


def _planned(book: "Book", row: PlannedRow) -> SweepRow:
    at = None if row.occurred_at is None else book.local(row.occurred_at)
    name, place = _who(row)
    return SweepRow(
        "interaction",
        row.id,
        row.type,
        row.subject or row.note or "",
        name,
        place,
        row.contact_id,
        row.account_id,
        date.fromisoformat(row.occurred_on),
        at,
        row.phone or "",
    )


def _task(row: TaskRow) -> SweepRow:
    name, place = _who(row)
    return SweepRow(
        "task",
        row.id,
        row.kind,
        row.title,
        name,
        place,
        row.contact_id,
        row.account_id,
        date.fromisoformat(row.due_on),
        None,
        row.phone or "",
    )


def _who(row: PlannedRow | TaskRow) -> tuple[str, str]:
    account = row.account_name or ""
    return (row.contact_name, account) if row.contact_name else (account, "")
