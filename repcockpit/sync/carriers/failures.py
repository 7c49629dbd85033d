"""What an operating system's error on a share means to a person."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from repcockpit.domain.errors import CockpitError, DiskFullError, ReadOnlyError, UnreachableError
from repcockpit.sync.carriers.contract import Changed

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_SUCH_CALL = {
    getattr(errno, name)
    for name in ("ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EPERM", "EMLINK", "EXDEV", "ENOTTY", "EACCES")
    if hasattr(errno, name)
}
_IGNORED_BY_FOLDERS = _NO_SUCH_CALL | {errno.EBADF, errno.EISDIR}
BUSY_ON_WINDOWS = {5, 32, 33}  # access denied, sharing violation, lock violation
_TRY_LATER = "nothing is lost: your changes are on this machine; sync again when it is back"


def winerror(error: OSError) -> int:
    """The Windows code of an error, 0 elsewhere."""
    return int(getattr(error, "winerror", None) or 0)


def is_busy(error: OSError) -> bool:
    """Whether another program on Windows holds the file: trying again for some seconds helps."""
    return winerror(error) in BUSY_ON_WINDOWS


def is_unsupported(error: OSError) -> bool:
    """Whether the file system has no such call (hard links on FAT and on some shares)."""
    return error.errno in _NO_SUCH_CALL and not is_busy(error)


def is_harmless_for_folders(error: OSError) -> bool:
    """Whether an fsync of a folder may fail so."""
    return error.errno in _IGNORED_BY_FOLDERS


def unreachable(path: Path, why: str) -> UnreachableError:
    """The target cannot be used now."""
    return UnreachableError(f"{path} cannot be reached: {why}", _TRY_LATER)


def meaning(error: OSError, target: Path, *, is_writing: bool) -> CockpitError:
    """The error a person sees: no space, a place that takes nothing, or one that cannot be reached."""
    if error.errno in _FULL:
        return DiskFullError(
            f"no space is left where {target} lies", "make room there; what you received is stored"
        )
    if is_writing and error.errno in _CLOSED and not is_busy(error):
        return ReadOnlyError(
            f"{target} can be read, but not written", "ask for the right to write in its folder"
        )
    said = error.strerror or type(error).__name__
    return unreachable(target, f"another program holds it ({said})" if is_busy(error) else said)


@contextmanager
def told(target: Path, *, is_writing: bool = False) -> Iterator[None]:
    """Turns OSError into what a person is told; a name that is gone becomes `Changed`."""
    try:
        yield
    except FileNotFoundError as error:
        raise Changed(str(error)) from error
    except OSError as error:
        raise meaning(error, target, is_writing=is_writing) from error
