"""Taking a transaction back: the inverse is written as a new transaction, field by field.

First everything is looked at, then everything is written: what was changed since stays, what later rows
point to stays, and a row that stays keeps its parts.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from repcockpit.store import log
from repcockpit.store.effects import LIFE, Effect, Key, changed_since, effects_of
from repcockpit.store.heads import ALIVE, BESIDE, TOP
from repcockpit.store.record_kinds import DELETE, INSERT
from repcockpit.store.references import ANY, OWNERS, REFERENCES
from repcockpit.store.schema import table_shape
from repcockpit.store.undo_settled import reopen, reopenings
from repcockpit.store.unit import Unit

_SINCE = "changed since"
_BELONGS = "something written since belongs to it"
_BINNED = "it is in the bin"
_UNNAMED = OWNERS.keys() | {"source", "tag", "custom_field", "import_batch", "import_shape"}
"""Kinds whose staying is not worth a line: parts of what stays, and words that it uses."""


class Skipped(NamedTuple):
    """What an undo left alone, and why; `field` is empty for a whole row."""

    table: str
    row_id: bytes
    field: str
    reason: str


class _Plan:
    """What will be written: rows out of the bin, fields given back, rows to the bin; `stays` were changed since."""

    def __init__(self) -> None:
        self.comes: list[Key] = []
        self.fields: dict[Key, dict[str, Any]] = {}
        self.goes: dict[Key, None] = {}
        self.goes_again: list[Key] = []
        self.stays: set[bytes] = set()
        self.skipped: list[Skipped] = []

    def skip(self, key: Key, fields: Iterable[str], reason: str) -> None:
        for field in fields:
            self.skipped.append(Skipped(*key, "" if field in (LIFE, "*") else field, reason))


def take_back(db: sqlite3.Connection, txn_no: int, unit: Unit) -> list[Skipped]:
    """Write the inverse of transaction `txn_no` into `unit`; give what had to be skipped."""
    effects = effects_of(db, txn_no)
    held = _rows_held(db, effects)
    reopened = reopenings(db, txn_no, effects, {key: dots for key, (dots, _) in held.items()})
    plan = _planned(db, txn_no, effects, held)
    if int(db.execute("select max(no) from txn").fetchone()[0]) > txn_no:
        _keep_what_is_needed(db, plan)
    for table, row_id in plan.comes:
        unit.unhide(table, row_id)
    by_table: dict[str, list[tuple[bytes, dict[str, Any]]]] = {}
    for (table, row_id), former in plan.fields.items():
        by_table.setdefault(table, []).append((row_id, former))
    for table, changes in by_table.items():
        unit.update_many(table, changes)
    (kind,) = db.execute("select kind from txn where no = ?", (txn_no,)).fetchone()
    for key in (*plan.goes, *plan.goes_again):
        unit.hide(*key, _life_in(held[key][0]) if kind == "settle" and key in plan.goes else None)
    reopen(db, unit, reopened)
    return plan.skipped


def _life_in(packed: bytes) -> bytes:
    """Of a row's dots that it is shown: who settled that it stays had not written more than that."""
    dots = log.decode_dots(packed)
    return log.encode({ALIVE: dots[ALIVE]} if ALIVE in dots else dots)


