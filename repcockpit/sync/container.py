"""A file of frames: file header, frames, trailer (sync.md 7); and reading around whatever damage it has."""

import hashlib
import re
import struct
from collections import Counter
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from repcockpit.sync import limits
from repcockpit.sync.frames import MAGIC as FRAME_MAGIC
from repcockpit.sync.frames import Frame, FrameError, Header, read_frame, read_header

MAGIC = b"RCSYNC1\n"
END_MAGIC = b"RCEND1"
MAJOR, MINOR = 1, 0
ENCRYPTED = 1
"""A flag of the file: no frame in it is in clear."""

FILE_HEADER, TRAILER, OTHER_HEADER = "file header", "trailer", "another file header"

_FIXED = struct.Struct(">8sIBB16sHHH")
_HASH_BYTES = 32
_TRAILER_REST = 4 + _HASH_BYTES
"""What follows the file header's copy."""
_UNIT = re.compile(rb"RCF1[\x00-\x10]|RCEND1RCSYNC1\n|RCSYNC1\n\x00")
_MAX_FALSE = 100_000
"""So many places that look like a unit and are none: the rest is not searched."""


class Slot(NamedTuple):
    """One wrapping of the team key; type 1 is a passphrase."""

    type: int
    data: bytes


class FileHeader(NamedTuple):
    """What a file says of itself; `rest` are bytes of a later minor version, kept as they are."""

    team: bytes
    name: str
    flags: int = 0
    epoch: int = 0
    slots: tuple[Slot, ...] = ()
    minor: int = MINOR
    rest: bytes = b""


class Damage(NamedTuple):
    """A place that could not be read; `replica` and `seq` where a frame's header still told them."""

    offset: int
    length: int
    reason: str
    replica: bytes | None = None
    seq: int | None = None

    @property
    def is_frame(self) -> bool:
        """Whether frames are lost there, not only the file's header or trailer."""
        return self.reason not in (FILE_HEADER, TRAILER, OTHER_HEADER)


class Scan(NamedTuple):
    """What a file holds.

    `team` also comes from the trailer or the frames; `frames` in their order, packs as they are; `is_complete`
    says whether there is a good trailer (none: torn, or still being written); `is_ours` is false without magic, header, trailer and good frame;
    `is_blank` is true of no bytes or only zeros; `is_newer` of another major version of the file.
    """

    header: FileHeader | None
    team: bytes | None
    frames: tuple[Frame, ...]
    damages: tuple[Damage, ...]
    is_complete: bool
    is_ours: bool
    is_blank: bool
    is_newer: bool = False


def header_bytes(header: FileHeader) -> bytes:
    """The file header. Raises FrameError for a name over 1,024 bytes or slots that do not fit."""
    name = header.name.encode()
    if len(name) > limits.TEAM_NAME_BYTES or len(header.slots) > limits.SLOTS:
        raise FrameError("file header")
    parts = [name, struct.pack(">H", len(header.slots))]
    for slot in header.slots:
        parts += (struct.pack(">HH", slot.type, len(slot.data)), slot.data)
    rest = b"".join((*parts, header.rest))
    length = _FIXED.size + len(rest) + _HASH_BYTES
    fixed = _FIXED.pack(
        MAGIC, length, MAJOR, header.minor, header.team, header.flags, header.epoch, len(name)
    )
    return fixed + rest + hashlib.sha256(fixed + rest).digest()


def file_chunks(header: FileHeader, frames: Iterable[Frame]) -> Iterator[bytes]:
    """The bytes of a file in pieces: file header, each frame, trailer."""
    head = header_bytes(header)
    yield head
    count = 0
    for frame in frames:
        yield frame.raw
        count += 1
    trailer = b"".join((END_MAGIC, head, struct.pack(">I", count)))
    yield trailer + hashlib.sha256(trailer).digest()


class _FileHead(NamedTuple):
    header: FileHeader
    length: int
    major: int


