"""Putting a file under a name that nobody else has taken, without a lock (sync.md 8, steps 8 to 10)."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from repcockpit.clock import random_bytes
from repcockpit.sync.carriers.contract import Changed
from repcockpit.sync.carriers.failures import is_busy, is_harmless_for_folders, is_unsupported, unreachable
from repcockpit.sync.carriers.files import Files

BLOCK = 1 << 20
PATIENCE = 10.0  # seconds that another program may hold a file on Windows
T = TypeVar("T")


def patiently(files: Files, action: Callable[[], T]) -> T:
    """What `action` answers; while another program on Windows holds the file, again for 10 s."""
    waited, step = 0.0, 0.05
    while True:
        try:
            return action()
        except OSError as error:
            if not is_busy(error) or waited >= PATIENCE:
                raise
        pause = step * (1 + random_bytes(1)[0] / 255)
        files.pause(pause)
        waited, step = waited + pause, min(step * 2, 1.0)


def in_blocks(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in blocks of about `BLOCK`: a share takes few large writes better than many."""
    gathered: list[bytes] = []
    size = 0
    for chunk in chunks:
        gathered.append(chunk)
        size += len(chunk)
        if size >= BLOCK:
            yield b"".join(gathered)
            gathered, size = [], 0
    if gathered:
        yield b"".join(gathered)


def write_new(files: Files, path: Path, chunks: Iterable[bytes]) -> int:
    """A new file with all of `chunks` on the disk; its size in bytes. FileExistsError if there is one.

    Raises UnreachableError where fewer bytes are there than were written.
    """
    handle, size = files.create(path), 0
    try:
        for block in in_blocks(chunks):
            files.write(handle, block)
            size += len(block)
        files.fsync(handle)
    finally:
        files.close(handle)
    if files.stat(path).st_size != size:
        raise unreachable(path, "it keeps fewer bytes than were written")
    return size


def create_if_absent(files: Files, temp: Path, goal: Path, chunks: Callable[[], Iterable[bytes]]) -> bool:
    """Gives a written temp the name `goal`; False where the temp stays, since the goal had to be written anew.

    Where a file system has neither a rename that keeps an existing goal nor hard links, the goal is created
    and written in place. Raises Changed if somebody was first.
    """
    try:
        if files.is_windows:
            patiently(files, lambda: files.rename_no_replace(temp, goal))
            return True
        _link(files, temp, goal)
    except FileExistsError as error:
        raise Changed(str(error)) from error
    except OSError as error:
        if not is_unsupported(error):
            raise
        try:
            write_new(files, goal, chunks())
        except FileExistsError as taken:
            raise Changed(str(taken)) from taken
        return False
    discard(files, temp)
    return True


def _link(files: Files, temp: Path, goal: Path) -> None:
    try:
        files.hard_link(temp, goal)
    except FileExistsError:
        # an answer lost on the way makes a share's client ask twice: the first may have worked
        mine, there = files.stat(temp), files.stat(goal)
        if not mine.st_ino or (mine.st_ino, mine.st_dev, mine.st_nlink) != (there.st_ino, there.st_dev, 2):
            raise


def settle_names(files: Files, folder: Path) -> None:
    """The names in a folder are on the disk, where the file system has such a call."""
    try:
        files.fsync_folder(folder)
    except OSError as error:
        if not is_harmless_for_folders(error):
            raise


def discard(files: Files, path: Path) -> None:
    """Removes an own file that nobody was told of; one that cannot be removed is tidied later."""
    try:
        files.remove(path)
    except OSError:
        return
