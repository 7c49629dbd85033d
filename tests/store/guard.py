"""Triggers that fail any write to a shared row which does not come from a Unit."""

import sqlite3
from types import TracebackType

from repcockpit.store.schema import SYNCED, table_shape
from repcockpit.store.unit import Unit

_writing: set[int] = set()


def watch_units(monkeypatch: object) -> None:
    """Note which connections a Unit is writing to (monkeypatch is pytest's)."""
    enter, leave = Unit.__enter__, Unit.__exit__

    def entered(self: Unit) -> Unit:
        _writing.add(id(self.db))
        return enter(self)

    def left(
        self: Unit,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            leave(self, kind, problem, trace)
        finally:
            _writing.discard(id(self.db))

    monkeypatch.setattr(Unit, "__enter__", entered)  # type: ignore[attr-defined]
    monkeypatch.setattr(Unit, "__exit__", left)  # type: ignore[attr-defined]


def guard(db: sqlite3.Connection) -> sqlite3.Connection:
    """Let every write to a logged column of a shared row fail outside a Unit."""
    db.create_function("unit_is_writing", 0, lambda: int(id(db) in _writing))
    for table in SYNCED:
        columns = ", ".join(("id", "_dots", "_hidden", *table_shape(db, table).columns))
        for name, event in (("add", "insert"), ("cut", "delete"), ("set", f"update of {columns}")):
            db.execute(
                f"create temp trigger guard_{table}_{name} before {event} on main.{table}"
                " when not unit_is_writing() begin"
                f" select raise(abort, 'a write to {table} past the log'); end"
            )
    return db
