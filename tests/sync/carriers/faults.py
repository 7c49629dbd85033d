"""A disk that counts its operations and fails on demand: the seam of every fault test of the sync.

    files = FaultyFiles(seed=1)
    files.kill_at = 7                      # operation 7 does not happen: Killed, and nothing after it works
    files.fail("rename", windows_error(32), times=3)
    files.fail("fsync", OSError(errno.EIO, "input/output error"), nth=2)
    files.spoil_write(nth=1, how="short")  # reports success and stores half ("short") or zeros ("zeroed", "holed")
    files.room = 4096                      # bytes that can still be written: then ENOSPC
    files.log                              # ["1 stat team.rcsync", ...]; files.count = operations so far

`links=False`: no hard links; `read_only=True`: nothing can be made, renamed or removed; `is_windows=True`:
a rename fails where the goal exists; `real_fsync=False` (the default) counts an fsync and skips it.
`gate(number, operation, path)` is called before each operation: tests of interleavings wait in it.
`pause` does not wait, it moves `now_ms` (and `later` moves it by hand). A random choice takes `seed`.
"""

import errno
import os
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from repcockpit.sync.carriers.files import Content, Entry, Files

WRITING = {
    "create",
    "write",
    "rename",
    "rename_no_replace",
    "hard_link",
    "remove",
    "make_folder",
    "remove_folder",
}


class Killed(BaseException):
    """The program died here: no handler of its own may run any further operation."""


class Fault(NamedTuple):
    operation: str  # "" = any
    error: Callable[[Path], OSError]
    first: int  # the first occurrence that fails, from 1
    times: int
    name: str  # part of the path's last name, "" = any


def windows_error(code: int) -> Callable[[Path], OSError]:
    """What Windows raises: 5 access denied, 32 sharing violation, 33 lock violation."""

    def made(path: Path) -> OSError:
        error = PermissionError(errno.EACCES, f"Windows error {code}", str(path))
        error.winerror = code  # type: ignore[attr-defined,unused-ignore]
        return error

    return made


def posix_error(number: int) -> Callable[[Path], OSError]:
    """OSError of an errno, in its own class (ENOENT gives FileNotFoundError)."""
    return lambda path: OSError(number, os.strerror(number), str(path))


class Faults:
    """What shall go wrong, and what has happened so far."""

    def __init__(
        self,
        seed: int = 0,
        *,
        links: bool = True,
        read_only: bool = False,
        is_windows: bool = False,
        real_fsync: bool = False,
    ) -> None:
        self.random = random.Random(seed)
        self.links, self.read_only, self.is_windows, self.real_fsync = (
            links,
            read_only,
            is_windows,
            real_fsync,
        )
        self.count, self.log, self.written = 0, list[str](), 0
        self.kill_at: int | None = None
        self.is_dead = False
        self.room: int | None = None
        self.skew = 0
        self.gate: Callable[[int, str, Path], None] | None = None
        self._faults: list[Fault] = []
        self._spoiled: dict[int, str] = {}
        self._hits: Counter[tuple[int, str]] = Counter()
        self._writes = 0
        self._open: dict[int, Path] = {}

    def fail(
        self, operation: str, error: Callable[[Path], OSError], nth: int = 1, times: int = 1, name: str = ""
    ) -> None:
        """From its `nth` occurrence on, `times` calls of an operation (on names with `name`) fail."""
        self._faults.append(Fault(operation, error, nth, times, name))

    def spoil_write(self, nth: int, how: str) -> None:
        """The `nth` write reports success but is "short" (half), "zeroed" or "holed" (the middle third)."""
        self._spoiled[nth] = how

    def later(self, milliseconds: int) -> None:
        """Time passes."""
        self.skew += milliseconds

    def _step(self, operation: str, path: Path) -> None:
        if self.is_dead:
            raise Killed
        if self.gate is not None:
            self.gate(self.count + 1, operation, path)
        self.count += 1
        self.log.append(f"{self.count} {operation} {path.name}")
        if self.count == self.kill_at:
            self._die()
        if self.read_only and operation in WRITING:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        for index, fault in enumerate(self._faults):
            if fault.operation in {"", operation} and fault.name in path.name:
                self._hits[index, ""] += 1
                if fault.first <= self._hits[index, ""] < fault.first + fault.times:
                    raise fault.error(path)

    def _die(self) -> None:
        self.is_dead = True
        for handle in self._open:
            os.close(handle)
        raise Killed


