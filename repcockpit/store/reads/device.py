"""What this device knows of itself, and the settings of the rule set."""

import sqlite3
from typing import NamedTuple

_YEAR_MS = 31_556_952_000


class Device(NamedTuple):
    """The local row of this database; `rep_*` are None before `init`."""

    rep_id: bytes | None
    rep_name: str | None
    rep_zone: str | None
    rep_country: str | None
    rep_region: str | None
    team_name: str | None
    is_demo: bool


def device(db: sqlite3.Connection) -> Device:
    """The device and its rep."""
    meta = dict(db.execute("select key, value from meta"))
    rep_id = meta.get("rep_id")
    rep = None
    if rep_id is not None:
        rep = db.execute("select name, timezone, country, region from rep where id = ?", (rep_id,)).fetchone()
    name, zone, country, region = rep or (None, None, None, None)
    return Device(rep_id, name, zone, country, region, meta.get("team_name"), bool(meta.get("is_demo")))


def setting_values(db: sqlite3.Connection) -> dict[str, str]:
    """Every setting that differs from its default, by name."""
    rows = db.execute("select name, value from setting where _hidden = 0 and value is not null").fetchall()
    return {str(name): str(value) for name, value in rows}


def reps_named(db: sqlite3.Connection) -> list[tuple[bytes, str]]:
    """(id, name) of every rep."""
    return [
        (row[0], str(row[1] or ""))
        for row in db.execute("select id, name from rep where _hidden = 0 order by name")
    ]


def rep_addresses(db: sqlite3.Connection) -> list[tuple[bytes, str, str]]:
    """(id, name, e-mail or blank) of every rep."""
    rows = db.execute("select id, name, email from rep where _hidden = 0 order by name, id").fetchall()
    return [(row[0], str(row[1] or ""), str(row[2] or "")) for row in rows]


def team_of(db: sqlite3.Connection, rep_id: bytes) -> str | None:
    """The name of a rep's team."""
    row = db.execute(
        "select t.name from rep r join team t on t.id = r.team_id where r.id = ?", (rep_id,)
    ).fetchone()
    return str(row[0]) if row else None


def rep_place(db: sqlite3.Connection, rep_id: bytes | None) -> tuple[str, str | None] | None:
    """(country, region) of a rep; None where no country is said."""
    row = db.execute(
        "select country, region from rep where id = ? and country is not null", (rep_id,)
    ).fetchone()
    return (str(row[0]), row[1]) if row else None


def places_in_use(db: sqlite3.Connection) -> list[tuple[str, str | None]]:
    """(country, region) of every rep, and of every account that has requests: whose holidays calendars ask for."""
    rows = db.execute(
        "select country, region from rep where country is not null and _hidden = 0"
        " union select country, region from account where country is not null and _hidden = 0"
        " and id in (select account_id from request) order by 1, 2"
    ).fetchall()
    return [(str(row[0]), row[1]) for row in rows]


def oldest_due_year(db: sqlite3.Connection) -> int | None:
    """The year of the oldest due day or request; None where there is none."""
    days = [
        db.execute(f"select min(due_on) from {table} where due_on is not null").fetchone()[0]
        for table in ("account", "contact")
    ]
    opened = db.execute("select min(opened_at) from request").fetchone()[0]
    years = [int(day[:4]) for day in days if day]
    return min([*years, *([1970 + opened // _YEAR_MS] if opened is not None else [])], default=None)


def holidays_known(db: sqlite3.Connection, country: str, region: str | None, year: int) -> bool:
    """Whether the public holidays of a year were looked up."""
    row = db.execute(
        "select 1 from public_holiday where country = ? and region = ? and year = ? limit 1",
        (country, region or "", year),
    ).fetchone()
    return row is not None
