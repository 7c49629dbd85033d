"""The one log's forms: dots, records, their packing; and reading them back.

A dot is (stamp, replica number) and names one record of one row. A row keeps its dots as msgpack
`{field: [stamp, replica no]}`; `"*"` stands for every unlisted field that is not at its default, `_alive`
for the row itself, `_top` for a delete above all fields. Record:
`[kind, table no, row id, stamp - transaction stamp, {field no: value}, replaced, after]`, replaced being
`{field no: [dot]}` or, for a delete, `[dot]`; a dot inside a record is `[transaction stamp - stamp, replica no]`.
"""

import sqlite3
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec.msgpack

INSERT, UPDATE, DELETE, RESTORE = 0, 1, 2, 3
RECORDS_PER_PART = 1_000

Dots = dict[str, list[int]]

_encoder = msgspec.msgpack.Encoder()
encode = _encoder.encode
decode = msgspec.msgpack.decode
_dots_decoder = msgspec.msgpack.Decoder(dict[str, list[int]])
decode_dots = _dots_decoder.decode


def top_stamp(dots: Dots) -> int:
    """The highest stamp that a row carries, deletes included."""
    return max((dot[0] for dot in dots.values()), default=0)


def dot_of(dots: Dots, field: str, *, is_default: bool) -> list[int] | None:
    """The head of `field`; None where the field is at its default and was never set."""
    found = dots.get(field)
    if found is not None:
        return found
    return None if is_default else dots.get("*")


class Names:
    """Local numbers for tables and fields (`table_name`), given out as they are met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers = {str(name): int(no) for no, name in db.execute("select no, name from table_name")}

    def number(self, name: str) -> int:
        """The number of a table or field; a new one is written inside the running transaction."""
        found = self._numbers.get(name)
        if found is None:
            found = len(self._numbers) + 1
            self._db.execute("insert into table_name (no, name) values (?, ?)", (found, name))
            self._numbers[name] = found
        return found

    def names(self) -> dict[int, str]:
        """Number to name."""
        return {no: name for name, no in self._numbers.items()}


class Change(NamedTuple):
    """One record as history shows it; `new` and `old` are by field, `old` empty for an insert."""

    kind: int
    table: str
    row_id: bytes
    stamp: int
    new: dict[str, Any]
    old: dict[str, Any]


def changes_of(db: sqlite3.Connection, txn_no: int) -> Iterator[Change]:
    """The records of one own transaction, in the order they were written."""
    names = {int(no): str(name) for no, name in db.execute("select no, name from table_name")}
    base = transaction_stamp(db, txn_no)
    parts = db.execute("select body, old from change where txn_no = ? order by no", (txn_no,)).fetchall()
    for body, old in parts:
        olds = decode(old) if old else None
        for place, record in enumerate(decode(body)):
            kind, table, row_id, offset, new = record[:5]
            former = (olds[place] if olds else None) or {}
            yield Change(
                kind,
                names[table],
                row_id,
                base + offset,
                {names[no]: value for no, value in new.items()},
                {names[no]: value for no, value in former.items()},
            )


def transaction_stamp(db: sqlite3.Connection, txn_no: int) -> int:
    """The stamp that the records of an own transaction count from.

    It is kept beside the first part: the body's records hold differences only.
    """
    row = db.execute("select stamp from txn where no = ?", (txn_no,)).fetchone()
    return int(row[0])
