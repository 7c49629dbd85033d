"""What a frame says: transactions and their records, as canonical msgpack (sync.md 7), decoded within bounds."""

from collections.abc import Sequence
from itertools import chain, repeat
from math import isfinite
from operator import itemgetter
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta, Struct
from msgspec.msgpack import Decoder, Encoder
from msgspec.structs import astuple

from repcockpit.store.record_kinds import DELETE, REPLICA, RESTORE, STATE
from repcockpit.sync import limits
from repcockpit.sync.frames import FrameError

OWN = b""
"""How a body writes the id of the replica that its frame is of: the header says it."""

_MAX_INT = (1 << 63) - 1
_OUTER_DEPTH = 6
"""Arrays and maps around a value: body, transactions, transaction, records, record, its fields."""
_SCALARS = frozenset((type(None), str, bytes, int, float))

_Int = Annotated[int, Meta(ge=-_MAX_INT - 1, le=_MAX_INT)]
_Count = Annotated[int, Meta(ge=0, le=_MAX_INT)]
_Stamp = Annotated[int, Meta(ge=0, le=1 << 62)]
_Offset = Annotated[int, Meta(ge=-(1 << 61), le=1 << 61)]
"""Less than a stamp, so that their sum is a whole number that the database holds."""
_Id = Annotated[bytes, Meta(min_length=16, max_length=16)]
_Replica = Annotated[bytes, Meta(max_length=16)]
_Name = Annotated[str, Meta(min_length=1, max_length=limits.NAME_BYTES)]
_Text = Annotated[str, Meta(max_length=limits.TEXT_BYTES)]
_Dot = tuple[_Offset, _Count]


class _Record(Struct, array_like=True, gc=False):
    kind: _Count
    table: _Count
    row_id: _Id
    offset: _Offset
    new: dict[_Count, Any]
    replaced: dict[_Count, list[_Dot]] | list[_Dot] = {}
    after: list[_Id] = []
    deletes: list[tuple[_Dot, list[_Dot]]] = []


class _Transaction(Struct, array_like=True, gc=False):
    n: Annotated[int, Meta(ge=1, le=_MAX_INT)]
    at: Annotated[int, Meta(ge=-(1 << 52), le=1 << 52)]
    zone: _Count | None
    author: _Count | None
    kind: _Count
    label: _Text | None
    undoes: _Id | None
    part: _Count
    last: _Count | bool
    stamp: _Stamp
    records: list[_Record]


class _Seen(Struct, array_like=True, gc=False):
    replica: _Count
    seq: _Count
    identity: Annotated[bytes, Meta(min_length=8, max_length=8)]


class _Wire(Struct, array_like=True, gc=False):
    chance: _Id
    seen: list[_Seen]
    replicas: dict[_Count, _Replica]
    names: dict[_Count, _Name]
    zones: list[_Name]
    authors: list[_Id]
    transactions: list[_Transaction]


class Body(NamedTuple):
    """A plain body.

    `chance` is 16 random bytes; `seen` [replica no, seq, first 8 bytes of the identity]; `replicas` and
    `names` number replica ids (empty: the frame's own replica), tables and fields; a transaction is [n, at - stamp time, zone, author, kind,
    label, undoes, part, last, stamp, records], a record [kind, table, row id, offset, new, replaced, after,
    deletes]. Of a body to be encoded the records may be `msgspec.Raw`, and a record's empty end left out.
    `kinds`, no part of the bytes, are the types of the values that decoding met, by (table no, field no).
    """

    chance: bytes
    seen: list[Any]
    replicas: dict[int, bytes]
    names: dict[int, str]
    zones: list[str]
    authors: list[bytes]
    transactions: list[Any]
    kinds: dict[tuple[int, int], set[type]] = {}  # noqa: RUF012 -- never written: decoding brings its own


_chained = chain.from_iterable
_encode = Encoder().encode
_decode = Decoder(_Wire).decode
_States = list[dict[int, list[tuple[_Dot, Any]]]]


def encode_body(body: Body) -> bytes:
    """The canonical bytes: smallest forms, maps in the order given."""
    return _encode(body[:7])


def decode_body(plain: bytes) -> Body:
    """The body of those bytes; records are tuples of always eight, transactions lists of eleven.

    Whatever is read has the right type: numbers of tables, fields, replicas, zones and authors are listed in
    the body; a value is None, int of 64 bits, finite float, str, bytes or a list of these; the `new` of a
    state record is {field: [((offset, replica no), value)]}. More elements at the end of an array, as a later
    minor version may write, are dropped. Raises FrameError.
    """
    if len(plain) > limits.PLAIN_BYTES:
        raise FrameError("too large")
    try:
        wire = _decode(plain)
        transactions = [_transaction(one) for one in wire.transactions]
        body = Body(
            wire.chance,
            list(map(astuple, wire.seen)),
            wire.replicas,
            wire.names,
            wire.zones,
            wire.authors,
            transactions,
            {},
        )
        _check(body, len(plain))
    except (msgspec.MsgspecError, UnicodeError, RecursionError, MemoryError, OverflowError):
        raise FrameError("body") from None
    return body


