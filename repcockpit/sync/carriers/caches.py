"""Snapshots in a folder of segments: files of their own that are no part of the team's frames (sync.md 11).

A snapshot may be missing, old or damaged: nothing depends on it. Its name says who made it, how many bytes
of frames it stands for, and how many erased rows it knew.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import CockpitError
from repcockpit.sync.carriers import names, tidying
from repcockpit.sync.carriers.contract import Changed, Mark
from repcockpit.sync.carriers.failures import meaning, unreachable
from repcockpit.sync.carriers.folder import Folder
from repcockpit.sync.carriers.marks import mark_of
from repcockpit.sync.carriers.memory import DAY_MS, WEEK_MS
from repcockpit.sync.carriers.publishing import create_if_absent, discard, patiently, settle_names, write_new

if TYPE_CHECKING:
    from repcockpit.sync.container import FileHeader, Scan
    from repcockpit.sync.frames import Frame

_NAME = re.compile(r"([0-9a-f]{32})-([0-9]{1,18})-([0-9]{1,9})-(closed-)?[0-9a-f]{16}\.rcsnap")


class Cache(NamedTuple):
    """A snapshot as its name tells: `maker` a replica, `covered` stored bytes of the frames it covers.

    `erased` is how many rows it knew as erased, `is_closed` whether it is encrypted.
    """

    name: str
    mark: Mark
    maker: bytes
    covered: int
    erased: int
    is_closed: bool

    def is_stale(self, erased: int, *, closes: bool) -> bool:
        """Whether it shows what is erased by now (`erased` rows are), or is in clear where the team encrypts."""
        return self.erased < erased or (closes and not self.is_closed)


def caches(folder: Folder) -> list[Cache]:
    """The snapshots of the last listing, the one that covers most first."""
    found = []
    for entry in folder.snapshots:
        said = _NAME.fullmatch(entry.name)
        if said is not None:
            maker, covered, erased = bytes.fromhex(said[1]), int(said[2]), int(said[3])
            found.append(Cache(entry.name, mark_of(entry.stat), maker, covered, erased, bool(said[4])))
    return sorted(found, key=lambda one: (one.covered, one.erased, one.name), reverse=True)


def read_cache(folder: Folder, cache: Cache) -> "Scan":
    """What a snapshot's file holds. Raises UnreachableError where it cannot be read."""
    from repcockpit.sync.container import scan  # noqa: PLC0415 -- only sync loads the wire

    path = folder.target / cache.name
    try:
        content = patiently(folder.files, lambda: folder.files.read(path))
    except OSError as error:
        raise meaning(error, path, is_writing=False) from error
    return scan(content.raw)


def write_cache(
    folder: Folder, frames: "Sequence[Frame]", header: "FileHeader", covered: int, erased: int
) -> Cache:
    """A new snapshot: written apart, read back, then given its name. Raises CockpitError."""
    from repcockpit.sync.container import file_chunks, scan  # noqa: PLC0415 -- as above

    closed = "closed-" * all(frame.header.flags & names.ENCRYPTED for frame in frames)
    end = f"{names.random_end()}{names.SNAPSHOT_END}"
    name = f"{folder.replica.hex()}-{covered}-{erased}-{closed}{end}"
    temp, path = folder.target / names.temp_of(name, folder.replica), folder.target / name
    files = folder.files
    try:
        write_new(files, temp, file_chunks(header, frames))
        found = scan(files.read(temp, is_fresh=True).raw)
        if not found.is_complete or found.damages or found.frames != tuple(frames):
            raise unreachable(path, "it keeps other bytes than were written")
        if not create_if_absent(files, temp, path, lambda: file_chunks(header, frames)):
            discard(files, temp)
        settle_names(files, folder.target)
        mark = mark_of(files.stat(path))
    except OSError as error:
        discard(files, temp)
        raise meaning(error, path, is_writing=True) from error
    except (Changed, CockpitError):
        discard(files, temp)
        raise
    return Cache(name, mark, folder.replica, covered, erased, bool(closed))


def tidy_caches(folder: Folder, erased: int, *, closes: bool = False) -> tuple[str, ...]:
    """Remove snapshots: own ones a day after a better one, others' a week after; stale ones at once.

    Gives the names that are gone.
    """
    found, gone = caches(folder), []
    for place, one in enumerate(found):
        better = [other for other in found[:place] if not other.is_stale(erased, closes=closes)]
        wait = DAY_MS if one.maker == folder.replica else WEEK_MS
        is_old = any(_age_ms(folder, other.mark) > wait for other in better)
        if (one.is_stale(erased, closes=closes) or is_old) and tidying.remove(folder, one.name):
            gone.append(one.name)
    for entry in folder.snapshot_temps:
        passing = names.passing_role(entry.name)
        is_own = passing is not None and passing[2] == folder.replica
        if (is_own or _age_ms(folder, mark_of(entry.stat)) > DAY_MS) and tidying.remove(folder, entry.name):
            gone.append(entry.name)
    return tuple(gone)


def _age_ms(folder: Folder, mark: Mark) -> int:
    return max(0, folder.files.now_ms() - max(mark.modified, mark.changed) // 1_000_000)