def _read_file_header(raw: bytes, at: int) -> _FileHead:
    """Raises FrameError."""
    if len(raw) - at < _FIXED.size + _HASH_BYTES + 2:
        raise FrameError("cut short")
    magic, length, major, minor, team, flags, epoch, name_length = _FIXED.unpack_from(raw, at)
    if magic != MAGIC:
        raise FrameError("file header")
    if not _FIXED.size + 2 + _HASH_BYTES <= length <= limits.FILE_HEADER_BYTES:
        raise FrameError("file header length")
    end = at + length - _HASH_BYTES
    if end + _HASH_BYTES > len(raw):
        raise FrameError("cut short")
    if hashlib.sha256(raw[at:end]).digest() != raw[end : end + _HASH_BYTES]:
        raise FrameError("file header hash")
    if major != MAJOR:
        return _FileHead(FileHeader(team, "", flags, epoch), length, major)
    try:
        name, slots, place = _name_and_slots(raw[at + _FIXED.size : end], name_length)
    except (struct.error, UnicodeError):
        raise FrameError("file header") from None
    rest = raw[at + _FIXED.size + place : end]
    return _FileHead(FileHeader(team, name, flags, epoch, slots, minor, rest), length, major)


def _name_and_slots(raw: bytes, name_length: int) -> tuple[str, tuple[Slot, ...], int]:
    if name_length > min(limits.TEAM_NAME_BYTES, len(raw)):
        raise FrameError("file header")
    name, at = raw[:name_length].decode(), name_length
    (count,) = struct.unpack_from(">H", raw, at)
    at += 2
    if count > limits.SLOTS:
        raise FrameError("file header")
    slots = []
    for _ in range(count):
        kind, length = struct.unpack_from(">HH", raw, at)
        at += 4
        if at + length > len(raw):
            raise FrameError("file header")
        slots.append(Slot(kind, raw[at : at + length]))
        at += length
    return name, tuple(slots), at


class _Trailer(NamedTuple):
    head: _FileHead
    frame_count: int
    length: int


def _read_trailer(raw: bytes, at: int) -> _Trailer:
    """Raises FrameError."""
    if raw[at : at + len(END_MAGIC)] != END_MAGIC:
        raise FrameError("trailer")
    head = _read_file_header(raw, at + len(END_MAGIC))
    end = at + len(END_MAGIC) + head.length + 4
    if end + _HASH_BYTES > len(raw):
        raise FrameError("cut short")
    if hashlib.sha256(raw[at:end]).digest() != raw[end : end + _HASH_BYTES]:
        raise FrameError("trailer hash")
    return _Trailer(head, int.from_bytes(raw[end - 4 : end], "big"), end + _HASH_BYTES - at)


def scan(raw: bytes | memoryview) -> Scan:
    """Everything readable in a file, and every place that is not; any bytes at all give an answer."""
    held = bytes(raw)
    if not held or (held[0] == 0 and held.count(0) == len(held)):
        return Scan(None, None, (), (), is_complete=False, is_ours=False, is_blank=True)
    reading = _Reading(held)
    reading.read()
    return reading.scan()


