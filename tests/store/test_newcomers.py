"""Derived columns that come with the insert are those of the end of the transaction, whatever follows."""

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repcockpit.domain.ids import derived_id
from repcockpit.store import newcomers
from repcockpit.store.database import open_database
from repcockpit.store.unit import Unit
from tests.store.guard import guard
from tests.store.naive import differences
from tests.store.rows import agrees, one
from tests.store.test_derived import OPERATIONS, _apply

HOUSES = [b"h" * 14 + bytes(divmod(no, 256)) for no in range(300)]
PEOPLE = [b"p" * 14 + bytes(divmod(no, 256)) for no in range(300)]


def _houses(**more: object) -> list[dict[str, Any]]:
    return [
        {
            "id": house,
            "name": f"Acmé {no}",
            "segment": "ABCD"[no % 4],
            "tracking_started_on": "2026-10-01",
            **more,
        }
        for no, house in enumerate(HOUSES)
    ]


def _people(**more: object) -> list[dict[str, Any]]:
    return [
        {
            "id": person,
            "name": f"Ána {no}" if no else None,
            "role": ("champion", "end_user", None)[no % 3],
            "primary_account_id": HOUSES[no] if no % 5 else None,
            "tracking_started_on": "2026-10-01",
            **more,
        }
        for no, person in enumerate(PEOPLE)
    ]


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(groups=st.lists(st.lists(OPERATIONS, min_size=1, max_size=6), min_size=1, max_size=4))
def test_rows_that_come_in_any_order_are_right(groups: list[list[tuple[Any, ...]]]) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(newcomers, "_BULK", 1)
        db = guard(open_database(Path(folder) / "book.db"))
        db.execute("pragma synchronous = off")
        for no, group in enumerate(groups, start=1):
            # Only the last transaction meets anybody: an account that comes in after its calls is not looked up.
            others = ("undo", "moved") if no == len(groups) else ("undo", "moved", "interaction", "met")
            with Unit(db, "write") as unit:
                for operation in group:
                    if operation[0] not in others:
                        _apply(unit, operation)
            assert differences(db) == []
        assert agrees(db)
        db.close()


def test_a_bulk_of_rows_is_written_once(db: sqlite3.Connection) -> None:
    written: list[str] = []
    with Unit(db, "import") as unit:
        unit.insert_many("account", _houses(owner_id=b"r" * 16))
        unit.insert_many("contact", _people())
        db.set_trace_callback(written.append)
    db.set_trace_callback(None)
    assert not [text for text in written if text.startswith(("update account", "update contact"))]
    assert one(db, "contact", PEOPLE[1], "folded") == "ana 1"
    assert one(db, "contact", PEOPLE[1], "keeper_id") == b"r" * 16
    assert one(db, "contact", PEOPLE[1], "due_on") is not None
    assert differences(db) == []


def test_accounts_may_come_after_their_people(db: sqlite3.Connection) -> None:
    with Unit(db, "people") as unit:
        unit.insert_many("contact", _people())
        unit.insert_many("account", _houses(status="prospect"))
    assert differences(db) == []


def test_accounts_may_come_a_transaction_after_their_people(db: sqlite3.Connection) -> None:
    with Unit(db, "people") as unit:
        unit.insert_many("contact", _people())
    with Unit(db, "accounts") as unit:
        unit.insert_many("account", _houses(status="prospect", owner_id=b"r" * 16))
    assert differences(db) == []


@pytest.mark.parametrize(
    "change", [{"status": "former"}, {"merged_into": HOUSES[2]}, {"owner_id": b"r" * 16}]
)
def test_what_is_changed_afterwards_counts(db: sqlite3.Connection, change: dict[str, Any]) -> None:
    with Unit(db, "import") as unit:
        unit.insert_many("account", _houses())
        unit.insert_many("contact", _people())
        unit.update("account", HOUSES[1], change)
        unit.update("contact", PEOPLE[3], {"name": "Bo"})
        unit.hide("contact", PEOPLE[4])
    assert one(db, "contact", PEOPLE[3], "folded") == "bo"
    assert differences(db) == []


def test_roles_rules_and_odd_values_count(db: sqlite3.Connection) -> None:
    with Unit(db, "roles") as unit:
        person = PEOPLE[1]
        role = {"id": derived_id(person, "x"), "contact_id": person, "role": "decision_maker"}
        unit.insert("contact_role", role)
    with Unit(db, "import") as unit:
        unit.insert_many("account", _houses(interval_days="20"))
        unit.insert_many("contact", _people(do_not_contact="0"))
    with Unit(db, "more") as unit:
        rows = _people(do_not_contact=1)
        for row in rows:
            row["id"] = b"q" + row["id"][1:]
        unit.insert_many("contact", rows)
    assert one(db, "account", HOUSES[0], "cadence_days") == 20
    assert differences(db) == []
