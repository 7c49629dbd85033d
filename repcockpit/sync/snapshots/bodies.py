"""What a frame of a snapshot says: a body as every frame has, and behind it rows column by column (sync.md 11).

The body's one transaction holds state records: rows with several heads, deletes, dots not met, unknown
fields, replicas, and the erase records. Plain rows stand in the eighth element, as columns: many times quicker
to read and smaller than a record each.
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct
from msgspec.msgpack import Decoder, Encoder

from repcockpit.sync import limits
from repcockpit.sync.bodies import Body, kinds_of
from repcockpit.sync.frames import FrameError

_MAX = (1 << 63) - 1
_Count = Annotated[int, Meta(ge=0, le=_MAX)]
_Positive = Annotated[int, Meta(ge=1, le=_MAX)]
STAR_NO = 0
"""Stands among the listed fields for all that are not listed."""
ID_BYTES = 16
MARK_BYTES = 8
"""So much of each identity names a frame that is covered."""


class Run(Struct, array_like=True, gc=False):
    """Frames that a snapshot covers: those of `replica` numbered from `first`, 8 bytes of each identity.

    `top` is the highest number of a transaction in them.
    """

    replica: _Count
    first: _Positive
    top: _Positive
    marks: bytes


class Columns(Struct, array_like=True, gc=False):
    """Plain rows of one table.

    `names` are the columns that hold anything, `values` these columns; `ids` 16 bytes for each row; `listed`
    the fields whose dots are told (0: all others), `places` for each of them the place of each row's dot in
    the frame's list, from 1, 0 where the row does not list the field.
    """

    table: _Count
    names: list[_Count]
    ids: bytes
    values: list[list[Any]]
    listed: list[_Count]
    places: list[list[_Count]]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.ids) // ID_BYTES

    def row_ids(self) -> list[bytes]:
        """The ids, in order."""
        ids = self.ids
        return [ids[at : at + ID_BYTES] for at in range(0, len(ids), ID_BYTES)]


class Part(Struct, array_like=True, gc=False):
    """The eighth element of a body: whether the snapshot ends here, what it covers, dots, rows.

    `steps` are the stamps of the dots in rising order, each told by its distance from the one before;
    `writers` the numbers of their replicas.
    """

    is_last: bool
    covers: list[Run]
    steps: list[_Count]
    writers: list[_Count]
    tables: list[Columns]

    def stamps(self) -> list[int]:
        """The stamps of the dots."""
        return list(accumulate(self.steps))


class _Wire(Struct, array_like=True, gc=False):
    chance: msgspec.Raw
    seen: msgspec.Raw
    replicas: msgspec.Raw
    names: msgspec.Raw
    zones: msgspec.Raw
    authors: msgspec.Raw
    transactions: msgspec.Raw
    part: Part


_encode = Encoder().encode
_decode = Decoder(_Wire).decode


def encode_part(body: Body, part: Part) -> bytes:
    """The plain body of a snapshot's frame."""
    return _encode([*body[:7], part])


def steps_of(stamps: Sequence[int]) -> list[int]:
    """Rising stamps as distances."""
    return [later - former for former, later in pairwise(chain((0,), stamps))]


def decode_part(plain: bytes, body: Body) -> Part:
    """The eighth element, checked against the body that was decoded of the same bytes. Raises FrameError."""
    try:
        part = _decode(plain).part
    except (msgspec.MsgspecError, UnicodeError, RecursionError, MemoryError, OverflowError):
        raise FrameError("snapshot") from None
    if len(part.steps) != len(part.writers) or sum(part.steps) > 1 << 62:
        raise FrameError("snapshot: dots")
    if not body.replicas.keys() >= {*part.writers, *[run.replica for run in part.covers]}:
        raise FrameError("replica number")
    if any(not run.marks or len(run.marks) % MARK_BYTES for run in part.covers):
        raise FrameError("snapshot: covers")
    for one in part.tables:
        _check_columns(one, body.names, len(part.steps))
    if len(plain) > limits.TEXT_BYTES:
        _check_texts(part)
    return part


def _check_texts(part: Part) -> None:
    texts = (value for one in part.tables for column in one.values for value in column if type(value) is str)
    if any(len(one) * 4 > limits.TEXT_BYTES and len(one.encode()) > limits.TEXT_BYTES for one in texts):
        raise FrameError("text length")


def _check_columns(one: Columns, names: Mapping[int, str], dots: int) -> None:
    count = one.count
    if len(one.ids) % ID_BYTES or not names.keys() >= {one.table, *one.names, *one.listed} - {STAR_NO}:
        raise FrameError("snapshot: rows")
    alike = len(one.names) == len(one.values) and len(one.listed) == len(one.places)
    if not alike or any(len(column) != count for column in chain(one.values, one.places)):
        raise FrameError("snapshot: columns")
    if any(max(column, default=0) > dots for column in one.places):
        raise FrameError("snapshot: dots")
    if len(set(one.names)) < len(one.names) or len(set(one.listed)) < len(one.listed):
        raise FrameError("snapshot: columns")


def column_kinds(part: Part, names: Mapping[int, str]) -> dict[tuple[str, str], set[type]]:
    """The types of the values, by table and column. Raises FrameError for values that are none of ours."""
    found: dict[tuple[str, str], set[type]] = {}
    for one in part.tables:
        for no, column in zip(one.names, one.values, strict=True):
            key = names[one.table], names[no]
            found[key] = found.get(key, set()) | kinds_of(column)
    return found
