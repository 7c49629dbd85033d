"""Whether the values of a body fit the columns they are for; a body that does not is kept, not applied."""

import sqlite3
from collections.abc import Iterable, Iterator

from repcockpit.store.log import Names
from repcockpit.store.record_kinds import STATE
from repcockpit.store.schema import COMPOSITES, DERIVED, SYNCED
from repcockpit.sync.bodies import Body

_NOTHING = type(None)
_TYPES: dict[str, frozenset[type]] = {
    "TEXT": frozenset((str, _NOTHING)),
    "INTEGER": frozenset((int, _NOTHING)),
    "REAL": frozenset((int, float, _NOTHING)),
    "BLOB": frozenset((bytes, _NOTHING)),
    "": frozenset((bytes, _NOTHING)),
}


class Fitting:
    """Knows the types of every column of the shared tables."""

    def __init__(self, db: sqlite3.Connection, names: Names) -> None:
        self._db, self._names = db, names
        self._types: dict[str, dict[str, frozenset[type]]] = {}

    def misfit(self, body: Body) -> str | None:
        """Why a decoded body cannot be applied; None where every value fits."""
        has_groups = False
        for (table, no), kinds in body.kinds.items():
            reason = self._misfit(body.names[table], body.names[no], kinds)
            if reason:
                return reason
            has_groups |= list in kinds or tuple in kinds
        for table, no, value in _groups(body) if has_groups else ():
            if not self._fits_group(body.names[table], body.names[no], value):
                return f"a value of {body.names[table]} does not fit"
        return None

    def knows(self, table: str, *more: str) -> bool:
        """Whether it is a shared table, or one of `more`."""
        return table in SYNCED or table in more

    def column_misfit(self, table: str, column: str, kinds: set[type]) -> str | None:
        """Why values of one column cannot be written; None where they can."""
        known = table in SYNCED and column in self._of(table)
        if not known or column == "id" or column in DERIVED.get(table, ()):
            return f"{table}.{column} is not known here"
        return None if kinds <= self._of(table)[column] else f"{table}.{column} holds another kind of value"

    def listed_misfit(self, table: str, fields: Iterable[str]) -> str | None:
        """Why a row cannot carry dots of these fields; None where it can."""
        if table not in SYNCED:
            return f"{table} is not known here"
        known = {"_alive", *self._of(table), *COMPOSITES.get(table, {})}
        return next((f"{table}.{one} is not known here" for one in fields if one not in known), None)

    def _misfit(self, table: str, field: str, kinds: set[type]) -> str | None:
        if table not in SYNCED:
            return None
        if field in COMPOSITES.get(table, {}):
            return None if kinds <= {list, tuple, _NOTHING} else f"{table}.{field} is no group"
        wanted = self._of(table).get(field)
        if wanted is None or kinds <= wanted:
            return None
        return f"{table}.{field} holds another kind of value"

    def _fits_group(self, table: str, field: str, value: object) -> bool:
        members = COMPOSITES.get(table, {}).get(field)
        if members is None:
            return table not in SYNCED or field not in self._of(table)
        types = self._of(table)
        return (
            isinstance(value, list | tuple)
            and len(value) == len(members)
            and all(type(one) in types[name] for name, one in zip(members, value, strict=True))
        )

    def _of(self, table: str) -> dict[str, frozenset[type]]:
        if table not in self._types:
            rows = self._db.execute(f"pragma table_info({table})").fetchall()
            self._types[table] = {
                row[1]: _TYPES[row[2].upper()] for row in rows if not row[1].startswith("_")
            }
        return self._types[table]


def _groups(body: Body) -> Iterator[tuple[int, int, object]]:
    """Table, field and value, wherever a value is one of several columns."""
    for txn in body.transactions:
        for record in txn[10]:
            if record[0] == STATE:
                pairs = [(no, value) for no, heads in record[4].items() for _, value in heads]
            else:
                pairs = record[4].items()
            for no, value in pairs:
                if isinstance(value, list | tuple):
                    yield record[1], no, value
