"""The map of references covers every column that points somewhere, and names only what there is."""

import sqlite3

from repcockpit.store.references import ANY, OWNERS, REFERENCES
from repcockpit.store.schema import SYNCED, table_shape


def test_every_column_that_points_to_a_row_is_known(db: sqlite3.Connection) -> None:
    for table in SYNCED:
        columns = {
            name
            for name in table_shape(db, table).columns
            if (name.endswith("_id") and name != "external_id") or name == "merged_into"
        }
        assert columns == set(REFERENCES.get(table, {})), table


def test_targets_and_owners_exist() -> None:
    for columns in REFERENCES.values():
        assert {target for target in columns.values() if target is not ANY} <= set(SYNCED)
    for table, column in OWNERS.items():
        assert column in REFERENCES[table]
