"""Ids: 16 bytes, either ordered by time or derived from what they name."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import _Hash

_NAMESPACE = bytes.fromhex("7e3f6c0c5b0e5d3a9a6f2d1c8b4e7a90")


def timed_id(ms: int, chance: bytes) -> bytes:
    """An id of 48 bits of milliseconds since 1970 and 80 random bits (`chance`, 10 bytes)."""
    return (ms & 0xFFFFFFFFFFFF).to_bytes(6, "big") + chance


def derived_id(*parts: bytes | str) -> bytes:
    """The id that the same parts always give (UUID version 5 over length-prefixed parts).

    No part may be personal text, such as an e-mail address or a name of a person.
    """
    found = _begun().copy()
    for part in parts:
        raw = part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass")
        found.update(len(raw).to_bytes(4, "big") + raw)
    digest = bytearray(found.digest()[:16])
    digest[6] = (digest[6] & 0x0F) | 0x50
    digest[8] = (digest[8] & 0x3F) | 0x80
    return bytes(digest)


@cache
def _begun() -> "_Hash":
    """SHA-1 of the namespace, to be copied."""
    # hashlib loads OpenSSL, which the first frame and Today do without.
    try:
        from _sha1 import sha1  # type: ignore[import-not-found]  # noqa: PLC0415 -- where an id is derived
    except ImportError:
        from hashlib import sha1  # noqa: PLC0415 -- a Python built without it

    begun: _Hash = sha1(_NAMESPACE, usedforsecurity=False)
    return begun


def transaction_id(replica: bytes, n: int, stamp: int) -> bytes:
    """The first 16 bytes of SHA-256 over replica, number and stamp."""
    import hashlib  # noqa: PLC0415 -- as above

    return hashlib.sha256(replica + n.to_bytes(8, "big") + stamp.to_bytes(8, "big")).digest()[:16]
