"""Devices that hold frames in memory and sync them over a real carrier: the round without a database."""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from repcockpit.domain.errors import UnreachableError
from repcockpit.sync.carriers.choose import carrier_for
from repcockpit.sync.carriers.contract import IN_TARGET, ROUNDS, Added, Changed, Reading
from repcockpit.sync.carriers.memory import Memory, loaded
from repcockpit.sync.container import FileHeader, file_chunks, scan
from repcockpit.sync.frames import Frame, FrameKey, make_frame
from repcockpit.sync.packs import unpacked
from tests.sync.carriers.faults import FaultyFiles

TEAM = bytes(range(16))
OTHER_TEAM = bytes(16 * [7])
HEADER = FileHeader(TEAM, "North")
NAMES = {"file": "team.rcsync", "folder": "team.rcsync.d"}


def replica(number: int) -> bytes:
    return bytes([number]) * 16


def frame(number: int, seq: int, prev: bytes = bytes(32), *, team: bytes = TEAM, size: int = 40) -> Frame:
    plain = b"%d:%d " % (number, seq) + bytes((seq * 31 + at) % 251 for at in range(size))
    return make_frame(team=team, replica=replica(number), seq=seq, prev=prev, schema=1, plain=plain)


def chain(number: int, count: int, *, team: bytes = TEAM) -> list[Frame]:
    frames: list[Frame] = []
    for seq in range(1, count + 1):
        frames.append(frame(number, seq, frames[-1].header.identity if frames else bytes(32), team=team))
    return frames


def container(frames: Iterable[Frame], header: FileHeader = HEADER) -> bytes:
    return b"".join(file_chunks(header, frames))


class Device:
    """`held` is its database; `seen` what a fresh read of the target found, as a person would be told."""

    def __init__(self, folder: Path, form: str, number: int, files: FaultyFiles | None = None) -> None:
        self.number, self.files = number, files or FaultyFiles(number)
        self.target, self.memory = folder / NAMES[form], Memory()
        self.held: dict[FrameKey, Frame] = {}
        self.seen: set[FrameKey] = set()
        self.last = bytes(32)
        self.added: Added | None = None

    def write(self, count: int = 1) -> None:
        for _ in range(count):
            own = sum(key.replica == replica(self.number) for key in self.held)
            made = frame(self.number, own + 1, self.last)
            self.held[made.key], self.last = made, made.header.identity

    def hold(self, frames: Iterable[Frame]) -> "Device":
        for one in frames:  # what is held blanked stays so: erase runs before anything is stored
            self.held.setdefault(one.key, one)
        return self

    def frames_of(self, keys: Collection[FrameKey] | None) -> Iterator[Frame]:
        return iter([one for key, one in self.held.items() if keys is None or key in keys])

    def sync(self, *, header: FileHeader = HEADER) -> tuple[Reading, ...]:
        """One round; what it read the last time. Raises what a carrier raises."""
        self.memory = loaded(self.memory.dumped())  # another process
        self.carrier = carrier_for(str(self.target), replica(self.number), self.files, self.memory)
        self.carrier.team = TEAM
        self.added = None
        for _ in range(ROUNDS):
            try:
                return self._turn(header)
            except Changed:
                continue
        raise UnreachableError("too busy")

    def _turn(self, header: FileHeader) -> tuple[Reading, ...]:
        probe = self.carrier.probe()
        readings = tuple(self.carrier.read(item) for item in self.carrier.list().items)
        there: set[FrameKey] = set()
        inside = [one for one in readings if one.item.role in IN_TARGET]
        for one in readings:
            if one.team == TEAM and one.scan is not None:
                for whole in one.scan.frames:
                    self.hold(self.carrier.unpack(whole))
        for one in inside:
            there |= one.keys
        missing = set(self.held) - there
        self.seen |= there
        is_whole = inside and not probe.is_absent and all(one.is_whole for one in inside)
        if missing or not is_whole:
            self.added = self.carrier.add(missing, self.frames_of, header)
            self.seen |= self.added.seen
        self.carrier.tidy()
        return readings


def everything(folder: Path) -> set[FrameKey]:
    """All good frames that lie anywhere in a folder, its archive left out."""
    keys: set[FrameKey] = set()
    for path in folder.rglob("*"):
        if path.is_file() and not any("archive" in part for part in path.parts):
            keys.update(one.key for whole in scan(path.read_bytes()).frames for one in unpacked(whole))
    return keys


def at_rest(folder: Path, form: str) -> set[FrameKey]:
    """All good frames of the target."""
    target = folder / NAMES[form]
    files = [target] if target.is_file() else sorted(target.glob("*.seg"))
    return {one.key for path in files for whole in scan(path.read_bytes()).frames for one in unpacked(whole)}


def aged(path: Path, days: float) -> None:
    """Moves a file's time back; its other time stays, so `FaultyFiles.later` is needed to age it fully."""
    stat = path.stat()
    moved = stat.st_mtime_ns - round(days * 86_400 * 10**9)
    os.utime(path, ns=(moved, moved))
