"""Listing and reading, the same for every form: what was read and did not change is not read again."""

import stat as modes
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import RefusedError
from repcockpit.sync.carriers import names
from repcockpit.sync.carriers.contract import (
    IN_TARGET,
    Changed,
    FormsOf,
    IsBlank,
    Item,
    Listing,
    Mark,
    Reading,
    Role,
    Unpack,
)
from repcockpit.sync.carriers.failures import meaning, told, unreachable
from repcockpit.sync.carriers.files import Content, Entry, Files
from repcockpit.sync.carriers.marks import device_of, is_elsewhere, is_same_file, mark_of
from repcockpit.sync.carriers.memory import Memory
from repcockpit.sync.carriers.publishing import patiently

if TYPE_CHECKING:
    from os import stat_result

    from repcockpit.sync.container import Scan
    from repcockpit.sync.frames import Frame, FrameKey

_UNKNOWN = Mark(-1, 0, 0, 0)
_MAGIC = b"RCSYNC1\n"
_LARGEST = 1 << 31


def _is_redacted(frame: "Frame") -> bool:
    return bool(frame.header.flags & names.REDACTED)


def _unpack_plain(frame: "Frame") -> "Sequence[Frame]":
    from repcockpit.sync.packs import unpacked  # noqa: PLC0415 -- only where there are packs

    return unpacked(frame)


