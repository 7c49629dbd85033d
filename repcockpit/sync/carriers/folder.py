"""The team in a folder: one segment for each sync, written once by one replica (sync.md 8)."""

import stat as modes
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.errors import CockpitError, RefusedError
from repcockpit.sync.carriers import names, packing, tidying
from repcockpit.sync.carriers.contract import (
    IN_TARGET,
    Added,
    Changed,
    FramesOf,
    Item,
    Listing,
    Probe,
    Reading,
    Role,
    Tidied,
)
from repcockpit.sync.carriers.failures import meaning, told
from repcockpit.sync.carriers.files import Entry, Files
from repcockpit.sync.carriers.marks import is_elsewhere, is_same_file
from repcockpit.sync.carriers.memory import Memory
from repcockpit.sync.carriers.publishing import (
    create_if_absent,
    discard,
    patiently,
    settle_names,
    write_new,
)
from repcockpit.sync.carriers.shelf import Shelf

if TYPE_CHECKING:
    from repcockpit.sync.container import FileHeader, Scan
    from repcockpit.sync.frames import Frame, FrameKey

_SEGMENT_BYTES = 32 << 20


class Segment(NamedTuple):
    """Frames that become one file."""

    name: str
    role: Role
    frames: "tuple[Frame, ...]"
    keys: "frozenset[FrameKey]"


