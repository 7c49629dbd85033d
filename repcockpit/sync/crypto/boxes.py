"""XChaCha20-Poly1305 with a random nonce before the ciphertext: what bodies and slots are closed with."""

from nacl import bindings as sodium
from nacl.exceptions import CryptoError

from repcockpit.clock import random_bytes
from repcockpit.sync.frames import FrameError

KEY_BYTES = 32
NONCE_BYTES = 24
TAG_BYTES = 16


def close(key: bytes, plain: bytes, associated: bytes) -> bytes:
    """Nonce, ciphertext, tag: 40 bytes more than `plain`."""
    nonce = random_bytes(NONCE_BYTES)
    return nonce + sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, nonce, key)


def reveal(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """What was closed. Raises FrameError for another key and changed bytes."""
    if len(sealed) < NONCE_BYTES + TAG_BYTES:
        raise FrameError("cut short")
    nonce, cipher = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(cipher, associated, nonce, key)
    except (CryptoError, ValueError):
        raise FrameError("wrong key") from None
