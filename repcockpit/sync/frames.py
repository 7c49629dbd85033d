"""One frame: a header of 184 bytes, a body, perhaps a signature (sync.md 7); bytes in, bytes out.

A frame never changes its identity, whatever its storage: compressed, encrypted, packed, redacted.
"""

import hashlib
import struct
import threading
from typing import NamedTuple, Protocol

import zstandard

from repcockpit import __version__
from repcockpit.sync import limits

MAGIC = b"RCF1"
MAJOR, MINOR = 1, 0
ZSTD, ENCRYPTED, SIGNED, PACK, SNAPSHOT, REDACTED = 1, 2, 4, 8, 16, 32
KNOWN_FLAGS = 63
NO_STREAM = bytes(16)
NO_PREV = bytes(32)
SIGNATURE_BYTES = 64
HEADER_BYTES = 184
ASSOCIATED_BYTES = 136
"""What encryption binds: the header up to and with the identity."""

_FIXED = struct.Struct(">4sHBBHHHH16s16s16sQ32s32s32sII")
_HASHED = HEADER_BYTES - 8
_LEVELS = (3, 12)
"""Zstandard's for frames, and for packs, which are made once and kept for good."""
_NUMBERS = [int(part) if part.isdecimal() else 0 for part in __version__.split(".")]
APP = _NUMBERS[0] << 8 | _NUMBERS[1]
"""The version that sealed a frame: major * 256 + minor."""


class FrameError(Exception):
    """Bytes that are no frame, or no body, that this version can read; its text says why, in a word or two."""


class FrameKey(NamedTuple):
    """What names a frame for ever; two identities at one seq are the branches of a fork."""

    stream: bytes
    replica: bytes
    seq: int
    identity: bytes


class Header(NamedTuple):
    """The fields of a frame's header; lengths in bytes."""

    major: int
    minor: int
    flags: int
    epoch: int
    schema: int
    app: int
    team: bytes
    stream: bytes
    replica: bytes
    seq: int
    prev: bytes
    identity: bytes
    body_hash: bytes
    body_length: int
    plain_length: int


class Frame(NamedTuple):
    """A frame and its bytes as stored: header, body, signature."""

    header: Header
    raw: bytes

    @property
    def key(self) -> FrameKey:
        """What names it."""
        head = self.header
        return FrameKey(head.stream, head.replica, head.seq, head.identity)

    @property
    def is_readable(self) -> bool:
        """Whether this version knows its form; else it is kept and copied as it is."""
        return self.header.major == MAJOR and not self.header.flags & ~KNOWN_FLAGS

    @property
    def stored(self) -> bytes:
        """The body as stored, without header and signature."""
        head = self.header
        start = len(self.raw) - head.body_length
        return self.raw[start : len(self.raw) - (SIGNATURE_BYTES if head.flags & SIGNED else 0)]

    @property
    def signature(self) -> bytes | None:
        """64 bytes over the identity, where the frame is signed."""
        return self.raw[-SIGNATURE_BYTES:] if self.header.flags & SIGNED else None


class Sealer(Protocol):
    """What encrypts and signs; `flags` is ENCRYPTED, SIGNED or both, `epoch` the key's number."""

    @property
    def flags(self) -> int:
        """What it adds to a frame."""

    @property
    def epoch(self) -> int:
        """The key it seals with."""

    def seal(self, associated: bytes, body: bytes) -> bytes:
        """Nonce, ciphertext, tag."""

    def sign(self, identity: bytes) -> bytes:
        """64 bytes."""


class Opener(Protocol):
    """What decrypts."""

    def open(self, epoch: int, associated: bytes, sealed: bytes) -> bytes:
        """The body that was sealed. Raises FrameError for an unknown epoch, a wrong key, changed bytes."""


