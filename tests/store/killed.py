"""What a kill interrupts: run as `python -m tests.store.killed WHAT DATABASE`; prints what it has committed.

WHAT is `log` (one capture after the other), `import` (large transactions), or `upgrade` (an older schema
is brought to a newer one, again and again).
"""

import sqlite3
import sys
from itertools import count
from pathlib import Path

from repcockpit.store import database as databases
from repcockpit.store.migrations import SCHEMA, STEPS
from repcockpit.store.unit import Unit

PEOPLE = 4_000


def later(db: sqlite3.Connection) -> None:
    """A schema of the future: a column, and every row rewritten."""
    db.execute("alter table contact add column shoe_size integer")
    db.execute("create table shoe (id blob primary key not null, contact_id blob)")
    db.execute("insert into shoe select id, id from contact")


def _say(text: object) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _log(path: Path) -> None:
    from repcockpit.services.book import open_book  # noqa: PLC0415 -- only this one needs the services

    _say("ready")
    book = open_book(path)
    for number in count():
        with book.write(f"log {number}") as unit:
            row = unit.insert(
                "interaction",
                {"type": "call", "status": "completed", "occurred_on": "2026-11-02", "note": str(number)},
            )
            person = unit.insert("contact", {"name": f"P {number}"})
            unit.insert("participant", {"interaction_id": row, "contact_id": person})
        _say(row.hex())


def _import(path: Path) -> None:
    _say("ready")
    db = databases.open_database(path)
    for number in count():
        with Unit(db, f"import {number}", kind="import") as unit:
            accounts = unit.insert_many("account", [{"name": f"Acme {n}"} for n in range(200)])
            people = unit.insert_many(
                "contact",
                [{"name": f"P {n}", "primary_account_id": accounts[n % 200]} for n in range(PEOPLE)],
            )
            unit.update_many("contact", [(one, {"title": "Buyer"}) for one in people])
        _say(unit.txn.hex() if unit.txn else "")


def _upgrade(path: Path) -> None:
    vars(databases).update(STEPS=(*STEPS, later), SCHEMA=SCHEMA + 1)
    _say("ready")
    databases.open_database(path)
    _say("upgraded")
    sys.stdin.read()


if __name__ == "__main__":
    {"log": _log, "import": _import, "upgrade": _upgrade}[sys.argv[1]](Path(sys.argv[2]))
