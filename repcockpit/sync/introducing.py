"""What a device writes before its first seal in a team: rows of a joining book, its rep, whose replica it is."""

import sqlite3

from repcockpit.clock import machine_zone, wall_ms
from repcockpit.store import roster
from repcockpit.store.database import meta_value
from repcockpit.store.unit import Unit
from repcockpit.sync import joining
from repcockpit.sync.switch import verify_key


def introduce(db: sqlite3.Connection, team: bytes) -> None:
    """Finish a joining that was killed, be the rep that the team knows, and tell whose replica this is; else nothing."""
    zone = machine_zone()
    if (pending := meta_value(db, joining.PENDING)) is not None:
        joining.publish_own(db, str(pending), zone=zone)
    if meta_value(db, joining.ADOPTED) is not None:
        joining.take_known_rep(db, zone=zone)
    joining.publish_restored(db, zone=zone)
    rep, key = meta_value(db, "rep_id"), verify_key(db, team)
    rep_id = rep if isinstance(rep, bytes) else None
    if not roster.is_announced(db, rep_id, key):
        label = "This device writes for the team"
        with Unit(db, label, author_id=rep_id, zone=zone, kind="join") as unit:
            roster.announce(unit, rep_id, key)
    now = wall_ms()
    if roster.is_beat_due(db, now):
        with Unit(db, "This device is in touch", author_id=rep_id, zone=zone, kind="join") as unit:
            roster.beat(unit, now)
