"""Many updates at once: unchanged fields dropped, a row changed twice, composites, what was seen."""

from collections.abc import Iterator
from pathlib import Path
from sqlite3 import Connection

import pytest

from repcockpit.domain.errors import InvalidValueError
from repcockpit.store import log
from repcockpit.store.database import open_database
from repcockpit.store.unit import Unit
from repcockpit.sync.merge.proof import differences


@pytest.fixture
def db(database: Path) -> Iterator[Connection]:
    opened = open_database(database)
    yield opened
    opened.close()


def _deals(db: Connection, count: int) -> list[bytes]:
    with Unit(db, "deals") as unit:
        return unit.insert_many(
            "deal", [{"name": f"Line {no}", "stage": "open", "amount": no} for no in range(count)]
        )


def test_only_what_differs_is_counted_and_logged(db: Connection) -> None:
    ids = _deals(db, 3)
    with Unit(db, "same") as unit:
        assert unit.update_many("deal", [(ids[1], {"name": "Line 1", "stage": "open", "amount": 1})]) == 0
    assert unit.txn is None
    with Unit(db, "won") as unit:
        assert unit.update_many("deal", [(one, {"name": "Line 2", "stage": "won"}) for one in ids]) == 3
    changes = list(log.changes_of(db, 2))
    assert [set(change.new) for change in changes] == [{"name", "stage"}, {"name", "stage"}, {"stage"}]
    assert changes[0].old == {"name": "Line 0", "stage": "open"}


def test_a_row_changed_twice_in_one_batch_ends_as_the_last_change_says(db: Connection) -> None:
    (row_id,) = _deals(db, 1)
    changes = [
        (row_id, {"stage": "won", "name": "First"}),
        (row_id, {"name": "Second"}),
        (row_id, {"stage": "won"}),
    ]
    with Unit(db, "twice") as unit:
        assert unit.update_many("deal", changes) == 2
    first, second = log.changes_of(db, 2)
    assert second.stamp > first.stamp
    assert second.old == {"name": "First"}
    name, stage, dots = db.execute("select name, stage, _dots from deal").fetchone()
    assert (name, stage) == ("Second", "won")
    assert log.decode_dots(dots)["name"][0] == second.stamp
    assert log.decode_dots(dots)["stage"][0] == first.stamp
    assert list(differences(db)) == []


def test_members_of_a_composite_change_together(db: Connection) -> None:
    (row_id,) = _deals(db, 1)
    with Unit(db, "currency") as unit:
        assert unit.update("deal", row_id, {"currency": "EUR"})
    (change,) = log.changes_of(db, 2)
    assert change.new == {"value": [0.0, "EUR"]}
    assert change.old == {"value": [0.0, None]}
    assert list(differences(db)) == []


def test_what_was_seen_is_replaced_and_what_came_since_stands_beside(db: Connection) -> None:
    (row_id,) = _deals(db, 1)
    seen = db.execute("select _dots from deal").fetchone()[0]
    with Unit(db, "background") as unit:
        unit.update("deal", row_id, {"name": "Theirs"})
    with Unit(db, "form") as unit:
        unit.update("deal", row_id, {"name": "Ours", "stage": "won"}, seen=seen)
    (body,) = db.execute("select body from change where txn_no = 3").fetchone()
    numbers = {name: no for no, name in db.execute("select no, name from table_name")}
    replaced, base = log.decode(body)[0][5], log.transaction_stamp(db, 3)
    first = log.decode_dots(seen)["*"]
    assert replaced == {numbers["name"]: [[base - first[0], 1]], numbers["stage"]: [[base - first[0], 1]]}
    assert db.execute("select value, differs from sync_head").fetchall() == [(log.encode("Theirs"), 1)]
    assert "+name" in log.decode_dots(db.execute("select _dots from deal").fetchone()[0])


def test_parts_hold_a_thousand_records_and_every_row_keeps_its_history(db: Connection) -> None:
    ids = _deals(db, 1_500)
    with Unit(db, "all") as unit:
        assert unit.update_many("deal", ((one, {"stage": "lost"}) for one in ids)) == 1_500
        assert unit.changed_rows == 1_500
    parts = db.execute("select txn_no, part, body from change order by no").fetchall()
    assert [(txn, part, len(log.decode(body))) for txn, part, body in parts] == [
        (1, 0, 1_000), (1, 1, 500), (2, 0, 1_000), (2, 1, 500),
    ]  # fmt: skip
    assert db.execute("select count(*) from touched").fetchone()[0] == 3_000
    assert list(differences(db)) == []


def test_the_search_index_follows_notes_written_many_at_once(db: Connection) -> None:
    with Unit(db, "calls") as unit:
        ids = unit.insert_many("interaction", [{"note": f"sand {no}"} for no in range(3)])
    with Unit(db, "notes") as unit:
        unit.update_many(
            "interaction",
            [(ids[0], {"note": "glass"}), (ids[0], {"note": "pumps"}), (ids[1], {"subject": "hi"})],
        )
    text = "select count(*) from note_index where note_index match ?"
    found = {word: db.execute(text, (word,)).fetchone()[0] for word in ("sand", "glass", "pumps", "hi")}
    assert found == {"sand": 2, "glass": 0, "pumps": 1, "hi": 1}


def test_unknown_rows_and_fields_are_refused(db: Connection) -> None:
    (row_id,) = _deals(db, 1)
    with pytest.raises(InvalidValueError, match="there is no deal"), Unit(db, "x") as unit:
        unit.update("deal", bytes(16), {"name": "x"})
    with pytest.raises(InvalidValueError, match="no field"), Unit(db, "x") as unit:
        unit.update("deal", row_id, {"colour": "x"})
    with pytest.raises(InvalidValueError, match="no field"), Unit(db, "x") as unit:
        unit.insert("deal", {"colour": "x"})
