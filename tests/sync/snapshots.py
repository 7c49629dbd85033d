"""What the tests of snapshots share: making and taking one, and all that a database tells."""

import sqlite3
from typing import Any

from repcockpit.store.log import Names
from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.sync.frames import Frame
from repcockpit.sync.ingest import catch_up
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.merge.records import Replicas
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.seal import seal
from repcockpit.sync.snapshots.loading import load
from repcockpit.sync.snapshots.making import make
from repcockpit.sync.snapshots.taking import check, take
from tests.sync.merge.devices import TEAM, Device


def snapshot_of(device: Device) -> list[Frame]:
    """The frames of a snapshot made on a device."""
    seal(device.db, TEAM)
    made = make(device.db, TEAM)
    assert made is not None
    return made.frames


def take_all(device: Device, frames: list[Frame]) -> None:
    """Take a snapshot whole."""
    found = check(device.db, TEAM, frames)
    assert take(device.db, found)
    assert load(device.db, decoded=found.decoded)
    catch_up(device.db)


def told(db: sqlite3.Connection) -> dict[str, Any]:
    """Everything that the rows say and keep, in words that mean the same on every device."""
    replicas = Replicas(db)
    rows = Rows(db, Names(db), replicas.order)
    found: dict[str, Any] = {}
    for table in SYNCED:
        shape = table_shape(db, table)
        columns = ", ".join((*shape.columns, *sorted(shape.derived)))
        held = db.execute(f"select id, _hidden, {columns} from {table} where _dots is not x'80'").fetchall()
        for row_id, *values in held:
            state = rows.load(table, row_id)
            heads = {
                (field, stamp, replicas.ids[no]): value
                for field, some in state.heads.items()
                for (stamp, no), value in some.items()
            }
            deletes = {
                (stamp, replicas.ids[no]): {(at, replicas.ids[by]) for at, by in seen}
                for (stamp, no), seen in state.deletes.items()
            }
            found[f"{table} {row_id.hex()}"] = (values, heads, deletes, state.is_open)
    return found


def history(db: sqlite3.Connection) -> tuple[Any, ...]:
    """The transactions, and which rows they touched."""
    txns = db.execute("select id, n, at, zone, author_id, kind, label, undoes, stamp from txn order by id")
    touched = db.execute("select o.row_id, t.id from touched o join txn t on t.no = o.txn_no order by 1, 2")
    return txns.fetchall(), touched.fetchall()


def same(one: Device, other: Device) -> None:
    """Both tell the same, and their rows are what their frames say."""
    assert told(one.db) == told(other.db)
    assert list(differences(one.db)) == []
    assert list(differences(other.db)) == []
