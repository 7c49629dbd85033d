"""A body's msgpack: what is sealed comes back, and hostile bytes raise FrameError and nothing else."""

from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repcockpit.store.record_kinds import DELETE, STATE, UPDATE
from repcockpit.sync.bodies import Body, decode_body, encode_body
from repcockpit.sync.frames import FrameError
from tests.sync.wire import ROW, a_body, an_insert

_SCALARS = (
    st.none()
    | st.integers(-(1 << 63) + 1, (1 << 63) - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.binary(max_size=20)
)
_VALUES = _SCALARS | st.lists(_SCALARS, max_size=4)
_DOTS = st.lists(st.tuples(st.integers(-(1 << 40), 1 << 40), st.integers(0, 1)), max_size=3)
_NEW = st.dictionaries(st.integers(1, 9), _VALUES, max_size=4)
_NAMED = st.dictionaries(st.integers(1, 9), _DOTS, max_size=3)
_HEADS = st.dictionaries(
    st.integers(1, 9),
    st.lists(st.tuples(st.tuples(st.integers(0, 9), st.integers(0, 1)), _VALUES), max_size=2),
)
_IDS = st.binary(min_size=16, max_size=16)
_OFFSETS = st.integers(0, 1 << 40)
_RECORDS = st.one_of(
    st.tuples(st.sampled_from((0, 1, 3, 5, 6)), st.just(1), _IDS, _OFFSETS, _NEW, _NAMED, st.lists(_IDS, max_size=2)),
    st.tuples(st.just(DELETE), st.just(1), _IDS, _OFFSETS, st.just({}), _DOTS),
    st.tuples(
        st.just(STATE), st.just(1), _IDS, _OFFSETS, _HEADS, _NAMED, st.just([]),
        st.lists(st.tuples(st.tuples(st.integers(0, 9), st.integers(0, 1)), _DOTS), max_size=2),
    ),
)  # fmt: skip


def _as_sent(value: Any) -> Any:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(value))


@given(records=st.lists(_RECORDS, max_size=6))
@settings(max_examples=80, deadline=None)
def test_every_record_comes_back(records: list[Any]) -> None:
    body = a_body(*records)
    plain = encode_body(body)
    found = decode_body(plain)
    assert found[:6] == body[:6]
    back = found.transactions[0]
    assert back[:10] == body.transactions[0][:10]
    assert [len(record) for record in back[10]] == [8] * len(records)
    for sent, came in zip(records, back[10], strict=True):
        assert _as_sent(came)[: len(sent)] == _as_sent(sent)
    assert encode_body(body) == plain


def test_records_may_be_copied_as_they_are() -> None:
    raw = msgspec.Raw(msgspec.msgpack.encode([an_insert()]))
    transaction = [*a_body().transactions[0][:10], raw]
    assert encode_body(a_body(transactions=[transaction])) == encode_body(a_body(an_insert()))


def test_more_at_the_end_of_an_array_is_left_aside() -> None:
    transaction = [*a_body([*an_insert(), [], [], "later"]).transactions[0], {"later": 1}]
    body = a_body(transactions=[transaction], seen=[[1, 2, b"12345678", 9]])
    found = decode_body(msgspec.msgpack.encode([*body, "later"]))
    assert found.transactions[0][10][0][:6] == tuple(an_insert())
    assert len(found.transactions[0]) == 11
    assert found.seen == [(1, 2, b"12345678")]


def test_a_kind_of_a_later_version_is_read_by_its_outside() -> None:
    assert decode_body(encode_body(a_body([9, 1, ROW, 0, {2: 1}, []]))).transactions[0][10][0][0] == 9


def _update(new: Any, replaced: Any = None) -> Body:
    return a_body([UPDATE, 1, ROW, 0, new, {} if replaced is None else replaced])