class _Reading:
    """One pass over a file's bytes."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._head: _FileHead | None = None
        self._trailer: _Trailer | None = None
        self._frames: list[tuple[int, Frame]] = []
        self._damages: list[Damage] = []
        self._counted = 0
        self._false = 0
        # What only looks like units may overlap: in all, each byte is hashed a few times at most.
        self._budget = 4 * len(raw) + (1 << 20)

    def read(self) -> None:
        """Take every unit, and note what lies between."""
        at, size = 0, len(self._raw)
        while at < size:
            try:
                at = self._unit(at)
            except FrameError as error:
                at = self._past(at, str(error))

    def _unit(self, at: int) -> int:
        """Take the unit at `at`; the place after it. Raises FrameError."""
        first = self._raw[at : at + len(END_MAGIC)]
        if first[:4] == FRAME_MAGIC:
            frame = read_frame(self._raw, at)
            self._frames.append((at, frame))
            return at + len(frame.raw)
        if first == END_MAGIC:
            return at + self._end(at)
        head = _read_file_header(self._raw, at)
        if at == 0:
            self._head = head
        elif self._head is None or head.header != self._head.header:
            self._damages.append(Damage(at, head.length, OTHER_HEADER))
        return self._after_header(at, at + head.length)

    def _after_header(self, at: int, end: int) -> int:
        """The place after a file header; also after the rest of a trailer that lost what stands before its copy."""
        last = self._damages[-1] if self._damages else None
        rest = min(end + _TRAILER_REST, len(self._raw))
        if last is None or last.offset + last.length != at or last.replica is not None:
            return end
        if last.length == len(END_MAGIC):
            self._damages[-1] = Damage(last.offset, rest - last.offset, TRAILER)
            return rest
        if not self._is_unit(end) and self._is_unit(rest):
            self._damages.append(Damage(end, rest - end, TRAILER))
            return rest
        return end

    def _end(self, at: int) -> int:
        trailer = _read_trailer(self._raw, at)
        # A place already reported stands for at least one frame.
        lost = sum(1 for one in self._damages if one.is_frame)
        counted = len(self._frames) - self._counted
        if trailer.frame_count > counted + lost:
            self._damages.append(Damage(at, 0, "frames missing"))
        elif trailer.frame_count < counted:
            self._damages.append(Damage(at, 0, "frames too many"))
        if self._head is not None and self._head.header != trailer.head.header:
            self._damages.append(Damage(at, trailer.length, OTHER_HEADER))
        self._trailer, self._counted = trailer, len(self._frames)
        return trailer.length

    def _past(self, at: int, reason: str) -> int:
        """Note the damage at `at`; the place of the next good unit, or the end."""
        size = len(self._raw)
        header = self._header_at(at)
        copy = self._file_header_at(at + len(END_MAGIC)) if self._raw.startswith(END_MAGIC, at) else None
        if copy is not None:
            end = min(at + len(END_MAGIC) + copy.length + _TRAILER_REST, size)
            self._damages.append(Damage(at, end - at, TRAILER))
            return end
        end = at + header[1] + header[0].body_length if header else size + 1
        if not self._is_unit(end):
            end = self._next(at + 1)
            while not self._is_unit(end):
                self._false += 1
                gave_up = self._false > _MAX_FALSE or self._budget < 0
                end = size if gave_up else self._next(end + 1)
        if header is not None:
            self._budget -= header[0].body_length
            self._damages.append(Damage(at, end - at, reason, header[0].replica, header[0].seq))
        elif at == 0:
            self._damages.append(Damage(at, end, FILE_HEADER))
        elif end == size and END_MAGIC.startswith(self._raw[at : at + len(END_MAGIC)]):
            self._damages.append(Damage(at, end - at, TRAILER))
        else:
            self._damages.append(Damage(at, end - at, reason))
        return end

    def _header_at(self, at: int) -> tuple[Header, int] | None:
        try:
            return read_header(self._raw, at)
        except FrameError:
            return None

    def _file_header_at(self, at: int) -> _FileHead | None:
        try:
            return _read_file_header(self._raw, at)
        except FrameError:
            return None

    def _next(self, at: int) -> int:
        found = _UNIT.search(self._raw, at)
        return found.start() if found else len(self._raw)

    def _is_unit(self, at: int) -> bool:
        """Whether something begins at `at` whose own header is whole; also the end of the file."""
        raw = self._raw
        if at >= len(raw):
            return at == len(raw)
        if raw[at : at + len(FRAME_MAGIC)] == FRAME_MAGIC:
            return self._header_at(at) is not None
        start = at + (len(END_MAGIC) if raw[at : at + len(END_MAGIC)] == END_MAGIC else 0)
        self._budget -= min(int.from_bytes(raw[start + 8 : start + 12], "big"), limits.FILE_HEADER_BYTES)
        return self._file_header_at(start) is not None

    def scan(self) -> Scan:
        """The findings; frames of another team count as damage."""
        head = self._head or (self._trailer.head if self._trailer else None)
        teams = Counter(frame.header.team for _, frame in self._frames)
        team = head.header.team if head else max(teams, key=teams.__getitem__, default=None)
        damages = self._damages + [
            Damage(at, len(frame.raw), "another team", frame.header.replica, frame.header.seq)
            for at, frame in self._frames
            if frame.header.team != team
        ]
        begins = self._raw[: len(MAGIC)]
        return Scan(
            head.header if head else None,
            team,
            tuple(frame for _, frame in self._frames if frame.header.team == team),
            tuple(sorted(damages, key=itemgetter(0))),
            is_complete=self._trailer is not None,
            is_ours=team is not None or (len(begins) >= 4 and MAGIC.startswith(begins)),
            is_blank=False,
            is_newer=head is not None and head.major != MAJOR,
        )
