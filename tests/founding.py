"""New databases as copies of one that the steps of the schema made: they cost a sixth, and there are thousands."""

import sqlite3
from functools import cache

import pytest

from repcockpit.store import database, migrations

_UPGRADE = database.upgrade


@cache
def _made() -> sqlite3.Connection:
    empty = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    for step in migrations.STEPS:
        step(empty)
    empty.execute(f"pragma user_version = {migrations.SCHEMA}")
    return empty


def _upgrade(db: sqlite3.Connection) -> None:
    is_empty = db.execute("select count(*) from sqlite_master").fetchone() == (0,)
    if not is_empty or vars(database)["STEPS"] is not migrations.STEPS:
        _UPGRADE(db)
        return
    _made().backup(db)
    with database.immediate(db):
        database._found(db)


def found_by_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let them be made as a person's are."""
    monkeypatch.setattr(database, "upgrade", _UPGRADE)


def found_by_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let empty files get the tables of a copy, and an identity of their own as ever."""
    monkeypatch.setattr(database, "upgrade", _upgrade)