class FaultyFiles(Faults, Files):
    """Files with a numbered log and faults; everything else really happens on the disk."""

    def stat(self, path: Path) -> os.stat_result:
        self._step("stat", path)
        return super().stat(path)

    def real_path(self, path: Path) -> Path:
        self._step("real_path", path)
        return super().real_path(path)

    def list_folder(self, folder: Path) -> tuple[Entry, ...]:
        self._step("list_folder", folder)
        return super().list_folder(folder)

    def read(self, path: Path, *, is_fresh: bool = False) -> Content:
        self._step("read", path)
        return super().read(path, is_fresh=is_fresh and self.real_fsync)

    def read_start(self, path: Path, count: int) -> bytes:
        self._step("read_start", path)
        return super().read_start(path, count)

    def create(self, path: Path) -> int:
        self._step("create", path)
        handle = super().create(path)
        self._open[handle] = path
        return handle

    def write(self, handle: int, block: bytes) -> None:
        self._writes += 1
        if self.count + 1 == self.kill_at and not self.is_dead:
            os.write(handle, block[: self.random.randrange(len(block) + 1)])
        self._step("write", self._open[handle])
        if self.room is not None and len(block) > self.room:
            super().write(handle, block[: self.room])
            self.room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        how = self._spoiled.get(self._writes)
        block = _spoiled(block, how)
        super().write(handle, block)
        self.written += len(block)
        self.room = None if self.room is None else self.room - len(block)

    def fsync(self, handle: int) -> None:
        self._step("fsync", self._open[handle])
        if self.real_fsync:
            super().fsync(handle)

    def close(self, handle: int) -> None:
        path = self._open[handle]
        self._step("close", path)
        del self._open[handle]
        super().close(handle)

    def rename(self, source: Path, goal: Path) -> None:
        self._step("rename", source)
        if self.is_windows and goal.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(goal))
        os.rename(source, goal)  # noqa: PTH104 -- not through the parent: that would count twice

    def rename_no_replace(self, source: Path, goal: Path) -> None:
        self._step("rename_no_replace", goal)
        if not self.is_windows:
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP), str(goal))
        if goal.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(goal))
        os.rename(source, goal)  # noqa: PTH104 -- as above

    def hard_link(self, source: Path, goal: Path) -> None:
        self._step("hard_link", goal)
        if not self.links:
            raise OSError(errno.EPERM, os.strerror(errno.EPERM), str(goal))
        super().hard_link(source, goal)

    def remove(self, path: Path) -> None:
        self._step("remove", path)
        super().remove(path)

    def make_folder(self, path: Path) -> None:
        self._step("make_folder", path)
        super().make_folder(path)

    def remove_folder(self, path: Path) -> None:
        self._step("remove_folder", path)
        super().remove_folder(path)

    def fsync_folder(self, path: Path) -> None:
        self._step("fsync_folder", path)
        if self.real_fsync:
            super().fsync_folder(path)

    def is_writable(self, folder: Path) -> bool:
        try:
            self._step("is_writable", folder)
        except OSError:
            return False
        return not self.read_only and super().is_writable(folder)

    def free(self, folder: Path) -> int:
        self._step("free", folder)
        return super().free(folder) if self.room is None else self.room

    def pause(self, seconds: float) -> None:
        self._step("pause", Path())
        self.skew += round(seconds * 1000)

    def now_ms(self) -> int:
        return super().now_ms() + self.skew


def _spoiled(block: bytes, how: str | None) -> bytes:
    third = len(block) // 3
    if how == "short":
        return block[: len(block) // 2]
    if how == "zeroed":
        return bytes(len(block))
    return block[:third] + bytes(third) + block[2 * third :] if how == "holed" else block
