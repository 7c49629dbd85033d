"""Conflicts: what several people wrote while apart, listed by field and settled by a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.services.conflicts.views import conflict_count, conflicts_view

if TYPE_CHECKING:
    from repcockpit.domain.views.conflicts import Choice, ConflictView, Settled
    from repcockpit.services.book import Book

__all__ = ["conflict_count", "conflicts_view", "settle", "settle_lines", "with_past"]


def settle(
    book: "Book", conflict: str | bytes, *, keep: int | None = None, value: str | None = None
) -> "Settled":
    """Settle one conflict, or one line of it, by id (`settling.settle`)."""
    from repcockpit.services.conflicts import settling  # noqa: PLC0415 -- counting does without the forms

    return settling.settle(book, conflict, keep=keep, value=value)


def settle_lines(book: "Book", choices: "Sequence[Choice]") -> "Settled":
    """Settle several lines in one transaction (`settling.settle_lines`)."""
    from repcockpit.services.conflicts import settling  # noqa: PLC0415 -- as above

    return settling.settle_lines(book, choices)


def with_past(book: "Book", view: "ConflictView") -> "ConflictView":
    """The conflict with what its values replaced (`past.with_past`)."""
    from repcockpit.services.conflicts import past  # noqa: PLC0415 -- as above

    return past.with_past(book, view)
