"""Packs: a run of one replica's frames stored as one body, each still checkable by itself (sync.md 7)."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Annotated

import msgspec
from msgspec import Meta, Struct
from msgspec.msgpack import Decoder, Encoder

from repcockpit.sync import limits
from repcockpit.sync.frames import (
    MAJOR,
    MINOR,
    PACK,
    REDACTED,
    SIGNATURE_BYTES,
    SIGNED,
    SNAPSHOT,
    Frame,
    FrameError,
    Header,
    Opener,
    Sealer,
    assembled,
    identity_of,
    plain_body,
)

_Signature = Annotated[bytes, Meta(min_length=SIGNATURE_BYTES, max_length=SIGNATURE_BYTES)]


class _Member(Struct, array_like=True, gc=False):
    plain: bytes
    signature: _Signature | None


_encode = Encoder().encode
_decode = Decoder(list[_Member]).decode


def runs(frames: Iterable[Frame]) -> Iterator[list[Frame]]:
    """The frames, in order, cut into runs that can each be one pack; a frame that cannot stands alone."""
    run: list[Frame] = []
    size = plain = 0
    for frame in frames:
        stored, more = frame.header.body_length, frame.header.plain_length
        is_full = size + stored > limits.FRAME_BYTES or plain + more > limits.PLAIN_BYTES // 2
        if run and (is_full or not _follows(run[-1].header, frame.header)):
            yield run
            run, size, plain = [], 0, 0
        run.append(frame)
        size, plain = size + stored + 80, plain + more
    if run:
        yield run


def _follows(before: Header, head: Header) -> bool:
    """Whether a frame continues the run that ends with `before`."""
    return (
        before[6:9] == head[6:9]  # team, stream, replica
        and before.schema == head.schema
        and (before.major, before.minor) == (head.major, head.minor)
        and head.major == MAJOR
        and head.minor <= MINOR
        and before.seq + 1 == head.seq
        and before.identity == head.prev
        and not (before.flags | head.flags) & (PACK | SNAPSHOT | REDACTED)
    )


def pack(frames: Sequence[Frame], opener: Opener | None = None, sealer: Sealer | None = None) -> Frame:
    """One pack of a run, oldest first; a run of one is that frame.

    Raises FrameError where the frames are no run, cannot be read, or are more than a body holds.
    """
    if len(frames) == 1:
        return frames[0]
    if not frames or any(not _follows(one.header, other.header) for one, other in pairwise(frames)):
        raise FrameError("no run")
    plain = _encode([[plain_body(frame, opener), frame.signature] for frame in frames])
    first, last = frames[0].header, frames[-1].header
    head = last._replace(prev=first.prev, flags=PACK)
    signature = sealer.sign(last.identity) if sealer is not None and sealer.flags & SIGNED else None
    return assembled(head, plain, sealer=sealer, signature=signature)


def unpacked(frame: Frame, opener: Opener | None = None) -> list[Frame]:
    """The frames of a pack, oldest first, stored in clear, with their own names and signatures; else the frame.

    Raises FrameError where the pack does not hold the run that its header names.
    """
    head = frame.header
    if not head.flags & PACK:
        return [frame]
    try:
        members = _decode(plain_body(frame, opener))
    except (msgspec.MsgspecError, RecursionError, MemoryError):
        raise FrameError("pack") from None
    seq = head.seq - len(members) + 1
    if not members or seq < 1:
        raise FrameError("pack")
    found: list[Frame] = []
    prev = head.prev
    for member in members:
        identity = identity_of(head.team, head.stream, head.replica, seq, prev, head.schema, member.plain)
        own = head._replace(seq=seq, prev=prev, identity=identity, flags=0)
        found.append(assembled(own, member.plain, sealer=None, signature=member.signature))
        seq, prev = seq + 1, identity
    if prev != head.identity:
        raise FrameError("identity")
    return found
