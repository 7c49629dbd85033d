"""What a rep says about working time, and whom a number of the rules is about."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple


class RepTimes(NamedTuple):
    """The words of one rep; None is not said."""

    name: str
    zone: str | None
    country: str | None
    region: str | None
    hours: str | None


def rep_times(db: sqlite3.Connection, rep_id: bytes | None) -> RepTimes | None:
    """The rep's words; None for no such rep."""
    row = db.execute(
        "select coalesce(name, ''), timezone, country, region, hours from rep where id = ?", (rep_id,)
    ).fetchone()
    return RepTimes(*row) if row else None


def leave_of(db: sqlite3.Connection, rep_id: bytes | None) -> list[tuple[bytes, str, str]]:
    """(id, first day, last day) of a rep's leave, the last first."""
    rows = db.execute(
        "select id, since, coalesce(until, since) from leave"
        " where rep_id = ? and _hidden = 0 and since is not null order by since desc, id",
        (rep_id,),
    ).fetchall()
    return [(row[0], str(row[1]), str(row[2])) for row in rows]


def ruled_by(db: sqlite3.Connection, table: str, words: Sequence[str]) -> int:
    """How many shown rows of `account` or `contact` have their cadence by a rule of these words."""
    marks = ", ".join("?" * len(words))
    row = db.execute(
        f"select count(*) from {table} where _hidden = 0 and root_id is null and cadence_rule in ({marks})",
        tuple(words),
    ).fetchone()
    return int(row[0])
