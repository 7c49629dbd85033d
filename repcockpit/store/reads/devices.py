"""The devices of a team: whose they are, and which version of the program each wrote with last."""

import sqlite3
from typing import NamedTuple


class AppLine(NamedTuple):
    """A replica in use; `app` is major * 256 + minor of its newest frame, None where no frame of it is held."""

    no: int
    app: int | None


def app_lines(db: sqlite3.Connection) -> list[AppLine]:
    """Every replica that is neither retired nor followed by another of its device.

    Bytes 14 and 15 of a frame are the version of its writer; frames that are not trusted say nothing.
    """
    rows = db.execute(
        "select r.no, (select substr(f.bytes, 15, 2) from sync_frame f where f.stream = 0 and f.replica = r.id"
        " and f.state <> 3 and f.bytes is not null order by f.seq desc limit 1) from replica r"
        " where r.retired is null and not exists"
        " (select 1 from replica s where s.successor_of = r.id and s.reason = 'restore') order by r.no"
    ).fetchall()
    return [AppLine(no, int.from_bytes(app) if app else None) for no, app in rows]


def devices_of(db: sqlite3.Connection, rep_id: bytes, but: int) -> list[str]:
    """The names of a rep's devices in use, as each told it, without the replica numbered `but`; A to Z."""
    rows = db.execute(
        "select distinct coalesce(r.device_name, '') from replica r where r.person_id = ? and r.no <> ? and r.retired is null"
        " and not exists (select 1 from replica s where s.successor_of = r.id and s.reason = 'restore')",
        (rep_id, but),
    ).fetchall()
    return sorted(str(name) for (name,) in rows)


def waiting_count(db: sqlite3.Connection) -> int:
    """How many records hold something that only a newer version can show."""
    return int(db.execute("select count(distinct row_id) from sync_unknown").fetchone()[0])