def identity_of(
    team: bytes, stream: bytes, replica: bytes, seq: int, prev: bytes, schema: int, plain: bytes
) -> bytes:
    """32 bytes that name a frame by where it stands and what it says."""
    hashed = hashlib.sha256(
        struct.pack(">4s16s16s16sQ32sH", b"rcf1", team, stream, replica, seq, prev, schema)
    )
    hashed.update(plain)
    return hashed.digest()


def read_header(raw: bytes | memoryview, at: int = 0) -> tuple[Header, int]:
    """The header at `at` and its own length, its hash checked. Raises FrameError."""
    if len(raw) - at < HEADER_BYTES:
        raise FrameError("cut short")
    fixed = _FIXED.unpack_from(raw, at)
    length = fixed[1]
    if fixed[0] != MAGIC:
        raise FrameError("no frame")
    if not HEADER_BYTES <= length <= limits.FRAME_HEADER_BYTES:
        raise FrameError("header length")
    if len(raw) - at < length:
        raise FrameError("cut short")
    end = at + length - 8
    if hashlib.sha256(raw[at:end]).digest()[:8] != raw[end : end + 8]:
        raise FrameError("header hash")
    header = Header._make(fixed[2:])
    signed = SIGNATURE_BYTES if header.flags & SIGNED else 0
    if not signed <= header.body_length <= limits.STORED_BYTES or header.plain_length > limits.PLAIN_BYTES:
        raise FrameError("length")
    return header, length


def read_frame(raw: bytes | memoryview, at: int = 0) -> Frame:
    """The frame that starts at `at`: header hash, lengths and body hash checked, the identity not.

    A frame of another major version, or with unknown flags, is returned as well: it is kept and copied.
    Raises FrameError.
    """
    header, length = read_header(raw, at)
    start = at + length
    end = start + header.body_length
    if end > len(raw):
        raise FrameError("cut short")
    if hashlib.sha256(memoryview(raw)[start:end]).digest() != header.body_hash:
        raise FrameError("body hash")
    return Frame(header, bytes(raw[at:end]))


def make_frame(
    *,
    team: bytes,
    stream: bytes = NO_STREAM,
    replica: bytes,
    seq: int,
    prev: bytes = NO_PREV,
    schema: int,
    plain: bytes,
    sealer: Sealer | None = None,
    flags: int = 0,
) -> Frame:
    """A new frame of `plain`; `flags` may say SNAPSHOT.

    Raises FrameError for a body over 64 MiB.
    """
    identity = identity_of(team, stream, replica, seq, prev, schema, plain)
    head = Header(MAJOR, MINOR, flags, 0, schema, APP, team, stream, replica, seq, prev, identity, b"", 0, 0)
    signature = sealer.sign(identity) if sealer is not None and sealer.flags & SIGNED else None
    return assembled(head, plain, sealer=sealer, signature=signature)


def assembled(head: Header, plain: bytes, *, sealer: Sealer | None, signature: bytes | None) -> Frame:
    """A frame with the names of `head` (team to identity, kind flags) and these contents, stored anew.

    Raises FrameError for a body over 64 MiB.
    """
    if len(plain) > limits.PLAIN_BYTES:
        raise FrameError("too large")
    body, is_small = _compressed(plain, is_pack=bool(head.flags & PACK))
    encrypts = sealer is not None and bool(sealer.flags & ENCRYPTED)
    flags = head.flags & (PACK | SNAPSHOT | REDACTED)
    flags |= (ZSTD if is_small else 0) | (ENCRYPTED if encrypts else 0) | (SIGNED if signature else 0)
    epoch = sealer.epoch if sealer is not None and encrypts else 0
    head = head._replace(flags=flags, epoch=epoch, plain_length=len(plain))
    if sealer is not None and encrypts:
        body = sealer.seal(_fixed(head)[:ASSOCIATED_BYTES], body)
    body += signature or b""
    head = head._replace(body_hash=hashlib.sha256(body).digest(), body_length=len(body))
    fixed = _fixed(head)
    return Frame(head, b"".join((fixed, hashlib.sha256(fixed).digest()[:8], body)))


