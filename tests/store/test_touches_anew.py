"""A rebuild gives what transaction after transaction gave."""

import random
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection

import pytest

from repcockpit.store import derived
from repcockpit.store.database import immediate, open_database
from repcockpit.store.unit import Unit

DERIVED = (
    ("interaction", "is_touch"),
    ("participant", "occurred_on, is_touch, touch_rep_id, touch_type, touch_direction"),
    ("account", "last_touch_on, last_mail_on, due_on, attempts, last_attempt_on"),
    ("contact", "last_touch_on, last_mail_on, due_on, attempts, last_attempt_on, keeper_id, folded"),
)


def _state(db: Connection) -> list[list[tuple[object, ...]]]:
    return [
        db.execute(f"select id, {columns} from {table} order by id").fetchall() for table, columns in DERIVED
    ]


def _write_life(db: Connection, seed: int) -> None:
    chance = random.Random(seed)
    with Unit(db, "people") as unit:
        accounts = unit.insert_many(
            "account",
            [{"name": f"A {n}", "segment": "B", "tracking_started_on": "2026-01-05"} for n in range(3)],
        )
        people = unit.insert_many(
            "contact",
            [
                {"name": f"P {n}", "primary_account_id": accounts[n % 3], "tracking_started_on": "2026-01-05"}
                for n in range(6)
            ],
        )
    written: list[bytes] = []
    for _ in range(60):
        with Unit(db, "day") as unit:
            if written and chance.random() < 0.2:
                unit.hide("interaction", chance.choice(written))
                continue
            kind = chance.choice(("email", "email", "message", "call", "visit", "note"))
            row = unit.insert(
                "interaction",
                {
                    "type": kind,
                    "status": chance.choice(("completed", "completed", "planned")),
                    "outcome": chance.choice((None, "connected", "no_answer")) if kind == "call" else None,
                    "direction": chance.choice(("inbound", "outbound", None)),
                    "occurred_on": date(2026, 3, 2) + timedelta(days=chance.randrange(60)),
                    "account_id": chance.choice(accounts),
                },
            )
            written.append(row)
            for person in chance.sample(people, chance.randrange(3)):
                unit.insert("participant", {"interaction_id": row, "contact_id": person})


@pytest.mark.parametrize("seed", range(5))
def test_rebuilt_is_as_maintained(database: Path, seed: int) -> None:
    db = open_database(database)
    _write_life(db, seed)
    maintained = _state(db)
    indexes = db.execute("select name, sql from sqlite_master where type = 'index' order by name").fetchall()
    with immediate(db):
        for table, columns in DERIVED:
            db.execute(f"update {table} set " + ", ".join(f"{one} = null" for one in columns.split(", ")))
        derived.rebuild(db)
    assert _state(db) == maintained
    assert any(row[1] for row in maintained[0])
    again = db.execute("select name, sql from sqlite_master where type = 'index' order by name").fetchall()
    assert again == indexes
    db.close()
