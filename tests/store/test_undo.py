"""An undo gives back what was there, field by field, and leaves alone what was changed since."""

import sqlite3
from pathlib import Path

import pytest

from repcockpit.domain.errors import NothingToUndoError
from repcockpit.store.database import open_database
from repcockpit.store.undo import take_back
from repcockpit.store.undo_order import is_taken_back, next_to_undo, standing_form, transaction
from repcockpit.store.unit import Unit
from tests.store.rows import agrees, hide, insert, one, redo, undo, update, visible


def test_steps_on_one_field_are_taken_back_one_after_the_other(db: sqlite3.Connection) -> None:
    row = insert(db, "contact", name="Ana")
    for title in ("Buyer", "Head", "Director"):
        update(db, "contact", row, title=title)
    seen = []
    for _ in range(3):
        assert undo(db) == []
        seen.append(one(db, "contact", row, "title"))
    assert seen == ["Head", "Buyer", None]
    assert undo(db) == []
    assert visible(db) == {}
    for back in (None, "Buyer", "Head", "Director"):
        assert redo(db) == []
        assert one(db, "contact", row, "title", "_hidden") == (back, 0)
    with pytest.raises(NothingToUndoError):
        redo(db)
    assert agrees(db)


def test_an_undone_removal_does_not_stand_in_the_way_of_undoing_the_insert(db: sqlite3.Connection) -> None:
    row = insert(db, "contact", name="Ana")
    hide(db, "contact", row)
    assert undo(db) == []
    assert undo(db) == []
    assert visible(db) == {}
    assert agrees(db)


def test_what_another_author_changed_since_is_skipped_and_listed(db: sqlite3.Connection) -> None:
    me, other = b"m" * 16, b"o" * 16
    with Unit(db, "add", author_id=me) as unit:
        row = unit.insert("contact", {"name": "Ana"})
    with Unit(db, "two fields", author_id=me) as unit:
        unit.update("contact", row, {"title": "Buyer", "department": "Purchasing"})
    with Unit(db, "theirs", author_id=other) as unit:
        unit.update("contact", row, {"title": "Director"})
    skipped = undo(db, author=me)
    assert [(one.field, one.reason) for one in skipped] == [("title", "changed since")]
    assert one(db, "contact", row, "title", "department") == ("Director", None)
    skipped = undo(db, author=me)
    assert [one.field for one in skipped] == ["title"]
    assert one(db, "contact", row, "_hidden") == 0


def test_what_another_author_changed_and_took_back_is_no_change(db: sqlite3.Connection) -> None:
    me, other = b"m" * 16, b"o" * 16
    with Unit(db, "add", author_id=me) as unit:
        row = unit.insert("contact", {"name": "Ana"})
    with Unit(db, "theirs", author_id=other) as unit:
        unit.update("contact", row, {"title": "Director"})
    assert undo(db, author=other) == []
    assert undo(db, author=me) == []
    assert visible(db) == {}


def test_a_value_set_and_set_back_by_hand_is_a_change(db: sqlite3.Connection) -> None:
    row = insert(db, "contact", name="Ana", title="Buyer")
    first = update(db, "contact", row, title="Head")
    update(db, "contact", row, title="Director")
    update(db, "contact", row, title="Head")
    named = transaction(db, first or b"")
    assert named is not None
    assert [one.field for one in undo(db, named)] == ["title"]
    assert one(db, "contact", row, "title") == "Head"


def test_composites_come_back_whole(db: sqlite3.Connection) -> None:
    row = insert(db, "account", name="Acme", street="Main St 1", city="Lyon", country="FR")
    update(db, "account", row, street="Other St 2")
    update(db, "account", row, city="Paris")
    undo(db)
    assert one(db, "account", row, "street", "city", "country") == ("Other St 2", "Lyon", "FR")
    undo(db)
    assert one(db, "account", row, "street", "city", "country") == ("Main St 1", "Lyon", "FR")


def test_a_row_that_something_written_since_points_to_stays_with_its_parts(db: sqlite3.Connection) -> None:
    with Unit(db, "import", kind="import") as unit:
        account = unit.insert("account", {"name": "Acme"})
        kept = unit.insert("contact", {"name": "Ana", "primary_account_id": account})
        gone = unit.insert("contact", {"name": "Bob", "primary_account_id": account})
        point = unit.insert("contact_point", {"contact_id": kept, "kind": "phone", "value": "1"})
        other = unit.insert("contact_point", {"contact_id": gone, "kind": "phone", "value": "2"})
    imported = next_to_undo(db, None)
    with Unit(db, "log") as unit:
        call = unit.insert("interaction", {"type": "call", "status": "completed"})
        unit.insert("participant", {"interaction_id": call, "contact_id": kept})
    skipped = undo(db, imported)
    assert {(one.table, one.row_id) for one in skipped} == {("contact", kept), ("account", account)}
    assert {key[1] for key in visible(db) if key[0] in ("account", "contact", "contact_point")} == {
        account,
        kept,
        point,
    }
    assert one(db, "contact_point", other, "_hidden") == 1


