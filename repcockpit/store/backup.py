"""Copies of the database and their way back. A live file is never replaced, only copied into."""

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    ForeignError,
    LockedError,
    NewerVersionError,
    ReadOnlyError,
    RefusedError,
)
from repcockpit.store.database import (
    APPLICATION_ID,
    BUSY_SECONDS,
    meta_value,
    open_database,
    upgrade,
)
from repcockpit.store.errors import translated_errors
from repcockpit.store.incarnations import new_incarnation
from repcockpit.store.migrations import SCHEMA

DAILY_KEPT = 14
ENCRYPTED = ".rcbak"
"""How the name of an encrypted backup ends where nobody gave one."""
_FORGOTTEN_MS = 3_600_000
_DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"


def backup_folder(database: Path) -> Path:
    """Where automatic backups of `database` are kept."""
    return database.parent / "backups"


def write_backup(db: sqlite3.Connection, target: Path) -> Path:
    """Copy the open database to `target` (0600), written beside it and renamed when whole.

    Raises BadFileError (a folder), ReadOnlyError, DiskFullError or LockedError; then nothing is left behind.
    """
    if target.is_dir():
        raise BadFileError(f"{target} is a folder", "name a file in it")
    beside = make_beside(target)
    try:
        with translated_errors(target):
            with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
                copy.execute("pragma synchronous = off")
                db.backup(copy, progress=patience(target))
                copy.execute("pragma journal_mode = delete")
            sync_file(beside)
        take_name(beside, target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def make_beside(target: Path) -> Path:
    """A new empty file (0600) for what shall be called `target`; a dot before its name, `.part` behind it."""
    beside = target.with_name(f".{target.name[:200]}.{random_bytes(4).hex()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as problem:
        raise ReadOnlyError(
            f"{target} cannot be written: {problem.strerror}", "choose another folder"
        ) from problem
    return beside


def take_name(beside: Path, target: Path) -> None:
    """Give the whole file its name, for good. Raises ReadOnlyError."""
    try:
        beside.replace(target)
    except OSError as problem:
        raise ReadOnlyError(
            f"{target} cannot be written: {problem.strerror}", "choose another name"
        ) from problem
    if hasattr(os, "O_DIRECTORY"):  # Windows has no way to sync a folder
        sync_file(target.parent)


def sync_file(path: Path) -> None:
    """Flush a file or a folder to the disk."""
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def patience(path: Path) -> Callable[[int, int, int], None]:
    """What a copy calls after each attempt: SQLite itself would wait for a lock for ever."""
    started = time.monotonic()

    def check(status: int, _remaining: int, _total: int) -> None:
        if (
            status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
            and time.monotonic() - started > BUSY_SECONDS
        ):
            raise LockedError(f"{path} is being written by another process", "wait a moment and try again")

    return check


def daily_backup(db: sqlite3.Connection, database: Path, today: date) -> Path | None:
    """The automatic backup of `today` (by the real clock), if there is none; the oldest beyond fourteen go.

    None where it exists, and for a demo.
    """
    folder = backup_folder(database)
    target = folder / f"{database.stem}-{today.isoformat()}.db"
    if target.exists() or meta_value(db, "is_demo"):
        return None
    written = write_backup(db, target)
    _thin_out(folder, f"{database.stem}-{_DAY}.db", written)
    return written


def _thin_out(folder: Path, pattern: str, *spared: Path) -> None:
    """Keep the last fourteen by name; `spared` ones always, also under a clock that was ahead before."""
    held = sorted(folder.glob(pattern))
    named = {path.resolve() for path in spared}
    others = [one for one in held if one.resolve() not in named]
    for old in others[: max(0, len(held) - DAILY_KEPT)]:
        old.unlink(missing_ok=True)


def automatic_backups(database: Path) -> list[Path]:
    """Every backup in the default folder, encrypted ones too, oldest first by name."""
    found = backup_folder(database).glob(f"{database.stem}-*")
    return sorted(path for path in found if path.suffix in (".db", ENCRYPTED))


def leftover_parts(database: Path) -> list[Path]:
    """Copies in the default folder that a killed process left unfinished; none is of use."""
    return [
        path
        for path in backup_folder(database).glob(".*.part")
        if wall_ms() - path.stat().st_mtime * 1000 > _FORGOTTEN_MS
    ]


def backup_before_upgrade(db: sqlite3.Connection, database: Path, version: int) -> Path:
    """A copy of the database as the older schema `version` left it."""
    return write_backup(db, backup_folder(database) / f"{database.stem}-before-upgrade-from-{version}.db")


def restore_backup(
    db: sqlite3.Connection,
    database: Path,
    source: Path,
    amend: Callable[[sqlite3.Connection], None] | None = None,
) -> Path:
    """Copy the backup at `source` into the live database; give the copy of what was there before.

    The copy is brought to the newest schema and given a new replica before it goes live, in one transaction:
    killed anywhere, the file is as before or as restored; `amend` changes the copy before. Raises BadFileError, ForeignError,
    NewerVersionError, CorruptError, RefusedError (the live file itself) or LockedError, and then nothing
    has changed.
    """
    check_backup(source)
    if database.exists() and source.samefile(database):
        raise RefusedError(f"{source} is the database in use", "choose one of its backups")
    folder = backup_folder(database)
    kept = write_backup(db, folder / f"{database.stem}-before-restore-{wall_ms()}.db")
    prepared = make_beside(folder / "restore.db")
    try:
        with translated_errors(database):
            _prepare(source, prepared)
            with closing(sqlite3.connect(prepared, isolation_level=None)) as ready:
                if amend is not None:
                    amend(ready)
                ready.backup(db, progress=patience(database))
            db.execute("pragma journal_mode = wal")
    finally:
        prepared.unlink(missing_ok=True)
    _thin_out(folder, f"{database.stem}-before-restore-*.db", kept, source)
    return kept


def _prepare(source: Path, prepared: Path) -> None:
    copy_backup(source, prepared)
    with closing(sqlite3.connect(prepared, isolation_level=None)) as copy:
        copy.execute("pragma synchronous = off")
        copy.execute("pragma journal_mode = memory")
        new_incarnation(copy, "restore")


def copy_backup(source: Path, target: Path) -> None:
    """Copy a checked backup to `target` and bring the copy to the newest schema; `source` is only read."""
    with (
        closing(_opened_to_read(source)) as origin,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        copy.execute("pragma synchronous = off")
        origin.backup(copy, progress=patience(source))
        copy.execute("pragma journal_mode = memory")
        upgrade(copy)


def restore_over_damaged(database: Path, source: Path) -> Path:
    """Where the live file cannot be opened as a database: move it aside, then restore into a fresh one.

    Gives where the damaged file went (its journal beside it). Raises what `restore_backup` raises.
    """
    check_backup(source)
    folder = backup_folder(database)
    aside = folder / f"{database.stem}-damaged-{wall_ms()}.db"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for end in ("-wal", "-shm", ""):
            part = Path(f"{database}{end}")
            if part.exists():
                part.replace(f"{aside}{end}")
    except OSError as problem:
        raise ReadOnlyError(f"{database} cannot be moved: {problem.strerror}", "move it by hand") from problem
    with closing(open_database(database)) as db:
        restore_backup(db, database, source)
    return aside


def check_backup(source: Path) -> None:
    """Raise BadFileError, ForeignError, NewerVersionError or CorruptError unless `source` is whole and ours."""
    if not source.is_file():
        raise BadFileError(f"there is no file at {source}", "`repcockpit paths` shows where the backups are")
    try:
        with closing(_opened_to_read(source)) as db:
            owner = int(db.execute("pragma application_id").fetchone()[0])
            version = int(db.execute("pragma user_version").fetchone()[0])
            verdict = str(db.execute("pragma quick_check(1)").fetchone()[0])
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
    if verdict != "ok" or version == 0:
        raise CorruptError(f"{source} is damaged: {verdict}", "choose an older backup")


def _opened_to_read(path: Path) -> sqlite3.Connection:
    from urllib.parse import quote  # noqa: PLC0415 -- only a restore needs it

    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, isolation_level=None)
