"""The big book of a team: 40 reps under one who leads, their devices, targets, leave, tasks handed on, questions to answer."""

import sqlite3
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from repcockpit.domain.ids import derived_id
from repcockpit.store.database import immediate, open_database
from repcockpit.store.roster import change_replica
from repcockpit.store.unit import Unit
from tests.bench.activities import write_activities
from tests.bench.big import NOW, TODAY, ZONE, Size, big_book

TEAM = Size(reps=40)
_DONE = "bench_team"
_HOUR = 3_600_000


def team_book(path: Path, size: Size, say: Callable[[str], None]) -> None:
    """Build it at `path` unless a finished one of that size is there."""
    big_book(path, size, say)
    write_activities(path, say)
    db = open_database(path)
    try:
        if db.execute("select 1 from meta where key = ?", (_DONE,)).fetchone():
            return
        started = time.perf_counter()
        _write(db)
        with immediate(db):
            db.execute("insert into meta values (?, 1)", (_DONE,))
        db.execute("pragma wal_checkpoint(truncate)")
        say(f"the team written in {time.perf_counter() - started:.0f} s")
    finally:
        db.close()


def _day(ago: int) -> str:
    return (TODAY - timedelta(days=ago)).isoformat()


def _write(db: sqlite3.Connection) -> None:
    reps = [row[0] for row in db.execute("select id from rep order by name")]
    accounts = db.execute("select id, owner_id from account order by rowid").fetchall()
    with Unit(db, "team", zone=ZONE, kind="import") as unit:
        team = unit.insert("team", {"name": "South"})
        lead = unit.insert(
            "rep", {"name": "Petra Lang", "role": "manager", "timezone": ZONE, "team_id": team}
        )
        unit.update_many("rep", [(rep, {"team_id": team, "manager_id": lead}) for rep in reps])
        _targets_and_leave(unit, reps)
        unit.insert_many("rate", [{"currency": "EUR", "per": 1.0, "on_date": _day(300)}])
        unit.insert_many(
            "task",
            [
                {
                    "kind": "callback" if number % 3 else "task", "title": "ask whether it works", "status": "not_started",
                    "due_on": _day(number % 9 - 4), "first_due_on": _day(number % 9 - 4), "owner_id": owner, "account_id": account,
                }
                for number, (account, owner) in enumerate(accounts[::5])
            ],
        )  # fmt: skip
        unit.insert_many(
            "approval",
            [
                {
                    "kind": "tier_change", "subject_id": account, "account_id": account, "asked": "A", "asked_by_id": owner,
                    "asked_on": _day(number % 20), "state": "open" if number % 2 else "approved", "reason": "grows",
                }
                for number, (account, owner) in enumerate(accounts[::50])
            ],
        )  # fmt: skip
        _devices(unit, reps)


def _targets_and_leave(unit: Unit, reps: list[bytes]) -> None:
    quarter = {"since": "2026-10-01", "until": "2026-12-31"}
    unit.insert_many(
        "target", [{"rep_id": rep, "planned": 400.0 + 10 * no} | quarter for no, rep in enumerate(reps)]
    )
    unit.insert_many(
        "leave",
        [
            {"rep_id": rep, "since": _day(5), "until": _day(-4), "cover_id": reps[no - 1]}
            for no, rep in enumerate(reps)
            if no % 8 == 7
        ],
    )


def _devices(unit: Unit, reps: list[bytes]) -> None:
    """One each, in touch within the last day; every tenth was not for a fortnight. The first one's is this one."""
    now = int(datetime.fromisoformat(NOW).timestamp()) * 1000
    for number, rep in enumerate(reps[1:], start=1):
        replica = derived_id("bench device", str(number))
        (no,) = unit.db.execute("select max(no) + 1 from replica").fetchone()
        unit.db.execute("insert into replica (no, id) values (?, ?)", (no, replica))
        seen = now - (14 * 24 if number % 10 == 9 else number % 20 + 1) * _HOUR
        change_replica(
            unit, replica, {"person_id": rep, "device_name": f"laptop-{number}", "synced_at": seen}
        )
