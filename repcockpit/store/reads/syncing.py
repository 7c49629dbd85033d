"""How the sync stands, by this device's tables alone."""

import sqlite3
from typing import NamedTuple

_OWN = """
with recursive own (no, id, successor_of) as (
    select no, id, successor_of from replica where no = (select value from meta where key = 'replica_no')
    union select r.no, r.id, r.successor_of from replica r join own o on r.id = o.successor_of)
"""


class ReplicaLine(NamedTuple):
    """One replica with what is held of it; `newest_at` in ms by its own clock."""

    no: int
    id: bytes
    rep: str | None
    device: str | None
    reason: str | None
    newest_at: int | None
    transactions: int
    frames: int
    retired: bytes | None


def unsynced_count(db: sqlite3.Connection) -> int:
    """How many own transactions were not found at the target yet; 0 before there is one."""
    if db.execute("select 1 from meta where key = 'target' and value is not null").fetchone() is None:
        return 0
    waiting = db.execute("select distinct txn_no from change where sealed_seq is null").fetchall()
    numbers = {no for (no,) in waiting}
    ranges = db.execute(
        f"{_OWN} select o.no, f.n_first, f.n_last from sync_frame f join own o on o.id = f.replica"
        " where f.seen_at is null and f.n_first is not null"
    ).fetchall()
    for no, first, last in ranges:
        rows = db.execute(
            "select no from txn where replica_no = ? and n between ? and ?"
            " and not exists (select 1 from change where txn_no = txn.no and sealed_seq = 0)",
            (no, first, last),
        )
        numbers.update(txn_no for (txn_no,) in rows.fetchall())
    return len(numbers)


def seen_at(db: sqlite3.Connection) -> int | None:
    """When an own change was last found at the target for the first time (ms)."""
    row = db.execute(
        f"{_OWN} select max(f.seen_at) from sync_frame f join own o on o.id = f.replica"
    ).fetchone()
    return row[0] if row else None


def replica_lines(db: sqlite3.Connection) -> list[ReplicaLine]:
    """Every replica that wrote or is known, the newest writer first."""
    frames = dict(
        db.execute("select replica, count(*) from sync_frame where state <> 4 group by replica").fetchall()
    )
    wrote = {
        no: (newest, count)
        for no, newest, count in db.execute(
            "select replica_no, max(at), count(*) from txn group by replica_no"
        ).fetchall()
    }
    rows = db.execute(
        "select r.no, r.id, p.name, r.device_name, r.reason, r.retired from replica r"
        " left join rep p on p.id = r.person_id"
    ).fetchall()
    found = [
        ReplicaLine(no, one, rep, device, reason, *wrote.get(no, (None, 0)), frames.get(one, 0), retired)
        for no, one, rep, device, reason, retired in rows
    ]
    return sorted(found, key=lambda one: (-(one.newest_at or 0), one.no))


def held_back_count(db: sqlite3.Connection) -> int:
    """How many frames are stored and not applied, though they are trusted."""
    return int(db.execute("select count(*) from sync_frame where state between 1 and 2").fetchone()[0])


def quarantined_count(db: sqlite3.Connection) -> int:
    """How many frames are stored and not trusted."""
    return int(db.execute("select count(*) from sync_frame where state = 3").fetchone()[0])


def newest_frame(db: sqlite3.Connection, replica: bytes) -> tuple[int, bytes] | None:
    """The highest seq held of a replica, with its identity."""
    row = db.execute(
        "select seq, identity from sync_frame where replica = ? and state <> 4 order by seq desc, no desc limit 1",
        (replica,),
    ).fetchone()
    return (int(row[0]), row[1]) if row else None


def replica_named(db: sqlite3.Connection, replica: bytes) -> tuple[str | None, str | None] | None:
    """(rep, device) of a replica; None where it is not known."""
    row = db.execute(
        "select p.name, r.device_name from replica r left join rep p on p.id = r.person_id where r.id = ?",
        (replica,),
    ).fetchone()
    return (row[0], row[1]) if row else None
