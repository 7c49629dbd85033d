"""A book in a temporary folder, and files written into it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from tests.services.seeding import fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    yield opened
    opened.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return written
