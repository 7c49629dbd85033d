"""Looking at the whole database for what should not be: one function a question, none of them writes."""

import sqlite3
from collections.abc import Iterator

from repcockpit.store import derived
from repcockpit.store.references import ANY, REFERENCES
from repcockpit.store.schema import DERIVED, SYNCED


def integrity_problems(db: sqlite3.Connection) -> list[str]:
    """What SQLite itself finds; empty for a whole file."""
    rows = db.execute("pragma integrity_check(20)").fetchall()
    return [str(row[0]) for row in rows if row[0] != "ok"]


def dangling_references(db: sqlite3.Connection) -> Iterator[tuple[str, str, int]]:
    """(table, column, count) of shown rows that point to a row which does not exist at all."""
    for table, columns in REFERENCES.items():
        for column, target in columns.items():
            targets = [name for name in SYNCED if name != "external_ref"] if target is ANY else [target]
            nowhere = " and ".join(
                f"not exists (select 1 from {name} t where t.id = c.{column})" for name in targets
            )
            count = db.execute(
                f"select count(*) from {table} c where c._hidden = 0 and c.{column} is not null and {nowhere}"
            ).fetchone()[0]
            if count:
                yield table, column, int(count)


def derived_differences(db: sqlite3.Connection) -> dict[str, int]:
    """For each table the rows whose derived columns differ from those computed anew; rolled back at the end."""
    found: dict[str, int] = {}
    db.execute("begin immediate")
    try:
        for table, columns in DERIVED.items():
            names = ", ".join(sorted(columns))
            db.execute(f"create temp table kept_{table} as select id as row_id, {names} from main.{table}")
            db.execute(f"create unique index temp.kept_{table}_id on kept_{table}(row_id)")
        derived.rebuild(db)
        for table, columns in DERIVED.items():
            differs = " or ".join(f"k.{name} is not n.{name}" for name in sorted(columns))
            count = db.execute(
                f"select count(*) from main.{table} n join temp.kept_{table} k on k.row_id = n.id where {differs}"
            ).fetchone()[0]
            if count:
                found[table] = int(count)
    finally:
        db.execute("rollback")
    return found


def search_index_gap(db: sqlite3.Connection) -> int:
    """How many interactions with text the search index lacks, or holds too many."""
    wanted = db.execute(
        "select count(*) from interaction where note is not null or subject is not null"
    ).fetchone()[0]
    held = db.execute("select count(*) from note_index_docsize").fetchone()[0]
    return int(wanted) - int(held)
