"""Open this device's SQLite file: create, check whose it is, upgrade, and nothing else."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import (
    BadFileError,
    CorruptError,
    ForeignError,
    NewerVersionError,
    NotFoundError,
)
from repcockpit.domain.ids import timed_id
from repcockpit.store.errors import translated_errors
from repcockpit.store.migrations import SCHEMA, STEPS

APPLICATION_ID = 0x52434B50
BUSY_SECONDS = 5.0
_SQLITE_MAGIC = b"SQLite format 3\x00"


def open_database(
    path: Path,
    *,
    create: bool = True,
    before_upgrade: Callable[[sqlite3.Connection, int], object] | None = None,
) -> sqlite3.Connection:
    """A connection in autocommit mode (`BEGIN` is written out by who needs it) to the database at `path`.

    Creates the file (0600) and its folder (0700) where they are missing and `create` is true. An older
    schema is upgraded in one transaction after `before_upgrade(connection, its version)`. Raises
    NotFoundError, BadFileError (a folder), ForeignError, CorruptError, NewerVersionError, LockedError,
    ReadOnlyError or DiskFullError.
    """
    if path.is_dir():
        raise BadFileError(
            f"{path} is a folder, not a database", "name a file in it: --db PATH/repcockpit.db"
        )
    if not path.exists():
        if not create:
            raise NotFoundError(
                f"there is no database at {path}", "check --db, or run any command to create it"
            )
        _make_file(path)
    _refuse_foreign_bytes(path)
    with translated_errors(path):
        db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            _prepare(db, path, before_upgrade)
        except BaseException:
            db.close()
            raise
    return db


def _make_file(path: Path) -> None:
    with translated_errors(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as problem:
            raise sqlite3.OperationalError("unable to open database file") from problem


def _refuse_foreign_bytes(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except OSError as problem:
        with translated_errors(path):
            raise sqlite3.OperationalError("unable to open database file") from problem
    if start and start != _SQLITE_MAGIC:
        raise ForeignError(
            f"{path} is not a repcockpit database",
            "give another --db, or bring it in with `repcockpit import`",
        )


def _prepare(
    db: sqlite3.Connection, path: Path, before_upgrade: Callable[[sqlite3.Connection, int], object] | None
) -> None:
    version = int(db.execute("pragma user_version").fetchone()[0])
    if version != SCHEMA:
        _check_owner(db, path, version)
        db.execute("pragma journal_mode = wal")
    _set_pragmas(db)
    if version != SCHEMA:
        if version and before_upgrade:
            before_upgrade(db, version)
        _upgrade(db)


def _set_pragmas(db: sqlite3.Connection) -> None:
    for pragma in ("synchronous = full", "secure_delete = on", "temp_store = memory", "cache_size = -16000"):
        db.execute(f"pragma {pragma}")


def _check_owner(db: sqlite3.Connection, path: Path, version: int) -> None:
    owner = int(db.execute("pragma application_id").fetchone()[0])
    tables = int(db.execute("select count(*) from sqlite_master").fetchone()[0])
    if owner != APPLICATION_ID and (tables or version):
        raise ForeignError(
            f"{path} is a database of another program",
            "give another --db; to bring its rows in, export its tables as CSV and `repcockpit import` them",
        )
    if version > SCHEMA:
        raise NewerVersionError(
            f"{path} was written by a newer repcockpit (schema {version}, this one knows {SCHEMA})",
            "update repcockpit; nothing was changed",
        )
    if owner == APPLICATION_ID and version == 0:
        raise CorruptError(
            f"{path} has lost its version", "restore the newest backup: `repcockpit restore PATH`"
        )


def _upgrade(db: sqlite3.Connection) -> None:
    db.execute("begin immediate")
    try:
        version = int(db.execute("pragma user_version").fetchone()[0])
        for step in STEPS[version:]:
            step(db)
        if version == 0:
            _found(db)
        if version != SCHEMA:
            db.execute(f"pragma user_version = {SCHEMA}")
            db.execute("update meta set value = ? where key = 'schema'", (SCHEMA,))
        db.execute("commit")
    except BaseException:
        db.execute("rollback")
        raise


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
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def meta_value(db: sqlite3.Connection, key: str) -> object:
    """The device's value of `key`, or None."""
    row = db.execute("select value from meta where key = ?", (key,)).fetchone()
    return row[0] if row else None


def data_version(db: sqlite3.Connection) -> int:
    """A number that changes when another connection has committed a write."""
    return int(db.execute("pragma data_version").fetchone()[0])


def set_meta(db: sqlite3.Connection, key: str, value: object) -> None:
    """Write the device's value of `key`, inside the caller's transaction."""
    db.execute("insert or replace into meta (key, value) values (?, ?)", (key, value))
