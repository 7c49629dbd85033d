"""Files that only this user may read, written whole or not at all."""

import os
from pathlib import Path

from repcockpit.clock import random_bytes


def write_private(place: Path, raw: bytes) -> None:
    """Write the file (0600) and make the folder (0700) where it is missing. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = place.with_name(f"{place.name}.{random_bytes(4).hex()}.part")
    handle = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)
    if hasattr(os, "O_DIRECTORY"):  # Windows has no way to sync a folder
        folder = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
