"""The names of files on a share, and what they say (sync.md 8)."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from repcockpit.clock import random_bytes
from repcockpit.sync.carriers.contract import Role

if TYPE_CHECKING:
    from repcockpit.sync.frames import Frame, FrameKey

FILE_END = ".rcsync"
FOLDER_END = ".rcsync.d"
SEGMENT_END = ".seg"
SNAPSHOT_END = ".rcsnap"
HEAD = "head"
ENCRYPTED, REDACTED = 2, 32  # flags of frames; this module loads without the wire
_PASSING = re.compile(r"(.+)\.(tmp|aside)-([0-9a-f]{32})-[0-9a-f]{16}")
_SEGMENT = re.compile(r"([0-9a-f]{32})-[0-9]+-[0-9a-f]{32}\.seg")
_CARRIED = re.compile(r"carried-[0-9a-f]{32}\.seg")


def random_end() -> str:
    """16 characters that no other name has."""
    return random_bytes(8).hex()


def temp_of(name: str, replica: bytes) -> str:
    """A new name for a file that is being written."""
    return f"{name}.tmp-{replica.hex()}-{random_end()}"


def aside_of(name: str, replica: bytes) -> str:
    """A new name for a former target."""
    return f"{name}.aside-{replica.hex()}-{random_end()}"


def archive_of(name: str) -> str:
    """The folder beside a one file that keeps what was moved away."""
    return f"{name}.archive"


def passing_role(name: str) -> tuple[str, Role, bytes] | None:
    """Of which name it is a temp or an aside, which of them, and who made it; None for any other name."""
    found = _PASSING.fullmatch(name)
    if found is None:
        return None
    return found[1], (Role.TEMP if found[2] == "tmp" else Role.ASIDE), bytes.fromhex(found[3])


def segment_role(name: str) -> tuple[Role, bytes | None] | None:
    """What a name of the folder form says; None for any other name."""
    if name == HEAD:
        return Role.HEAD, None
    if _CARRIED.fullmatch(name):
        return Role.CARRIED, None
    found = _SEGMENT.fullmatch(name)
    return (Role.SEGMENT, bytes.fromhex(found[1])) if found else None


def is_snapshot(name: str) -> bool:
    """Whether a name is a snapshot's, or of one being written: they are no part of what a folder holds."""
    passing = passing_role(name)
    return (passing[0] if passing else name).endswith(SNAPSHOT_END)


def may_hold_frames(name: str) -> bool:
    """Whether a name alone is reason enough to read a file that bears no role: conflicted copies do."""
    return name.endswith((FILE_END, SEGMENT_END)) or passing_role(name) is not None


def is_twin(name: str, other: str) -> bool:
    """Whether two names look the same to a person (NFC and NFD)."""
    return unicodedata.normalize("NFC", name) == unicodedata.normalize("NFC", other)


def segment_name(frames: "Sequence[Frame]", keys: "Collection[FrameKey]") -> str:
    """REPLICA-SEQ-IDENTITY of the newest frame; several frames, a blanked or an encrypted one have a hash in its place.

    So a packed segment never bears the name of one it packs, nor a blanked or closed one that of the original.
    """
    newest = max((frame.key for frame in frames), key=lambda key: (key.seq, key.identity))
    is_plain = len(keys) == 1 and not any(frame.header.flags & (REDACTED | ENCRYPTED) for frame in frames)
    name = newest.identity[:16] if is_plain else _digest(frames, keys)
    return f"{newest.replica.hex()}-{newest.seq}-{name.hex()}{SEGMENT_END}"


def carried_name(frames: "Sequence[Frame]", keys: "Collection[FrameKey]") -> str:
    """The name of a segment of others' frames: one set of frames, one name."""
    return f"carried-{_digest(frames, keys).hex()}{SEGMENT_END}"


def _digest(frames: "Sequence[Frame]", keys: "Collection[FrameKey]") -> bytes:
    import hashlib  # noqa: PLC0415 -- only a sync that writes needs it

    parts = sorted(key.identity for key in keys)
    parts += sorted(b"blank" + frame.header.identity for frame in frames if frame.header.flags & REDACTED)
    if all(frame.header.flags & ENCRYPTED for frame in frames):
        parts.append(b"closed")
    return hashlib.sha256(b"".join(parts)).digest()[:16]
