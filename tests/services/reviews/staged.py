"""A book for tests of reviews: an A customer with a decision maker, tracked so that its review is due soon."""

from pathlib import Path
from typing import NamedTuple

import pytest

from repcockpit.domain.views.reviews import QbrRow, QbrSheet, QbrView
from repcockpit.services.book import Book
from repcockpit.services.reviews.reading import next_qbrs, qbr_sheet, qbr_view
from repcockpit.services.reviews.writing import Changed
from tests.services.seeding import Seed, fresh_book

NOW = "2026-11-24T09:00"


class House(NamedTuple):
    """Konex, A, due 8 Dec; Luis decides there, Eva uses; `isdom` is a D account."""

    book: Book
    seed: Seed
    konex: bytes
    luis: bytes
    eva: bytes
    isdom: bytes

    def row(self, account: bytes | None = None) -> QbrRow:
        """The next review of Konex, or of another account."""
        wanted = account or self.konex
        return next_qbrs(self.book, [wanted])[wanted]

    def view(self, changed: Changed | QbrRow) -> QbrView:
        """A review as `show` prints it."""
        return qbr_view(self.book, changed.id)

    def sheet(self, changed: Changed | QbrRow) -> QbrSheet:
        """A review whole."""
        return qbr_sheet(self.book, changed.id)

    def met(self, changed: Changed | QbrRow, item: str) -> bool:
        """Whether an item of a review is met."""
        return next(one.met for one in self.view(changed).items if one.item == item)


@pytest.fixture
def house(database: Path) -> House:
    book = fresh_book(database, NOW)
    seed = Seed(book)
    konex = seed.account("Konex", tracking="2026-09-08")
    luis = seed.contact("Luis Prado", konex)
    eva = seed.contact("Eva Sanz", konex, role="end_user")
    return House(book, seed, konex, luis, eva, seed.account("Isdom", "D"))
