"""Which database files this process has open: closing any other handle on one would drop SQLite's locks.

POSIX forgets every lock that a process has on a file as soon as it closes one descriptor of it. Another
process then takes itself for the last one, removes the write-ahead log, and what is written next is lost.
"""

import sqlite3
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

_LOCK = Lock()


class HeldConnection(sqlite3.Connection):
    """A connection that is known here until it is closed."""

    def __init__(self, path: Path, *args: Any, **more: Any) -> None:
        super().__init__(path, *args, **more)
        self.file = _identity(path)
        with _LOCK:
            _HELD.add(self)

    def close(self) -> None:
        """Close, and be forgotten."""
        super().close()
        with _LOCK:
            _HELD.discard(self)


_HELD: "WeakSet[HeldConnection]" = WeakSet()


def is_held(path: Path) -> bool:
    """Whether this process has a connection to the file at `path`, by whatever name."""
    file = _identity(path)
    with _LOCK:
        return file is not None and any(one.file == file for one in _HELD)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
