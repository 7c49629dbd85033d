"""What a list does not hold because somebody took it away."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repcockpit.services.exporting.order import ExportOrder
from repcockpit.store.erased import erased_people
from repcockpit.store.reads.whole import removed_count

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def taken_away(book: "Book", order: ExportOrder, *tables: str) -> Callable[[], Sequence[str]]:
    """Removed rows of these tables (all where none is named), and erased people where people are among them."""

    def told() -> list[str]:
        if order.only is not None:
            return ["what the filter of the screen left out"]
        days = (order.since, order.until) if tables == ("interaction",) else (None, None)
        removed = removed_count(book.db, tables, *days)
        erased = len(erased_people(book.db)) if not tables or "contact" in tables else 0
        lines = [f"{_counted(removed, 'removed record', 'removed records')} in the bin"] if removed else []
        if erased:
            lines.append(f"what was known of {_counted(erased, 'person', 'people')} who asked to be erased")
        return lines

    return told


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
