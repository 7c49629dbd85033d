"""Open this device's SQLite file: create, check whose it is, upgrade, and nothing else."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    ForeignError,
    NewerVersionError,
    NotFoundError,
    ReadOnlyError,
)
from repcockpit.domain.ids import timed_id
from repcockpit.store.errors import translated_errors
from repcockpit.store.held import HeldConnection, is_held
from repcockpit.store.migrations import SCHEMA, STEPS

APPLICATION_ID = 0x52434B50
BUSY_SECONDS = 5.0
_RETRY_SECONDS, _ATTEMPTS = 0.01, 6
_PRAGMAS = (
    "synchronous = full",
    "secure_delete = on",
    "temp_store = memory",
    "cache_size = -16000",
    # A page that many transactions change goes into the file once: writes of an import are a tenth faster.
    "wal_autocheckpoint = 4000",
)
_SQLITE_MAGIC = b"SQLite format 3\x00"
_WAL = 2
_RESTORE = "restore the newest backup: `repcockpit restore PATH` (`repcockpit paths` shows where they are)"


def open_database(
    path: Path,
    *,
    create: bool = True,
    before_upgrade: Callable[[sqlite3.Connection, int], object] | None = None,
    busy_seconds: float = BUSY_SECONDS,
) -> sqlite3.Connection:
    """A connection in autocommit mode (`BEGIN` is written out by who needs it) to the database at `path`.

    Creates the file (0600) and its folder (0700) where they are missing and `create` is true. An older
    schema is upgraded in one transaction after `before_upgrade(connection, its version)`. A write waits
    `busy_seconds` for another process. Raises NotFoundError, BadFileError (a folder, a pipe), ForeignError,
    CorruptError, NewerVersionError, LockedError, ReadOnlyError or DiskFullError.
    """
    _find_or_make(path, create=create)
    # A file that is open here was looked at, and is locked.
    is_wal = not is_held(path) and _check_header(path)
    attempt = 1
    while True:
        try:
            return _opened(path, before_upgrade, is_wal=is_wal, busy_seconds=busy_seconds)
        except ReadOnlyError:
            # The last process to close removes its -wal and -shm: whoever opens at that moment finds half of them.
            if attempt == _ATTEMPTS or not os.access(path, os.R_OK | os.W_OK):
                raise
            sleep(_RETRY_SECONDS * attempt)
            attempt += 1


def _opened(
    path: Path,
    before_upgrade: Callable[[sqlite3.Connection, int], object] | None,
    *,
    is_wal: bool,
    busy_seconds: float,
) -> sqlite3.Connection:
    with translated_errors(path):
        db = sqlite3.connect(
            path, timeout=busy_seconds, isolation_level=None, check_same_thread=False, factory=HeldConnection
        )
        is_ready = False
        try:
            _prepare(db, path, before_upgrade, is_wal=is_wal, busy_seconds=busy_seconds)
            is_ready = True
        finally:
            if not is_ready:
                db.close()
    return db


def _find_or_make(path: Path, *, create: bool) -> None:
    with translated_errors(path):
        try:
            if path.is_dir():
                raise BadFileError(
                    f"{path} is a folder, not a database", "name a file in it: --db PATH/repcockpit.db"
                )
            if not path.exists():
                if not create:
                    raise NotFoundError(
                        f"there is no database at {path}", "check --db, or run any command to create it"
                    )
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
            if not path.is_file():
                raise BadFileError(f"{path} is no file", "name a file: --db PATH/repcockpit.db")
        except OSError as problem:
            raise sqlite3.OperationalError("unable to open database file") from problem


def _check_header(path: Path) -> bool:
    """Whether the file is in write-ahead mode. Raises ForeignError and, for a file cut short, CorruptError."""
    with translated_errors(path):
        try:
            with path.open("rb") as file:
                start = file.read(100)
                size = file.seek(0, os.SEEK_END)
            log = Path(f"{path}-wal")
            has_log = log.exists() and log.stat().st_size > 0
        except OSError as problem:
            raise sqlite3.OperationalError("unable to open database file") from problem
    if start and start[:16] != _SQLITE_MAGIC:
        raise ForeignError(
            f"{path} is not a repcockpit database",
            "give another --db, or bring it in with `repcockpit import`",
        )
    if start and not has_log and (len(start) < 100 or size < _told_size(start)):
        raise CorruptError(f"{path} is cut short: {size:,} bytes are left", _RESTORE)
    return len(start) > 18 and start[18] == _WAL


def keep_few_pages(db: sqlite3.Connection) -> None:
    """Let a connection hold 4 MB of the file in memory, a quarter of what others do."""
    db.execute("pragma cache_size = -4000")


def _told_size(header: bytes) -> int:
    """The size in bytes that the header tells; 0 where it does not know (SQLite file format 1.3.7)."""
    if header[24:28] != header[92:96]:
        return 0
    page = int.from_bytes(header[16:18], "big")
    return (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _prepare(
    db: sqlite3.Connection,
    path: Path,
    before_upgrade: Callable[[sqlite3.Connection, int], object] | None,
    *,
    is_wal: bool,
    busy_seconds: float,
) -> None:
    db.execute("begin")  # one look: another process may be founding the same file
    try:
        version = int(db.execute("pragma user_version").fetchone()[0])
        _check_owner(db, path, version)
    finally:
        if db.in_transaction:
            db.execute("rollback")
    if not is_wal:
        _into_wal(db, busy_seconds)
    for pragma in _PRAGMAS:
        db.execute(f"pragma {pragma}")
    if version != SCHEMA:
        if version and before_upgrade:
            before_upgrade(db, version)
        upgrade(db)


def _into_wal(db: sqlite3.Connection, busy_seconds: float) -> None:
    """Write-ahead mode; two processes that ask at once are refused without SQLite's own waiting."""
    until = monotonic() + busy_seconds
    while True:
        try:
            db.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as problem:
            if problem.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or monotonic() >= until:
                raise
        else:
            return
        sleep(_RETRY_SECONDS)