def test_a_row_changed_since_stays_with_what_it_points_to(db: sqlite3.Connection) -> None:
    with Unit(db, "import", kind="import") as unit:
        account = unit.insert("account", {"name": "Acme"})
        row = unit.insert("contact", {"name": "Ana", "primary_account_id": account})
        tag = unit.insert("tag", {"name": "vip"})
        tagging = unit.insert("tagging", {"tag_id": tag, "target_id": row})
    imported = next_to_undo(db, None)
    update(db, "contact", row, title="Buyer")
    undo(db, imported)
    assert {key[1] for key in visible(db)} == {account, row, tag, tagging}


def test_a_reference_that_is_taken_back_too_holds_nothing(db: sqlite3.Connection) -> None:
    row = insert(db, "contact", name="Ana")
    with Unit(db, "move") as unit:
        account = unit.insert("account", {"name": "Acme"})
        unit.update("contact", row, {"primary_account_id": account})
    moved = next_to_undo(db, None)
    insert(db, "tag", name="unrelated")
    assert undo(db, moved) == []
    assert one(db, "contact", row, "primary_account_id") is None
    assert one(db, "account", account, "_hidden") == 1


def test_undo_of_a_second_import_that_brought_rows_back(db: sqlite3.Connection) -> None:
    row = insert(db, "contact", id=b"x" * 16, name="Ana")
    undo(db)
    with Unit(db, "again", kind="import") as unit:
        unit.insert("contact", {"id": row, "name": "Ana", "title": "Buyer"})
    assert one(db, "contact", row, "_hidden", "title") == (0, "Buyer")
    assert undo(db) == []
    assert one(db, "contact", row, "_hidden", "title") == (1, None)
    assert redo(db) == []
    assert one(db, "contact", row, "_hidden", "title") == (0, "Buyer")
    assert agrees(db)


def test_hidden_and_shown_again_in_one_transaction_is_no_change(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    with Unit(db, "both") as unit:
        unit.hide("task", row)
        unit.unhide("task", row)
        unit.update("task", row, {"note": "x"})
    assert undo(db) == []
    assert one(db, "task", row, "_hidden", "note") == (0, None)
    assert undo(db) == []
    assert one(db, "task", row, "_hidden") == 1


def test_a_field_of_a_row_in_the_bin_is_left_alone(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    changed = transaction(db, update(db, "task", row, note="x") or b"")
    hide(db, "task", row)
    assert [(one.field, one.reason) for one in undo(db, changed)] == [("note", "it is in the bin")]


def test_a_removal_that_was_settled_by_hand_is_skipped(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    hide(db, "task", row)
    removal = next_to_undo(db, None)
    with Unit(db, "restore") as unit:
        unit.unhide("task", row)
    hide(db, "task", row)
    assert [(one.field, one.reason) for one in undo(db, removal)] == [("", "changed since")]
    assert one(db, "task", row, "_hidden") == 1


def test_redo_is_over_after_another_write(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    update(db, "task", row, note="x")
    undo(db)
    update(db, "task", row, note="y")
    with pytest.raises(NothingToUndoError):
        redo(db)


def test_the_order_of_undos_and_redos_survives_reopening(database: Path) -> None:
    db = open_database(database)
    row = insert(db, "task", title="Call")
    update(db, "task", row, note="x")
    db.close()
    db = open_database(database)
    undo(db)
    db.close()
    db = open_database(database)
    redo(db)
    db.close()
    db = open_database(database)
    assert one(db, "task", row, "note") == "x"
    undo(db)
    undo(db)
    assert visible(db) == {}
    with pytest.raises(NothingToUndoError):
        undo(db)
    db.close()


def test_a_redone_transaction_stands_through_its_redo(db: sqlite3.Connection) -> None:
    row = insert(db, "task", title="Call")
    first = next_to_undo(db, None)
    undo(db)
    assert is_taken_back(db, first.id)
    redo(db)
    assert not is_taken_back(db, first.id)
    standing = standing_form(db, first)
    assert standing.kind == "redo"
    with Unit(db, "undo", kind="undo", undoes=standing.id) as unit:
        assert take_back(db, standing.no, unit) == []
    assert one(db, "task", row, "_hidden") == 1
    assert is_taken_back(db, first.id)


def test_before_init_it_is_this_devices_and_afterwards_this_authors(db: sqlite3.Connection) -> None:
    me, other = b"m" * 16, b"o" * 16
    row = insert(db, "task", title="before init")
    with Unit(db, "theirs", author_id=other) as unit:
        unit.insert("task", {"title": "theirs"})
    assert next_to_undo(db, me).label == "add task"
    undo(db, author=me)
    assert one(db, "task", row, "_hidden") == 1
    with pytest.raises(NothingToUndoError):
        next_to_undo(db, me)


def test_undo_of_a_merge_parts_the_two_again(db: sqlite3.Connection) -> None:
    keep = insert(db, "contact", name="Ana Ruiz")
    drop = insert(db, "contact", name="A. Ruiz", email="ana@x.example")
    with Unit(db, "merge", kind="merge") as unit:
        unit.update("contact", drop, {"merged_into": keep})
        unit.insert("contact_point", {"contact_id": keep, "kind": "email", "value": "ana@x.example"})
    assert one(db, "contact", drop, "root_id") == keep
    assert undo(db) == []
    assert one(db, "contact", drop, "root_id", "merged_into") == (None, None)
    assert [key[0] for key in visible(db)] == ["contact", "contact"]
    assert agrees(db)
