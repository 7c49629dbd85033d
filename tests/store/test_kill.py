"""Killed at any moment, a database opens, holds what was acknowledged, and its log rebuilds it.

`python -m pytest -m slow tests/store/test_kill.py` kills fifty processes of each kind; one of each runs always.
"""

import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from repcockpit.store import database as databases
from repcockpit.store.database import open_database
from repcockpit.store.migrations import SCHEMA, STEPS
from repcockpit.store.unit import Unit
from tests.store.killed import PEOPLE, later
from tests.store.naive import differences as derived_differences
from tests.store.rows import agrees

ROUNDS = 50
HOME = Path(__file__).parents[2]


def _killed_after(what: str, database: Path, seconds: float) -> list[str]:
    """Run it, kill it so many seconds after it says that it is ready; the words it had said."""
    command = [sys.executable, "-m", "tests.store.killed", what, str(database)]
    child = subprocess.Popen(
        command, cwd=HOME, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    rest, problems = child.communicate()
    assert first, problems
    assert "Traceback" not in problems, problems
    said = first + rest
    return said[: said.rfind("\n") + 1].split()


@contextmanager
def _reopened(database: Path) -> Iterator[sqlite3.Connection]:
    db = open_database(database)
    assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert agrees(db)
    yield db
    db.close()


def _kill_while_logging(database: Path, seconds: float) -> None:
    said = _killed_after("log", database, seconds)[1:]
    with _reopened(database) as db:
        held = {row[0].hex() for row in db.execute("select id from interaction")}
        assert set(said) <= held
        assert len(held) == db.execute("select count(*) from participant").fetchone()[0]
        assert derived_differences(db) == []


def _kill_while_importing(database: Path, seconds: float) -> None:
    said = _killed_after("import", database, seconds)[1:]
    with _reopened(database) as db:
        held = [row[0].hex() for row in db.execute("select id from txn order by no")]
        assert set(said) <= set(held)
        people, named = db.execute("select count(*), count(title) from contact").fetchone()
        assert people == named == PEOPLE * len(held)


def _kill_while_upgrading(older: Path, database: Path, seconds: float) -> None:
    database.unlink(missing_ok=True)
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    shutil.copy(older, database)
    said = _killed_after("upgrade", database, seconds)
    raw = sqlite3.connect(database)
    version = raw.execute("pragma user_version").fetchone()[0]
    is_new = version == SCHEMA + 1
    assert is_new or ("upgraded" not in said and version == SCHEMA)
    assert is_new == ("shoe_size" in [row[1] for row in raw.execute("pragma table_info(contact)")])
    assert (
        raw.execute("select count(*) from sqlite_master where name = 'shoe'").fetchone()[0] == 1
    ) == is_new
    raw.close()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(databases, "STEPS", (*STEPS, later))
        patched.setattr(databases, "SCHEMA", SCHEMA + 1)
        with _reopened(database) as db:
            assert db.execute("select count(*) from shoe").fetchone() == (PEOPLE,)


def _older(path: Path) -> Path:
    db = open_database(path)
    with Unit(db, "import") as unit:
        unit.insert_many("contact", [{"name": f"P {number}"} for number in range(PEOPLE)])
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    return path


def test_one_kill_while_logging(database: Path) -> None:
    _kill_while_logging(database, 0.05)


def test_one_kill_while_importing(database: Path) -> None:
    _kill_while_importing(database, 0.1)


@pytest.mark.slow
def test_kills_while_logging(database: Path) -> None:
    for number in range(ROUNDS):
        if number % 10 == 0:  # from an empty one, too: killed while it is created
            shutil.rmtree(database.parent, ignore_errors=True)
        _kill_while_logging(database, random.uniform(0, 0.12))


@pytest.mark.slow
def test_kills_while_importing(database: Path) -> None:
    for _ in range(ROUNDS):
        shutil.rmtree(database.parent, ignore_errors=True)
        _kill_while_importing(database, random.uniform(0, 0.9))


@pytest.mark.slow
def test_kills_while_upgrading(database: Path, tmp_path: Path) -> None:
    older = _older(tmp_path / "older.db")
    database.parent.mkdir()
    for _ in range(ROUNDS):
        _kill_while_upgrading(older, database, random.uniform(0, 0.04))
