"""A file that is whole or not there: written beside its name, flushed to the disk, then renamed."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from repcockpit.domain.errors import BadFileError, CockpitError, DiskFullError, ExistsError, ReadOnlyError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_DENIED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


@contextmanager
def replace_file(path: Path, *, force: bool) -> Iterator[BinaryIO]:
    """A binary file that takes the name `path` when the block ends well; else nothing is left behind.

    Pipes and devices are written directly. Raises `ExistsError` where the path exists and `force` is false,
    `BadFileError` for a folder or a path without one, `DiskFullError`, `ReadOnlyError`.
    """
    target = _target(path, force=force)
    if target.exists() and not target.is_file():
        with _told(path), target.open("wb") as stream:
            yield stream
        return
    with _told(path):
        file, part = _part(target)
    done = False
    try:
        with _told(path):
            with file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _take_name(part, target, force=force)
        done = True
    finally:
        if not done:
            part.unlink(missing_ok=True)
    _flush_folder(target.parent)


def _target(path: Path, *, force: bool) -> Path:
    """The path behind links; refuses what must not be overwritten."""
    if path.is_dir():
        raise BadFileError(f"{path} is a folder", "give the name of a file in it")
    if path.exists() and not force and (path.is_file() or path.is_symlink()):
        raise _exists(path)
    target = path.resolve()
    if not target.parent.is_dir():
        raise BadFileError(f"there is no folder {target.parent}", "make it first, or give another path")
    return target


def _exists(path: Path) -> ExistsError:
    return ExistsError(f"{path} exists", "give another path, or --force to overwrite it")


def _part(target: Path) -> tuple[BinaryIO, Path]:
    """A new file beside the target, with the rights of the file it replaces."""
    number = 0
    while True:
        part = target.with_name(f".{target.name[:200]}.{os.getpid()}-{number}.part")
        try:
            file = part.open("xb")
        except FileExistsError:
            number += 1
            continue
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        return file, part


def _take_name(part: Path, target: Path, *, force: bool) -> None:
    """Renames the part; without `force` a file that appeared meanwhile is kept."""
    if not force:
        try:
            os.link(part, target)
        except FileExistsError:
            raise _exists(target) from None
        except OSError:  # a file system without hard links: the check and the rename are two steps
            if target.exists():
                raise _exists(target) from None
            part.replace(target)
        else:
            part.unlink()
        return
    part.replace(target)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """System errors in words of a person."""
    try:
        yield
    except CockpitError:
        raise
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(f"no space is left for {path}", "free some space, then try again") from error
        if error.errno in _DENIED:
            raise ReadOnlyError(
                f"{path} cannot be written: no permission", "give a path you may write"
            ) from error
        raise BadFileError(
            f"{path} cannot be written: {error.strerror or error}", "give another path"
        ) from error


def _flush_folder(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders
        return
    try:
        os.fsync(handle)
    except OSError:  # some network shares refuse; the file itself is on the disk
        pass
    finally:
        os.close(handle)