def _deep(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


_BAD = {
    "no body": b"",
    "another type": msgspec.msgpack.encode({"a": 1}),
    "too short": msgspec.msgpack.encode([bytes(16)]),
    "trailing": encode_body(a_body()) + b"x",
    "row id": encode_body(a_body([0, 1, b"short", 0, {}, {}])),
    "table number": encode_body(a_body([0, 77, ROW, 0, {}, {}])),
    "field number": encode_body(_update({77: 1})),
    "replica number": encode_body(_update({2: 1}, {2: [[0, 7]]})),
    "replica number of a delete": encode_body(a_body([DELETE, 1, ROW, 0, {}, [[0, 7]]])),
    "replica number of a head": encode_body(a_body([STATE, 1, ROW, 0, {2: [[[0, 7], 1]]}, {}])),
    "heads": encode_body(a_body([STATE, 1, ROW, 0, {2: "abc"}, {}])),
    "delete by map": encode_body(a_body([DELETE, 1, ROW, 0, {}, {2: [[0, 1]]}])),
    "update by list": encode_body(_update({2: 1}, [[0, 1]])),
    "number": encode_body(_update({2: (1 << 64) - 1})),
    "number in a list": encode_body(_update({2: [1, (1 << 63)]})),
    "not a number": encode_body(_update({2: float("nan")})),
    "infinity": encode_body(_update({2: float("-inf")})),
    "truth": encode_body(_update({2: True})),
    "map": encode_body(_update({2: {"a": 1}})),
    "time": encode_body(_update({2: msgspec.msgpack.Ext(-1, bytes(4))})),
    "extension": encode_body(_update({2: msgspec.msgpack.Ext(5, b"x")})),
    "stamp": encode_body(a_body(transactions=[[1, 5, 0, 0, 0, "", None, 0, 1, 1 << 63, []]])),
    "zone": encode_body(a_body(zones=[])),
    "author": encode_body(a_body(authors=[])),
    "name": encode_body(a_body(names={1: "x" * 129})),
    "long name": encode_body(a_body(names={1: "ñ" * 65})),
    "half a character": encode_body(a_body()).replace(b"by hand", b"by \xed\xa0\x80d"),
    "text": encode_body(_update({2: "x" * ((1 << 20) + 1)})),
    "wide text": encode_body(_update({2: "ñ" * (600 << 10)})),
    "label": encode_body(a_body(transactions=[[1, 5, 0, 0, 0, "ñ" * (600 << 10), None, 0, 1, 1, []]])),
    "record": encode_body(_update(dict.fromkeys(range(1, 6), "x" * (900 << 10)))),
    "depth": encode_body(_update({2: _deep(8)})),
    "huge array": encode_body(a_body())[:18] + b"\xdd\xff\xff\xff\xff",
    "huge map": encode_body(a_body())[:19] + b"\xdf\xff\xff\xff\xff",
    "huge text": b"\x97\xc6\xff\xff\xff\xff",
    "depth bomb": encode_body(_update({2: 1}))[:-2] + b"\x91" * 1_000_000,
    "deep end": b"\x98" + encode_body(a_body())[1:] + b"\x91" * 1_000_000,
}


@pytest.mark.parametrize("plain", _BAD.values(), ids=_BAD.keys())
def test_what_the_limits_refuse_is_refused(plain: bytes) -> None:
    with pytest.raises(FrameError):
        decode_body(plain)


def test_what_just_fits_is_read() -> None:
    decode_body(encode_body(_update({2: "x" * (1 << 20), 3: _deep(6), 4: -(1 << 63) + 1})))


@given(
    place=st.integers(0, 10_000),
    value=st.integers(0, 255),
    body=st.lists(_RECORDS, min_size=1, max_size=3).map(lambda records: encode_body(a_body(*records))),
)
@settings(max_examples=200, deadline=None)
def test_changed_bytes_raise_nothing_else(place: int, value: int, body: bytes) -> None:
    place %= len(body)
    for plain in (body[:place] + bytes((value,)) + body[place + 1 :], body[:place]):
        try:
            decode_body(plain)
        except FrameError:
            continue


@given(plain=st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_random_bytes_are_no_body(plain: bytes) -> None:
    with pytest.raises(FrameError):
        decode_body(plain)


def test_the_types_of_values_are_told_by_table_and_field() -> None:
    state = [STATE, 1, ROW, 0, {2: [[[0, 1], 7], [[1, 0], ["a", 1]]]}, {}]
    body = decode_body(encode_body(a_body(an_insert(), [UPDATE, 1, ROW, 0, {2: None, 4: b"x"}, {}], state)))
    assert body.kinds == {(1, 2): {str, type(None), int, list}, (1, 3): {int}, (1, 4): {bytes}}
    assert decode_body(encode_body(body)) == body


@pytest.mark.parametrize(
    ("replica", "is_read"), [(b"", True), (bytes(16), True), (b"x", False), (bytes(17), False)]
)
def test_a_replica_is_named_by_its_id_or_as_the_frames_own(replica: bytes, is_read: bool) -> None:
    plain = encode_body(a_body(replicas={0: replica}))
    if is_read:
        assert decode_body(plain).replicas == {0: replica}
    else:
        with pytest.raises(FrameError):
            decode_body(plain)
