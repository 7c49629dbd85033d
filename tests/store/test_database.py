"""Opening: what is created, what is upgraded, and what is refused with what to do."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from repcockpit import paths
from repcockpit.domain.errors import (
    BadFileError,
    CockpitError,
    CorruptError,
    DiskFullError,
    ForeignError,
    LockedError,
    NewerVersionError,
    NotFoundError,
    ReadOnlyError,
)
from repcockpit.store import database as databases
from repcockpit.store.backup import backup_before_upgrade
from repcockpit.store.database import APPLICATION_ID, data_version, meta_value, open_database
from repcockpit.store.errors import translated_errors
from repcockpit.store.held import HeldConnection
from repcockpit.store.migrations import SCHEMA, STEPS
from repcockpit.store.unit import Unit
from tests.store.rows import agrees, insert, visible

HOLDS_THE_LOCK = """
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("begin immediate")
print("held", flush=True)
sys.stdin.read()
"""
OPENS = """
import sys
from pathlib import Path
from repcockpit.store.database import open_database
open_database(Path(sys.argv[1])).close()
"""


def _whole(path: Path) -> bytes:
    """The bytes of a small book without a journal beside it."""
    db = open_database(path)
    for number in range(40):
        insert(db, "account", name=f"Acme {number}", note="x" * 500)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    assert not Path(f"{path}-wal").exists()
    return path.read_bytes()


def test_a_new_database_is_private_and_ours(database: Path) -> None:
    db = open_database(database)
    insert(db, "tag", name="x")
    modes = {path.name: path.stat().st_mode & 0o777 for path in database.parent.iterdir()}
    assert modes == {database.name: 0o600, f"{database.name}-wal": 0o600, f"{database.name}-shm": 0o600}
    assert database.parent.stat().st_mode & 0o777 == 0o700
    found = {
        name: db.execute(f"pragma {name}").fetchone()[0]
        for name in ("application_id", "user_version", "journal_mode", "synchronous", "secure_delete")
    }
    assert found == {
        "application_id": APPLICATION_ID,
        "user_version": SCHEMA,
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
    }
    assert len(meta_value(db, "db_id")) == 16  # type: ignore[arg-type]
    assert db.execute("select no, reason from replica").fetchall() == [(1, "new")]
    db.close()


def test_an_empty_file_becomes_a_database_and_an_absent_one_only_if_asked(database: Path) -> None:
    with pytest.raises(NotFoundError):
        open_database(database, create=False)
    assert not database.parent.exists()
    database.parent.mkdir()
    database.touch()
    open_database(database).close()
    assert database.read_bytes()[:6] == b"SQLite"


def test_a_copy_in_another_journal_mode_is_opened_in_ours(database: Path) -> None:
    _whole(database)
    with sqlite3.connect(database) as raw:
        raw.execute("pragma journal_mode = delete")
    raw.close()
    db = open_database(database)
    assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    db.close()


@pytest.mark.parametrize("version", [0, SCHEMA, 7])
def test_a_database_of_another_program_is_refused_untouched(database: Path, version: int) -> None:
    database.parent.mkdir()
    with sqlite3.connect(database) as raw:
        raw.execute("create table t (x)")
        raw.execute(f"pragma user_version = {version}")
    raw.close()
    before = database.read_bytes()
    with pytest.raises(ForeignError, match="another program"):
        open_database(database)
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"name,phone\n", b"\x00" * 8192, b"PK\x03\x04", b"\xff" * 5, b"SQLite format 2"]
)
def test_other_files_are_refused_untouched(database: Path, content: bytes) -> None:
    database.parent.mkdir()
    database.write_bytes(content)
    with pytest.raises(ForeignError):
        open_database(database)
    assert database.read_bytes() == content


def test_folders_pipes_and_impossible_places(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    for path, error in (
        (tmp_path, BadFileError),
        (tmp_path / "pipe", BadFileError),
        (tmp_path / "file" / "book.db", ReadOnlyError),
        (tmp_path / ("x" * 300), ReadOnlyError),
        (Path("/proc/none/book.db"), ReadOnlyError),
    ):
        with pytest.raises(error) as problem:
            open_database(path)
        assert problem.value.hint


def test_a_newer_version_and_a_lost_one(database: Path) -> None:
    _whole(database)
    for version, error in ((SCHEMA + 1, NewerVersionError), (0, CorruptError)):
        with sqlite3.connect(database) as raw:
            raw.execute(f"pragma user_version = {version}")
        raw.close()
        with pytest.raises(error):
            open_database(database)


@pytest.mark.parametrize("left", [16, 50, 99, 100, 4096, 5000, 20_480])
def test_a_file_that_was_cut_short_is_named(database: Path, left: int) -> None:
    raw = _whole(database)
    database.write_bytes(raw[:left])
    with pytest.raises(CorruptError, match="cut short") as problem:
        open_database(database)
    assert "restore" in problem.value.hint
    assert database.read_bytes() == raw[:left]


def _used(database: Path) -> str:
    """What a person is told on reading and writing it; blank where all went well."""
    try:
        with translated_errors(database), closing(open_database(database)) as db:
            db.execute("select count(*), max(note), max(name) from account").fetchall()
            with Unit(db, "write") as unit:
                unit.insert("account", {"name": "New"})
    except CockpitError as problem:
        return problem.hint
    return ""


def test_flipped_bytes_never_crash(database: Path) -> None:
    raw = _whole(database)
    told = []
    for place in range(0, len(raw), max(1, len(raw) // 60)):
        damaged = bytearray(raw)
        damaged[place : place + 40] = bytes(byte ^ 0xA5 for byte in damaged[place : place + 40])
        database.write_bytes(bytes(damaged))
        for ending in ("-wal", "-shm"):
            Path(f"{database}{ending}").unlink(missing_ok=True)
        told.append(_used(database))
    assert any(told)


def test_a_locked_database_says_so(database: Path) -> None:
    open_database(database).close()
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_LOCK, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        db = open_database(database, busy_seconds=0.1)
        assert visible(db) == {}
        with pytest.raises(LockedError), translated_errors(database), Unit(db, "write"):
            pass
        assert not db.in_transaction
        holder.communicate()
        insert(db, "tag", name="after")
        db.close()
    finally:
        holder.kill()
        holder.wait()


def test_a_database_that_cannot_be_written_says_so(db: sqlite3.Connection, database: Path) -> None:
    # Root may write everything, so the file's rights cannot be used: SQLite's own switch gives its error.
    insert(db, "tag", name="before")
    db.execute("pragma query_only = on")
    with pytest.raises(ReadOnlyError), translated_errors(database):
        insert(db, "tag", name="x")
    assert not db.in_transaction
    assert len(visible(db)) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everything")
def test_a_read_only_folder_says_so(database: Path) -> None:
    database.parent.mkdir()
    database.parent.chmod(0o500)
    with pytest.raises(ReadOnlyError):
        open_database(database)
    database.parent.chmod(0o700)


def test_a_full_disk_writes_nothing_by_halves(db: sqlite3.Connection, database: Path) -> None:
    insert(db, "account", name="before")
    pages = db.execute("pragma page_count").fetchone()[0]
    db.execute(f"pragma max_page_count = {pages + 3}")
    with pytest.raises(DiskFullError), translated_errors(database), Unit(db, "import") as unit:
        unit.insert_many("account", [{"name": f"Acme {n}", "note": "x" * 200} for n in range(2_000)])
    assert not db.in_transaction
    assert [row[0] for row in visible(db).values()] == ["before"]
    db.execute("pragma max_page_count = 100000")
    insert(db, "account", name="after")
    assert agrees(db)


def test_two_connections_write_in_turn_and_see_each_other(database: Path) -> None:
    one, two = open_database(database), open_database(database)
    before = data_version(two)
    insert(one, "tag", name="a")
    assert data_version(two) != before
    insert(two, "tag", name="b")
    insert(one, "tag", name="c")
    assert visible(one) == visible(two)
    assert one.execute("select no, n from txn").fetchall() == [(1, 1), (2, 2), (3, 3)]
    assert agrees(two)
    one.close()
    two.close()


def test_another_process_leaves_the_log_to_one_that_opened_twice(database: Path) -> None:
    with closing(open_database(database)) as db:
        insert(db, "account", name="before")
        open_database(database).close()  # as a thread does for the daily backup
        subprocess.run([sys.executable, "-c", OPENS, str(database)], check=True)
        assert Path(f"{database}-wal").exists()
        insert(db, "account", name="after")
        with closing(sqlite3.connect(database)) as other:
            assert other.execute("select count(*) from account").fetchone() == (2,)


def test_many_processes_create_one_database(database: Path) -> None:
    waiting = [subprocess.Popen([sys.executable, "-c", OPENS, str(database)]) for _ in range(6)]
    assert [one.wait() for one in waiting] == [0] * 6
    db = open_database(database)
    assert db.execute("select count(*) from replica").fetchone() == (1,)
    assert agrees(db)
    db.close()


class _Refusing(HeldConnection):
    """Refuses the switch to the write-ahead log a few times, as SQLite does to two that ask at once."""

    refusals = 3

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if "journal_mode = wal" in sql and self.refusals:
            self.refusals -= 1
            problem = sqlite3.OperationalError("database is locked")
            problem.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise problem
        return super().execute(sql, parameters)


def test_a_refused_switch_to_the_write_ahead_log_is_tried_again(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "HeldConnection", _Refusing)
    with pytest.raises(LockedError):
        open_database(database, busy_seconds=0)
    db = open_database(database)
    assert db.execute("pragma journal_mode").fetchone() == ("wal",)
    db.close()


def test_no_room_for_the_file_of_locks_is_a_full_disk(database: Path) -> None:
    problem = sqlite3.OperationalError("disk I/O error")
    problem.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    with pytest.raises(DiskFullError), translated_errors(database):
        raise problem


def _later(db: sqlite3.Connection) -> None:
    db.execute("alter table tag add column colour text")


def _broken(db: sqlite3.Connection) -> None:
    db.execute("alter table tag add column colour text")
    raise sqlite3.OperationalError("database or disk is full")


def test_an_upgrade_backs_up_first_and_is_all_or_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _whole(database)
    monkeypatch.setattr(databases, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(databases, "STEPS", (*STEPS, _broken))
    with pytest.raises(DiskFullError):
        open_database(database)
    raw = sqlite3.connect(database)
    assert raw.execute("pragma user_version").fetchone() == (SCHEMA,)
    assert "colour" not in [row[1] for row in raw.execute("pragma table_info(tag)")]
    raw.close()
    monkeypatch.setattr(databases, "STEPS", (*STEPS, _later))
    db = open_database(
        database, before_upgrade=lambda live, version: backup_before_upgrade(live, database, version)
    )
    assert db.execute("pragma user_version").fetchone() == (SCHEMA + 1,)
    assert meta_value(db, "schema") == SCHEMA + 1
    assert insert(db, "tag", name="x", colour="red")
    assert agrees(db)
    db.close()
    kept = database.parent / "backups" / f"repcockpit-before-upgrade-from-{SCHEMA}.db"
    with sqlite3.connect(kept) as old:
        assert old.execute("pragma user_version").fetchone() == (SCHEMA,)
        assert old.execute("select count(*) from account").fetchone() == (40,)
    old.close()


def test_a_copied_file_without_its_journal_opens(database: Path, tmp_path: Path) -> None:
    db = open_database(database)
    insert(db, "tag", name="x")
    shutil.copy(database, tmp_path / "copy.db")
    db.close()
    copy = open_database(tmp_path / "copy.db")
    assert agrees(copy)
    copy.close()


def test_without_a_home_folder_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("REPCOCKPIT_HOME", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    if os.name != "nt":
        import pwd  # noqa: PLC0415 -- only where it exists

        def nobody(_: int) -> None:
            raise KeyError("uid not found")

        monkeypatch.setattr(pwd, "getpwuid", nobody)
    with pytest.raises(CockpitError) as problem:
        paths.database_file()
    assert "REPCOCKPIT_HOME" in problem.value.hint


def test_an_open_that_meets_a_close_is_tried_again(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_database(database).close()
    real, failures = sqlite3.connect, [2]

    def connect(*given: Any, **named: Any) -> Any:
        if failures[0]:
            failures[0] -= 1
            raise sqlite3.OperationalError("unable to open database file")
        return real(*given, **named)

    monkeypatch.setattr("repcockpit.store.database.sqlite3.connect", connect)
    open_database(database).close()
    failures[0] = 100
    with pytest.raises(ReadOnlyError):
        open_database(database)