def _check_owner(db: sqlite3.Connection, path: Path, version: int) -> None:
    owner = int(db.execute("pragma application_id").fetchone()[0])
    if owner != APPLICATION_ID:
        if version or int(db.execute("select count(*) from sqlite_master").fetchone()[0]):
            raise ForeignError(
                f"{path} is a database of another program",
                "give another --db; to bring its rows in, export its tables as CSV and `repcockpit import` them",
            )
        return
    if version > SCHEMA:
        raise NewerVersionError(
            f"{path} was written by a newer repcockpit (schema {version}, this one knows {SCHEMA})",
            "update repcockpit; nothing was changed",
        )
    if version == 0:
        raise CorruptError(f"{path} has lost its version", _RESTORE)


def upgrade(db: sqlite3.Connection) -> None:
    """Run the steps that the file has not had, in one transaction; an empty one is founded."""
    with immediate(db):
        version = int(db.execute("pragma user_version").fetchone()[0])
        for step in STEPS[version:]:
            step(db)
        if version == 0:
            _found(db)
        if version != SCHEMA:
            db.execute(f"pragma user_version = {SCHEMA}")
            db.execute("update meta set value = ? where key = 'schema'", (SCHEMA,))


def _found(db: sqlite3.Connection) -> None:
    now = wall_ms()
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(
        "insert into replica (no, id, created_at, reason) values (1, ?, ?, 'new')", (random_bytes(16), now)
    )
    db.executemany(
        "insert into meta values (?, ?)",
        [
            ("db_id", timed_id(now, random_bytes(10))),
            ("replica_no", 1),
            ("own_stamp", 0),
            ("schema", SCHEMA),
        ],
    )


@contextmanager
def immediate(db: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: committed at the end, rolled back by any exception."""
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    finally:
        if db.in_transaction:
            db.execute("rollback")


def meta_value(db: sqlite3.Connection, key: str) -> object:
    """The device's value of `key`, or None."""
    row = db.execute("select value from meta where key = ?", (key,)).fetchone()
    return row[0] if row else None


def set_meta(db: sqlite3.Connection, key: str, value: object) -> None:
    """Write the device's value of `key`, inside the caller's transaction."""
    db.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))


def keep_beside(db: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a value of this device's own that can be found anew, without waiting for another writer.

    Raises sqlite3.Error where it cannot be written now.
    """
    if db.in_transaction:
        return
    patience = db.execute("pragma busy_timeout").fetchone()[0]
    db.execute("pragma busy_timeout = 0")
    try:
        db.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))
    finally:
        db.execute(f"pragma busy_timeout = {patience}")


def data_version(db: sqlite3.Connection) -> int:
    """A number that changes when another connection has committed a write."""
    return int(db.execute("pragma data_version").fetchone()[0])
