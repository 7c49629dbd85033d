"""A file of frames, whole and damaged: what can be read is read, what cannot is told, nothing raises."""

import struct
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.sync.container import FileHeader, Scan, Slot, file_chunks, header_bytes, scan
from repcockpit.sync.frames import Frame, FrameError
from tests.sync.wire import REPLICA, TEAM, a_chain

HEADER = FileHeader(TEAM, "Norte")


def _file(frames: list[Frame], header: FileHeader = HEADER) -> bytes:
    return b"".join(file_chunks(header, frames))


def _is_sound(found: Scan) -> bool:
    return found.is_complete and not found.damages


@given(
    name=st.text(max_size=20),
    flags=st.integers(0, 65_535),
    slots=st.lists(st.builds(Slot, st.integers(0, 9), st.binary(max_size=120)), max_size=3),
    count=st.integers(0, 4),
    rest=st.binary(max_size=9),
)
@settings(max_examples=50, deadline=None)
def test_a_file_comes_back(name: str, flags: int, slots: list[Slot], count: int, rest: bytes) -> None:
    frames = a_chain(count)
    header = FileHeader(TEAM, name, flags, 3, tuple(slots), 1, rest)
    found = scan(memoryview(_file(frames, header)))
    assert found == Scan(header, TEAM, tuple(frames), (), is_complete=True, is_ours=True, is_blank=False)


def test_a_flip_anywhere_is_found_and_costs_one_frame_at_most() -> None:
    frames = a_chain(3)
    raw = _file(frames)
    for place in range(len(raw)):
        for bit in (1, 0x80):
            found = scan(raw[:place] + bytes((raw[place] ^ bit,)) + raw[place + 1 :])
            assert found.damages, place
            assert len(found.frames) >= 2
            assert found.team == TEAM
            assert found.is_ours
            lost = sum(damage.is_frame for damage in found.damages)
            assert lost == 3 - len(found.frames), place


def test_a_cut_anywhere_is_found_and_costs_one_frame_at_most() -> None:
    frames = a_chain(3)
    raw = _file(frames)
    for place in range(len(raw)):
        found = scan(raw[:place])
        assert not _is_sound(found)
        whole = sum(
            header_length + sum(len(one.raw) for one in frames[: count + 1]) <= place
            for count, header_length in enumerate([len(header_bytes(HEADER))] * 3)
        )
        assert found.frames == tuple(frames[:whole])
        assert found.is_ours == (place >= 4)


def test_a_cut_at_the_front_is_found() -> None:
    frames = a_chain(3)
    raw = _file(frames)
    for place in range(1, len(raw)):
        found = scan(raw[place:])
        assert found.damages or not found.is_complete or len(found.frames) == 3, place


def test_damage_names_its_frame() -> None:
    frames = a_chain(3)
    raw = bytearray(_file(frames))
    start = len(header_bytes(HEADER)) + len(frames[0].raw)
    raw[start + 190] ^= 1
    (damage,) = scan(bytes(raw)).damages
    assert damage == (start, len(frames[1].raw), "body hash", REPLICA, 2)


def test_zeroed_stretches_cost_only_what_they_cover() -> None:
    frames = a_chain(4)
    raw = _file(frames)
    start = len(header_bytes(HEADER)) + len(frames[0].raw)
    end = start + len(frames[1].raw) + 10
    found = scan(raw[:start] + bytes(end - start) + raw[end:])
    assert found.frames == (frames[0], frames[3])
    assert sum(damage.is_frame for damage in found.damages) >= 1


def _broken(frames: list[Frame]) -> Iterator[tuple[list[Frame], int]]:
    """Frames as a file may hold them, and how many its trailer says."""
    yield [frames[0], frames[2]], 3
    yield [*frames, frames[1]], 3
    yield frames[:0], 3


