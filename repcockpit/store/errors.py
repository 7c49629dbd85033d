"""SQLite's errors as errors that say what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repcockpit.domain.errors import (
    CockpitError,
    CorruptError,
    DiskFullError,
    ForeignError,
    LockedError,
    ReadOnlyError,
)

_RESTORE = "restore the newest backup: `repcockpit restore PATH` (`repcockpit paths` shows where they are)"

_NO_SHARED_ROOM = "SQLITE_IOERR_SHMSIZE"
"""What SQLite raises, as "disk I/O error", where a full disk has no room for the file of locks beside the book."""


def error_of(problem: sqlite3.Error, path: Path) -> CockpitError | None:
    """The error a person can act on, or None where the fault is the program's."""
    text = str(problem).lower()
    if "locked" in text or "busy" in text:
        return LockedError(f"{path} is being written by another process", "wait a moment and try again")
    if "readonly" in text or "read-only" in text:
        return ReadOnlyError(f"{path} cannot be written", "check the rights of the file and of its folder")
    if "full" in text or getattr(problem, "sqlite_errorname", "") == _NO_SHARED_ROOM:
        return DiskFullError(
            f"no space is left beside {path}", "free some space; nothing was written by halves"
        )
    if "not a database" in text:
        return ForeignError(
            f"{path} is not a repcockpit database", "give another --db, or move that file away"
        )
    if any(word in text for word in ("malformed", "corrupt", "disk i/o", "could not decode")):
        return CorruptError(
            f"{path} is damaged: {problem}",
            _RESTORE,
        )
    if "unable to open" in text:
        return ReadOnlyError(f"{path} cannot be opened", "check that its folder exists and can be written")
    return None


@contextmanager
def translated_errors(path: Path) -> Iterator[None]:
    """Raise the CockpitError that fits a sqlite3 error; a programmer's mistake passes unchanged."""
    try:
        yield
    except sqlite3.Error as problem:
        known = error_of(problem, path)
        if known is None:
            raise
        raise known from problem
    except UnicodeDecodeError as problem:
        # SQLite quotes what it found in a damaged schema, and Python cannot read the quotation.
        raise CorruptError(
            f"{path} is damaged: its tables have names that are no text", _RESTORE
        ) from problem
