"""Merged duplicates have one last touch, one last mail and one count of attempts: their root's."""

import sqlite3
from collections.abc import Iterable

_CHUNK = 400
_OF = {
    "account": ("interaction i", "i.account_id", "i.occurred_on"),
    "contact": (
        "participant p join interaction i on i.id = p.interaction_id and p._hidden = 0",
        "p.contact_id",
        "p.occurred_on",
    ),
}
_LAST = """
update {0} set last_touch_on = (select max(g.last_touch_on) from {0} g where g.root_id = {0}.id or g.id = {0}.id),
  last_mail_on = (select iif(max(g.last_touch_on) is null, max(g.last_mail_on), null) from {0} g
    where g.root_id = {0}.id or g.id = {0}.id)
where id in ({1})
"""
_ATTEMPTS = """
update {0} set (attempts, last_attempt_on) = (select nullif(count(distinct i.id), 0), max({4}) from {2}
  where {3} in (select {0}.id union all select g.id from {0} g where g.root_id = {0}.id)
  and {4} >= coalesce({0}.last_touch_on, '') and i._hidden = 0
  and rule_is_attempt(i.type, i.status, i.outcome))
where id in ({1})
"""


def groups_of(db: sqlite3.Connection, table: str, ids: Iterable[bytes] | None) -> set[bytes]:
    """The roots of those groups of duplicates that one of `ids` (None: of all) belongs to."""
    where = "root_id is not null"
    touched = None if ids is None else set(ids)
    if touched is not None and len(touched) <= _CHUNK:
        listed = ",".join(f"x'{row_id.hex()}'" for row_id in touched)
        where += f" and (id in ({listed}) or root_id in ({listed}))"
    rows = db.execute(f"select id, root_id from {table} where {where}").fetchall()
    return {root for row_id, root in rows if touched is None or row_id in touched or root in touched}


def join_groups(db: sqlite3.Connection, table: str, roots: Iterable[bytes]) -> None:
    """Give each root what the whole group has; every member must hold its own values.

    Wants the function `rule_is_attempt` on the connection.
    """
    every = list(roots)
    for start in range(0, len(every), _CHUNK):
        listed = ",".join(f"x'{row_id.hex()}'" for row_id in every[start : start + _CHUNK])
        db.execute(_LAST.format(table, listed))
        db.execute(_ATTEMPTS.format(table, listed, *_OF[table]))
