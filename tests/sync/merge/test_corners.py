"""Rare meetings of devices: what comes in an odd order, stands beside, or was written by two at once."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.store import log
from repcockpit.store.checks import derived_differences
from repcockpit.store.database import set_meta
from repcockpit.store.unit import Unit
from repcockpit.sync.bodies import decode_body, encode_body
from repcockpit.sync.frames import NO_PREV, make_frame, plain_body
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.joining import publish_own, publish_restored
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.seal import seal
from repcockpit.sync.teams import own_team
from tests.store.rows import undo
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


def test_an_undo_leaves_what_a_merge_folded_into_the_rows_common_dot(pair: Pair) -> None:
    a, b = pair
    row = a.insert("contact", name="Maria", phone="1")
    a.update("contact", row, phone="2")
    b.pull(a)
    b.update("contact", row, phone="3", title="Buyer", note="met")
    b.hide("contact", row)
    b.unhide("contact", row)
    a.pull(b)
    assert [one.field for one in undo(a.db)] == ["phone"]
    assert a.one("contact", row, "phone") == "3"


def test_an_undo_leaves_a_field_that_somebody_else_wrote_at_the_same_time(pair: Pair) -> None:
    a, b = pair
    row = a.insert("contact", name="Maria", phone="1")
    b.pull(a)
    b.update("contact", row, phone="3")
    a.update("contact", row, phone="2")
    a.pull(b)
    before = a.one("contact", row, "phone")
    assert [one.field for one in undo(a.db)] == ["phone"]
    assert a.one("contact", row, "phone") == before


def test_an_undone_import_leaves_a_row_that_somebody_else_imported_before(pair: Pair) -> None:
    a, b = pair
    row = b"i" * 16
    b.insert("account", id=row, name="Saxo", phone="1")
    a.insert("account", id=row, name="Saxo")
    a.pull(b)
    assert undo(a.db)
    assert a.one("account", row, "phone", "_hidden") == ("1", 0)


def test_a_delete_of_a_row_in_conflict_can_be_undone(pair: Pair) -> None:
    a, b = pair
    row = b.insert("contact", name="Maria", phone="1")
    a.pull(b)
    a.update("contact", row, phone="2")
    b.update("contact", row, phone="3")
    a.pull(b)
    with Unit(a.db, "clear and delete") as unit:
        unit.update("contact", row, {"phone": None})
        unit.hide("contact", row)
    before = {"2", "3"}
    assert undo(a.db) == []
    beside = a.db.execute("select value from sync_head").fetchall()
    assert {a.one("contact", row, "phone"), *(log.decode(value) for (value,) in beside)} == before
    assert a.one("contact", row, "_hidden") == 0


def test_a_record_or_a_head_dated_after_2300_is_kept_and_not_applied(pair: Pair) -> None:
    a, b = pair
    row = a.insert("contact", name="Maria")
    seal(a.db, TEAM)
    (frame,) = held_frames(a.db)
    body = decode_body(plain_body(frame))
    ahead = [list(one) for one in body.transactions]
    ahead[0][10] = [(*one[:3], 1 << 60, *one[4:]) for one in ahead[0][10]]
    plain = encode_body(body._replace(transactions=ahead))
    late = make_frame(
        team=TEAM, replica=b"z" * 16, seq=1, prev=NO_PREV, schema=frame.header.schema, plain=plain
    )
    assert ingest(b.db, TEAM, [late, frame]).problems
    b.update("contact", row, name="Maria Luz")
    assert b.one("contact", row, "name") == "Maria Luz"


def test_a_later_versions_stream_and_new_names_come_together(pair: Pair) -> None:
    a, b = pair
    row = a.insert("contact", name="Maria")
    a.hide("contact", row)
    seal(a.db, TEAM)
    (frame,) = held_frames(a.db)
    other = make_frame(
        team=TEAM,
        stream=b"s" * 16,
        replica=b"\0" * 16,
        seq=1,
        prev=NO_PREV,
        schema=frame.header.schema,
        plain=plain_body(frame),
    )
    assert ingest(b.db, TEAM, [other, frame]).stored == 2
    assert b.one("contact", row, "_hidden") == 1


def test_numbers_of_another_type_arrive_as_the_columns_hold_them(pair: Pair) -> None:
    a, b = pair
    call = a.insert("interaction", type="call", minutes=5.0)
    word = a.insert("setting", name="touch.reply_days", value=5)
    a.update("interaction", call, minutes=6.0)
    with pytest.raises(InvalidValueError):
        a.update("interaction", call, minutes="six")
    with pytest.raises(InvalidValueError):
        a.insert("interaction", type="call", minutes=5.5)
    assert b.pull(a).problems == ()
    assert (b.one("interaction", call, "minutes"), b.one("setting", word, "value")) == (6, "5")


def test_what_is_taken_out_of_the_bin_after_joining_is_sent_as_it_is(pair: Pair) -> None:
    a, b = pair
    b.insert("account", name="Team's")
    row = a.insert("account", name="Gone", phone="1")
    a.update("account", row, phone="2")
    a.hide("account", row)
    a.pull(b)
    publish_own(a.db, "Ann", zone="UTC")
    b.pull(a)
    assert b.one("account", row, "name") is None
    assert list(differences(a.db)) == []
    a.unhide("account", row)
    assert publish_restored(a.db, zone="UTC") == 1
    assert publish_restored(a.db, zone="UTC") == 0
    meet(a, b)
    for one in pair:
        assert one.one("account", row, "name", "phone", "_hidden") == ("Gone", "2", 0)
        assert list(differences(one.db)) == []


def test_an_id_under_which_others_wrote_is_nobodys_to_drop_though_the_sync_was_killed(pair: Pair) -> None:
    a, b = pair
    b.insert("task", title="Call")
    set_meta(a.db, "team_id", TEAM)
    set_meta(a.db, "team_is_provisional", 1)
    assert own_team(a.db).is_provisional
    a.pull(b)
    assert not own_team(a.db).is_provisional
