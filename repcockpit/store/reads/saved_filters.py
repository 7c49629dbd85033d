"""The filters that people keep under a name: settings whose name begins with `filter.`."""

import sqlite3


def filters_named(db: sqlite3.Connection, prefix: str) -> list[tuple[bytes, str, str]]:
    """(id, name, text) of the filters whose setting's name begins with `prefix`, A to Z."""
    rows = db.execute(
        "select id, name, value from setting where _hidden = 0 and value is not null and instr(name, ?) = 1",
        (prefix,),
    ).fetchall()
    found = [(row_id, str(name)[len(prefix) :], str(value)) for row_id, name, value in rows]
    return sorted(found, key=lambda one: (one[1].casefold(), one[0]))
