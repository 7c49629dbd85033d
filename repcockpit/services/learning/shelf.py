"""The items of the library, without who got them: what Today looks through."""

from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.news import Item
from repcockpit.store.reads import library as shelf
from repcockpit.store.reads.library import ItemRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def library_items(book: "Book") -> list[Item]:
    """Every item of the library, the newest first."""
    sectors = shelf.sectors(book.db)
    return [item_of(row, sectors.get(row.id, ())) for row in shelf.item_rows(book.db)]


def item_of(row: ItemRow, sectors: tuple[str, ...]) -> Item:
    """A stored item with its sectors."""
    return Item(
        row.id,
        row.title,
        row.kind,
        sectors,
        row.path,
        row.url,
        row.note,
        row.writer_id,
        date.fromisoformat(row.due_on) if row.due_on else None,
    )
