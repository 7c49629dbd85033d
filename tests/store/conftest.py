"""A real database in a temporary folder, with the guard on."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.store.database import open_database
from tests.founding import found_by_steps
from tests.store.guard import guard, watch_units


@pytest.fixture(autouse=True)
def _units_are_watched(monkeypatch: pytest.MonkeyPatch) -> None:
    watch_units(monkeypatch)


@pytest.fixture(autouse=True)
def _schema_is_made_by_its_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    found_by_steps(monkeypatch)


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    """An empty database."""
    live = guard(open_database(database))
    yield live
    live.close()
