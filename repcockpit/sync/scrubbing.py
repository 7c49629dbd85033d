"""Files beside the database that still hold what was erased: its write-ahead log and the backups made of it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from repcockpit.domain.errors import CockpitError
from repcockpit.store.backup import (
    automatic_backups,
    check_backup,
    copy_backup,
    leftover_parts,
    make_beside,
    sync_file,
    take_name,
)
from repcockpit.store.database import immediate, meta_value
from repcockpit.store.encrypted import begins_encrypted
from repcockpit.store.erased import DUE, ErasedRow, erased_rows
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.frames import Opener, Sealer


def scrub(
    db: sqlite3.Connection, database: Path, opener: Opener | None = None, sealer: Sealer | None = None
) -> tuple[str, ...]:
    """Blank the backups beside the database and empty its write-ahead log, where an erase is new.

    Gives the files that could not be blanked: encrypted and damaged ones. Killed, or while another process
    reads, it is done again at the next call.
    """
    if not meta_value(db, DUE):
        return ()
    rows = erased_rows(db)
    left = _blank_backups(database, rows, opener, sealer)
    _empty_search_index(db, rows)
    if truncate_log(db):
        db.execute("delete from meta where key = ?", (DUE,))
    return left


def _empty_search_index(db: sqlite3.Connection, rows: list[ErasedRow]) -> None:
    """Words of notes that were blanked stay in the index's pages until it is written anew."""
    if any(one.table == "interaction" and one.fields for one in rows):
        with immediate(db):
            db.execute("insert into note_index (note_index) values ('optimize')")


def truncate_log(db: sqlite3.Connection) -> bool:
    """Bring the write-ahead log into the database and cut it to nothing; False while others read."""
    busy, _, _ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
    return not busy


def _blank_backups(
    database: Path, rows: list[ErasedRow], opener: Opener | None, sealer: Sealer | None
) -> tuple[str, ...]:
    left = []
    for part in leftover_parts(database):
        part.unlink(missing_ok=True)
    for path in automatic_backups(database):
        try:
            if begins_encrypted(path):
                left.append(str(path))
            else:
                _blank_backup(path, rows, opener, sealer)
        except (CockpitError, sqlite3.Error, OSError):
            left.append(str(path))
    return tuple(left)


def _blank_backup(path: Path, rows: list[ErasedRow], opener: Opener | None, sealer: Sealer | None) -> None:
    check_backup(path)
    facts = path.stat()
    beside = make_beside(path)
    try:
        copy_backup(path, beside)
        with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
            blank_copy(copy, rows, opener, sealer)
        sync_file(beside)
        os.utime(beside, ns=(facts.st_atime_ns, facts.st_mtime_ns))
        take_name(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def blank_copy(
    copy: sqlite3.Connection,
    rows: list[ErasedRow],
    opener: Opener | None = None,
    sealer: Sealer | None = None,
) -> None:
    """Blank these rows in a copy of the database that nobody else has open."""
    for pragma in ("secure_delete = on", "synchronous = off", "journal_mode = memory"):
        copy.execute(f"pragma {pragma}").fetchall()
    with immediate(copy):
        erasing = Erasing(copy, opener, sealer)
        erasing.take([one._replace(txn_no=None) for one in rows])
        erasing.finish()
    _empty_search_index(copy, rows)
