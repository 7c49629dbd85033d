"""What follows from a record that was written: the task to tell a customer, and the idea that was told."""

from collections.abc import Container
from typing import TYPE_CHECKING

from repcockpit.services.learning.ideas import follow_idea, follow_tasks

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


def follow_record(book: "Book", unit: "Unit", kind: str, record_id: bytes, changed: Container[str]) -> None:
    """Inside a write, after these columns of a record were given: what has to be so as well."""
    if kind == "idea" and "status" in changed:
        follow_idea(book, unit, record_id)
    elif kind == "task" and "done_on" in changed:
        follow_tasks(book, unit, [record_id])