class Shelf:
    """A folder with files of frames, as one session sees it.

    Since the last list: `marks` of the files as read, `fresh` what was really read, `made` own new files.
    `pending` is remembered at the end: a round that dies before it has stored a reading reads again.
    """

    form = ""

    def __init__(self, target: Path, folder: Path, replica: bytes, files: Files, memory: Memory) -> None:
        self.target, self.folder, self.replica = target, folder, replica
        self.files, self.memory = files, memory
        self.archive = folder / names.archive_of(target.name)
        self.team: bytes | None = None
        self.closes = False
        self.unpack: Unpack = _unpack_plain
        self.is_blank: IsBlank = _is_redacted
        self.forms_of: FormsOf | None = None
        self.items: tuple[Item, ...] = ()
        self.marks: dict[str, Mark] = {}
        self.fresh: dict[str, Reading] = {}
        self.made: list[Item] = []
        self.pending: dict[str, tuple[Mark, Reading, int]] = {}

    def find_folder(self, parent: Path) -> int:
        """The disk of the folder in which the target lies. Raises UnreachableError where it is missing."""
        try:
            found = self.files.stat(parent)
        except FileNotFoundError:
            raise unreachable(self.target, f"the folder {parent} is missing, and a sync makes none") from None
        except OSError as error:
            raise meaning(error, self.target, is_writing=False) from error
        if not modes.S_ISDIR(found.st_mode):
            raise unreachable(self.target, f"{parent} is no folder")
        return device_of(found)

    def find_target(self, parent: Path) -> "stat_result | None":
        """The target's stat, None if there is none. Raises UnreachableError."""
        device = self.find_folder(parent)
        try:
            found = self.files.stat(self.target)
        except FileNotFoundError:
            if self.memory.device not in {None, device}:
                raise unreachable(
                    self.target, "it is gone, and its folder lies on another disk than last time"
                ) from None
            found = None
        except OSError as error:
            raise meaning(error, self.target, is_writing=False) from error
        self.memory.device = device
        return found

    def path(self, name: str) -> Path:
        """Where an item lies; `../NAME` is beside the folder, which need not be there."""
        return self.folder.parent / name[3:] if name.startswith("../") else self.folder / name

    def entries(self, folder: Path) -> tuple[Entry, ...]:
        """The names in a folder. Raises UnreachableError."""
        try:
            return patiently(self.files, lambda: self.files.list_folder(folder))
        except OSError as error:
            raise meaning(error, self.target, is_writing=False) from error

    def item(self, name: str, entry: Entry, role: Role | None, owner: bytes | None) -> Item | None:
        """An item of a file, None where it holds no frames for us. `role` None: a copy, if it has our magic."""
        found = entry.stat
        if not modes.S_ISREG(found.st_mode) or found.st_size > _LARGEST:
            return None
        mark = mark_of(found)
        known = self.memory.known(name, mark, self.files.now_ms())
        if role is None:
            if known is not None and not known.is_ours:
                return None
            if known is None and not names.may_hold_frames(name) and not self._has_magic(name, mark):
                return None
            role = Role.COPY
        return Item(name, mark, role, owner, known is not None)

    def _has_magic(self, name: str, mark: Mark) -> bool:
        try:
            if mark.size >= len(_MAGIC) and self.files.read_start(self.folder / name, len(_MAGIC)) == _MAGIC:
                return True
        except OSError:
            return False  # not remembered: perhaps it can be read next time
        self.memory.keep_foreign(name, mark, self.files.now_ms())
        return False

    def listed(self, items: Iterable[Item], present: set[str], skipped: Iterable[str] = ()) -> Listing:
        """The listing of a session; the target comes first."""
        import hashlib  # noqa: PLC0415 -- only a sync needs it

        self.items = tuple(sorted(items, key=lambda item: (item.role not in IN_TARGET, item.name)))
        self.fresh, self.made, self.marks = {}, [], {item.name: item.mark for item in self.items}
        self.memory.forget_others(present)
        copies = {item.name for item in self.items if item.role == Role.COPY}
        self.memory.meet(copies, self.files.now_ms())
        said = repr([(item.name, *item.mark) for item in self.items]).encode("utf-8", "surrogatepass")
        state = hashlib.blake2b(said, digest_size=16).digest()
        return Listing(self.items, state, all(item.is_known for item in self.items), tuple(skipped))

    def read(self, item: Item, *, afresh: bool = False) -> Reading:
        """What an item holds, from memory where its mark is known."""
        if item.name in self.fresh:
            return self.fresh[item.name]
        if not afresh and (known := self.known(item)) is not None:
            return known
        if item.role in IN_TARGET:
            with told(self.target):
                return self._read(item)
        try:
            return self._read(item)
        except FileNotFoundError as error:
            raise Changed(str(error)) from error
        except OSError as error:
            why = error.strerror or type(error).__name__
            return Reading(item, frozenset(), None, is_ours=False, is_blank=False, is_whole=False, why=why)

    def _read(self, item: Item, *, is_fresh: bool = False, is_kept: bool = True) -> Reading:
        """A real read. Raises OSError."""
        from repcockpit.sync.container import scan  # noqa: PLC0415 -- only sync loads the wire

        path = self.path(item.name)
        content: Content = patiently(self.files, lambda: self.files.read(path, is_fresh=is_fresh))
        now, mark = self.files.now_ms(), mark_of(content.stat)
        reading = self._reading(item._replace(mark=mark), scan(content.raw))
        self.fresh[item.name], self.marks[item.name] = reading, mark
        if content.is_steady and is_kept:
            # a listing without inodes (Windows) is compared with a listing next time
            kept = item.mark if not item.mark.inode and is_same_file(mark, item.mark) else mark
            self.pending[item.name] = (kept, reading, now)
        elif not content.is_steady:
            self.memory.files.pop(item.name, None)
        return reading

    def _reading(self, item: Item, found: "Scan") -> Reading:
        found, forged_count = _without_forged(found)
        keys = self.keys_of(found.frames)
        redacted = frozenset(frame.key for frame in found.frames if self.is_blank(frame))
        return Reading(
            item,
            keys,
            found.team,
            found.is_ours,
            found.is_blank,
            found.is_complete and all(one.is_frame for one in found.damages),
            forged_count + sum(one.is_frame for one in found.damages),
            found,
            redacted=redacted,
            has_clear=any(not frame.header.flags & names.ENCRYPTED for frame in found.frames),
        )

    def keys_of(self, frames: "Iterable[Frame]") -> "frozenset[FrameKey]":
        """The names of frames, and of the members of packs; a pack that cannot be opened counts as one."""
        from repcockpit.sync.frames import PACK, FrameError  # noqa: PLC0415 -- only sync loads the wire

        keys: set[FrameKey] = set()
        for frame in frames:
            keys.add(frame.key)  # a pack bears the name of its last member
            if frame.header.flags & PACK:
                with suppress(FrameError):
                    keys.update(member.key for member in self.unpack(frame))
        return frozenset(keys)

    def reread(self, name: str, role: Role, published: "Collection[FrameKey] | None" = None) -> Reading:
        """A file that was just written or renamed, by a fresh open. Raises OSError.

        It is remembered only where it holds no more than was published: anything else the round has to read.
        """
        reading = self._read(Item(name, _UNKNOWN, role), is_fresh=True, is_kept=False)
        if published is not None and reading.keys <= frozenset(published):
            self.pending[name] = (reading.item.mark, reading, self.files.now_ms())
        return reading

    def known(self, item: Item) -> Reading | None:
        """What was read of an equal file, in this session or before."""
        mark, reading, _ = self.pending.get(item.name, (None, None, 0))
        if mark == item.mark:
            return reading
        known = self.memory.known(item.name, item.mark, self.files.now_ms())
        return known.reading(item) if known is not None else None

    def settle(self) -> None:
        """Remembers what this session read: the round has stored it by now."""
        for name, (mark, reading, now) in self.pending.items():
            self.memory.keep(name, mark, reading, now)
        self.pending.clear()

    def readable(self, item: Item) -> Reading | None:
        """What an item holds, for `tidy`: it remembers nothing that the round has not read. None: not now."""
        known = self.fresh.get(item.name) or self.known(item)
        if known is not None:
            return known
        try:
            return self._read(item, is_kept=False)
        except OSError:
            return None

    def note(self, name: str, role: Role, reading: Reading | None = None) -> None:
        """An own new file, for `tidy`; of one that was only renamed it is known what it holds."""
        item = Item(name, mark_of(self.files.stat(self.folder / name)), role, self.replica)
        self.made.append(item)
        if reading is not None:
            self.fresh[name] = reading._replace(item=item)

    def refuse_folder_or_placeholder(self, found: "stat_result") -> None:
        """Raises where the target of a one file cannot be read as a file."""
        if is_elsewhere(found):
            raise unreachable(
                self.target, "it is not on this machine; ask your cloud program to keep it here"
            )
        if not modes.S_ISREG(found.st_mode):
            raise RefusedError(
                f"{self.target} is no file", "name a file, or the folder that ends in .rcsync.d"
            )


def _without_forged(found: "Scan") -> "tuple[Scan, int]":
    """What a file holds but frames in clear whose names are not theirs: they must not stand for the real ones.

    An encrypted frame is bound to its name by its key; a blanked one is judged by who knows the erase.
    """
    from repcockpit.sync.frames import ENCRYPTED, PACK, REDACTED, FrameError, plain_body  # noqa: PLC0415 -- as above

    def is_forged(frame: "Frame") -> bool:
        if not frame.is_readable or frame.header.flags & (ENCRYPTED | PACK | REDACTED):
            return False
        try:
            plain_body(frame)
        except FrameError:
            return True
        return False

    good = tuple(frame for frame in found.frames if not is_forged(frame))
    return found._replace(frames=good), len(found.frames) - len(good)