def test_missing_and_repeated_frames_are_found_by_their_count() -> None:
    for held, count in _broken(a_chain(3)):
        whole, actual = _file(a_chain(count)), _file(held)
        at = len(header_bytes(HEADER))
        middle = b"".join(frame.raw for frame in held)
        trailer = whole[at + sum(len(frame.raw) for frame in a_chain(count)) :]
        found = scan(actual[:at] + middle + trailer)
        assert found.is_complete
        assert [damage.is_frame for damage in found.damages] == [True]
        assert found.frames == tuple(held)


def test_order_does_not_matter() -> None:
    frames = a_chain(3)[::-1]
    assert scan(_file(frames)) == (HEADER, TEAM, tuple(frames), (), True, True, False, False)


def test_a_damaged_header_is_not_another_team() -> None:
    frames = a_chain(2)
    raw = _file(frames)
    size = len(header_bytes(HEADER))
    for found in (scan(bytes(size) + raw[size:]), scan(raw[size:]), scan(b"x" + raw)):
        assert found.team == TEAM
        assert found.header == HEADER
        assert found.frames == tuple(frames)
    only_frames = scan(b"".join(frame.raw for frame in frames))
    assert (only_frames.header, only_frames.team, only_frames.is_complete) == (None, TEAM, False)


def test_two_files_in_one_are_both_read() -> None:
    frames = a_chain(4)
    found = scan(_file(frames[:2]) + _file(frames[2:]))
    assert found.frames == tuple(frames)
    assert found.is_complete
    assert not found.damages


def test_frames_of_another_team_are_damage() -> None:
    own, other = a_chain(2), a_chain(1, team=bytes(16))
    found = scan(_file([*own, *other]))
    assert found.frames == tuple(own)
    assert [damage.reason for damage in found.damages] == ["another team"]


def test_a_file_of_another_major_says_so() -> None:
    import hashlib  # noqa: PLC0415 -- only here

    raw = header_bytes(HEADER)
    later = raw[:12] + b"\x02" + raw[13:-32]
    found = scan(later + hashlib.sha256(later).digest() + a_chain(1)[0].raw)
    assert found.is_newer
    assert found.is_ours
    assert len(found.frames) == 1


@pytest.mark.parametrize("raw", [b"", b"\0", bytes(5_000)], ids=["nothing", "a zero", "zeros"])
def test_blank_is_neither_ours_nor_another_s(raw: bytes) -> None:
    assert scan(raw) == (None, None, (), (), False, False, True, False)


@given(raw=st.binary(min_size=1, max_size=300))
@settings(max_examples=200, deadline=None)
def test_random_bytes_give_an_answer(raw: bytes) -> None:
    assert scan(raw).frames == ()
    for magic in (b"RCSYNC1\n", b"RCF1\x00\xb8", b"RCEND1RCSYNC1\n", b"RCSYNC1\n\x00\x00\x00\x80\x01\x00"):
        found = scan(magic + raw)
        assert found.frames == ()
        assert not found.is_complete


def test_hostile_files_are_given_up_soon() -> None:
    header = a_chain(1)[0].raw[:184]
    nested = b"".join(_promising(header, 2_000 - count) for count in range(2_000))
    for raw in (
        b"RCF1\x00" * 400_000,
        b"RCEND1RCSYNC1\n" * 100_000,
        b"RCSYNC1\n\x00\x00\xff\xff" * 100_000,
        nested,
    ):
        assert scan(raw).frames == ()
        assert scan(_file(a_chain(1)) + raw).frames == tuple(a_chain(1))


def _promising(header: bytes, below: int) -> bytes:
    """A header that promises as long a body as there still is, and is itself whole."""
    import hashlib  # noqa: PLC0415 -- only here

    fixed = header[:168] + struct.pack(">II", max(184 * below - 184, 0), 1)
    return fixed + hashlib.sha256(fixed).digest()[:8]


def test_a_name_that_does_not_fit_is_not_written() -> None:
    with pytest.raises(FrameError):
        header_bytes(FileHeader(TEAM, "x" * 1_025))
