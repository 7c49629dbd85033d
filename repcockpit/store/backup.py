"""Copies of the database and their way back. A live file is never replaced, only copied into."""

import os
import sqlite3
from datetime import date
from pathlib import Path

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    ForeignError,
    NewerVersionError,
    ReadOnlyError,
)
from repcockpit.store.database import APPLICATION_ID, meta_value
from repcockpit.store.errors import translated_errors
from repcockpit.store.migrations import SCHEMA

DAILY_KEPT = 14


def backup_folder(database: Path) -> Path:
    """Where automatic backups of `database` are kept."""
    return database.parent / "backups"


def write_backup(db: sqlite3.Connection, target: Path) -> Path:
    """Copy the open database to `target` (0600), written beside it and renamed when whole."""
    beside = target.with_name(f".{target.name}.{random_bytes(4).hex()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise ReadOnlyError(
            f"{target} cannot be written: {problem.strerror}", "choose another folder"
        ) from problem
    try:
        with translated_errors(target):
            copy = sqlite3.connect(beside, isolation_level=None)
            try:
                copy.execute("pragma synchronous = off")
                db.backup(copy)
                copy.execute("pragma journal_mode = delete")
            finally:
                copy.close()
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def daily_backup(db: sqlite3.Connection, database: Path, today: date) -> Path | None:
    """Today's automatic backup, if there is none yet; the oldest beyond fourteen go. None if it exists."""
    folder = backup_folder(database)
    target = folder / f"{database.stem}-{today.isoformat()}.db"
    if target.exists() or meta_value(db, "is_demo"):
        return None
    written = write_backup(db, target)
    kept = sorted(folder.glob(f"{database.stem}-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].db"))
    for old in kept[:-DAILY_KEPT]:
        old.unlink(missing_ok=True)
    return written


def backup_before_upgrade(db: sqlite3.Connection, database: Path, version: int) -> Path:
    """A copy of the database as the older schema `version` left it."""
    return write_backup(db, backup_folder(database) / f"{database.stem}-before-upgrade-from-{version}.db")


def restore_backup(db: sqlite3.Connection, database: Path, source: Path) -> Path:
    """Copy the backup at `source` into the live database; give the copy of what was there before.

    The restored device writes under a new replica from then on. Raises BadFileError, ForeignError,
    NewerVersionError or CorruptError, and then nothing has changed.
    """
    check_backup(source)
    kept = write_backup(db, backup_folder(database) / f"{database.stem}-before-restore-{wall_ms()}.db")
    with translated_errors(database):
        origin = sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True, isolation_level=None)
        try:
            origin.backup(db)
        finally:
            origin.close()
        db.execute("pragma journal_mode = wal")
        _new_replica(db, "restore")
    return kept


def _new_replica(db: sqlite3.Connection, reason: str) -> None:
    db.execute("begin immediate")
    try:
        no, old = db.execute(
            "select (select max(no) + 1 from replica), id from replica"
            " where no = (select value from meta where key = 'replica_no')"
        ).fetchone()
        db.execute(
            "insert into replica (no, id, created_at, reason, successor_of) values (?, ?, ?, ?, ?)",
            (no, random_bytes(16), wall_ms(), reason, old),
        )
        db.execute("update meta set value = ? where key = 'replica_no'", (no,))
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


def check_backup(source: Path) -> None:
    """Raise where the file at `source` is not a whole database of ours."""
    if not source.is_file():
        raise BadFileError(f"there is no file at {source}", "`repcockpit paths` shows where the backups are")
    try:
        db = sqlite3.connect(f"file:{_quoted(source)}?mode=ro", uri=True)
        try:
            owner = int(db.execute("pragma application_id").fetchone()[0])
            version = int(db.execute("pragma user_version").fetchone()[0])
            verdict = str(db.execute("pragma quick_check(1)").fetchone()[0])
        finally:
            db.close()
    except sqlite3.DatabaseError as problem:
        raise BadFileError(
            f"{source} is no readable database: {problem}", "choose another backup"
        ) from problem
    if owner != APPLICATION_ID:
        raise ForeignError(
            f"{source} is not a repcockpit database", "choose a file that `repcockpit backup` wrote"
        )
    if version > SCHEMA:
        raise NewerVersionError(f"{source} was written by a newer repcockpit", "update repcockpit first")
    if verdict != "ok":
        raise CorruptError(f"{source} is damaged: {verdict}", "choose an older backup")


def _quoted(path: Path) -> str:
    from urllib.parse import quote  # noqa: PLC0415 -- only a restore needs it

    return quote(str(path.absolute()))
