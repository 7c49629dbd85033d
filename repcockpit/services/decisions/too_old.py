"""Which imported tasks are too old to stand among the day's; apart, because Today asks it of every task."""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.today import TaskRow

OLD_CHOICES = "close all, keep those of A accounts, or keep all"


def is_old(book: "Book", row: "TaskRow") -> bool:
    """Whether a task was late for longer than the limit when it came in."""
    if row.kind == "callback" or not row.tracking_started_on:
        return False
    late = date.fromisoformat(row.tracking_started_on) - date.fromisoformat(row.due_on)
    return late.days > book.numbers.today_old_task_days
