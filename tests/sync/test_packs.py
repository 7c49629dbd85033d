"""Packs: the frames that come out are those that went in."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.sync import limits
from repcockpit.sync.frames import (
    PACK,
    Frame,
    FrameError,
    Header,
    assembled,
    make_frame,
    plain_body,
    redacted,
)
from repcockpit.sync.packs import pack, runs, unpacked
from tests.sync.wire import REPLICA, TEAM, a_chain


@given(plains=st.lists(st.binary(max_size=300), min_size=2, max_size=8), schema=st.integers(0, 65_535))
@settings(max_examples=50, deadline=None)
def test_a_run_comes_back(plains: list[bytes], schema: int) -> None:
    frames: list[Frame] = []
    prev = bytes(32)
    for seq, plain in enumerate(plains, start=3):
        frames.append(make_frame(team=TEAM, replica=REPLICA, seq=seq, prev=prev, schema=schema, plain=plain))
        prev = frames[-1].header.identity
    packed = pack(frames)
    assert packed.key == frames[-1].key
    assert packed.header.prev == frames[0].header.prev
    assert packed.header.flags & PACK
    assert unpacked(packed) == frames


def test_one_frame_is_its_own_pack() -> None:
    (frame,) = a_chain(1)
    assert pack([frame]) is frame
    assert unpacked(frame) == [frame]


def test_a_pack_is_smaller_than_its_frames() -> None:
    frames = a_chain(40)
    assert len(pack(frames).raw) * 2 < sum(len(frame.raw) for frame in frames)


def test_what_is_no_run_is_not_packed() -> None:
    frames = a_chain(4)
    other = a_chain(4, replica=bytes(16))
    for run in (
        [],
        [frames[0], frames[2]],
        frames[::-1],
        [frames[0], frames[0]],
        [frames[0], other[1]],
        [frames[0], redacted(frames[1], b"")],
        [pack(frames[:2]), frames[2]],
    ):
        with pytest.raises(FrameError):
            pack(run)


def test_runs_end_where_a_pack_must() -> None:
    frames = a_chain(6)
    blank = redacted(frames[3], b"")
    said = [[frame.header.seq for frame in run] for run in runs([*frames[:3], blank, *frames[4:]])]
    assert said == [[1, 2, 3], [4], [5, 6]]
    mixed = [*frames[:2], *a_chain(2, replica=bytes(16)), frames[5]]
    assert [len(run) for run in runs(mixed)] == [2, 2, 1]
    assert list(runs([])) == []


def test_no_pack_grows_over_its_size() -> None:
    frames: list[Frame] = []
    prev = bytes(32)
    for seq in range(1, 8):
        noise = b"".join(seq.to_bytes(2, "big") + number.to_bytes(6, "big") for number in range(12_000))
        frames.append(make_frame(team=TEAM, replica=REPLICA, seq=seq, prev=prev, schema=4, plain=noise))
        prev = frames[-1].header.identity
    found = list(runs(frames))
    assert [frame for run in found for frame in run] == frames
    assert all(len(pack(run).raw) <= limits.FRAME_BYTES + 1_000 for run in found)


def _pack_of(members: object, **changed: object) -> Frame:
    head: Header = pack(a_chain(3)).header
    plain = members if isinstance(members, bytes) else msgspec.msgpack.encode(members)
    return assembled(head._replace(**changed), plain, sealer=None, signature=None)  # type: ignore[arg-type]


def _members() -> list[list[object]]:
    return [[plain_body(frame), None] for frame in a_chain(3)]


def test_a_pack_that_is_not_the_run_it_names_is_refused() -> None:
    whole = _members()
    assert unpacked(_pack_of(whole)) == a_chain(3)
    assert unpacked(_pack_of([[*one, "later"] for one in whole])) == a_chain(3)
    bad: list[object] = [
        whole[:2],
        whole[1:],
        whole[::-1],
        [*whole, whole[2]],
        [],
        [[1, 2]],
        {},
        b"",
        b"\xdd\xff\xff\xff\xff",
    ]
    for members in bad:
        with pytest.raises(FrameError):
            unpacked(_pack_of(members))
    for changed in (
        {"seq": 2},
        {"seq": 4},
        {"prev": bytes(31) + b"x"},
        {"schema": 5},
        {"replica": bytes(16)},
    ):
        with pytest.raises(FrameError):
            unpacked(_pack_of(whole, **changed))
    with pytest.raises(FrameError):
        unpacked(_pack_of([[whole[0][0], b"short"], *whole[1:]]))
