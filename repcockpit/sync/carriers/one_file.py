"""The team in one file: rename aside, create only if absent, read back (sync.md 8)."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import CockpitError, DiskFullError
from repcockpit.sync.carriers import names, tidying
from repcockpit.sync.carriers.contract import (
    Added,
    Changed,
    FramesOf,
    Item,
    Listing,
    Probe,
    Role,
    Tidied,
)
from repcockpit.sync.carriers.failures import told, unreachable
from repcockpit.sync.carriers.files import Entry, Files
from repcockpit.sync.carriers.marks import is_elsewhere, is_same_file, mark_of
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
    from repcockpit.sync.container import FileHeader
    from repcockpit.sync.frames import Frame, FrameKey

_SPARE = 1 << 20


class OneFile(Shelf):
    """`target` and the files beside it."""

    form = "file"

    def __init__(self, target: Path, replica: bytes, files: Files, memory: Memory) -> None:
        super().__init__(target, target.parent, replica, files, memory)

    def probe(self) -> Probe:
        """See `Carrier.probe`."""
        found = self.find_target(self.folder)
        is_closed = not self.files.is_writable(self.folder)
        if found is None:
            return Probe(is_absent=True, is_empty=False, is_read_only=is_closed)
        self.refuse_folder_or_placeholder(found)
        return Probe(is_absent=False, is_empty=not found.st_size, is_read_only=is_closed)

    def list(self) -> Listing:
        """See `Carrier.list`."""
        entries = self.entries(self.folder)
        items, skipped, present = [], [], set()
        for entry in entries:
            present.add(entry.name)
            if entry.name == f".{self.target.name}.icloud":
                raise unreachable(self.target, "iCloud keeps it elsewhere; open it once to bring it here")
            if is_elsewhere(entry.stat):
                if names.may_hold_frames(entry.name):
                    skipped.append(entry.name)
                continue
            role, owner = self._role(entry.name)
            if (item := self.item(entry.name, entry, role, owner)) is not None:
                items.append(item)
        beside = f"{self.target.name}.d"
        if beside in present and beside.endswith(names.FOLDER_END):
            items += self._beside(beside, present)
        return self.listed(items, present, skipped)

    def _role(self, name: str) -> tuple[Role | None, bytes | None]:
        if name == self.target.name:
            return Role.TARGET, None
        found = names.passing_role(name)
        if found is None:
            return None, None
        of, role, owner = found
        return (role if names.is_twin(of, self.target.name) else Role.BESIDE), owner

    def _beside(self, folder: str, present: set[str]) -> "tuple[Item, ...]":
        """The segments of the folder form beside the file."""
        found = []
        for entry in self._entries_beside(folder):
            name = f"{folder}/{entry.name}"
            present.add(name)
            if names.segment_role(entry.name) or names.may_hold_frames(entry.name):
                found.append(self.item(name, entry, Role.BESIDE, None))
        return tuple(item for item in found if item is not None)

    def _entries_beside(self, folder: str) -> tuple[Entry, ...]:
        try:
            return self.files.list_folder(self.folder / folder)
        except OSError:
            return ()

    def add(
        self,
        missing: "Collection[FrameKey]",  # noqa: ARG002 -- one file is always written whole
        frames_of: FramesOf,
        header: "FileHeader",
    ) -> Added:
        """See `Carrier.add`: the new file holds the union, `frames_of(None)`."""
        from repcockpit.sync.container import file_chunks  # noqa: PLC0415 -- only sync loads the wire

        temp = self.folder / names.temp_of(self.target.name, self.replica)
        written: set[FrameKey] = set()

        def chunks() -> Iterator[bytes]:
            return file_chunks(header, self._counted(frames_of(None), written))

        try:
            with told(self.target, is_writing=True):
                size = write_new(self.files, temp, chunks())
                self._set_aside(temp, size)
                if not create_if_absent(self.files, temp, self.target, chunks):
                    self.note(temp.name, Role.TEMP)
                settle_names(self.files, self.folder)
        except (Changed, CockpitError):
            # what it held is stored here and was never reported as seen on the share
            discard(self.files, temp)
            raise
        with told(self.target):
            reading = self.reread(self.target.name, Role.TARGET, written)
        return Added(reading.keys if reading.team == header.team else frozenset(), reading.item.mark.size)

    def _counted(self, frames: "Iterable[Frame]", written: "set[FrameKey]") -> "Iterator[Frame]":
        """The frames, and their names in `written` as they pass."""
        for frame in frames:
            written |= self.keys_of((frame,))
            yield frame

    def _set_aside(self, temp: Path, size: int) -> None:
        """Renames the target away, if it is what was read. Raises Changed if it is not."""
        read = self.marks.get(self.target.name)
        try:
            there = mark_of(self.files.stat(self.target))
        except FileNotFoundError:
            there = None
        if there is None:
            if read is not None:
                raise Changed("the target is gone")
            return
        if read is None or not is_same_file(there, read):
            raise Changed("the target is another")
        if self.files.free(self.folder) < size + _SPARE and not self._has_links(temp):
            # the file has to be written once more, in place: not half of it
            raise DiskFullError(f"no space is left where {self.target} lies", "make room there")
        aside = self.folder / names.aside_of(self.target.name, self.replica)
        patiently(self.files, lambda: self.files.rename(self.target, aside))
        if not is_same_file(mark_of(self.files.stat(aside)), read):
            raise Changed("somebody was first")
        former = next(item for item in self.items if item.role == Role.TARGET)
        self.note(aside.name, Role.ASIDE, self.fresh.get(former.name) or self.known(former))

    def _has_links(self, temp: Path) -> bool:
        """Whether a temp can get its name without being written again."""
        if self.files.is_windows:
            return True
        try:
            self.files.hard_link(temp, other := temp.with_name(f"{temp.name[:-16]}{names.random_end()}"))
        except OSError:
            return False
        discard(self.files, other)
        return True

    def tidy(self) -> Tidied:
        """See `Carrier.tidy`."""
        self.settle()
        return tidying.with_archive(self, tidying.tidy_one_file(self))
