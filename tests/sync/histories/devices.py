"""One device of a history: a database, a state folder, a clock, forms that stand open."""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.clock import Clock
from repcockpit.services.book import Book
from repcockpit.store.database import immediate, meta_value, open_database, set_meta
from repcockpit.store.incarnations import own_replica
from repcockpit.store.reads.device import device as device_row
from repcockpit.store.unit import Unit
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.memory import loaded
from repcockpit.sync.replicas import is_sure, settle_self
from repcockpit.sync.round import Round
from tests.sync.histories import nature as natures
from tests.sync.histories.turns import HistoryFiles, Turn

if TYPE_CHECKING:
    from tests.sync.histories.world import World

TEAM, TEAM_NAME = b"team of history.", "Coast"
_PRAGMAS = ("synchronous = off", "temp_store = memory", "secure_delete = off", "wal_autocheckpoint = 0")


class Form(NamedTuple):
    """A form that stands open: the row as it was shown, and what had been seen by then."""

    table: str
    row_id: bytes
    dots: bytes
    past: int


class Stepping(sqlite3.Connection):
    """A connection whose transactions are places to stand still or die at."""

    device: "Device"

    def execute(self, sql: str, given: Any = (), /) -> sqlite3.Cursor:
        """As the parent; before a transaction a sync stands still."""
        if sql == "begin immediate" and not self.in_transaction:
            natures.pause("begin")
        return super().execute(sql, given)


@cache
def template() -> bytes:
    """A founded database, made once for a process and copied for every device."""
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "template.db"
        db = open_database(made)
        db.execute("pragma wal_checkpoint(truncate)")
        db.close()
        return made.read_bytes()


class Device:
    """A database and what runs on it."""

    def __init__(self, world: "World", name: str, error_ms: int, grain_ms: int = 1) -> None:
        self.world, self.name = world, name
        self.error_ms, self.grain_ms = error_ms, grain_ms
        self.frozen_at: int | None = None
        self.max_wall = self.writes = 0
        self.machine = name * 8
        self.folder = world.folder / name
        self.folder.mkdir()
        self.path = self.folder / "book.db"
        self.forms: list[Form] = []
        self.is_settled = False
        self.saved: tuple[Path, Path | None] | None = None
        self.intent = ""
        self.form: Form | None = None

    def wall_ms(self) -> int:
        """What this device's clock shows."""
        if self.frozen_at is not None:
            return self.frozen_at
        now = max(0, self.world.now + self.error_ms)
        return now - now % self.grain_ms

    @property
    def is_newer(self) -> bool:
        """Whether a newer version runs here, which knows a column more."""
        return any(row[1] == "future" for row in self.db.execute("pragma table_info(task)").fetchall())

    def found(self, team: str | None = TEAM_NAME) -> None:
        """A database of its own."""
        with self.world.nature.aside():
            self.path.write_bytes(template())
        self._open()
        with immediate(self.db):
            self.db.execute("update replica set id = ?", (self.world.dice.randbytes(16),))
            set_meta(self.db, "db_id", self.world.dice.randbytes(16))
            set_meta(self.db, "team_name", team)

    def _open(self) -> None:
        self.db: Stepping = sqlite3.connect(
            self.path, isolation_level=None, check_same_thread=False, factory=Stepping
        )
        self.db.device = self
        for pragma in _PRAGMAS:
            self.db.execute(f"pragma {pragma}")
        self.is_settled = False

    def copy_of(self, other: "Device", *, with_state: bool) -> None:
        """A clone of another device's database; with its state folder nobody can tell."""
        self._take(other.db)
        self.forms = list(other.forms)
        self.max_wall, self.writes = other.max_wall, other.writes
        if with_state:
            self.machine = other.machine
        if with_state and (other.folder / "state").exists():
            shutil.copytree(other.folder / "state", self.folder / "state", dirs_exist_ok=True)

    def _take(self, source: sqlite3.Connection) -> None:
        target = sqlite3.connect(self.path)
        source.backup(target)
        target.close()
        self._open()

    def save(self, *, with_state: bool) -> None:
        """A backup: of the database, or of the whole machine."""
        number = self.world.next_number()
        place = self.folder / f"backup-{number}.db"
        target = sqlite3.connect(place)
        self.db.backup(target)
        target.close()
        state = None
        if with_state and (self.folder / "state").exists():
            state = self.folder / f"state-{number}"
            shutil.copytree(self.folder / "state", state)
        self.saved = place, state

    def go_back(self) -> None:
        """The backup takes the place of what there is."""
        assert self.saved is not None
        place, state = self.saved
        source = sqlite3.connect(place)
        source.backup(self.db)
        source.close()
        if state is not None:
            shutil.rmtree(self.folder / "state", ignore_errors=True)
            shutil.copytree(state, self.folder / "state")
        self.is_settled = False
        self.forms.clear()

    def close(self) -> None:
        """Close the database."""
        self.db.close()

    def book(self) -> Book:
        """The book as services want it."""
        owner = device_row(self.db)
        return Book(self.db, self.path, Clock("UTC"), owner, owner.rep_id)

    def settle(self) -> None:
        """What a book does before its first write."""
        if not self.is_settled:
            self.is_settled = True
            if meta_value(self.db, "team_id") is not None and not is_sure(self.db, self.path):
                settle_self(self.db, self.path, is_write=True)

    def write(self, label: str, kind: str = "edit") -> Unit:
        """A transaction of this device."""
        self.settle()
        self.max_wall = max(self.max_wall, self.wall_ms())
        return Unit(self.db, label, kind=kind)

    def ids(self, table: str, *, shown: bool | None = True) -> Sequence[bytes]:
        """The rows of a table, in order; shown ones, binned ones, or all."""
        where = "" if shown is None else f" where _hidden = {0 if shown else 1}"
        return [row[0] for row in self.db.execute(f"select id from {table}{where} order by id").fetchall()]

    def dots(self, table: str, row_id: bytes) -> bytes:
        """The packed dots of a row."""
        return bytes(
            self.db.execute(f"select _dots from {table} where id = ?", (row_id,)).fetchone()[0] or b"\x80"
        )

    def sync(self, files: HistoryFiles | None = None, joins: str | None = None) -> Turn:
        """A sync, not yet begun; with `joins` the device comes into the team as that rep."""
        files = files or HistoryFiles(self.world.dice.randrange(1 << 30))
        files.drift = self.error_ms
        return Turn(self, files, lambda: self._round(files, joins))

    def _round(self, files: HistoryFiles, joins: str | None) -> None:
        target, replica = str(self.world.target), own_replica(self.db).id
        carrier = carrier_for(target, replica, files)
        memory = meta_value(self.db, "sync_memory")
        if meta_value(self.db, "target") == str(carrier.target) and isinstance(memory, bytes):
            carrier = carrier_for(target, replica, files, loaded(memory))
        self.is_settled = False
        files.outcome = Round(self.db, self.path, carrier, joins=joins, wait=files.pause).run()
