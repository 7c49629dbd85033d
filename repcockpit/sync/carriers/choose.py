"""Which form a target is, and when the folder form would suit a team better (sync.md 8)."""

import os
import stat as modes
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from repcockpit.domain.errors import UsageError
from repcockpit.sync.carriers import names
from repcockpit.sync.carriers.contract import Reading, Role
from repcockpit.sync.carriers.failures import meaning
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.carriers.folder import Folder
from repcockpit.sync.carriers.memory import Memory
from repcockpit.sync.carriers.one_file import OneFile

FOLDER_NAME = "team.rcsync.d"
MANY_BYTES, MANY_REPLICAS, MANY_COPIES = 32 << 20, 10, 2


def carrier_for(
    target: str, replica: bytes, files: Files | None = None, memory: Memory | None = None
) -> OneFile | Folder:
    """The carrier of a target as a person writes it; nothing there is read.

    The one file: a name that ends in `.rcsync`, or an existing file. The folder form: an existing folder (that
    folder if it is one of ours, else `team.rcsync.d` in it), or a name that ends in `.rcsync.d` or `/`. Raises
    UsageError for anything else, UnreachableError where the place does not answer.
    """
    files, memory = files or Files(), memory or Memory()
    if not target.strip() or "\0" in target:
        raise _neither(target)
    path = Path(target).expanduser()
    try:
        path = files.real_path(path)
    except OSError as error:
        raise meaning(error, path, is_writing=False) from error
    mode = _mode(files, path)
    if modes.S_ISDIR(mode):
        is_ours = path.name.endswith(names.FOLDER_END) or _mode(files, path / names.HEAD)
        return Folder(path if is_ours else path / FOLDER_NAME, replica, files, memory)
    if mode and _is_inside(path):
        raise UsageError(f"{path} is only a part of a team's files", f"name {_whole(path)} instead")
    if mode or path.name.endswith(names.FILE_END):
        return OneFile(path, replica, files, memory)
    if path.name.endswith(names.FOLDER_END) or target.endswith(tuple({"/", os.sep})):
        return Folder(path, replica, files, memory)
    raise _neither(target)


def _mode(files: Files, path: Path) -> int:
    """What is at a path, 0 for nothing. Raises UnreachableError."""
    try:
        return files.stat(path).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError as error:
        raise meaning(error, path, is_writing=False) from error


def _is_inside(path: Path) -> bool:
    in_folder = path.parent.name.endswith(names.FOLDER_END) and names.segment_role(path.name)
    return bool(in_folder or names.passing_role(path.name))


def _whole(path: Path) -> Path:
    passing = names.passing_role(path.name)
    return path.with_name(passing[0]) if passing and not names.segment_role(path.name) else path.parent


def _neither(target: str) -> UsageError:
    return UsageError(
        f"{target!r} is neither a team's file nor a folder",
        "name one file, like /share/team.rcsync, or a folder, like /share/team.rcsync.d",
    )


class Advice(NamedTuple):
    """Why the folder form would suit a team better; `said` is one sentence for a person."""

    size: int
    replicas: int
    copies_of_week: int
    said: str


def folder_advice(carrier: OneFile | Folder, readings: Iterable[Reading]) -> Advice | None:
    """Advice over 32 MiB, from 10 writing replicas on, or at a second conflicted copy in a week; else None."""
    if not isinstance(carrier, OneFile):
        return None
    target = next((one for one in readings if one.item.role == Role.TARGET), None)
    size = target.item.mark.size if target else 0
    replicas = len({key.replica for key in target.keys}) if target else 0
    copies = carrier.memory.copies_of_week(carrier.files.now_ms(), carrier.team)
    reasons = []
    if size > MANY_BYTES:
        reasons.append(f"the file has {size >> 20} MiB")
    if replicas >= MANY_REPLICAS:
        reasons.append(f"{replicas} devices write it")
    if copies >= MANY_COPIES:
        reasons.append(f"{copies} conflicted copies appeared in a week")
    if not reasons:
        return None
    said = f"{' and '.join(reasons)}: a folder suits the team better, sync {carrier.target}.d on every device"
    return Advice(size, replicas, copies, said)
