"""What every carrier does: five calls, and what they answer (sync.md 8, steps 2, 3 and 8 to 12).

A round uses one carrier object: `probe`, then up to five times `list`, `read` of each item and, if a frame
is missing in the target, `add`; then `tidy`. `Changed` from `list`, `read` or `add` means: from `list` again.
Nothing on a share is overwritten or locked. Failures are `UnreachableError` (trying later helps),
`ReadOnlyError`, `DiskFullError` and `RefusedError`; no call raises OSError.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from repcockpit.sync.carriers.memory import Memory
    from repcockpit.sync.container import FileHeader, Scan
    from repcockpit.sync.frames import Frame, FrameKey

ROUNDS = 5


class Role(StrEnum):
    """What an item is to the target. `TARGET`, `HEAD`, `SEGMENT` and `CARRIED` are the target itself.

    `HEAD` is the folder form's file header, `SEGMENT` one sync of one replica, `CARRIED` frames of others
    put back; `ASIDE` a former target, `TEMP` one being written, `COPY` any other file with our magic,
    `BESIDE` a file of the form that was not named and lies beside it (read, never tidied).
    """

    TARGET = "target"
    HEAD = "head"
    SEGMENT = "segment"
    CARRIED = "carried"
    ASIDE = "aside"
    TEMP = "temp"
    COPY = "copy"
    BESIDE = "beside"


IN_TARGET = frozenset({Role.TARGET, Role.HEAD, Role.SEGMENT, Role.CARRIED})


class Changed(Exception):  # noqa: N818 -- no mistake: somebody was first
    """Somebody else was first, or a name is gone: list and read again, at most `ROUNDS` times."""


class Mark(NamedTuple):
    """Size in bytes, times in ns and inode of a file: equal marks are equal files, for a day."""

    size: int
    modified: int
    changed: int
    inode: int


class Probe(NamedTuple):
    """What is known of a target before anything is read.

    `is_absent`: no file (or no folder) of that name; `is_empty`: it has 0 bytes (or no files);
    `is_read_only`: its folder says that it takes no new files (only `add` knows for certain).
    """

    is_absent: bool
    is_empty: bool
    is_read_only: bool


class Item(NamedTuple):
    """One file to read. `name` is its path below the target's folder; `owner` the replica in its name.

    `is_known`: read before with the same mark, less than a day ago; reading it costs no file operation.
    """

    name: str
    mark: Mark
    role: Role
    owner: bytes | None = None
    is_known: bool = False


class Listing(NamedTuple):
    """All items, those of the target first.

    `state` (16 bytes) is equal as long as names and marks of all of them are: a round that noted it, with
    what it held then, knows that nothing is new. `is_known`: no item has to be read. `skipped` names the
    files that are not on this machine yet (placeholders of a cloud folder).
    """

    items: tuple[Item, ...]
    state: bytes
    is_known: bool
    skipped: tuple[str, ...] = ()


class Reading(NamedTuple):
    """What an item holds. `keys` counts the members of packs.

    `scan` is None where the item is known (`read(item, afresh=True)` reads it all the same).
    `is_ours`: a magic, a header, a trailer or a good frame; `is_blank`: no bytes, or zero bytes only;
    `is_whole`: header and trailer are good; `damages`: damaged places between good frames; `why` says why
    a file beside the target could not be read (one of the target raises instead); `redacted`: those of `keys` that are here in their blanked form;
    `has_clear`: somebody without a key can read a frame in it.
    """

    item: Item
    keys: "frozenset[FrameKey]"
    team: bytes | None
    is_ours: bool
    is_blank: bool
    is_whole: bool
    damages: int = 0
    scan: "Scan | None" = None
    why: str = ""
    redacted: "frozenset[FrameKey]" = frozenset()
    has_clear: bool = False


class Added(NamedTuple):
    """What a fresh read of the target found after publishing; `size` in bytes (folder: of all segments)."""

    seen: "frozenset[FrameKey]"
    size: int = 0


class Tidied(NamedTuple):
    """Names of files that were removed, and of those moved to the archive folder.

    `unblanked` is the path of the archive if it could not be written anew after an erase; `kept` counts the
    files in the archive and their bytes (None: not looked at).
    """

    removed: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    unblanked: Path | None = None
    kept: tuple[int, int] | None = None


FramesOf = Callable[["Collection[FrameKey] | None"], "Iterable[Frame]"]
Unpack = Callable[["Frame"], "Sequence[Frame]"]
FormsOf = Callable[["Frame"], "Sequence[Frame]"]
IsBlank = Callable[["Frame"], bool]


class Carrier(Protocol):
    """A place for frames. `target` is absolute; `archive` the folder of what was moved away.

    Set before use, and again when it changes: `replica` (16 bytes, names own files), `team` (None = not
    known yet: nothing is tidied), `closes` (the team encrypts: what lies in clear is written anew), `unpack` (a pack's frames; a pack it cannot open counts as one frame),
    `is_blank` (whether a frame is here in the form that every known erase leaves of it),
    `forms_of` (while an erase is new: what the archive may keep in place of a frame; `tidy` writes it anew).
    `memory` is what was read before: keep `memory.dumped()` next to the database after a round. A reading
    gets there in `tidy`, when the round has stored it; a round that fails before reads it again.
    """

    target: Path
    archive: Path
    form: str
    replica: bytes
    team: bytes | None
    closes: bool
    unpack: Unpack
    is_blank: IsBlank
    forms_of: FormsOf | None
    memory: "Memory"

    def probe(self) -> Probe:
        """Whether the target can be reached, without reading it.

        Raises UnreachableError where its folder is missing or closed, where it is a placeholder, or where
        it is gone and its folder lies on another disk than last time.
        """
        ...

    def list(self) -> Listing:
        """The target and every file beside it that may hold frames. Raises UnreachableError."""
        ...

    def read(self, item: Item, *, afresh: bool = False) -> Reading:
        """What one item of the last list holds. Raises Changed if its name is gone, UnreachableError."""
        ...

    def add(self, missing: "Collection[FrameKey]", frames_of: FramesOf, header: "FileHeader") -> Added:
        """Publish, verify by a fresh full read, and say what that read found.

        `missing` = held and not in the target as read (or there in a form that erase would change);
        `frames_of(None)` gives all held frames, `frames_of(keys)` those; it may be asked twice. Raises
        Changed if the target is not what was read, UnreachableError, ReadOnlyError, DiskFullError.
        """
        ...

    def tidy(self) -> Tidied:
        """Remove or archive what the target as just read holds too; what cannot be moved stays."""
        ...
