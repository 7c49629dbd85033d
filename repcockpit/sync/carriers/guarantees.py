"""What a folder really guarantees, tried with files of our own that go again (`sync doctor TARGET`)."""

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.sync.carriers.failures import is_unsupported
from repcockpit.sync.carriers.files import Files

_SIZE = 1 << 18
_CLOCK_MS = 60_000


class Guarantee(NamedTuple):
    """One property of a place; `holds` is None where it could not be tried; `ms` = how long the try took."""

    name: str
    holds: bool | None
    detail: str
    ms: float


class _Trial:
    """Own files with a random name in one folder."""

    def __init__(self, folder: Path, files: Files) -> None:
        self.folder, self.files = folder, files
        self.stem, self.count = f"rcdoctor-{random_bytes(8).hex()}", 0
        self.used: list[Path] = []

    def path(self) -> Path:
        """A new name."""
        self.count += 1
        self.used.append(self.folder / f"{self.stem}-{self.count}")
        return self.used[-1]

    def made(self, raw: bytes = b"1") -> Path:
        """A new file."""
        path = self.path()
        handle = self.files.create(path)
        try:
            self.files.write(handle, raw)
        finally:
            self.files.close(handle)
        return path

    def clean(self) -> None:
        """Removes all of them."""
        for path in self.used:
            with suppress(OSError):
                self.files.remove(path)


def measure(target_folder: Path, files: Files) -> tuple[Guarantee, ...]:
    """Every guarantee that a carrier uses, each tried in the folder; nothing is assumed, nothing stays there."""
    trial = _Trial(target_folder, files)
    tries: tuple[tuple[str, Callable[[_Trial], tuple[bool | None, str]]], ...] = (
        ("rename", _rename),
        ("exclusive create", _exclusive),
        ("create if absent", _if_absent),
        ("hard links", _links),
        ("fsync of a file", _fsync),
        ("fsync of a folder", _fsync_folder),
        ("read-back", _read_back),
        ("clock", _clock),
    )
    try:
        return tuple(_tried(name, attempt, trial) for name, attempt in tries)
    finally:
        trial.clean()


def _tried(name: str, attempt: Callable[[_Trial], tuple[bool | None, str]], trial: _Trial) -> Guarantee:
    begun = monotonic()
    try:
        holds, detail = attempt(trial)
    except OSError as error:
        said = error.strerror or type(error).__name__
        holds, detail = (False, f"not here: {said}") if is_unsupported(error) else (None, said)
    return Guarantee(name, holds, detail, (monotonic() - begun) * 1000)


def _is_there(trial: _Trial, path: Path) -> bool:
    try:
        trial.files.stat(path)
    except FileNotFoundError:
        return False
    return True


def _rename(trial: _Trial) -> tuple[bool | None, str]:
    source, goal = trial.made(), trial.path()
    trial.files.rename(source, goal)
    moved = _is_there(trial, goal) and not _is_there(trial, source)
    return moved, "a file moves to a new name at once" if moved else "the old name stays"


def _exclusive(trial: _Trial) -> tuple[bool | None, str]:
    path = trial.made(b"first")
    try:
        handle = trial.files.create(path)
    except FileExistsError:
        kept = trial.files.read(path).raw == b"first"
        return kept, "a name that is taken is refused" if kept else "refused, but the first was changed"
    trial.files.close(handle)
    return False, "a name that was taken was given again"


def _if_absent(trial: _Trial) -> tuple[bool | None, str]:
    """How a finished file gets a name that must be free: the way `publishing.create_if_absent` takes."""
    source, goal = trial.made(b"second"), trial.made(b"first")
    way = "rename" if trial.files.is_windows else "hard link"
    call = trial.files.rename_no_replace if trial.files.is_windows else trial.files.hard_link
    try:
        call(source, goal)
    except FileExistsError:
        return True, f"by {way}: the first stays"
    except OSError as error:
        if not is_unsupported(error):
            raise
        return (
            False,
            "only by writing in place: a cut line leaves half a file, which is put right at the next sync",
        )
    return False, f"a {way} replaced the first"


def _links(trial: _Trial) -> tuple[bool | None, str]:
    source, goal = trial.made(b"one"), trial.path()
    trial.files.hard_link(source, goal)
    same = trial.files.read(goal).raw == b"one"
    return same, "a file can have two names" if same else "the second name shows something else"


def _fsync(trial: _Trial) -> tuple[bool | None, str]:
    handle = trial.files.create(trial.path())
    try:
        trial.files.write(handle, b"1")
        trial.files.fsync(handle)
    finally:
        trial.files.close(handle)
    return True, "the place says when bytes are on the disk"


def _fsync_folder(trial: _Trial) -> tuple[bool | None, str]:
    if trial.files.is_windows:
        return None, "Windows has no such call and needs none"
    try:
        trial.files.fsync_folder(trial.folder)
    except OSError as error:
        if error.errno in {errno.EINVAL, errno.ENOTSUP}:
            return False, "not here; a power cut may take the newest name back, the next sync puts it right"
        raise
    return True, "the place says when names are on the disk"


def _read_back(trial: _Trial) -> tuple[bool | None, str]:
    raw = random_bytes(_SIZE)
    path = trial.made(raw)
    found = trial.files.read(path, is_fresh=True)
    if found.raw == raw and found.stat.st_size == _SIZE:
        return True, f"{_SIZE >> 10} kB came back as written"
    return False, f"{len(found.raw)} of {_SIZE} bytes came back" if len(
        found.raw
    ) < _SIZE else "other bytes came back"


def _clock(trial: _Trial) -> tuple[bool | None, str]:
    before = trial.files.now_ms()
    shown = trial.files.stat(trial.made()).st_mtime_ns // 1_000_000
    after = trial.files.now_ms()
    off = min(shown - before, 0) if shown <= after else shown - after
    seconds = abs(off) / 1000
    if abs(off) <= _CLOCK_MS:
        return True, f"within {max(1, round(seconds))} s of this machine's"
    ahead = "ahead of" if off > 0 else "behind"
    return False, f"{seconds:,.0f} s {ahead} this machine's; nothing depends on it"
