"""Whether the values of a body fit the columns they are for; a body that does not is kept, not applied."""

import sqlite3

from repcockpit.store.log import Names
from repcockpit.store.schema import COMPOSITES, SYNCED
from repcockpit.sync.bodies import Body
from repcockpit.sync.merge.state import STATE

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
        """Why the body cannot be applied; None where every value fits."""
        found: dict[tuple[int, int], set[type]] = {}
        groups: list[tuple[int, int, object]] = []
        for txn in body.transactions:
            for record in txn[10]:
                if record[0] == STATE:
                    pairs = [(no, value) for no, heads in record[4].items() for _, value in heads]
                else:
                    pairs = record[4].items()
                table = record[1]
                for no, value in pairs:
                    kind = type(value)
                    held = found.get((table, no))
                    if held is None:
                        found[table, no] = {kind}
                    else:
                        held.add(kind)
                    if kind is list or kind is tuple:
                        groups.append((table, no, value))
        for (table, no), kinds in found.items():
            reason = self._misfit(body.names[table], body.names[no], kinds)
            if reason:
                return reason
        for table, no, value in groups:
            if not self._fits_group(body.names[table], body.names[no], value):
                return f"a value of {body.names[table]} does not fit"
        return None

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
