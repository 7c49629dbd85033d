"""From an error to an exit status, a document and two plain lines. Nothing here writes."""

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any

from repcockpit.domain.errors import (
    CockpitError,
    CorruptError,
    DiskFullError,
    LockedError,
    ReadOnlyError,
    UnreachableError,
    UsageError,
)

INTERRUPTED = 130
STATUS = {
    "corrupt": 1,
    "newer_version": 1,
    "foreign": 1,
    "read_only": 1,
    "disk_full": 1,
    "internal": 1,
    "usage": 2,
    "not_found": 2,
    "ambiguous": 2,
    "invalid_value": 2,
    "bad_file": 2,
    "refused": 2,
    "nothing_to_undo": 2,
    "exists": 2,
    "locked": 3,
    "unreachable": 3,
    "interrupted": INTERRUPTED,
}
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


class InterruptedByHandError(CockpitError):
    """Ctrl+C: what was not acknowledged is not written."""

    code = "interrupted"

    def __init__(self) -> None:
        super().__init__("interrupted", "nothing more was written")


def exit_status(error: CockpitError) -> int:
    """The exit status of an error's code: 1 it failed, 2 nothing was written, 3 try again later."""
    return STATUS.get(error.code, 1)


def error_document(error: CockpitError) -> dict[str, Any]:
    """The JSON document of an error."""
    return {
        "error": {
            "code": error.code,
            "message": error.message,
            "hint": error.hint or None,
            "candidates": [
                {"id": one.id.hex(), "name": one.name, "account": one.account} for one in error.candidates
            ],
        }
    }


def as_cockpit_error(error: Exception) -> CockpitError | None:
    """The error a person can act on behind one of SQLite's or the system's; None for a fault of ours."""
    if isinstance(error, CockpitError):
        return error
    sqlite3 = sys.modules.get("sqlite3")
    if sqlite3 is not None and isinstance(error, sqlite3.Error):
        return _from_sqlite(str(getattr(error, "sqlite_errorname", "")), str(error))
    if isinstance(error, OSError):
        return _from_system(error)
    msgspec = sys.modules.get("msgspec")
    if msgspec is not None and isinstance(error, msgspec.DecodeError):
        return CorruptError(
            "the database is damaged (a log entry cannot be read)",
            "see `repcockpit doctor`, then `restore` a backup",
        )
    return None


def distinct_ids(ids: Sequence[bytes]) -> list[str]:
    """The beginnings of the ids, of one length: at least 12 digits, and as many as tell them apart."""
    whole = [one.hex() for one in ids]
    digits = next((size for size in range(12, 32, 4) if len({one[:size] for one in whole}) == len(whole)), 32)
    return [one[:digits] for one in whole]


def of_output(error: OSError) -> CockpitError:
    """The error of an answer that standard output did not take."""
    hint = "what the command did stands; write the output elsewhere"
    if error.errno in _DISK_FULL:
        return DiskFullError("no space is left to write the answer", hint)
    return CockpitError(f"the answer cannot be written ({error.strerror})", hint)


def _from_sqlite(name: str, text: str) -> CockpitError | None:
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockedError("another process is writing to the database", "try again in a moment")
    if name in {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}:  # the second: no room for the file of locks
        return DiskFullError("no space is left for the database", "free some space and try again")
    if name.startswith(("SQLITE_READONLY", "SQLITE_PERM", "SQLITE_CANTOPEN", "SQLITE_AUTH")):
        return ReadOnlyError(
            "the database or its folder cannot be written", "check who owns it, or give --db PATH"
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR")) or "Could not decode" in text:
        return CorruptError(
            f"the database is damaged ({text})", "see `repcockpit doctor`, then `restore` a backup"
        )
    return None


def _from_system(error: OSError) -> CockpitError | None:
    where = f" {os.fsdecode(error.filename)}" if error.filename is not None else ""
    if error.errno in _DISK_FULL:
        return DiskFullError(f"no space is left to write{where}", "free some space and try again")
    if error.errno in _READ_ONLY:
        return ReadOnlyError(f"not allowed to use{where}", "check who owns it, or choose another path")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreachableError(f"there is no{where}", "check the path")
    if isinstance(error, IsADirectoryError):
        return UsageError(f"{where.strip()} is a folder", "name a file in it")
    return None