def _rows_held(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[Key, tuple[bytes, bool]]:
    """(dots, whether hidden) of the rows as they are now."""
    found: dict[Key, tuple[bytes, bool]] = {}
    for table, ids in _by_table(keys).items():
        for marks, some in _chunks(ids):
            for row_id, dots, hidden in db.execute(
                f"select id, _dots, _hidden from {table} where id in ({marks})", some
            ).fetchall():
                found[table, row_id] = (dots, bool(hidden))
    return found


def _by_table(keys: Iterable[Key]) -> dict[str, list[bytes]]:
    found: dict[str, list[bytes]] = {}
    for table, row_id in keys:
        found.setdefault(table, []).append(row_id)
    return found


def _chunks(ids: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        yield ",".join("?" * len(some)), some


def _planned(
    db: sqlite3.Connection, txn_no: int, effects: dict[Key, Effect], held: dict[Key, tuple[bytes, bool]]
) -> _Plan:
    plan = _Plan()
    moved = _moved(db, txn_no, effects, held)
    groups = {table: table_shape(db, table).members for table in dict.fromkeys(key[0] for key in effects)}
    for key in reversed(effects):
        if key not in held:
            plan.skip(key, [LIFE], "no longer there")
            continue
        effect, changed, is_hidden = effects[key], moved.get(key, frozenset()), held[key][1]
        former = _former(effect, changed, groups[key[0]])
        if effect.was_shown_before == effect.was_shown_after or effect.last_life is None:
            if effect.first_life != INSERT:
                _plan_fields(plan, effect, former, changed, is_hidden=is_hidden)
        elif effect.was_shown_before:
            _plan_coming(plan, effect, former, changed, is_hidden=is_hidden)
        elif not is_hidden:
            _plan_going(plan, key, former, changed)
    return plan


def _moved(
    db: sqlite3.Connection, txn_no: int, effects: dict[Key, Effect], held: dict[Key, tuple[bytes, bool]]
) -> dict[Key, frozenset[str]]:
    """What was changed since, for the rows that somebody else's dots, or newer ones, stand in."""
    replica = int(db.execute("select replica_no from txn where no = ?", (txn_no,)).fetchone()[0])
    later: dict[Key, log.Dots] = {}
    for key, (packed, _) in held.items():
        dots = log.decode_dots(packed)
        if _has_others(dots, effects[key], replica):
            later[key] = dots
    found = changed_since(db, txn_no, later) if later else {}
    for key, dots in later.items():
        if held[key][1] and _is_of(dots.get(TOP, ()), effects[key], replica):
            found[key] -= {LIFE}  # deleted by this transaction and by nobody after it
    return found


def _has_others(dots: log.Dots, effect: Effect, replica: int) -> bool:
    """Whether the newest dot is another transaction's, a field has further heads, or a new row any dot besides its own."""
    if not _is_of(max(dots.values()), effect, replica):
        return True
    if effect.first_life == INSERT:
        return not all(len(flat) == 2 and _is_of(flat, effect, replica) for flat in dots.values())
    return any(BESIDE + field in dots for field in effect.fields)


def _is_of(dot: Sequence[int], effect: Effect, replica: int) -> bool:
    return len(dot) > 1 and dot[1] == replica and dot[0] in effect.stamps


def _former(effect: Effect, changed: frozenset[str], groups: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    """The columns as they were before, of the fields that were not changed since."""
    former: dict[str, Any] = {}
    for field, (old, new, _) in effect.fields.items():
        if field in changed or old == new:
            continue
        if field in groups:
            former.update(zip(groups[field], old or [None] * len(groups[field]), strict=True))
        else:
            former[field] = old
    return former


def _plan_fields(
    plan: _Plan, effect: Effect, former: dict[str, Any], changed: frozenset[str], *, is_hidden: bool
) -> None:
    key = (effect.table, effect.row_id)
    written = [field for field, (old, new, _) in effect.fields.items() if old != new]
    if is_hidden and former and effect.last_life == DELETE and LIFE not in changed:
        plan.comes.append(key)  # it was in the bin before as well: a change there would bring it back
        plan.goes_again.append(key)
    elif is_hidden:
        plan.skip(key, written, _BINNED)
        return
    plan.skip(key, [field for field in written if field in changed], _SINCE)
    if former:
        plan.fields[key] = former


def _plan_coming(
    plan: _Plan, effect: Effect, former: dict[str, Any], changed: frozenset[str], *, is_hidden: bool
) -> None:
    key = (effect.table, effect.row_id)
    if not is_hidden or LIFE in changed:
        plan.skip(key, [LIFE], _SINCE)
    else:
        plan.comes.append(key)
        is_hidden = False
    _plan_fields(plan, effect, former, changed, is_hidden=is_hidden)


def _plan_going(plan: _Plan, key: Key, former: dict[str, Any], changed: frozenset[str]) -> None:
    if changed:
        plan.skip(key, sorted(changed), _SINCE)
        plan.stays.add(key[1])
        return
    plan.goes[key] = None
    if former:
        plan.fields[key] = former


def _keep_what_is_needed(db: sqlite3.Connection, plan: _Plan) -> None:
    """Let those rows stay that a row written later points to, what they point to, and the parts of all that."""
    going = {row_id: table for table, row_id in plan.goes}
    parts = _parts(db, plan.goes)
    waiting = dict.fromkeys(_pointed_at(db, plan), True)
    waiting |= {part: False for row_id in plan.stays for part in parts.get(row_id, ())}
    while waiting:
        keys = [(going.pop(row_id), row_id) for row_id in waiting]
        for key in keys:
            del plan.goes[key]
            plan.fields.pop(key, None)
            if waiting[key[1]] and key[0] not in _UNNAMED:
                plan.skip(key, [LIFE], _BELONGS)
        targets = dict.fromkeys(_targets(db, keys), True)
        own = {part: False for row_id in waiting for part in parts.get(row_id, ())}
        waiting = {row_id: is_named for row_id, is_named in (own | targets).items() if row_id in going}


def _parts(db: sqlite3.Connection, keys: Iterable[Key]) -> dict[bytes, list[bytes]]:
    """The rows among `keys` that are parts of others, by their owner."""
    found: dict[bytes, list[bytes]] = {}
    for table, ids in _by_table(keys).items():
        if table in OWNERS:
            for marks, some in _chunks(ids):
                for row_id, owner in db.execute(
                    f"select id, {OWNERS[table]} from {table} where id in ({marks})", some
                ).fetchall():
                    found.setdefault(owner, []).append(row_id)
    return found


def _targets(db: sqlite3.Connection, keys: Iterable[Key]) -> Iterator[bytes]:
    """What these rows point to."""
    for table, ids in _by_table(keys).items():
        columns = ", ".join(REFERENCES.get(table, ()))
        if columns:
            for marks, some in _chunks(ids):
                rows = db.execute(f"select {columns} from {table} where id in ({marks})", some).fetchall()
                yield from (target for row in rows for target in row if target is not None)


def _pointed_at(db: sqlite3.Connection, plan: _Plan) -> set[bytes]:
    """Rows that would go, and that a row points to which stays and keeps that reference."""
    if not plan.goes:
        return set()
    tables = {table for table, _ in plan.goes}
    going = {row_id for _, row_id in plan.goes}
    db.execute("create temp table undo_going (id blob primary key) without rowid")
    try:
        db.executemany("insert into undo_going values (?)", [(row_id,) for row_id in sorted(going)])
        needed: set[bytes] = set()
        for child, columns in REFERENCES.items():
            for column, target in columns.items():
                if target is not ANY and target not in tables:
                    continue
                rows = db.execute(
                    f"select id, {column} from {child} where _hidden = 0 and {column} in"
                    " (select id from undo_going)"
                ).fetchall()
                needed.update(
                    row[1]
                    for row in rows
                    if row[0] not in going and column not in plan.fields.get((child, row[0]), ())
                )
    finally:
        db.execute("drop table undo_going")
    return needed