def _fixed(head: Header) -> bytes:
    return _FIXED.pack(MAGIC, HEADER_BYTES, *head)


def plain_body(frame: Frame, opener: Opener | None = None) -> bytes:
    """The plain body: decrypted, decompressed within its bounds, its identity checked unless redacted or a pack.

    Raises FrameError ("newer", "locked", "wrong key", "identity" ...).
    """
    head = frame.header
    if not frame.is_readable:
        raise FrameError("newer")
    body = frame.stored
    if head.flags & ENCRYPTED:
        if opener is None:
            raise FrameError("locked")
        body = opener.open(head.epoch, frame.raw[:ASSOCIATED_BYTES], body)
    plain = _expanded(body, head.plain_length) if head.flags & ZSTD else body
    if len(plain) != head.plain_length:
        raise FrameError("plain length")
    if not head.flags & (PACK | REDACTED):
        named = identity_of(head.team, head.stream, head.replica, head.seq, head.prev, head.schema, plain)
        if named != head.identity:
            raise FrameError("identity")
    return plain


def redacted(frame: Frame, plain: bytes, sealer: Sealer | None = None) -> Frame:
    """The frame with another body under its old name: identity, seq, prev and signature stay.

    An encrypted frame needs a sealer that encrypts. Raises FrameError.
    """
    if frame.header.flags & PACK:
        raise FrameError("a pack")
    kept = frame.header._replace(flags=frame.header.flags | REDACTED)
    return _stored_anew(frame, kept, plain, sealer)


def resealed(frame: Frame, sealer: Sealer, opener: Opener | None = None) -> Frame:
    """The frame encrypted with the newest key, its names and signature as they were; unread forms stay as they are.

    Raises FrameError where it cannot be opened.
    """
    is_sealed = frame.header.flags & ENCRYPTED and frame.header.epoch == sealer.epoch
    if is_sealed or not frame.is_readable or not sealer.flags & ENCRYPTED:
        return frame
    return sealed_anew(frame, sealer, opener)


def sealed_anew(frame: Frame, sealer: Sealer, opener: Opener | None = None) -> Frame:
    """The frame under the sealer's key, whatever it was under before. Raises FrameError where it cannot be opened."""
    return _stored_anew(frame, frame.header, plain_body(frame, opener), sealer)


def _stored_anew(frame: Frame, head: Header, plain: bytes, sealer: Sealer | None) -> Frame:
    if not frame.is_readable:
        raise FrameError("newer")
    if frame.header.flags & ENCRYPTED and (sealer is None or not sealer.flags & ENCRYPTED):
        raise FrameError("locked")
    return assembled(head, plain, sealer=sealer, signature=frame.signature)


class _Zstd(threading.local):
    """One thread's contexts: they are costly to make and not to be shared."""

    def __init__(self) -> None:
        self.compress, self.compress_well = (
            zstandard.ZstdCompressor(level=level, write_checksum=False, write_content_size=True).compress
            for level in _LEVELS
        )
        self.decompress = zstandard.ZstdDecompressor().decompress


_zstd = _Zstd()


def _compressed(plain: bytes, *, is_pack: bool) -> tuple[bytes, bool]:
    """The body as stored, and whether it is compressed: not where that gains nothing or looks like a bomb."""
    small = (_zstd.compress_well if is_pack else _zstd.compress)(plain)
    if len(small) >= len(plain) or len(small) * limits.SEALED_RATIO < len(plain):
        return plain, False
    return small, True


def _expanded(body: bytes, length: int) -> bytes:
    if length > limits.PLAIN_BYTES or length > limits.PLAIN_RATIO * len(body):
        raise FrameError("too large")
    try:
        # The library allocates what the compressed bytes announce, whatever bound it is given.
        if zstandard.get_frame_parameters(body).content_size != length:
            raise FrameError("plain length")
        return _zstd.decompress(body, max_output_size=length, allow_extra_data=False)
    except (zstandard.ZstdError, ValueError, MemoryError):
        raise FrameError("compressed bytes") from None
