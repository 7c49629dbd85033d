"""How a file carries its own keys: each slot of the file header wraps the team key of one epoch (sync.md 9)."""

import hashlib
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from nacl.pwhash import argon2id

from repcockpit.clock import random_bytes
from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.sync import limits
from repcockpit.sync.container import ENCRYPTED, FileHeader, Slot
from repcockpit.sync.crypto.boxes import KEY_BYTES, close, reveal
from repcockpit.sync.frames import FrameError

PASSPHRASE, FOUNDING = 1, 2
PASSES, KIB = 3, 64 << 10
_PASSPHRASE = struct.Struct(">H16sII72s")
_FOUNDING = struct.Struct(">H72s")
_MOST_DERIVATIONS = 4
"""So many salts are tried per file; ours share one, since each costs the time of a login."""


def encrypted_header(
    header: FileHeader,
    epochs: Mapping[int, bytes],
    passphrase: str,
    founding_secret: bytes | None = None,
    *,
    passes: int = PASSES,
    kib: int = KIB,
) -> FileHeader:
    """The header of a file whose frames are encrypted, with every epoch's key wrapped under the passphrase.

    With the founding secret they are wrapped under that as well, which makes it a recovery key.
    Raises InvalidValueError for an empty passphrase.
    """
    salt = random_bytes(16)
    key = _derived(passphrase, salt, passes, kib)
    slots = []
    for epoch, team_key in epochs.items():
        wrapped = close(key, team_key, _bound(b"rcslot1", header.team, epoch))
        slots.append(Slot(PASSPHRASE, _PASSPHRASE.pack(epoch, salt, passes, kib, wrapped)))
    if founding_secret is not None:
        own = _founding_key(founding_secret)
        for epoch, team_key in epochs.items():
            wrapped = close(own, team_key, _bound(b"rcslot2", header.team, epoch))
            slots.append(Slot(FOUNDING, _FOUNDING.pack(epoch, wrapped)))
    return header._replace(flags=header.flags | ENCRYPTED, epoch=max(epochs, default=0), slots=tuple(slots))


def opened_by_passphrase(header: FileHeader, passphrase: str) -> dict[int, bytes]:
    """The team keys by epoch that the passphrase opens.

    Raises RefusedError where it opens none, InvalidValueError for an empty one.
    """
    derived: dict[tuple[bytes, int, int], bytes] = {}
    found: dict[int, bytes] = {}
    for epoch, salt, passes, kib, wrapped in _of_type(header, PASSPHRASE, _PASSPHRASE):
        if not (1 <= passes <= limits.ARGON_PASSES and 8 <= kib <= limits.ARGON_KIB):
            continue
        if (salt, passes, kib) not in derived:
            if len(derived) >= _MOST_DERIVATIONS:
                continue
            derived[salt, passes, kib] = _derived(passphrase, salt, passes, kib)
        _open_into(found, derived[salt, passes, kib], wrapped, b"rcslot1", header.team, epoch)
    if not found:
        raise RefusedError("the passphrase does not open this team's file", "nothing was changed; try again")
    return found


def opened_by_founding_secret(header: FileHeader, secret: bytes) -> dict[int, bytes]:
    """The team keys by epoch that the recovery key opens. Raises RefusedError where it opens none."""
    found: dict[int, bytes] = {}
    for epoch, wrapped in _of_type(header, FOUNDING, _FOUNDING):
        _open_into(found, _founding_key(secret), wrapped, b"rcslot2", header.team, epoch)
    if not found:
        raise RefusedError("the recovery key does not open this team's file", "it belongs to another team")
    return found


def _of_type(header: FileHeader, kind: int, form: struct.Struct) -> Iterator[tuple[Any, ...]]:
    for slot in header.slots:
        if slot.type == kind and len(slot.data) >= form.size:
            yield form.unpack_from(slot.data)


def _open_into(
    found: dict[int, bytes], key: bytes, wrapped: bytes, words: bytes, team: bytes, epoch: int
) -> None:
    try:
        team_key = reveal(key, wrapped, _bound(words, team, epoch))
    except FrameError:
        return
    if len(team_key) == KEY_BYTES:
        found.setdefault(epoch, team_key)


def _bound(words: bytes, team: bytes, epoch: int) -> bytes:
    return words + team + struct.pack(">H", epoch)


def _founding_key(secret: bytes) -> bytes:
    return hashlib.sha256(b"rcslot2" + secret).digest()


def _derived(passphrase: str, salt: bytes, passes: int, kib: int) -> bytes:
    if not passphrase:
        raise InvalidValueError("the passphrase is empty", "give one line of text")
    typed = unicodedata.normalize("NFC", passphrase).encode()
    return argon2id.kdf(KEY_BYTES, typed, salt, passes, kib * 1024)