def _transaction(wire: _Transaction) -> list[Any]:
    said = list(astuple(wire))
    said[10] = records = list(map(astuple, wire.records))
    if any(record[0] == STATE for record in records if record[0] > RESTORE):
        states = [place for place, record in enumerate(records) if record[0] == STATE]
        heads = msgspec.convert([records[place][4] for place in states], _States)
        for place, new in zip(states, heads, strict=True):
            record = records[place]
            records[place] = (*record[:4], new, *record[5:])
    return said


def _check(body: Body, size: int) -> None:
    """What the types alone do not say; fills `body.kinds`."""
    for name in chain(body.names.values(), body.zones):
        if not name.isascii() and len(name.encode()) > limits.NAME_BYTES:
            raise FrameError("name length")
    if not set(map(len, body.replicas.values())) <= {0, 16}:
        raise FrameError("replica id")
    if not {one[0] for one in body.seen} <= body.replicas.keys():
        raise FrameError("replica number")
    zones, authors = len(body.zones), len(body.authors)
    for one in body.transactions:
        if (one[2] is not None and one[2] >= zones) or (one[3] is not None and one[3] >= authors):
            raise FrameError("list position")
        if size > limits.TEXT_BYTES:
            _check_sizes(one[5], one[10], size)
        if one[10]:
            _check_dots(one[10], body.replicas)
    _check_values(body)


def _check_dots(records: list[Any], replicas: dict[int, bytes]) -> None:
    """Whether replaced dots have the form their record wants, and replicas that are listed."""
    kinds, _, _, _, _, replaced, _, deletes = zip(*records, strict=True)
    by_field: Sequence[Any] = replaced
    flat: list[Any] = []
    if set(map(type, replaced)) != {dict} or DELETE in kinds:
        for kind, one in zip(kinds, replaced, strict=True):
            if (kind == DELETE) != (type(one) is list) and kind <= REPLICA:
                raise FrameError("record")
        by_field = [one for one in replaced if type(one) is dict]
        flat = [one for one in replaced if type(one) is list]
    if any(deletes):
        for dot, dots in _chained(deletes):
            flat += ([dot], dots)
    if STATE in kinds:
        flat += ([head[0] for head in _chained(one[4].values())] for one in records if one[0] == STATE)
    named = chain(_chained(_chained(map(dict.values, filter(None, by_field)))), _chained(flat))
    if not replicas.keys() >= set(map(itemgetter(1), named)):
        raise FrameError("replica number")


def _check_values(body: Body) -> None:
    """Records that set the same fields are looked at column by column: a million values take a tenth of a second."""
    groups: dict[Any, list[dict[int, Any]]] = {}
    for one in body.transactions:
        if not one[10]:
            continue
        kinds, tables, _, _, news, *_ = zip(*one[10], strict=True)
        states = map(STATE.__eq__, kinds) if STATE in kinds else repeat(False)  # noqa: FBT003 -- a column of them
        for key, new in zip(zip(states, tables, map(tuple, news), strict=False), news, strict=True):
            held = groups.get(key)
            if held is None:
                groups[key] = [new]
            else:
                held.append(new)
    if not body.names.keys() >= {key[1] for key in groups}.union(*[key[2] for key in groups]):
        raise FrameError("field number")
    for (is_state, table, fields), alike in groups.items():
        for no, column in zip(fields, zip(*map(dict.values, alike), strict=True), strict=False):
            values: Sequence[Any] = [value for _, value in _chained(column)] if is_state else column
            found = kinds_of(values)
            before = body.kinds.get((table, no))
            body.kinds[table, no] = found if before is None else found | before


def kinds_of(values: Sequence[Any], depth: int = _OUTER_DEPTH) -> set[type]:
    """The types of the values. Raises FrameError for numbers, types and depths that are none of ours."""
    kinds = set(map(type, values))
    if int in kinds:
        whole = values if len(kinds) == 1 else [value for value in values if type(value) is int]
        if max(whole) > _MAX_INT:
            raise FrameError("number")
    if float in kinds and not all(map(isfinite, [value for value in values if type(value) is float])):
        raise FrameError("number")
    if not kinds <= _SCALARS:
        if not kinds <= _SCALARS | {list, tuple}:
            raise FrameError("value")
        if depth >= limits.DEPTH:
            raise FrameError("depth")
        kinds_of(list(_chained(value for value in values if type(value) in (list, tuple))), depth + 1)
    return kinds


def _check_sizes(label: str | None, records: Sequence[Any], size: int) -> None:
    """Texts and records of a body so large that one of them might be too large."""
    texts = chain((label or "",), *[_texts(record[4]) for record in records])
    if any(len(text) * 4 > limits.TEXT_BYTES and len(text.encode()) > limits.TEXT_BYTES for text in texts):
        raise FrameError("text length")
    if size > limits.RECORD_BYTES and any(len(_encode(record)) > limits.RECORD_BYTES for record in records):
        raise FrameError("record length")


def _texts(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, str):
        return [value]
    if depth > limits.DEPTH or not isinstance(value, dict | list | tuple):
        return []
    held = value.values() if isinstance(value, dict) else value
    return [text for one in held for text in _texts(one, depth + 1)]
