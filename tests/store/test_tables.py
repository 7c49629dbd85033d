"""What the steps made and what the classes declare are one schema, both ways."""

import sqlite3

from repcockpit.store.declared import declared_schema, schema_differences, schema_in_file
from repcockpit.store.migrations import STEPS
from repcockpit.store.schema import DERIVED, LOCAL, SYNCED


def _newest() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    for step in STEPS:
        step(db)
    return db


def test_the_file_is_as_declared() -> None:
    assert list(schema_differences(_newest())) == []


def test_every_table_is_synced_or_local() -> None:
    assert set(declared_schema()) == set(SYNCED) | LOCAL | {"erased"}


def test_synced_tables_have_no_unique_and_no_reference_and_no_required_column() -> None:
    db = _newest()
    for table, columns in schema_in_file(db).items():
        if table in LOCAL:
            continue
        assert [name for name, one in columns.items() if one.is_key] == ["id"], table
        unique = [row for row in db.execute(f"pragma index_list({table})") if row[2] and row[3] != "pk"]
        assert not unique, table
        assert not db.execute(f"pragma foreign_key_list({table})").fetchall(), table
        for name, one in columns.items():
            assert not one.is_required or name == "id" or one.default is not None, f"{table}.{name}"


def test_derived_columns_exist() -> None:
    held = schema_in_file(_newest())
    for table, names in DERIVED.items():
        assert names <= held[table].keys()


def test_a_missing_column_a_strange_table_and_a_lost_index_are_named() -> None:
    db = _newest()
    db.execute("alter table task drop column outcome")
    db.execute("alter table tag add column colour text")
    db.execute("create table intruder (x)")
    db.execute("drop index account_due")
    assert list(schema_differences(db)) == [
        "table intruder is not declared",
        "tag.colour is text, declared missing",
        "task.outcome is missing, declared text",
        "index account_due is missing",
    ]
