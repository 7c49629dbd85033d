"""A row's state read from the tables, and written back: its columns, its dots, and what stands beside it."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from repcockpit.store import log
from repcockpit.store.heads import ALIVE, expanded, is_alike, is_default, packed
from repcockpit.store.schema import SYNCED, UNSAID, TableShape, table_shape
from repcockpit.store.statements import Statements
from repcockpit.sync.merge.state import Order, RowState

REPLICA_TABLE = "replica"
"""What is known of replicas merges like a row; its table is this device's own and has no bin."""
_REPLICA_FIELDS = (
    "person_id",
    "device_name",
    "created_at",
    "reason",
    "successor_of",
    "key",
    "retired",
    "synced_at",
)
_PLACE = "row_id = ? and table_no = ?"
_BESIDE = ("sync_head", "sync_named", "sync_delete")
UNKNOWN_TABLE, UNKNOWN_KIND = 0, -1
"""Stand for a field in `sync_unknown` where a newer version's table, or kind of record, was met."""


class Rows:
    """Reads and writes whole rows of any table that this version knows."""

    def __init__(self, db: sqlite3.Connection, names: log.Names, order: Order) -> None:
        self.names = names
        self._db, self._order = db, order
        self._shapes: dict[str, TableShape] = {}
        self._statements = Statements(db)
        self._words: dict[int, str] = {}

    def knows(self, table: str) -> bool:
        """Whether this version has such a table."""
        return table in SYNCED or table == REPLICA_TABLE

    def shape(self, table: str) -> TableShape:
        """The fields of a known table."""
        found = self._shapes.get(table)
        if found is None:
            found = self._shapes[table] = (
                TableShape(table, _REPLICA_FIELDS, frozenset(), {name: name for name in _REPLICA_FIELDS}, {})
                if table == REPLICA_TABLE
                else table_shape(self._db, table)
            )
        return found

    def load(self, table: str, row_id: bytes) -> RowState:
        """The state of a row as the tables tell it; an empty one where there is no such row."""
        state, shape = RowState(self._order), self.shape(table)
        found = self._db.execute(
            f"select _dots, {', '.join(shape.columns)} from {table} where id = ?", (row_id,)
        ).fetchone()
        dots = log.decode_dots(found[0]) if found and found[0] else {}
        values = self._by_field(shape, found[1:]) if found else {}
        beside = self._beside(table, row_id, "sync_head") | self._beside(table, row_id, "sync_unknown")
        for field, heads in expanded(dots, values).items():
            for rank, dot in enumerate(heads):
                is_current = rank == 0 and field in values
                state.enter(field, dot, values[field] if is_current else beside.get((field, dot)))
        place = (row_id, self.names.number(table))
        for no, stamp, by in self._db.execute(
            f"select field_no, stamp, replica_no from sync_named where {_PLACE}", place
        ).fetchall():
            state.replace(self._name(no), [(stamp, by)])
        for stamp, by, seen in self._db.execute(
            f"select stamp, replica_no, dots from sync_delete where {_PLACE}", place
        ).fetchall():
            state.deletes[stamp, by] = {(one[0], one[1]) for one in log.decode(seen)}
        return state

    def _beside(self, table: str, row_id: bytes, beside: str) -> dict[tuple[str, tuple[int, int]], Any]:
        rows = self._db.execute(
            f"select field_no, stamp, replica_no, value from {beside} where {_PLACE} and field_no > 0",
            (row_id, self.names.number(table)),
        ).fetchall()
        return {
            (self._name(no), (stamp, by)): None if value is None else log.decode(value)
            for no, stamp, by, value in rows
        }

    def _name(self, no: int) -> str:
        if no not in self._words:
            self._words = self.names.names()
        return self._words[no]

    def _by_field(self, shape: TableShape, columns: Sequence[Any]) -> dict[str, Any]:
        held = dict(zip(shape.columns, columns, strict=True))
        values: dict[str, Any] = {}
        for field in shape.fields:
            members = shape.members.get(field)
            value = [held[name] for name in members] if members else held[field]
            values[field] = None if is_default(value) else value
        return values

    def save(self, table: str, row_id: bytes, state: RowState) -> None:
        """Write the row as its state says, with its search entry and what stands beside it."""
        shape = self.shape(table)
        heads = {field: state.ordered(field) for field in state.fields()}
        values = {
            field: state.heads[field][heads[field][0]] if field in heads else None for field in shape.fields
        }
        dots = packed(heads, values, state.top)
        columns = [value for column in shape.columns for value in [_column(shape, values, column)]]
        self._write(table, row_id, log.encode(dots), columns, state.hidden)
        place = (row_id, self.names.number(table))
        for beside in _BESIDE:
            self._db.execute(f"delete from {beside} where {_PLACE}", place)
        self._db.execute(f"delete from sync_unknown where {_PLACE} and field_no >= 0", place)
        for field, some in heads.items():
            self._save_heads(place, field, [(dot, state.heads[field][dot]) for dot in some])
            if field not in values and field != ALIVE:
                self._db.execute(
                    "insert into sync_unknown (row_id, table_no, field_no, stamp, replica_no, value) values (?, ?, ?, ?, ?, ?)",
                    (*place, self.names.number(field), *some[0], log.encode(state.heads[field][some[0]])),
                )
        for field, dot in state.waiting():
            self._db.execute(
                "insert into sync_named (row_id, table_no, field_no, stamp, replica_no) values (?, ?, ?, ?, ?)",
                (*place, self.names.number(field), *dot),
            )
        for dot, seen in state.deletes.items():
            self._db.execute(
                "insert into sync_delete (row_id, table_no, stamp, replica_no, dots, is_open) values (?, ?, ?, ?, ?, ?)",
                (*place, *dot, log.encode(sorted(seen)), int(state.is_open)),
            )

    def _write(self, table: str, row_id: bytes, dots: bytes, values: list[Any], hidden: int) -> None:
        shape = self.shape(table)
        exists = self._db.execute(f"select 1 from {table} where id = ?", (row_id,)).fetchone()
        if table == REPLICA_TABLE:
            text = ", ".join(f"{name} = ?" for name in ("_dots", *shape.columns))
            self._db.execute(f"update replica set {text} where id = ?", (dots, *values, row_id))
            return
        if exists:
            self._statements.update(table, shape.columns, [[dots, *values, row_id]])
        else:
            self._statements.insert(table, shape.columns, [[row_id, dots, *values]])
        self._db.execute(
            f"update {table} set _hidden = ? where id = ? and _hidden <> ?", (hidden, row_id, hidden)
        )

    def _save_heads(
        self, place: tuple[bytes, int], field: str, heads: list[tuple[tuple[int, int], Any]]
    ) -> None:
        current, is_asked = heads[0][1], field not in UNSAID.get(self._name(place[1]), ())
        for dot, value in heads[1:]:
            self._db.execute(
                "insert into sync_head (row_id, table_no, field_no, stamp, replica_no, value, differs)"
                " values (?, ?, ?, ?, ?, ?, ?)",
                (
                    *place,
                    self.names.number(field),
                    *dot,
                    log.encode(value),
                    int(is_asked and not is_alike(value, current)),
                ),
            )

    def note_unknown(self, table: str, row_id: bytes, dot: tuple[int, int], kind: int | None = None) -> None:
        """Remember a row that only a newer version can hold, or a kind of record; the records stay in the frames."""
        self._db.execute(
            "insert or ignore into sync_unknown (row_id, table_no, field_no, stamp, replica_no, value)"
            " values (?, ?, ?, ?, ?, ?)",
            (
                row_id,
                self.names.number(table),
                UNKNOWN_TABLE if kind is None else UNKNOWN_KIND,
                *dot,
                None if kind is None else log.encode(kind),
            ),
        )


def _column(shape: TableShape, values: Mapping[str, Any], column: str) -> Any:
    field = shape.field_of[column]
    members = shape.members.get(field)
    value = values[field]
    if not members:
        return value
    return None if value is None else value[members.index(column)]
