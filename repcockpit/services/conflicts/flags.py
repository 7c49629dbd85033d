"""What disagrees without being a value: a delete and an edit, merges in a ring, steps of a request."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.conflicts import Choice, ConflictView

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


def flag_views(_: "Book") -> list[ConflictView]:
    """Every such disagreement."""
    return []


def flag_count(book: "Book") -> int:
    """How many there are."""
    return len(flag_views(book))


def settle_flag(book: "Book", unit: "Unit", one: Choice) -> None:
    """Write what settles one of them."""
