"""Every operation on a share, one small method each: where tests count operations and inject faults.

All of them raise what the operating system raises (OSError); `failures.py` says what that means.
"""

import contextlib
import errno
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

from repcockpit.clock import wall_ms

READ_BLOCK = 1 << 20
_O_BINARY: int = getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY | getattr(os, "O_CLOEXEC", 0)
_READ = os.O_RDONLY | _O_BINARY | getattr(os, "O_CLOEXEC", 0)


class Entry(NamedTuple):
    """A name in a folder, and its stat (on Windows without inode)."""

    name: str
    stat: os.stat_result


class Content(NamedTuple):
    """All bytes of a file; `is_steady` where its size and time did not move while it was read."""

    raw: bytes
    stat: os.stat_result
    is_steady: bool


class Files:
    """The real disk. `is_windows`: a rename fails where the goal exists; elsewhere it would replace it."""

    is_windows = sys.platform == "win32"

    def stat(self, path: Path) -> os.stat_result:
        """What is at `path`, links followed."""
        return os.stat(path)  # noqa: PTH116 -- the one place, and quicker than Path

    def real_path(self, path: Path) -> Path:
        """The absolute path; where `path` is a link, what it leads to."""
        plain = Path(os.path.abspath(path))  # noqa: PTH100 -- resolve() would turn a drive into its server
        return Path(os.path.realpath(plain)) if plain.is_symlink() else plain

    def list_folder(self, folder: Path) -> tuple[Entry, ...]:
        """All names in a folder; one that goes while it is listed is left out."""
        found = []
        with os.scandir(folder) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):
                    found.append(Entry(entry.name, entry.stat()))
        return tuple(found)

    def read(self, path: Path, *, is_fresh: bool = False) -> Content:
        """A whole file; `is_fresh` asks the system to take it from the disk, not from its memory."""
        handle = os.open(path, _READ)
        try:
            if is_fresh:
                _forget(handle)
            before, blocks = os.fstat(handle), []
            while block := os.read(handle, READ_BLOCK):
                blocks.append(block)
            after = os.fstat(handle)
        finally:
            os.close(handle)
        raw = b"".join(blocks)
        times = before.st_mtime_ns == after.st_mtime_ns
        return Content(raw, after, times and before.st_size == after.st_size == len(raw))

    def read_start(self, path: Path, count: int) -> bytes:
        """The first bytes of a file, at most `count`."""
        handle = os.open(path, _READ)
        try:
            return os.read(handle, count)
        finally:
            os.close(handle)

    def create(self, path: Path) -> int:
        """A handle of a new empty file; FileExistsError if there is one."""
        return os.open(path, _CREATE, 0o666)

    def write(self, handle: int, block: bytes) -> None:
        """All of a block, at the end of what was written."""
        rest = memoryview(block)
        while rest:
            rest = rest[os.write(handle, rest) :]

    def fsync(self, handle: int) -> None:
        """What was written is on the disk, as far as it tells."""
        if sys.platform == "darwin":
            import fcntl  # noqa: PLC0415 -- Windows has none

            with contextlib.suppress(OSError):  # a share may only know the weaker call
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
        os.fsync(handle)

    def close(self, handle: int) -> None:
        """Closes a handle; some shares tell only now that a write failed."""
        os.close(handle)

    def rename(self, source: Path, goal: Path) -> None:
        """Renames; a goal that exists is replaced except on Windows, so goals have random names."""
        os.rename(source, goal)  # noqa: PTH104 -- the one place

    def rename_no_replace(self, source: Path, goal: Path) -> None:
        """Renames, FileExistsError if the goal exists; ENOTSUP where the system cannot promise that."""
        if not self.is_windows:
            raise OSError(errno.ENOTSUP, "a rename may replace")
        self.rename(source, goal)

    def hard_link(self, source: Path, goal: Path) -> None:
        """A second name for a file; FileExistsError if the goal exists."""
        os.link(source, goal)

    def remove(self, path: Path) -> None:
        """Removes a file."""
        os.unlink(path)  # noqa: PTH108 -- the one place

    def make_folder(self, path: Path) -> None:
        """A new folder in one that exists; FileExistsError if it is there."""
        os.mkdir(path)  # noqa: PTH102 -- the one place

    def remove_folder(self, path: Path) -> None:
        """Removes an empty folder."""
        os.rmdir(path)  # noqa: PTH106 -- the one place

    def fsync_folder(self, path: Path) -> None:
        """The names in a folder are on the disk; Windows has no such call and needs none."""
        if self.is_windows:
            return
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def is_writable(self, folder: Path) -> bool:
        """Whether the folder's permissions let us in; a share may still refuse."""
        return os.access(folder, os.W_OK)

    def free(self, folder: Path) -> int:
        """Bytes free on the disk of a folder."""
        import shutil  # noqa: PLC0415 -- seldom asked

        return shutil.disk_usage(folder).free

    def pause(self, seconds: float) -> None:
        """Waits."""
        time.sleep(seconds)

    def now_ms(self) -> int:
        """Milliseconds since 1970 by this machine's clock."""
        return wall_ms()


def _forget(handle: int) -> None:
    """Asks the system to drop what it holds of a file in memory (Linux); no more than a hint."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
