"""The list of what was there when a team key was made: the newest frame of each branch, closed in the file header."""

import struct
from collections.abc import Collection, Mapping

from repcockpit.domain.errors import RefusedError
from repcockpit.sync.container import FileHeader, Slot
from repcockpit.sync.crypto.boxes import close, reveal
from repcockpit.sync.frames import FrameError

BEFORE = 3
"""The type of the slot."""
_ENTRY = 32
_MOST = 1_900
"""So many fit: a file header has 64 kB."""


def before_slot(team: bytes, epoch: int, key: bytes, identities: Collection[bytes]) -> Slot:
    """The list closed with the team key of that epoch; an identity stands for its replica and seq too.

    Raises RefusedError for more branches than a file header holds.
    """
    if len(identities) > _MOST:
        raise RefusedError(
            f"{len(identities):,} devices wrote for this team, {_MOST:,} fit into an encrypted file's header",
            "found a new team with a passphrase, and join it",
        )
    closed = close(key, b"".join(sorted(identities)), _bound(team, epoch))
    return Slot(BEFORE, struct.pack(">H", epoch) + closed)


def listed_before(header: FileHeader, epochs: Mapping[int, bytes]) -> list[bytes] | None:
    """What was there before the newest key; None where the header's list does not open with the key of its epoch."""
    slot = _newest(header)
    if slot is None:
        return []
    epoch = struct.unpack_from(">H", slot.data)[0]
    try:
        raw = reveal(epochs[epoch], slot.data[2:], _bound(header.team, epoch))
    except (FrameError, KeyError):
        return None
    return [raw[at : at + _ENTRY] for at in range(0, len(raw) - _ENTRY + 1, _ENTRY)]


def _newest(header: FileHeader) -> Slot | None:
    found = [slot for slot in header.slots if slot.type == BEFORE and len(slot.data) >= 2]
    return max(found, key=lambda slot: slot.data[:2], default=None)


def _bound(team: bytes, epoch: int) -> bytes:
    return b"rcslot3" + team + struct.pack(">H", epoch)