class Folder(Shelf):
    """`target` is the folder with `head` and the segments."""

    form = "folder"

    def __init__(self, target: Path, replica: bytes, files: Files, memory: Memory) -> None:
        super().__init__(target, target, replica, files, memory)
        self.archive = target / "archive"
        self.snapshots: list[Entry] = []
        self.snapshot_temps: list[Entry] = []

    def probe(self) -> Probe:
        """See `Carrier.probe`."""
        found = self.find_target(self.target.parent)
        if found is None:
            return Probe(True, False, not self.files.is_writable(self.target.parent))  # noqa: FBT003 -- a record
        if not modes.S_ISDIR(found.st_mode):
            raise RefusedError(f"{self.target} is no folder", "name a folder, or a file that ends in .rcsync")
        return Probe(
            is_absent=False,
            is_empty=not self.entries(self.target),
            is_read_only=not self.files.is_writable(self.target),
        )

    def list(self) -> Listing:
        """See `Carrier.list`."""
        items: list[Item | None] = []
        skipped, present = [], set()
        self.snapshots, self.snapshot_temps = [], []
        for entry in self._entries():
            if names.is_snapshot(entry.name):
                is_temp = names.passing_role(entry.name) is not None
                (self.snapshot_temps if is_temp else self.snapshots).append(entry)
                continue
            present.add(entry.name)
            role, owner = _role(entry.name)
            if role not in IN_TARGET and is_elsewhere(entry.stat):
                if names.may_hold_frames(entry.name):
                    skipped.append(entry.name)
                continue
            if entry.name.endswith(f"{names.SEGMENT_END}.icloud"):
                skipped.append(entry.name)
            items.append(self.item(entry.name, entry, role, owner))
        beside = self._beside()
        if beside is not None:
            present.add(beside.name)
            items.append(self.item(beside.name, beside, Role.BESIDE, None))
        return self.listed((item for item in items if item is not None), present, skipped)

    def _entries(self) -> tuple[Entry, ...]:
        try:
            return patiently(self.files, lambda: self.files.list_folder(self.target))
        except FileNotFoundError:
            if self.find_target(self.target.parent) is None:
                return ()
            raise Changed(str(self.target)) from None
        except OSError as error:
            raise meaning(error, self.target, is_writing=False) from error

    def _beside(self) -> Entry | None:
        """The one file beside the folder."""
        if not self.target.name.endswith(names.FOLDER_END):
            return None
        name = f"../{self.target.name.removesuffix('.d')}"
        with suppress(OSError):
            found = self.files.stat(self.path(name))
            return None if is_elsewhere(found) else Entry(name, found)
        return None

    def _reading(self, item: Item, found: "Scan") -> Reading:
        """A segment is ours by its name: where nothing of it can be read, it is one damaged place."""
        reading = super()._reading(item, found)
        if reading.is_ours or item.role not in {Role.SEGMENT, Role.CARRIED}:
            return reading
        return reading._replace(is_ours=True, damages=max(1, reading.damages))

    def add(self, missing: "Collection[FrameKey]", frames_of: FramesOf, header: "FileHeader") -> Added:
        """See `Carrier.add`: own frames become an own segment, others' a carried one."""
        with told(self.target, is_writing=True):
            self._make_folder()
            self._write_head(header)
        seen: set[FrameKey] = set()
        wanted = packing.to_write(self, missing, frames_of)
        for segment in self._segments(frames_of(wanted) if wanted else ()):
            with told(self.target, is_writing=True):
                found = self._publish(segment, header)
            seen |= found.keys if found.team == header.team else set()
        size = sum(item.mark.size for item in self.items if item.role in IN_TARGET)
        return Added(frozenset(seen), size + sum(one.item.mark.size for one in self.fresh.values()))

    def _make_folder(self) -> None:
        try:
            self.files.stat(self.target)
        except FileNotFoundError:
            with suppress(FileExistsError):
                self.files.make_folder(self.target)
            settle_names(self.files, self.target.parent)

    def _write_head(self, header: "FileHeader") -> None:
        """The file header by itself, if it is missing, damaged, older than `header` or of a founder who was alone."""
        found = self.fresh.get(names.HEAD)
        if names.HEAD in self.marks and found is None:
            found = self.reread(names.HEAD, Role.HEAD)
        there = found.scan.header if found is not None and found.scan is not None else None
        if found is not None and there is not None and found.is_whole:
            ranks = ((one.epoch, one.flags, len(one.slots)) for one in (header, there))
            if there.team == header.team and next(ranks) <= next(ranks):
                return
        self._publish(Segment(names.HEAD, Role.HEAD, (), frozenset()), header)

    def _segments(self, frames: "Iterable[Frame]") -> Iterator[Segment]:
        """Own frames and others', each cut at 32 MiB."""
        gathered: dict[bool, list[Frame]] = {True: [], False: []}
        sizes = {True: 0, False: 0}
        for frame in frames:
            is_own = frame.header.replica == self.replica
            gathered[is_own].append(frame)
            sizes[is_own] += len(frame.raw)
            if sizes[is_own] >= _SEGMENT_BYTES:
                yield self.segment(gathered[is_own], is_own=is_own)
                gathered[is_own], sizes[is_own] = [], 0
        for is_own in (True, False):
            if gathered[is_own]:
                yield self.segment(gathered[is_own], is_own=is_own)

    def segment(self, frames: "Iterable[Frame]", *, is_own: bool) -> Segment:
        """A segment of these frames, named by what it holds."""
        held = tuple(frames)
        keys = self.keys_of(held)
        name = names.segment_name(held, keys) if is_own else names.carried_name(held, keys)
        return Segment(name, Role.SEGMENT if is_own else Role.CARRIED, held, keys)

    def _publish(self, segment: Segment, header: "FileHeader") -> Reading:
        """Writes a segment and reads it back. A file of its name that lacks something is set aside first.

        Raises OSError, Changed.
        """
        from repcockpit.sync.container import file_chunks  # noqa: PLC0415 -- only sync loads the wire

        path = self.target / segment.name
        temp = self.target / names.temp_of(segment.name, self.replica)
        try:
            write_new(self.files, temp, file_chunks(header, segment.frames))
            if not self._is_there(segment):
                if not create_if_absent(self.files, temp, path, lambda: file_chunks(header, segment.frames)):
                    self.note(temp.name, Role.TEMP)
            else:
                discard(self.files, temp)
        except (Changed, CockpitError, OSError):
            discard(self.files, temp)
            raise
        settle_names(self.files, self.target)
        return self.reread(segment.name, segment.role, segment.keys)

    def _is_there(self, segment: Segment) -> bool:
        """Whether the name is taken by a good file of the same frames; a bad one is set aside."""
        if segment.name not in self.marks:
            return False
        found = self.reread(segment.name, segment.role)
        if segment.role != Role.HEAD and found.is_whole and segment.keys <= found.keys:
            return True
        aside = self.target / names.aside_of(segment.name, self.replica)
        patiently(self.files, lambda: self.files.rename(self.target / segment.name, aside))
        self.note(aside.name, Role.ASIDE)
        if not is_same_file(self.made[-1].mark, found.item.mark):
            raise Changed("somebody was first")
        return False

    def publish_packed(self, frames: "Iterable[Frame]", header: "FileHeader") -> Reading:
        """An own segment in place of many. Raises OSError, Changed."""
        return self._publish(self.segment(frames, is_own=True), header)

    def tidy(self) -> Tidied:
        """See `Carrier.tidy`."""
        self.settle()
        return tidying.with_archive(self, packing.tidy_folder(self))


def _role(name: str) -> tuple[Role | None, bytes | None]:
    passing = names.passing_role(name)
    if passing is not None:
        return passing[1], passing[2]
    return names.segment_role(name) or (None, None)
