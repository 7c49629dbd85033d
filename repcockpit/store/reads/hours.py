"""When accounts work, where they say so."""

import sqlite3


def account_hours(db: sqlite3.Connection, ids: set[bytes]) -> dict[bytes, tuple[str | None, str | None]]:
    """(zone, hours) of those accounts that name either."""
    found: dict[bytes, tuple[str | None, str | None]] = {}
    every = list(ids)
    for start in range(0, len(every), 500):
        some = every[start : start + 500]
        marks = ",".join("?" * len(some))
        for row_id, zone, hours in db.execute(
            f"select id, timezone, hours from account where id in ({marks}) and coalesce(timezone, hours) is not null",
            some,
        ):
            found[row_id] = (zone, hours)
    return found
