"""Unit: rows, log and history in one transaction, or nothing."""

import sqlite3
from datetime import date
from typing import Any

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.store import log
from repcockpit.store import unit as units
from repcockpit.store.record_kinds import DELETE, UPDATE
from repcockpit.store.unit import Unit
from tests.store.rows import agrees, dots, hide, insert, one, update, visible

CLOCK = 1_795_000_000_000


def test_a_fresh_row_holds_one_dot_and_no_defaults_in_the_log(db: sqlite3.Connection) -> None:
    with Unit(db, "add") as unit:
        row = unit.insert("contact", {"name": "Ana", "title": "", "do_not_mail": False, "birthday": None})
    assert dots(db, "contact", row) == {"*": [unit.stamp, 1]}
    (change,) = log.changes_of(db, 1)
    assert change.new == {"name": "Ana", "do_not_mail": 0}
    assert change.old == {}
    assert one(db, "contact", row, "title") is None
    assert len(row) == 16


def test_dates_become_text_and_minus_zero_zero(db: sqlite3.Connection) -> None:
    row = insert(db, "deal", closed_on=date(2026, 11, 2), amount=-0.0)
    assert one(db, "deal", row, "closed_on", "amount") == ("2026-11-02", 0.0)
    assert str(one(db, "deal", row, "amount")) == "0.0"


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        1 << 63,
        -(1 << 63),
        "\ud800",
        "x" * ((1 << 20) + 1),
        "é" * (1 << 20),
        ["a"],
        {},
    ],
    ids=["nan", "inf", "64 bits", "-64 bits", "surrogate", "long", "long in bytes", "list", "dict"],
)
def test_values_that_would_not_survive_are_refused_and_nothing_is_written(
    db: sqlite3.Connection, value: Any
) -> None:
    with pytest.raises(InvalidValueError), Unit(db, "add") as unit:
        unit.insert_many("contact", [{"name": "before"}, {"name": value}])
    assert not db.in_transaction
    assert visible(db) == {}
    assert db.execute("select count(*) from txn").fetchone() == (0,)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "\x00", "\x1b[31m", "\u202eevil", "\U0001f469\u200d\U0001f467", "漢字", "a" * (1 << 20), " "],
    ids=["formula", "nul", "escape", "bidi", "emoji", "CJK", "1 MiB", "space"],
)
def test_hostile_text_survives_unchanged(db: sqlite3.Connection, text: str) -> None:
    row = insert(db, "contact", note=text)
    assert one(db, "contact", row, "note") == text
    assert agrees(db)


@pytest.mark.parametrize("row_id", ["x" * 16, b"short", 5])
def test_an_id_is_sixteen_bytes(db: sqlite3.Connection, row_id: Any) -> None:
    with pytest.raises(InvalidValueError), Unit(db, "add") as unit:
        unit.insert("tag", {"id": row_id, "name": "x"})


@pytest.mark.parametrize("name", ["colour", "root_id", "_dots", "_hidden", "folded"])
def test_unknown_and_derived_columns_are_refused(db: sqlite3.Connection, name: str) -> None:
    row = insert(db, "account", name="Acme")
    with pytest.raises(InvalidValueError), Unit(db, "add") as unit:
        unit.insert("account", {name: "x"})
    with pytest.raises(InvalidValueError), Unit(db, "set") as unit:
        unit.update("account", row, {name: "x"})


def test_a_row_that_is_not_there_cannot_be_changed(db: sqlite3.Connection) -> None:
    with pytest.raises(InvalidValueError), Unit(db, "set") as unit:
        unit.update("tag", b"n" * 16, {"name": "x"})
    with Unit(db, "nothing") as unit:
        assert not unit.hide("tag", b"n" * 16)
        assert not unit.unhide("tag", b"n" * 16)
    assert unit.txn is None


def test_what_changes_nothing_is_no_transaction(db: sqlite3.Connection) -> None:
    row = insert(db, "tag", name="vip")
    with Unit(db, "same") as unit:
        assert not unit.update("tag", row, {"name": "vip"})
        assert not unit.unhide("tag", row)
        unit.insert("tag", {"id": row, "name": "vip"})
    assert unit.txn is None
    assert unit.changed_rows == 0
    assert db.execute("select count(*) from txn").fetchone() == (1,)


def test_blank_text_clears(db: sqlite3.Connection) -> None:
    row = insert(db, "tag", name="vip")
    update(db, "tag", row, name="")
    assert one(db, "tag", row, "name") is None


def test_two_writes_to_a_row_take_their_own_stamps(db: sqlite3.Connection) -> None:
    with Unit(db, "both") as unit:
        row = unit.insert("task", {"title": "Call"})
        unit.update("task", row, {"note": "a"})
        unit.update("task", row, {"note": "b"})
    stamps = [change.stamp for change in log.changes_of(db, 1)]
    assert stamps == sorted(set(stamps))
    assert stamps[0] == unit.stamp
    assert dots(db, "task", row)["note"] == [stamps[2], 1]
    assert agrees(db)


