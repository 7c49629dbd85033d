"""The archive folder of a target: what was moved away, and its rewriting after an erase (sync.md 6, 8)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.sync.carriers.failures import meaning
from repcockpit.sync.carriers.files import Files
from repcockpit.sync.carriers.names import random_end
from repcockpit.sync.carriers.publishing import patiently, settle_names, write_new

if TYPE_CHECKING:
    from repcockpit.sync.frames import Frame


def rewrite_archive(
    archive: Path, files: Files, forms_of: "Callable[[Frame], Sequence[Frame]]"
) -> tuple[str, ...]:
    """Writes each archived file anew in which a frame has to change, then removes the old one; their new names.

    `forms_of` answers what may be kept in place of a frame: itself, its blanked form, or the frames of a pack
    that is dissolved. Damaged places of a rewritten file are not carried over. Raises UnreachableError,
    ReadOnlyError, DiskFullError; killed anywhere, the next call finishes.
    """
    try:
        entries = files.list_folder(archive)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise meaning(error, archive, is_writing=False) from error
    rewritten = []
    for entry in sorted(entries):
        try:
            name = _rewritten(archive / entry.name, files, forms_of)
        except FileNotFoundError:
            continue  # somebody else was first
        except OSError as error:
            raise meaning(error, archive, is_writing=True) from error
        rewritten += [name] if name else []
    return tuple(rewritten)


def _rewritten(path: Path, files: Files, forms_of: "Callable[[Frame], Sequence[Frame]]") -> str | None:
    """The new name of a file, None where nothing in it has to change. Raises OSError."""
    from repcockpit.sync.container import FileHeader, file_chunks, scan  # noqa: PLC0415 -- only sync loads the wire

    found = scan(patiently(files, lambda: files.read(path)).raw)
    kept = [form for frame in found.frames for form in forms_of(frame)]
    if found.team is None or [one.raw for one in kept] == [one.raw for one in found.frames]:
        return None
    stem = path.name.rpartition(".")[0] or path.name
    goal = path.with_name(f"{stem}.{random_end()}")
    write_new(files, goal, file_chunks(found.header or FileHeader(found.team, ""), kept))
    settle_names(files, path.parent)
    patiently(files, lambda: files.remove(path))
    return goal.name
