"""What a team knows of the devices that write: rows of `replica`, changed by records of their own kind."""

import os
import sqlite3
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.clock import wall_ms
from repcockpit.store.incarnations import own_replica
from repcockpit.store.record_kinds import REPLICA

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

_FIELDS = ("person_id", "device_name", "created_at", "reason", "successor_of", "key", "retired", "synced_at")


_BEAT_MS = 18 * 3_600_000
"""A device that is used every working day tells of itself once on each of them."""


class Retired(NamedTuple):
    """Up to where a retired device's frames are applied: its newest `seq` and `identity` then, and when."""

    at: int
    seq: int
    identity: bytes


def device_name() -> str:
    """What this machine calls itself; empty where it does not say."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def is_announced(db: sqlite3.Connection, rep_id: bytes | None, key: bytes | None = None) -> bool:
    """Whether the log tells of the own replica, its rep, its device and (where the team encrypts) its key as they are now."""
    row = db.execute(
        "select person_id, device_name, _dots, key from replica where no = ?", (own_replica(db).no,)
    ).fetchone()
    is_told = row[2] is not None and (row[0], row[1]) == (rep_id, device_name() or None)
    return is_told and key in (None, row[3])


def announce(unit: "Unit", rep_id: bytes | None, key: bytes | None = None) -> None:
    """Tell the team whose replica this is and on which device; every field on the first time."""
    me = own_replica(unit.db)
    row = unit.db.execute(
        "select created_at, reason, successor_of, key, synced_at from replica where no = ?", (me.no,)
    ).fetchone()
    first = dict(zip(("created_at", "reason", "successor_of", "key"), row[:4], strict=True))
    first["key"] = key or first["key"]
    first["synced_at"] = row[4] or wall_ms()
    change_replica(unit, me.id, {"person_id": rep_id, "device_name": device_name() or None, **first})


def is_beat_due(db: sqlite3.Connection, now: int) -> bool:
    """Whether the others were not told for a working day that this device is in touch; False where there are none."""
    me = own_replica(db).no
    row = db.execute("select synced_at from replica where no = ? and _dots is not null", (me,)).fetchone()
    if row is None or (row[0] is not None and abs(now - row[0]) < _BEAT_MS):
        return False
    others = "select 1 from replica where no <> ? and _dots is not null and retired is null limit 1"
    return db.execute(others, (me,)).fetchone() is not None


def beat(unit: "Unit", now: int) -> bool:
    """Tell the team that this device is in touch, at `now` (ms)."""
    return change_replica(unit, own_replica(unit.db).id, {"synced_at": now})


def retire(unit: "Unit", replica: bytes, until: Retired | None) -> bool:
    """Have later frames of a replica stored and not applied; None has them applied again."""
    from repcockpit.store.log import encode  # noqa: PLC0415 -- msgspec, for this write alone

    return change_replica(unit, replica, {"retired": None if until is None else encode(list(until))})


def change_replica(unit: "Unit", replica: bytes, changes: Mapping[str, Any]) -> bool:
    """Write fields of a replica's row, with a record; what is as it was is dropped. True if anything was written."""
    from repcockpit.store import log  # noqa: PLC0415 -- msgspec, for this write alone
    from repcockpit.store.heads import others, set_others  # noqa: PLC0415 -- the same

    names, stamp = unit.names, unit.row_stamp
    row = unit.db.execute(
        f"select _dots, {', '.join(_FIELDS)} from replica where id = ?", (replica,)
    ).fetchone()
    dots = log.decode_dots(row[0]) if row[0] else {}
    held = dict(zip(_FIELDS, row[1:], strict=True))
    own = stamp.dot_above(dots)
    new: dict[int, Any] = {}
    old: dict[int, Any] = {}
    replaced: dict[int, list[list[int]]] = {}
    for field, value in changes.items():
        if held[field] == value and (value is None or field in dots):
            continue
        number = names.number(field)
        new[number], old[number] = value, held[field]
        heads = [*([dots[field]] if field in dots else []), *map(list, others(dots, field))]
        if heads:
            replaced[number] = [[unit.stamp - made, no] for made, no in heads]
        dots[field] = own
        set_others(dots, field, ())
        unit.db.execute(f"update replica set {field} = ? where id = ?", (value, replica))
        unit.db.execute(
            "delete from sync_head where row_id = ? and table_no = ? and field_no = ?",
            (replica, names.number("replica"), number),
        )
    if new:
        unit.db.execute("update replica set _dots = ? where id = ?", (log.encode(dots), replica))
        record = [REPLICA, names.number("replica"), replica, own[0] - unit.stamp, new, replaced]
        unit.journal.add("replica", [record], [old])
    return bool(new)
