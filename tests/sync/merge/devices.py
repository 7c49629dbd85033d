"""Databases that exchange frames without a carrier."""

import sqlite3
from pathlib import Path
from typing import Any

from repcockpit.store import log
from repcockpit.store.database import open_database
from repcockpit.store.unit import Unit
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import Ingested, ingest
from repcockpit.sync.seal import seal

TEAM = b"T" * 16


class Device:
    """A database with a name."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = folder / f"{name}.db"
        self.db: sqlite3.Connection = open_database(self.path)

    def insert(self, table: str, **values: object) -> bytes:
        """A row, in a transaction of its own."""
        with Unit(self.db, f"add {table}") as unit:
            return unit.insert(table, values)

    def update(self, table: str, row_id: bytes, seen: bytes | None = None, **values: object) -> None:
        """A change, in a transaction of its own."""
        with Unit(self.db, f"change {table}") as unit:
            unit.update(table, row_id, values, seen=seen)

    def hide(self, table: str, row_id: bytes, seen: bytes | None = None) -> None:
        """A delete."""
        with Unit(self.db, f"remove {table}") as unit:
            unit.hide(table, row_id, seen=seen)

    def unhide(self, table: str, row_id: bytes) -> None:
        """A restore."""
        with Unit(self.db, f"restore {table}") as unit:
            unit.unhide(table, row_id)

    def one(self, table: str, row_id: bytes, *columns: str) -> Any:
        """Columns of a row."""
        row = self.db.execute(f"select {', '.join(columns)} from {table} where id = ?", (row_id,)).fetchone()
        return row[0] if row and len(columns) == 1 else row

    def dots(self, table: str, row_id: bytes) -> log.Dots:
        """The dots of a row."""
        return log.decode_dots(self.one(table, row_id, "_dots"))

    def pull(self, other: "Device") -> Ingested:
        """Take everything that another device holds."""
        seal(other.db, TEAM)
        return ingest(self.db, TEAM, held_frames(other.db))


def meet(*devices: Device) -> None:
    """Everybody gets everything."""
    for one in devices:
        for other in devices:
            if one is not other:
                one.pull(other)
