"""The replica under which this database writes, and going on as a new one."""

import sqlite3
from typing import NamedTuple

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.store.database import immediate


class Self(NamedTuple):
    """The replica that writes: its local number and its 16 bytes."""

    no: int
    id: bytes


def own_replica(db: sqlite3.Connection) -> Self:
    """The replica under which the next transaction is written."""
    row = db.execute(
        "select no, id from replica where no = (select value from meta where key = 'replica_no')"
    ).fetchone()
    return Self(int(row[0]), bytes(row[1]))


def new_incarnation(db: sqlite3.Connection, reason: str) -> bytes:
    """Go on as a new replica that follows the present one, inside the caller's transaction or one of its own.

    `reason` is restore, copy or fork. What was written before stays under the former replica.
    """
    if not db.in_transaction:
        with immediate(db):
            return new_incarnation(db, reason)
    fresh = random_bytes(16)
    former = own_replica(db)
    no = int(db.execute("select max(no) + 1 from replica").fetchone()[0])
    db.execute(
        "insert into replica (no, id, person_id, device_name, created_at, reason, successor_of)"
        " select ?, ?, person_id, device_name, ?, ?, id from replica where no = ?",
        (no, fresh, wall_ms(), reason, former.no),
    )
    db.execute("update meta set value = ? where key = 'replica_no'", (no,))
    return fresh
