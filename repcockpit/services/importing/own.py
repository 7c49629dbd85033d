"""Our own `export all` read back: rows go in with their ids and values, and nothing is added."""

import json
import sqlite3
from typing import TYPE_CHECKING, Any

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.own import OwnRow, own_row
from repcockpit.exchange.readers.table import BadRow
from repcockpit.exchange.sources import Reject
from repcockpit.services.importing.run import Run, Tally
from repcockpit.store.erased import erased_rows
from repcockpit.store.reads import importing as reads
from repcockpit.store.reads.whole import bytes_columns, logged_columns
from repcockpit.store.schema import SYNCED
from repcockpit.store.values import stored

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit

_CHUNK = 1_000


class OwnRows:
    """The rows of an export, compared with the book: new ones, changed fields, new ones for the bin."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._shapes: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
        self._known: dict[str, set[bytes]] = {}
        self._new: dict[str, list[dict[str, Any]]] = {}
        self._changes: dict[str, list[tuple[bytes, dict[str, Any]]]] = {}
        self._removed: list[tuple[str, bytes]] = []
        self._erased = {(one.table, one.row_id): one.fields for one in erased_rows(db)}

    def take(self, run: Run, tally: Tally) -> None:
        """Plan every row of an export, and count it."""
        for row in tally.sheet.rows:
            run.tick()
            if isinstance(row, BadRow):
                tally.rejects.append(Reject(row.line, row.reason, row.row))
                continue
            try:
                self._plan(tally, self._read(json.loads(row.cells[0])))
            except InvalidValueError as problem:
                tally.rejects.append(Reject(row.line, problem.message, row.cells))

    def _read(self, record: dict[str, Any]) -> OwnRow:
        kind = str(record.get("kind"))
        if kind not in SYNCED:
            raise InvalidValueError(f"{kind!r} is no kind of row", "update repcockpit, then import again")
        if kind not in self._shapes:
            self._shapes[kind] = logged_columns(self._db, kind), bytes_columns(self._db, kind)
            self._known[kind] = reads.all_ids(self._db, kind)
        return own_row(record, *self._shapes[kind])

    def _plan(self, tally: Tally, row: OwnRow) -> None:
        for name, value in row.values.items():
            stored(value, name)
        _check_rate(row)
        known = self._known[row.kind]
        if row.id not in known:
            known.add(row.id)
            self._new.setdefault(row.kind, []).append({"id": row.id, **row.values})
            if row.is_removed:
                self._removed.append((row.kind, row.id))
            tally.created += 1
            return
        columns = list(row.values)
        found = reads.row_of(self._db, row.kind, columns, row.id) if columns else None
        changed: dict[str, object] = {}
        if found is not None and "_top" not in found[0]:  # what was removed here stays removed
            blank = self._erased.get((row.kind, row.id), frozenset())
            changed = {
                name: value
                for name, value in row.values.items()
                if found[1][name] != value and name not in blank
            }
        if changed:
            self._changes.setdefault(row.kind, []).append((row.id, changed))
            tally.updated += 1
        else:
            tally.unchanged += 1

    def is_empty(self) -> bool:
        """Whether the book holds all of it already."""
        return not (self._new or self._changes)

    def write(self, unit: "Unit") -> None:
        """Write what differs."""
        for table, rows in self._new.items():
            for start in range(0, len(rows), _CHUNK):
                unit.insert_many(table, rows[start : start + _CHUNK])
        for table, changes in self._changes.items():
            unit.update_many(table, changes)
        for table, row_id in self._removed:
            unit.hide(table, row_id)


def _check_rate(row: OwnRow) -> None:
    """Raise InvalidValueError for a rate that nothing can be divided by."""
    per = row.values.get("per") if row.kind == "rate" else None
    try:
        is_rate = per is None or float(per) > 0
    except ValueError:
        is_rate = False
    if not is_rate:
        raise InvalidValueError(f"per {per!r} is no rate", "per is above 0")
