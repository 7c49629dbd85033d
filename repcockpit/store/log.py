"""The one log's forms: dots, records, their packing; and reading them back.

A dot is (stamp, replica number) and names one record of one row. A row keeps its dots as msgpack
`{field: [stamp, replica no]}`; `"*"` stands for every unlisted field that is not at its default, `_alive`
for the row itself, `_top` for a delete above all fields, `"+field"` for its heads beside the current one
(`heads`). Record:
`[kind, table no, row id, stamp - transaction stamp, {field no: value}, replaced, after]`, replaced being
`{field no: [dot]}` or, for a delete, `[dot]`; a dot inside a record is `[transaction stamp - stamp, replica no]`.
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, repeat
from typing import Any, NamedTuple

import msgspec.msgpack

from repcockpit.store.record_kinds import ERASE, INSERT

RECORDS_PER_PART = 1_000

Dots = dict[str, list[int]]

_encoder = msgspec.msgpack.Encoder()
encode = _encoder.encode
decode = msgspec.msgpack.decode
_dots_decoder = msgspec.msgpack.Decoder(dict[str, list[int]])
decode_dots = _dots_decoder.decode


def top_stamp(dots: Dots) -> int:
    """The highest stamp that a row carries, deletes included."""
    return max(dots.values())[0] if dots else 0


class Names:
    """Local numbers for tables and fields (`table_name`), given out as they are met."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._numbers = {str(name): int(no) for no, name in db.execute("select no, name from table_name")}

    def number(self, name: str) -> int:
        """The number of a table or field; a new one is written inside the running transaction."""
        found = self._numbers.get(name)
        if found is None:
            # Somebody else may have given out numbers in this transaction.
            (count,) = self._db.execute("select count(*) from table_name").fetchone()
            if count != len(self._numbers):
                self._numbers = dict(self._db.execute("select name, no from table_name").fetchall())
            found = self._numbers.get(name)
        if found is None:
            found = max(self._numbers.values(), default=0) + 1
            self._db.execute("insert into table_name (no, name) values (?, ?)", (found, name))
            self._numbers[name] = found
        return found

    def names(self) -> dict[int, str]:
        """Number to name."""
        return {no: name for name, no in self._numbers.items()}


class Journal:
    """The records of one running transaction on their way into `change`, in parts of up to 1,000.

    `touched` holds the ids written so far by table, `rewritten` those of them that were not only inserted,
    `record_count` how many records there were.
    """

    def __init__(self, db: sqlite3.Connection, txn_no: int) -> None:
        self.touched: dict[str, dict[bytes, None]] = {}
        self.rewritten: dict[str, set[bytes]] = {}
        self.record_count = 0
        self._db, self._txn_no = db, txn_no
        self._records: list[list[Any]] = []
        self._olds: list[dict[int, Any] | None] = []
        self._part = 0

    def add(self, table: str, records: Sequence[list[Any]], olds: Sequence[dict[int, Any] | None]) -> None:
        """Enter records of one table, each with the former values of its fields (None: there were none).

        All are inserts, or none is.
        """
        self.record_count += len(records)
        if not records:
            return
        ids = [record[2] for record in records]
        self.touched.setdefault(table, {}).update(dict.fromkeys(ids))
        if records[0][0] != INSERT:
            self.rewritten.setdefault(table, set()).update(ids)
        self._records += records
        self._olds += olds
        while len(self._records) >= RECORDS_PER_PART:
            self.flush()

    def flush(self) -> None:
        """Write the next part; nothing where no record waits."""
        records, self._records = self._records[:RECORDS_PER_PART], self._records[RECORDS_PER_PART:]
        olds, self._olds = self._olds[:RECORDS_PER_PART], self._olds[RECORDS_PER_PART:]
        if not records:
            return
        former = encode(olds) if any(old is not None for old in olds) else None
        self._db.execute(
            "insert into change (txn_no, part, body, old, stream) values (?, ?, ?, ?, 0)",
            (self._txn_no, self._part, encode(records), former),
        )
        self._part += 1

    def end(self) -> None:
        """Write what waits, and the history index."""
        while self._records:
            self.flush()
        # In the order of the key: neighbours lie on one page.
        ids = sorted(dict.fromkeys(chain.from_iterable(self.touched.values())))
        self._db.executemany(
            "insert into touched (row_id, txn_no) values (?, ?)", zip(ids, repeat(self._txn_no))
        )


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
    numbers = db.execute("select no from change where txn_no = ? order by no", (txn_no,)).fetchall()
    yield from _unpacked(db, txn_no, [no for (no,) in numbers], None)


def changes_of_rows(db: sqlite3.Connection, txn_no: int, row_ids: Collection[bytes]) -> Iterator[Change]:
    """Those of them that are about a few rows; other parts of a large transaction are not unpacked."""
    here = " or ".join(["instr(body, ?)"] * len(row_ids))
    numbers = db.execute(
        f"select no from change where txn_no = ? and ({here}) order by no", (txn_no, *row_ids)
    ).fetchall()
    yield from _unpacked(db, txn_no, [no for (no,) in numbers], row_ids)


def _unpacked(
    db: sqlite3.Connection,
    txn_no: int,
    parts: list[int],
    only: Collection[bytes] | None,
) -> Iterator[Change]:
    names = {int(no): str(name) for no, name in db.execute("select no, name from table_name").fetchall()}
    base = transaction_stamp(db, txn_no) if parts else 0
    for no in parts:  # one by one: an import of millions has more bytes than fit into memory
        body, old = db.execute("select body, old from change where no = ?", (no,)).fetchone()
        olds = decode(old) if old else None
        for place, record in enumerate(decode(body)):
            kind, table, row_id, offset, new = record[:5]
            if kind == ERASE or (only is not None and row_id not in only):
                continue
            former = (olds[place] if olds else None) or {}
            yield Change(
                kind,
                names[table],
                row_id,
                base + offset,
                {names[no]: value for no, value in new.items()},
                {names[no]: value for no, value in former.items() if no},
            )


def transaction_stamp(db: sqlite3.Connection, txn_no: int) -> int:
    """The stamp that the records of an own transaction count from.

    It is kept beside the first part: the body's records hold differences only.
    """
    row = db.execute("select stamp from txn where no = ?", (txn_no,)).fetchone()
    return int(row[0])
