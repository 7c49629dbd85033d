"""Which rows were erased on this device, and how an erased person is recognised when an import brings them again.

The `erased` table is this device's own: it is made of the erase records that the log and the frames carry.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from repcockpit.clock import random_bytes
from repcockpit.domain.errors import RefusedError
from repcockpit.domain.ids import derived_id

_SECRET_BYTES: Final = 16
_MARK_BYTES: Final = 16
DUE: Final = "erase_files_due"
"""The key in `meta` that stands while files beside the database still hold what was erased."""
ARCHIVE_DUE: Final = "erase_archive_due"
"""The key in `meta` that stands while the archive beside the team's file may still hold it."""


class ErasedRow(NamedTuple):
    """A row whose personal fields are gone for good; without fields only the labels about it are."""

    table: str
    row_id: bytes
    fields: frozenset[str]
    txn_no: int | None
    match: bytes | None


def erased_rows(db: sqlite3.Connection) -> list[ErasedRow]:
    """Every erased row that this device knows of."""
    import msgspec.msgpack  # noqa: PLC0415 -- only where somebody was erased

    rows = db.execute(
        "select n.name, e.row_id, e.fields, e.txn_no, e.match from erased e join table_name n on n.no = e.table_no"
    ).fetchall()
    return [
        ErasedRow(row[0], row[1], frozenset(msgspec.msgpack.decode(row[2])), row[3], row[4]) for row in rows
    ]


def keep_erased(db: sqlite3.Connection, table_no: int, row: ErasedRow) -> None:
    """Remember an erased row, inside the caller's transaction."""
    import msgspec.msgpack  # noqa: PLC0415 -- the same

    db.execute(
        "insert or replace into erased (id, _hidden, table_no, row_id, txn_no, match, fields) values (?, 0, ?, ?, ?, ?, ?)",
        (
            derived_id("erased", row.table, row.row_id), table_no, row.row_id, row.txn_no, row.match,
            msgspec.msgpack.encode(sorted(row.fields)),
        ),
    )  # fmt: skip


def is_anything_erased(db: sqlite3.Connection) -> bool:
    """Whether this device knows of any erase."""
    return db.execute("select 1 from erased limit 1").fetchone() is not None


def erased_people(db: sqlite3.Connection) -> set[bytes]:
    """The people who were erased."""
    return {row[0] for row in db.execute("select row_id from erased where match is not null").fetchall()}


def refuse_erased(db: sqlite3.Connection, table_no: int, records: Sequence[Sequence[Any]]) -> None:
    """Raise RefusedError where records of one table write a value into an erased field."""
    if not records or not is_anything_erased(db):
        return
    rows = db.execute("select row_id, fields from erased where table_no = ?", (table_no,)).fetchall()
    known = {row[0]: row[1] for row in rows}
    for record in records:
        packed = known.get(record[2])
        if packed is not None and _writes(db, record[4], packed):
            raise RefusedError(
                "what is personal of an erased person stays blank", "add them anew if they agree to it"
            )


def is_about_erased(db: sqlite3.Connection, touched: Mapping[str, Iterable[bytes]]) -> bool:
    """Whether one of these rows was erased, or is about somebody who was: what is written to it has no label."""
    if not is_anything_erased(db):
        return False
    rows = {row[0] for row in db.execute("select row_id from erased").fetchall()}
    return any(not rows.isdisjoint(ids) for ids in touched.values())


def _writes(db: sqlite3.Connection, new: Mapping[int, Any], packed: bytes) -> bool:
    import msgspec.msgpack  # noqa: PLC0415 -- the same

    fields = msgspec.msgpack.decode(packed)
    names = dict(db.execute("select no, name from table_name").fetchall())
    return any(value is not None and names[no] in fields for no, value in new.items())


class Recognition:
    """Recognises erased people by an e-mail address, by keyed hashes alone."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._marks: dict[bytes, set[bytes]] = {}
        self.people: set[bytes] = set()
        """The ids of the people who were erased."""
        for row_id, match in db.execute(
            "select row_id, match from erased where match is not null"
        ).fetchall():
            self.people.add(row_id)
            marks = self._marks.setdefault(match[:_SECRET_BYTES], set())
            marks.update(
                match[start : start + _MARK_BYTES] for start in range(_SECRET_BYTES, len(match), _MARK_BYTES)
            )

    def __bool__(self) -> bool:
        """Whether anybody was erased."""
        return bool(self.people)

    def knows(self, email: str) -> bool:
        """Whether an erased person had this e-mail address."""
        return any(_mark(secret, email) in marks for secret, marks in self._marks.items())

    def match_of(self, emails: Iterable[str]) -> bytes:
        """What recognises these addresses: a secret, shared by all erases of a team where it can be, and their hashes."""
        secret = min(self._marks, default=None) or random_bytes(_SECRET_BYTES)
        return secret + b"".join(sorted({_mark(secret, one) for one in emails if one.strip()}))


def _mark(secret: bytes, email: str) -> bytes:
    import hashlib  # noqa: PLC0415 -- as above
    import hmac  # noqa: PLC0415

    return hmac.new(secret, email.strip().casefold().encode(), hashlib.sha256).digest()[:_MARK_BYTES]
