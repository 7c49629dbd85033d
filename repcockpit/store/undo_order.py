"""Which transaction an undo or a redo means, and which are taken back already. Writes one local note only."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from repcockpit.domain.errors import AmbiguousError, Candidate, NotFoundError, NothingToUndoError
from repcockpit.store.database import immediate, meta_value

_PAGE = 200
_PASSED_KEPT = 64
_PASSED = "undo_passed"


class TxnRow(NamedTuple):
    """A transaction of the log."""

    no: int
    id: bytes
    author_id: bytes | None
    at: int
    zone: str | None
    kind: str
    label: str | None
    undoes: bytes | None
    replica_no: int


_COLUMNS = "no, id, author_id, at, zone, kind, label, undoes, replica_no"


def next_to_undo(db: sqlite3.Connection, author_id: bytes | None) -> TxnRow:
    """This author's last transaction that is not taken back. Raises NothingToUndoError."""
    dead = _passed(db)
    for row in _own(db, author_id):
        if row.kind == "undo":
            dead.add(row.undoes or b"")
        elif row.id not in dead:
            return row
    raise NothingToUndoError("there is nothing to undo", "`repcockpit history` shows what was written")


def next_to_redo(db: sqlite3.Connection, author_id: bytes | None) -> TxnRow:
    """The last undo that was not redone, if nothing was written after it. Raises NothingToUndoError."""
    redone = _passed(db)
    for row in _own(db, author_id):
        if row.kind == "redo":
            redone.add(row.undoes or b"")
        elif row.kind != "undo":
            break
        elif row.id not in redone:
            return row
    raise NothingToUndoError("there is nothing to redo", "a redo is possible right after an undo")


def _own(db: sqlite3.Connection, author_id: bytes | None) -> Iterator[TxnRow]:
    """This author's transactions of this device, newest first; before `init` they have no author."""
    last = 1 << 62
    while True:
        rows = db.execute(
            f"select {_COLUMNS} from txn where no < ? and kind not in ('join', 'erase')"
            " and (author_id is ? or author_id is null)"
            " and exists (select 1 from change where txn_no = txn.no) order by no desc limit ?",
            (last, author_id, _PAGE),
        ).fetchall()
        if not rows:
            return
        yield from (TxnRow(*row) for row in rows)
        last = int(rows[-1][0])


def transaction_named(db: sqlite3.Connection, text: str) -> TxnRow:
    """The transaction whose id begins with these hex digits (6 to 32). Raises NotFoundError, AmbiguousError."""
    digits = text.strip().lower()
    if not 6 <= len(digits) <= 32 or set(digits) - set("0123456789abcdef"):
        raise NotFoundError(
            f"{text!r} is no transaction", "give 6 or more digits of an id that `repcockpit history` shows"
        )
    low, high = bytes.fromhex(digits.ljust(32, "0")), bytes.fromhex(digits.ljust(32, "f"))
    rows = db.execute(
        f"select {_COLUMNS} from txn where id between ? and ? order by no", (low, high)
    ).fetchall()
    if not rows:
        raise NotFoundError(f"there is no transaction {text}", "`repcockpit history` lists them")
    if len(rows) > 1:
        found = tuple(Candidate(row[1], row[6] or row[5]) for row in rows)
        raise AmbiguousError(f"{len(rows)} transactions begin with {text}", "give more digits", found)
    return TxnRow(*rows[0])


def transaction(db: sqlite3.Connection, txn_id: bytes) -> TxnRow | None:
    """The transaction of this id."""
    row = db.execute(f"select {_COLUMNS} from txn where id = ?", (txn_id,)).fetchone()
    return TxnRow(*row) if row else None


def is_taken_back(db: sqlite3.Connection, txn_id: bytes) -> bool:
    """Whether an undo (for an undo: a redo) of it stands."""
    rows = db.execute("select id from txn where undoes = ?", (txn_id,)).fetchall()
    return any(not is_taken_back(db, row[0]) for row in rows)


def standing_form(db: sqlite3.Connection, row: TxnRow) -> TxnRow:
    """The transaction through which the writes of `row` stand now: itself, or its last redo."""
    for (undo_id,) in db.execute(
        "select id from txn where undoes = ? order by no desc", (row.id,)
    ).fetchall():
        for (redo_id,) in db.execute(
            "select id from txn where undoes = ? and kind = 'redo' order by no desc", (undo_id,)
        ).fetchall():
            redone = transaction(db, redo_id)
            if redone is not None and not is_taken_back(db, redo_id):
                return standing_form(db, redone)
    return row


def first_form(db: sqlite3.Connection, row: TxnRow) -> TxnRow:
    """What a person did, behind the undos and redos of it."""
    while row.kind in ("undo", "redo") and row.undoes:
        earlier = transaction(db, row.undoes)
        if earlier is None:
            break
        row = earlier
    return row


def is_on_this_device(db: sqlite3.Connection, row: TxnRow) -> bool:
    """Whether its records are kept here, so that it can be taken back."""
    return db.execute("select 1 from change where txn_no = ?", (row.no,)).fetchone() is not None


def record_count(db: sqlite3.Connection, row: TxnRow) -> int:
    """How many records it wrote."""
    from repcockpit.store.log import RECORDS_PER_PART, decode  # noqa: PLC0415 -- msgspec, not for the order

    part, body = db.execute(
        "select part, body from change where txn_no = ? order by part desc limit 1", (row.no,)
    ).fetchone()
    return int(part) * RECORDS_PER_PART + len(decode(body))


def pass_over(db: sqlite3.Connection, txn_id: bytes) -> None:
    """Remember, on this device, that nothing of it could be taken back, so that the next undo goes on."""
    with immediate(db):
        held = meta_value(db, _PASSED)
        kept = (held if isinstance(held, bytes) else b"") + txn_id
        db.execute("insert or replace into meta values (?, ?)", (_PASSED, kept[-16 * _PASSED_KEPT :]))


def _passed(db: sqlite3.Connection) -> set[bytes]:
    held = meta_value(db, _PASSED)
    kept = held if isinstance(held, bytes) else b""
    return {kept[place : place + 16] for place in range(0, len(kept), 16)}
