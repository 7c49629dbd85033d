"""`run`: one command as a (forked) process on the test's own database, at a fixed moment."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from repcockpit.services.book import open_book
from repcockpit.services.record_edits import add_record
from tests.cli.forks import Forks

NOW = "2026-11-24"


class Result(NamedTuple):
    """What a process left: its two streams and its exit status."""

    stdout: str
    stderr: str
    code: int

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output."""
        found: dict[str, Any] = json.loads(self.stdout)
        return found


class Run(Protocol):
    """Start the command with these words and wait for it."""

    def __call__(self, *words: str, input: str | None = None, now: str | None = NOW) -> Result: ...


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    server = Forks()
    yield server
    server.close()


@pytest.fixture
def run(database: Path, forks: Forks) -> Run:
    def call(*words: str, input: str | None = None, now: str | None = NOW) -> Result:
        moment = ["--now", now] if now else []
        folder = database.parent.with_name("streams")
        return Result(*forks.run(["--db", str(database), *moment, *words], input or "", folder))

    return call


class Book(NamedTuple):
    """A small book that a test may change: two accounts, three people."""

    run: Run
    ids: dict[str, str]
    path: Path

    def transactions(self) -> int:
        """How many transactions the log holds."""
        db = sqlite3.connect(self.path)
        try:
            return int(db.execute("select count(*) from txn").fetchone()[0])
        finally:
            db.close()


_RECORDS = (
    ("rep", "name=Ana Ruiz"),
    ("account", "name=Northglass A", "segment=A", "city=Lyon", "owner=Ana Ruiz"),
    ("account", "name=Kan-code", "segment=B", "owner=Ana Ruiz"),
    (
        "contact",
        "name=María López",
        "account=Northglass A",
        "role=decision_maker",
        "email=maria@northglass.example",
    ),
    ("contact", "name=Jon Park", "account=Kan-code", "phone=+34 600 000 000"),
    ("contact", "name=Jon Etxea", "account=Northglass A"),
)


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    path = tmp_path_factory.mktemp("template") / "book.db"
    with open_book(path, now=NOW) as book:
        ids = {
            words[0].partition("=")[2]: add_record(book, kind, words).view.id.hex()
            for kind, *words in _RECORDS
        }
    return path, ids


@pytest.fixture
def book(run: Run, database: Path, _template: tuple[Path, dict[str, str]]) -> Book:
    database.parent.mkdir(parents=True)
    shutil.copyfile(_template[0], database)
    return Book(run, _template[1], database)
