"""A team of three with an account: Ana and Jon, and Petra who leads them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from tests.services.seeding import Seed, fresh_book


class Team(NamedTuple):
    """The book as its rep opens it; `device_of` opens it as somebody else's."""

    book: Book
    ids: dict[str, bytes]
    account: bytes
    device_of: Callable[[str], Book]


@pytest.fixture
def team(database: Path) -> Iterator[Team]:
    book = fresh_book(database)
    seed = Seed(book)
    petra = seed.row("rep", {"name": "Petra Lang", "role": "manager"})
    jon = seed.row("rep", {"name": "Jon Etxea", "role": "rep", "manager_id": petra})
    ids = {"Petra": petra, "Jon": jon, "Ana": book.author_id or b""}
    account = seed.account("Northglass", "B")
    opened: list[Book] = [book]

    def device_of(name: str) -> Book:
        other = open_book(database, now="2026-11-25T10:00")
        opened.append(other)
        init_device(other, name)
        opened.append(other.refreshed())
        return opened[-1]

    yield Team(book, ids, account, device_of)
    for one in opened:
        one.close()
