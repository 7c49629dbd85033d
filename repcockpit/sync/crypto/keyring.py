"""A device's keys for one team: it opens bodies of every epoch it knows, seals with the newest, and signs."""

from collections.abc import Mapping

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from repcockpit.clock import random_bytes
from repcockpit.sync.crypto.boxes import KEY_BYTES, close, reveal
from repcockpit.sync.frames import ENCRYPTED, SIGNATURE_BYTES, SIGNED, FrameError


class Keyring:
    """Both sealer and opener of frames.

    `epochs` holds the team keys (32 bytes each) by number, from 1; without any, frames are signed only.
    `signing_key` is the 32-byte Ed25519 seed of the own replica; without it nothing can be signed.
    """

    def __init__(self, epochs: Mapping[int, bytes], signing_key: bytes | None = None) -> None:
        self.epochs = dict(epochs)
        self._signing_key = SigningKey(signing_key) if signing_key is not None else None

    @property
    def flags(self) -> int:
        """What it adds to a frame: encryption, signature."""
        return (ENCRYPTED if self.epochs else 0) | (SIGNED if self._signing_key is not None else 0)

    @property
    def epoch(self) -> int:
        """The newest key's number, 0 for none."""
        return max(self.epochs, default=0)

    @property
    def verify_key(self) -> bytes | None:
        """The 32 bytes that others check its signatures with."""
        return bytes(self._signing_key.verify_key) if self._signing_key is not None else None

    def signing_as(self, signing_key: bytes | None) -> "Keyring":
        """The same team keys with the signature of another replica, or with none."""
        return Keyring(self.epochs, signing_key)

    def seal(self, associated: bytes, body: bytes) -> bytes:
        """Nonce, ciphertext, tag, under the newest key."""
        return close(self.epochs[self.epoch], body, associated)

    def open(self, epoch: int, associated: bytes, sealed: bytes) -> bytes:
        """The body that was sealed. Raises FrameError ("locked" for an epoch it does not know, "wrong key")."""
        key = self.epochs.get(epoch)
        if key is None:
            raise FrameError("locked")
        return reveal(key, sealed, associated)

    def sign(self, identity: bytes) -> bytes:
        """64 bytes over a frame's identity. Raises FrameError without a signing key."""
        if self._signing_key is None:
            raise FrameError("no signing key")
        return self._signing_key.sign(identity).signature


def is_signed(identity: bytes, signature: bytes | None, verify_key: bytes) -> bool:
    """Whether the signature over a frame's identity was made with that key."""
    if signature is None or len(signature) != SIGNATURE_BYTES or len(verify_key) != KEY_BYTES:
        return False
    try:
        VerifyKey(verify_key).verify(identity, signature)
    except (CryptoError, ValueError):
        return False
    return True


def new_team_key() -> bytes:
    """A team key for a new epoch."""
    return random_bytes(KEY_BYTES)
