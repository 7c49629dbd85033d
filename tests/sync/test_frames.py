"""A frame's header and body: what goes in comes out, and nothing else does."""

import hashlib
import struct

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.sync import limits
from repcockpit.sync.frames import (
    HEADER_BYTES,
    NO_PREV,
    NO_STREAM,
    PACK,
    REDACTED,
    ZSTD,
    Frame,
    FrameError,
    make_frame,
    plain_body,
    read_frame,
    redacted,
)
from tests.sync.wire import REPLICA, TEAM, a_chain


def _frame(plain: bytes = b"a body " * 20) -> Frame:
    return make_frame(team=TEAM, replica=REPLICA, seq=7, prev=bytes(31) + b"p", schema=4, plain=plain)


def _with_header(frame: Frame, at: int, value: bytes) -> bytes:
    """The frame's bytes with a part of the header replaced, and the header hash made to fit."""
    head = frame.raw[:at] + value + frame.raw[at + len(value) : HEADER_BYTES - 8]
    return head + hashlib.sha256(head).digest()[:8] + frame.raw[HEADER_BYTES:]


def _with_body(frame: Frame, body: bytes, plain_length: int) -> Frame:
    lengths = hashlib.sha256(body).digest() + struct.pack(">II", len(body), plain_length)
    return read_frame(_with_header(frame, 136, lengths)[:HEADER_BYTES] + body)


@given(
    plain=st.binary(max_size=3_000),
    seq=st.integers(1, 1 << 63),
    schema=st.integers(0, 65_535),
    prev=st.binary(min_size=32, max_size=32),
)
@settings(max_examples=60, deadline=None)
def test_what_is_sealed_is_read(plain: bytes, seq: int, schema: int, prev: bytes) -> None:
    frame = make_frame(team=TEAM, replica=REPLICA, seq=seq, prev=prev, schema=schema, plain=plain)
    found = read_frame(b"before" + frame.raw + b"after", 6)
    assert found == frame
    assert found.key == (NO_STREAM, REPLICA, seq, frame.header.identity)
    assert found.header.prev == prev
    assert plain_body(found) == plain


def test_the_bytes_stand_where_the_format_says() -> None:
    frame = _frame()
    raw, body = frame.raw, frame.raw[184:]
    assert raw[:16] == b"RCF1" + bytes((0, 184, 1, 0, 0, ZSTD, 0, 0, 0, 4)) + raw[14:16]
    assert raw[16:64] == TEAM + bytes(16) + REPLICA
    assert raw[64:72] == (7).to_bytes(8, "big")
    assert raw[72:104] == bytes(31) + b"p"
    named = b"rcf1" + raw[16:104] + (4).to_bytes(2, "big") + b"a body " * 20
    assert raw[104:136] == hashlib.sha256(named).digest()
    assert raw[136:168] == hashlib.sha256(body).digest()
    assert raw[168:176] == struct.pack(">II", len(body), 140)
    assert raw[176:184] == hashlib.sha256(raw[:176]).digest()[:8]


def test_a_flip_or_a_cut_anywhere_is_found() -> None:
    raw = a_chain(1)[0].raw
    for place in range(len(raw)):
        with pytest.raises(FrameError):
            read_frame(raw[:place] + bytes((raw[place] ^ 1,)) + raw[place + 1 :])
        with pytest.raises(FrameError):
            read_frame(raw[:place])


@given(raw=st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_no_frame(raw: bytes) -> None:
    for begin in (raw, b"RCF1" + raw, b"RCF1\x00\xb8\x01\x00" + raw):
        with pytest.raises(FrameError):
            read_frame(begin)


@given(body=st.binary(max_size=200), plain_length=st.integers(0, 1 << 26), flags=st.integers(0, 63))
@settings(max_examples=200, deadline=None)
def test_a_body_that_only_its_hash_vouches_for_raises_nothing_else(
    body: bytes, plain_length: int, flags: int
) -> None:
    frame = _frame()
    lengths = hashlib.sha256(body).digest() + struct.pack(">II", len(body), plain_length)
    raw = _with_header(frame, 136, lengths)[:HEADER_BYTES]
    try:
        plain_body(read_frame(_with_header(Frame(frame.header, raw), 8, struct.pack(">H", flags)) + body))
    except FrameError:
        return
    assert flags & (PACK | REDACTED)


def test_lengths_beyond_the_limits_are_refused_before_anything_is_allocated() -> None:
    frame = _frame()
    for value in (struct.pack(">II", 0xFFFFFFFF, 140), struct.pack(">II", 10, 0xFFFFFFFF)):
        with pytest.raises(FrameError, match="length"):
            read_frame(_with_header(frame, 168, value))


def test_a_bomb_is_refused() -> None:
    bomb = zstandard.ZstdCompressor(level=3).compress(bytes(32 << 20))
    for told in (32 << 20, len(bomb) * limits.PLAIN_RATIO):
        with pytest.raises(FrameError, match=r"too large|plain length"):
            plain_body(_with_body(_frame(), bomb, told))


def test_trailing_or_lying_compression_is_refused() -> None:
    small = zstandard.ZstdCompressor().compress(b"x" * 50 + b"y" * 50)
    for body, told in ((small + b"more", 100), (small, 99), (small[:-1], 100), (b"", 0)):
        with pytest.raises(FrameError):
            plain_body(_with_body(_frame(), body, told))


def test_what_would_look_like_a_bomb_is_stored_as_it_is() -> None:
    frame = _frame(bytes(100_000))
    assert not frame.header.flags & ZSTD
    assert plain_body(frame) == bytes(100_000)


def test_a_body_over_64_mib_is_not_sealed() -> None:
    with pytest.raises(FrameError):
        _frame(bytes((64 << 20) + 1))


def test_a_changed_body_is_not_believed() -> None:
    with pytest.raises(FrameError, match="identity"):
        plain_body(_with_body(_frame(), *_stored(b"b body " * 20)))


def _stored(plain: bytes) -> tuple[bytes, int]:
    return zstandard.ZstdCompressor().compress(plain), len(plain)


@pytest.mark.parametrize("place", [6, 8], ids=["major", "flags"])
def test_what_is_newer_is_kept_and_not_read(place: int) -> None:
    frame = _frame()
    found = read_frame(_with_header(frame, place, b"\x09\x00" if place == 6 else b"\x01\x01"))
    assert found.raw[HEADER_BYTES:] == frame.raw[HEADER_BYTES:]
    assert found.key == frame.key
    assert not found.is_readable
    with pytest.raises(FrameError, match="newer"):
        plain_body(found)


def test_a_higher_minor_may_have_a_longer_header() -> None:
    frame = _frame()
    head = frame.raw[:4] + (190).to_bytes(2, "big") + b"\x01\x02" + frame.raw[8:176] + b"beyond"
    found = read_frame(head + hashlib.sha256(head).digest()[:8] + frame.raw[184:])
    assert plain_body(found) == b"a body " * 20
    assert found.header.minor == 2


def test_a_redacted_frame_keeps_its_names() -> None:
    frame = _frame()
    blank = redacted(frame, b"blank")
    assert blank.key == frame.key
    assert blank.header.prev == frame.header.prev
    assert blank.header.body_hash != frame.header.body_hash
    assert blank.header.flags & REDACTED
    assert plain_body(read_frame(blank.raw)) == b"blank"


def test_the_first_frame_of_a_replica_follows_nothing() -> None:
    frame = make_frame(team=TEAM, replica=REPLICA, seq=1, schema=4, plain=b"")
    assert frame.header.prev == NO_PREV
    assert plain_body(frame) == b""
