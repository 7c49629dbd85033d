"""Members of a team with real books and a real share: what the tests of rounds, teams and services are played with."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from repcockpit.domain.views.syncing import JoinReport, SyncReport
from repcockpit.services.book import open_book
from repcockpit.services.device import init_device
from repcockpit.services.record_edits import add_record, set_record
from repcockpit.services.syncing import join_team, sync_now
from repcockpit.services.syncing.rounds import run_round
from repcockpit.store.database import open_database
from repcockpit.store.incarnations import own_replica
from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.round import Round

TEAM = "Iberia"


class Member:
    """One device: its book, and the target it was told of."""

    def __init__(self, folder: Path, name: str, target: Path, *, team: str | None = TEAM) -> None:
        self.path, self.name, self.target = folder / name / "book.db", name, target
        with open_book(self.path) as book:
            init_device(book, name, team=team)

    def add(self, account: str, *words: str) -> None:
        """Enter an account."""
        with open_book(self.path) as book:
            add_record(book, "account", [f"name={account}", *words])

    def set(self, account: str, *words: str) -> None:
        """Change an account."""
        with open_book(self.path) as book:
            set_record(book, "account", account, list(words))

    def sync(self, target: Path | str | None = None, passphrase: str | None = None) -> SyncReport:
        """Sync as a command does."""
        with open_book(self.path) as book:
            return sync_now(book, str(target or self.target), passphrase=passphrase)

    def sync_over(self, files: Files, passphrase: str | None = None) -> SyncReport:
        """Sync over a disk that fails on demand."""
        with open_book(self.path) as book, book.guarded():
            carrier = carrier_for(str(self.target), own_replica(book.db).id, files)
            return run_round(book, Round(book.db, book.path, carrier, passphrase=passphrase, wait=_no_wait))

    def join(self, rep: str, passphrase: str | None = None) -> JoinReport:
        """Join the team at the target."""
        with open_book(self.path) as book:
            return join_team(book, str(self.target), rep, passphrase=passphrase)

    def copied(self, folder: Path, name: str) -> "Member":
        """A copy of the book at another place, as a person copies a file."""
        twin = object.__new__(Member)
        twin.path, twin.name, twin.target = folder / name / "book.db", name, self.target
        twin.path.parent.mkdir(parents=True)
        self.read(lambda db: db.execute("pragma wal_checkpoint(truncate)").fetchall())
        shutil.copyfile(self.path, twin.path)
        return twin

    def read(self, question: Callable[[sqlite3.Connection], Any]) -> Any:
        """The answer of the database."""
        with closing(open_database(self.path)) as db:
            return question(db)

    def ask(self, text: str) -> list[Any]:
        """The rows of a query; of one column its values."""
        rows = self.read(lambda db: db.execute(text).fetchall())
        return [row[0] if len(row) == 1 else row for row in rows]

    def accounts(self) -> list[str]:
        """The names of the accounts that are shown."""
        return self.ask("select name from account where _hidden = 0 order by name")

    def meta(self, key: str) -> Any:
        """What the database knows of itself."""
        return (self.ask(f"select value from meta where key = '{key}'") or [None])[0]

    def rows(self) -> dict[str, list[Any]]:
        """Everything that all devices must have alike."""

        def everything(db: sqlite3.Connection) -> dict[str, list[Any]]:
            return {
                table: sorted(
                    db.execute(
                        f"select id, _hidden, {', '.join(table_shape(db, table).columns)} from {table}"
                    ).fetchall(),
                    key=repr,
                )
                for table in SYNCED
            }

        found: dict[str, list[Any]] = self.read(everything)
        return found


def _no_wait(_seconds: float) -> None:
    """Tests do not wait."""


def until_quiet(*members: Member) -> None:
    """Let all of them sync until nobody has anything to tell."""
    for _ in range(3):
        for one in members:
            one.sync()
    assert all(one.rows() == members[0].rows() for one in members)
