"""The open file's schema held against the declared one (`store.tables`) and against what the steps make."""

import sqlite3
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from repcockpit.store.migrations import STEPS

_FAMILIES = (
    "book",
    "life",
    "requests",
    "reviews",
    "network",
    "learning",
    "managing",
    "evidence",
    "people",
    "terms",
    "origin",
    "log",
    "sync",
)
_AFFINITIES = {
    "LargeBinary": "BLOB",
    "AutoString": "TEXT",
    "Integer": "INTEGER",
    "Float": "REAL",
    "NullType": "BLOB",
}


class Column(NamedTuple):
    """What matters of one column: its affinity, whether NULL is refused, its default, its place in the key."""

    affinity: str
    is_required: bool
    default: str | None
    is_key: bool


Schema = dict[str, dict[str, Column]]


def schema_in_file(db: sqlite3.Connection) -> Schema:
    """Every table of the open database, the search index and SQLite's own left out."""
    names = db.execute(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\'"
        " and name not like 'note\\_index%' escape '\\'"
    ).fetchall()
    return {name: _columns_in_file(db, name) for (name,) in names}


def _columns_in_file(db: sqlite3.Connection, table: str) -> dict[str, Column]:
    rows = db.execute(f"pragma table_info({table})").fetchall()
    keys = [row[1] for row in rows if row[5]]
    found = {}
    for _, name, kind, required, default, place in rows:
        alias = kind.upper() == "INTEGER" and keys == [name]  # such a key is never NULL, declared so or not
        found[name] = Column(kind.upper() or "BLOB", bool(required) or alias, default, bool(place))
    return found


def declared_schema() -> Schema:
    """Every table as its SQLModel class declares it; imports SQLModel (about half a second)."""
    from sqlmodel import SQLModel  # noqa: PLC0415 -- only doctor and tests compare

    ours = f"{__package__}.tables."
    for family in _FAMILIES:
        import_module(ours + family)
    found: Schema = {}
    for mapper in SQLModel._sa_registry.mappers:  # noqa: SLF001 -- SQLModel names no public way to its classes
        if mapper.class_.__module__.startswith(ours):
            table: Any = mapper.local_table
            found[table.name] = {column.name: _declared(column) for column in table.columns}
    return found


def _declared(column: Any) -> Column:
    default = column.server_default.arg if column.server_default is not None else None
    kind = type(column.type).__name__
    return Column(_AFFINITIES[kind], not column.nullable, default, bool(column.primary_key))


def schema_differences(db: sqlite3.Connection) -> Iterator[str]:
    """One sentence for each table or column that is not as declared, and for each index that is not as made."""
    held, declared = schema_in_file(db), declared_schema()
    for table in sorted(held.keys() | declared.keys()):
        here, said = held.get(table), declared.get(table)
        if here is None or said is None:
            yield f"table {table} is {'not in the file' if here is None else 'not declared'}"
            continue
        for name in sorted(here.keys() | said.keys()):
            if here.get(name) != said.get(name):
                yield f"{table}.{name} is {_words(here.get(name))}, declared {_words(said.get(name))}"
    indexes, made = _indexes(db), _made_indexes()
    for name in sorted(indexes.keys() | made.keys()):
        if indexes.get(name) != made.get(name):
            yield f"index {name} is {'missing' if name not in indexes else 'not as made'}"


def _words(column: Column | None) -> str:
    if column is None:
        return "missing"
    parts = [
        column.affinity.lower(),
        "key" if column.is_key else "",
        "not null" if column.is_required else "",
    ]
    parts.append(f"default {column.default}" if column.default is not None else "")
    return " ".join(part for part in parts if part)


def _indexes(db: sqlite3.Connection) -> dict[str, str]:
    rows = db.execute(
        "select name, sql from sqlite_master where type = 'index' and sql is not null"
    ).fetchall()
    return {str(name): " ".join(str(sql).split()) for name, sql in rows}


def _made_indexes() -> dict[str, str]:
    fresh = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for step in STEPS:
            step(fresh)
        return _indexes(fresh)
    finally:
        fresh.close()
