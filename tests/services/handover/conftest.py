"""The fixture of every test of handovers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.services.handover.staged import Team, staged


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    found = staged(tmp_path / "book.db")
    with found.book:
        yield found
