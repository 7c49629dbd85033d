"""What devices show after they met: current values, conflicts, deletes, restores."""

from pathlib import Path

import pytest

from repcockpit.domain.ids import derived_id
from repcockpit.store import log
from repcockpit.store.database import immediate, set_meta
from repcockpit.store.erased import ErasedRow
from repcockpit.store.incarnations import own_replica
from repcockpit.store.unit import Unit
from repcockpit.sync.carriers.contract import Changed
from repcockpit.sync.erasing import Erasing
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.seal import seal
from tests.sync.merge.devices import TEAM, Device, meet


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Device, Device]:
    return Device(tmp_path, "a"), Device(tmp_path, "b")


def test_a_row_and_its_changes_arrive(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = a.insert("account", name="Northglass", segment="A", city="Leeds", country="GB")
    a.update("account", row, note="first")
    found = b.pull(a)
    assert (found.stored, found.received, found.forked, found.problems) == (1, 2, False, ())
    assert b.one("account", row, "name", "city", "note", "_hidden") == ("Northglass", "Leeds", "first", 0)
    assert b.pull(a).stored == 0
    assert a.pull(b).stored == 0


def test_edits_of_different_fields_meet_and_of_one_field_are_listed(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = a.insert("contact", name="Maria", phone="1")
    b.pull(a)
    a.update("contact", row, phone="2", title="Buyer")
    b.update("contact", row, phone="3", note="x")
    meet(a, b)
    assert a.one("contact", row, "phone") == b.one("contact", row, "phone")
    for one in pair:
        assert one.one("contact", row, "title", "note") == ("Buyer", "x")
        ((beside, differs),) = one.db.execute("select value, differs from sync_head").fetchall()
        assert {one.one("contact", row, "phone"), log.decode(beside)} == {"2", "3"}
        assert differs == 1
        assert "+phone" in one.dots("contact", row)


def test_a_settlement_ends_the_conflict_everywhere(pair: tuple[Device, Device]) -> None:

    a, b = pair
    row = a.insert("contact", name="Maria", phone="1")
    b.pull(a)
    a.update("contact", row, phone="2")
    b.update("contact", row, phone="3")
    meet(a, b)
    with Unit(a.db, "settle", kind="settle") as unit:
        unit.settle("contact", row, {"phone": "2"}, seen=a.one("contact", row, "_dots"))
    meet(a, b)
    for one in pair:
        assert one.one("contact", row, "phone") == "2"
        assert one.db.execute("select count(*) from sync_head").fetchone() == (0,)


def test_an_unseen_edit_brings_a_deleted_row_back_flagged(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = a.insert("task", title="Call")
    b.pull(a)
    a.hide("task", row)
    b.update("task", row, note="not yet")
    meet(a, b)
    for one in pair:
        assert one.one("task", row, "_hidden", "note") == (0, "not yet")
        assert one.db.execute("select is_open from sync_delete").fetchall() == [(1,)]
    b.hide("task", row)
    meet(a, b)
    for one in pair:
        assert one.one("task", row, "_hidden") == 1
    a.unhide("task", row)
    meet(a, b)
    for one in pair:
        assert one.one("task", row, "_hidden", "note") == (0, "not yet")


def test_what_comes_before_its_insert_waits_unborn(pair: tuple[Device, Device]) -> None:

    a, b = pair
    row = a.insert("task", title="Call")
    seal(a.db, TEAM)
    a.update("task", row, note="later")
    seal(a.db, TEAM)
    first, second = held_frames(a.db)
    ingest(b.db, TEAM, [second])
    assert b.one("task", row, "_hidden", "title", "note") == (2, None, "later")
    ingest(b.db, TEAM, [first])
    assert b.one("task", row, "_hidden", "title", "note") == (0, "Call", "later")
    assert b.dots("task", row).keys() == {"*", "note"}


def test_a_second_delete_closes_what_the_first_left_open(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = a.insert("task", title="Call")
    b.pull(a)
    a.update("task", row, title="Call again")
    b.hide("task", row)
    meet(a, b)
    assert a.db.execute("select is_open from sync_delete").fetchall() == [(1,)]
    a.hide("task", row)
    meet(a, b)
    for one in pair:
        assert one.one("task", row, "_hidden") == 1
        assert one.db.execute("select is_open from sync_delete").fetchall() == [(0,), (0,)]


def test_a_transaction_that_a_restored_backup_sealed_twice_is_one_in_the_proof(
    pair: tuple[Device, Device], tmp_path: Path
) -> None:
    a, b = pair
    a.insert("task", title="Call")
    twin = Device(tmp_path, "twin")
    a.db.backup(twin.db)
    meet(a, twin, b)
    assert b.db.execute("select count(*) from sync_frame").fetchone() == (2,)
    for one in (a, b, twin):
        assert list(differences(one.db)) == []
        assert one.db.execute("select count(*) from task").fetchone() == (1,)


def test_a_sync_whose_team_was_taken_over_meanwhile_stores_and_seals_nothing(
    pair: tuple[Device, Device],
) -> None:
    a, b = pair
    a.insert("task", title="Call")
    seal(a.db, TEAM)
    b.insert("task", title="Write")
    with immediate(b.db):
        set_meta(b.db, "team_id", b"another team's i")
    with pytest.raises(Changed):
        ingest(b.db, TEAM, held_frames(a.db))
    with pytest.raises(Changed):
        seal(b.db, TEAM)
    assert b.db.execute("select count(*) from sync_frame").fetchone() == (0,)


def test_two_imports_of_one_row_are_one_row_and_no_conflict(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = b"i" * 16
    a.insert("account", id=row, name="Saxo", tracking_started_on="2026-11-20")
    b.insert("account", id=row, name="Saxo", tracking_started_on="2026-11-23", phone="1")
    meet(a, b)
    for one in pair:
        assert one.one("account", row, "name", "phone") == ("Saxo", "1")
        assert one.one("account", row, "tracking_started_on") == a.one("account", row, "tracking_started_on")
        assert one.db.execute("select sum(differs) from sync_head").fetchone() == (0,)


def test_an_edit_replaces_the_like_values_of_an_import_on_two_devices(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = derived_id("export", "1")
    for one in pair:
        one.insert("account", id=row, name="Northglass", phone="1")
    meet(a, b)
    a.update("account", row, phone="2")
    shown = b.one("account", row, "_dots")
    b.update("account", row, name="Northglass Ltd", seen=shown)
    meet(a, b)
    for one in pair:
        assert one.one("account", row, "name", "phone") == ("Northglass Ltd", "2")
        assert one.db.execute("select count(*) from sync_head where differs = 1").fetchone() == (0,)
        assert not one.dots("account", row).keys() & {"+name", "+phone"}
        assert list(differences(one.db)) == []


def test_two_who_empty_an_address_do_not_disagree(pair: tuple[Device, Device]) -> None:
    a, b = pair
    row = a.insert("account", name="Northglass", city="Leeds", country="GB")
    b.pull(a)
    for one in pair:
        one.update("account", row, city=None, country=None)
    meet(a, b)
    a.update("account", row, phone="1")
    meet(a, b)
    for one in pair:
        assert one.db.execute("select differs from sync_head").fetchall() == [(0,)]


def test_the_label_of_a_transaction_in_parts_goes_with_any_part(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = pair
    with Unit(a.db, "add Maria of Northglass") as unit:
        house = unit.insert("account", {"name": "Northglass"})
        person = unit.insert("contact", {"name": "Maria", "primary_account_id": house})
    monkeypatch.setattr("repcockpit.sync.seal._PLAIN_BYTES", 1)
    monkeypatch.setattr("repcockpit.sync.seal._ALONE_BYTES", 1)
    assert seal(a.db, TEAM) == 2
    erasing = Erasing(b.db)
    with immediate(b.db):
        erasing.take([ErasedRow("contact", person, frozenset({"name"}), None, b"x")])
        erasing.finish()
    ingest(b.db, TEAM, held_frames(a.db), erasing=erasing)
    assert b.db.execute("select label from txn").fetchall() == [("",)]
    assert b.one("contact", person, "name").startswith("erased person")


def test_what_another_process_stored_meanwhile_is_not_stored_again(
    pair: tuple[Device, Device], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b = pair
    a.insert("task", title="Call")
    assert b.pull(a).stored == 1
    monkeypatch.setattr("repcockpit.sync.ingest.held_keys", lambda _: set())
    assert ingest(b.db, TEAM, held_frames(a.db)).stored == 0


def test_a_frame_of_ours_that_we_lack_makes_a_new_replica_at_once(
    pair: tuple[Device, Device], tmp_path: Path
) -> None:
    a, b = pair
    a.insert("task", title="Call")
    b.pull(a)
    copy = tmp_path / "copy.db"
    a.db.execute("vacuum into ?", (str(copy),))
    me = own_replica(a.db).id
    a.insert("task", title="here")
    twin = Device(tmp_path, "copy")
    twin.insert("task", title="there")
    b.pull(twin)
    assert a.pull(b).forked
    assert own_replica(a.db).id != me
    assert a.db.execute("select reason, successor_of from replica order by no desc limit 1").fetchone() == (
        "fork",
        me,
    )
    assert not a.pull(b).forked
    meet(a, b, twin)
    for one in (a, b, twin):
        assert {title for (title,) in one.db.execute("select title from task")} == {"Call", "here", "there"}