def test_the_same_id_twice_in_one_call_is_one_row(db: sqlite3.Connection) -> None:
    row = b"t" * 16
    with Unit(db, "twice") as unit:
        unit.insert_many("tag", [{"id": row, "name": "a"}, {"id": row, "name": "b"}])
    assert visible(db) == {("tag", row): ("b",)}
    assert agrees(db)


def test_a_hidden_id_inserted_again_is_shown_and_updated(db: sqlite3.Connection) -> None:
    row = insert(db, "task", id=b"t" * 16, title="Call", note="old")
    hide(db, "task", row)
    insert(db, "task", id=row, title="Call again")
    assert one(db, "task", row, "_hidden", "title", "note") == (0, "Call again", "old")
    assert set(dots(db, "task", row)) == {"*", "_alive", "title"}
    assert agrees(db)


def test_hide_names_what_was_seen_and_twice_is_once(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    seen = one(db, "task", row, "_dots")
    with Unit(db, "remove") as unit:
        assert unit.hide("task", row, seen=seen)
        assert not unit.hide("task", row)
    body = db.execute("select body from change order by no desc").fetchone()[0]
    (record,) = log.decode(body)
    first = log.decode_dots(seen)["*"]
    assert record[0] == DELETE
    assert record[5] == [[unit.stamp - first[0], 1]]


def test_a_delete_that_did_not_see_an_edit_leaves_the_row_flagged(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    seen = one(db, "task", row, "_dots")
    update(db, "task", row, note="x")
    with Unit(db, "remove") as unit:
        assert unit.hide("task", row, seen=seen)
    assert one(db, "task", row, "_hidden", "note") == (0, "x")
    assert db.execute("select is_open from sync_delete").fetchall() == [(1,)]
    with Unit(db, "it stays") as unit:
        assert unit.unhide("task", row)
        assert not unit.unhide("task", row)
    assert db.execute("select is_open from sync_delete").fetchall() == [(0,)]
    hide(db, "task", row)
    assert one(db, "task", row, "_hidden") == 1


def test_a_value_written_over_one_not_seen_stands_beside_it(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call", note="v1")
    seen = one(db, "task", row, "_dots")
    update(db, "task", row, note="v2")
    with Unit(db, "late form") as unit:
        unit.update("task", row, {"note": "v3"}, seen=seen)
    assert one(db, "task", row, "note") == "v3"
    assert db.execute("select value, differs from sync_head").fetchall() == [(log.encode("v2"), 1)]
    shown = one(db, "task", row, "_dots")
    with Unit(db, "settle", kind="settle") as unit:
        assert unit.settle("task", row, {"note": "v3"}, seen=shown)
    assert db.execute("select * from sync_head").fetchall() == []
    assert set(dots(db, "task", row)) == {"*", "note"}


def test_a_dry_run_leaves_no_trace(db: sqlite3.Connection) -> None:
    before = list(db.iterdump())
    with Unit(db, "dry") as unit:
        unit.insert("task", {"title": "Call"})
        unit.cancel()
    assert list(db.iterdump()) == before
    assert unit.txn is None
    insert(db, "task", title="Call")
    assert db.execute("select no, n from txn").fetchall() == [(1, 1)]


def _stopped(db: sqlite3.Connection) -> None:
    with Unit(db, "stopped") as unit:
        unit.insert("task", {"title": "Call"})
        raise KeyboardInterrupt


def test_an_exception_leaves_no_trace(db: sqlite3.Connection) -> None:
    before = list(db.iterdump())
    with pytest.raises(KeyboardInterrupt):
        _stopped(db)
    assert list(db.iterdump()) == before


def test_numbers_are_dense_and_the_transaction_is_described(db: sqlite3.Connection) -> None:
    for number in range(4):
        with Unit(db, f"add {number}", author_id=b"m" * 16, zone="Europe/Madrid", kind="import") as unit:
            unit.insert("tag", {"name": str(number)})
    rows = db.execute("select no, n, label, kind, zone, author_id, schema from txn").fetchall()
    assert [row[:3] for row in rows] == [(no, no, f"add {no - 1}") for no in range(1, 5)]
    assert {row[3:6] for row in rows} == {("import", "Europe/Madrid", b"m" * 16)}
    assert {row[6] for row in rows} == {db.execute("pragma user_version").fetchone()[0]}
    assert db.execute("select id from txn order by no desc").fetchone() == (unit.txn,)


def test_touched_lists_each_row_once_a_transaction(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    with Unit(db, "twice") as unit:
        unit.update("task", row, {"note": "a"})
        unit.update("task", row, {"note": "b"})
    assert db.execute("select row_id, txn_no from touched").fetchall() == [(row, 1), (row, 2)]


def test_parts_hold_a_thousand_records(db: sqlite3.Connection) -> None:
    with Unit(db, "import") as unit:
        ids = unit.insert_many("tag", [{"name": str(number)} for number in range(2_300)])
        unit.update("tag", ids[0], {"name": "first"})
    parts = db.execute("select part, body, old is null from change order by no").fetchall()
    assert [(part, len(log.decode(body)), is_new) for part, body, is_new in parts] == [
        (0, 1000, 1),
        (1, 1000, 1),
        (2, 301, 0),
    ]
    assert len(set(ids)) == 2_300
    assert ids == sorted(ids, key=lambda one: one[:6])
    assert agrees(db)


def test_the_body_decodes_to_the_wire_form(db: sqlite3.Connection) -> None:
    row = insert(db, "account", name="Acme", street="Main St 1")
    first = dots(db, "account", row)["*"]
    with Unit(db, "set") as unit:
        unit.update("account", row, {"city": "Lyon", "phone": "1", "name": "Acme Ltd"})
    names = dict(db.execute("select name, no from table_name").fetchall())
    body, old = db.execute("select body, old from change order by no desc").fetchone()
    back = [unit.stamp - first[0], 1]
    assert log.decode(body) == [
        [
            UPDATE,
            names["account"],
            row,
            0,
            {
                names["address"]: ["Main St 1", "Lyon", None, None, None],
                names["phone"]: "1",
                names["name"]: "Acme Ltd",
            },
            {names["address"]: [back], names["name"]: [back]},
        ]
    ]
    assert log.decode(old) == [
        {names["address"]: ["Main St 1", None, None, None, None], names["phone"]: None, names["name"]: "Acme"}
    ]


@pytest.mark.parametrize("clock", [CLOCK, CLOCK - 10**10, CLOCK + 10**10, 0, 10**15])
def test_stamps_rise_whatever_the_clock_does(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, clock: int
) -> None:
    monkeypatch.setattr(units, "wall_ms", lambda: CLOCK)
    row = insert(db, "task", title="Call")
    monkeypatch.setattr(units, "wall_ms", lambda: clock)
    stamps = [dots(db, "task", row)["*"][0]]
    for number in range(4):
        update(db, "task", row, note=str(number))
        stamps.append(dots(db, "task", row)["note"][0])
    assert stamps == sorted(set(stamps))
    believed = clock if 1_767_225_600_000 <= clock <= 7_258_118_400_000 else CLOCK
    assert max(believed, CLOCK) <= stamps[-1] >> 16 <= max(believed, CLOCK) + 10
    assert db.execute("select at from txn order by no desc").fetchone() == (clock,)
    assert agrees(db)


def test_equal_chance_and_a_still_clock_never_give_equal_dots(
    db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(units, "wall_ms", lambda: CLOCK)
    monkeypatch.setattr(units, "random_bytes", bytes)
    row = insert(db, "task", id=b"t" * 16, title="Call")
    found = {dots(db, "task", row)["*"][0]}
    for number in range(5):
        update(db, "task", row, note=str(number))
        found.add(dots(db, "task", row)["note"][0])
    assert len(found) == 6


def test_a_row_ahead_of_the_clock_drags_no_clock(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    ahead = (CLOCK + 10**12) << 16
    db.execute("drop trigger guard_task_set")
    db.execute("update task set _dots = ?", (log.encode({"*": [ahead, 1]}),))
    with Unit(db, "set") as unit:
        unit.update("task", row, {"note": "x"})
        other = unit.insert("task", {"title": "Other"})
    assert dots(db, "task", row)["note"][0] > ahead
    assert dots(db, "task", other)["*"][0] == unit.stamp < ahead
    assert db.execute("select value from meta where key = 'own_stamp'").fetchone() == (unit.stamp,)


def test_a_write_past_the_log_fails_in_tests(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    for text in (
        "update task set title = 'x'",
        "update task set _hidden = 1",
        "delete from task",
        "insert into task (id) values (x'00')",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="past the log"):
            db.execute(text)
    db.execute("update contact set due_on = null")
    assert one(db, "task", row, "title") == "Call"


def test_notes_are_found_after_every_kind_of_write(db: sqlite3.Connection) -> None:
    def found(word: str) -> int:
        return len(db.execute("select rowid from note_index where note_index match ?", (word,)).fetchall())

    row = insert(db, "interaction", type="note", note="Ácme wants palletised goods")
    assert found("acme") == 1
    update(db, "interaction", row, note="nothing")
    assert (found("palletised"), found("nothing")) == (0, 1)
    update(db, "interaction", row, note=None)
    assert found("nothing") == 0
    update(db, "interaction", row, subject="pallets")
    assert found("pallets") == 1


def test_a_row_in_the_bin_is_not_changed(db: sqlite3.Connection) -> None:
    row_id = insert(db, "tag", name="glass")
    hide(db, "tag", row_id)
    with pytest.raises(InvalidValueError, match="in the bin"):
        update(db, "tag", row_id, name="sand")
    assert agrees(db)
