"""Rare meetings of devices: what comes in an odd order, stands beside, or was written by two at once."""

from pathlib import Path

import pytest

from repcockpit.store.checks import derived_differences
from repcockpit.store.unit import Unit
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.seal import seal
from tests.sync.merge.devices import TEAM, Device, meet

Pair = tuple[Device, Device]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Device(tmp_path, "a"), Device(tmp_path, "b")


def test_an_account_and_a_person_that_come_after_what_was_done_with_them_have_their_last_touch(
    pair: Pair,
) -> None:
    a, b = pair
    account, person = a.insert("account", name="Northglass"), a.insert("contact", name="Maria")
    seal(a.db, TEAM)
    with Unit(a.db, "log") as unit:
        call = {"type": "visit", "status": "completed", "occurred_on": "2026-11-20", "account_id": account}
        met = unit.insert("interaction", call)
        unit.insert("participant", {"interaction_id": met, "contact_id": person})
    seal(a.db, TEAM)
    first, second = held_frames(a.db)
    ingest(b.db, TEAM, [second])
    ingest(b.db, TEAM, [first])
    assert derived_differences(b.db) == {}
    assert b.one("account", account, "last_touch_on") == b.one("contact", person, "last_touch_on")
    assert b.one("account", account, "last_touch_on") == "2026-11-20"


def test_a_restore_leaves_nothing_beside_that_it_replaced(pair: Pair) -> None:
    a, b = pair
    row = b"i" * 16
    a.insert("task", id=row, title="Call")
    b.insert("task", id=row, title="Call")
    meet(a, b)
    a.hide("task", row)
    a.unhide("task", row)
    b.pull(a)
    told = [one.db.execute("select field_no from sync_head").fetchall() for one in pair]
    assert len(told[0]) == len(told[1]) == 1
