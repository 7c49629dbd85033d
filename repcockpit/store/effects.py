"""What transactions did to rows, and what of it still stands. Reads the log; writes nothing.

A transaction that takes another back gives its fields the standing they had before that one. So a field is
"changed since" only where something was written that was not itself taken back.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from repcockpit.store import log
from repcockpit.store.heads import BESIDE, pairs
from repcockpit.store.record_kinds import DELETE, INSERT, RESTORE, UPDATE

Key = tuple[str, bytes]
LIFE = "_life"
"""Stands beside the field names for whether the row is shown."""
_FEW = 40


class Effect:
    """What one transaction did to one row, all its records taken together.

    `fields` maps a field that was updated to [value before, value after, stamp]; `first_life` and
    `last_life` are the kinds of the first and last insert, delete or restore, None where there was none.
    """

    __slots__ = ("alive_stamp", "fields", "first_life", "last_life", "row_id", "stamps", "table", "top_stamp")

    def __init__(self, table: str, row_id: bytes) -> None:
        self.table, self.row_id = table, row_id
        self.first_life: int | None = None
        self.last_life: int | None = None
        self.alive_stamp = self.top_stamp = 0
        self.stamps: set[int] = set()
        self.fields: dict[str, list[Any]] = {}

    def add(self, change: log.Change) -> None:
        """Take one more record, in the order of writing."""
        self.stamps.add(change.stamp)
        if change.kind != UPDATE:
            if self.first_life is None:
                self.first_life = change.kind
            self.last_life = change.kind
            if change.kind == DELETE:
                self.top_stamp = change.stamp
            elif change.kind == RESTORE:
                self.alive_stamp = change.stamp
            return
        for field, value in change.new.items():
            if field in self.fields:
                self.fields[field][1:] = [value, change.stamp]
            else:
                self.fields[field] = [change.old.get(field), value, change.stamp]

    @property
    def was_shown_before(self) -> bool:
        """Whether the row was there and not in the bin before the transaction."""
        return self.first_life in (None, DELETE)

    @property
    def was_shown_after(self) -> bool:
        """Whether it was so when the transaction ended."""
        return self.last_life != DELETE


def effects_of(db: sqlite3.Connection, txn_no: int, only: set[bytes] | None = None) -> dict[Key, Effect]:
    """The effects of one own transaction by (table, row id), in the order of writing; `only` on some rows."""
    found: dict[Key, Effect] = {}
    for change in log.changes_of(db, txn_no) if only is None else _some_changes(db, txn_no, only):
        if change.kind > RESTORE:  # about replicas, or a row as a whole: nothing to take back
            continue
        key = (change.table, change.row_id)
        effect = found.get(key)
        if effect is None:
            effect = found[key] = Effect(*key)
        effect.add(change)
    return found


def _some_changes(db: sqlite3.Connection, txn_no: int, only: set[bytes]) -> Iterable[log.Change]:
    if len(only) > _FEW:
        return [change for change in log.changes_of(db, txn_no) if change.row_id in only]
    return log.changes_of_rows(db, txn_no, only)


class _Writer(NamedTuple):
    no: int
    replica_no: int
    undoes: bytes | None


class _History:
    """The standing of rows, replayed from everything that was written to them."""

    def __init__(self) -> None:
        self.standing: dict[Key, dict[str, int]] = {}
        self.dots: dict[Key, dict[str, list[int]]] = {}
        self.before: dict[int, dict[Key, dict[str, int]]] = {}

    def replay(self, writer: _Writer, undone_no: int | None, effects: dict[Key, Effect]) -> None:
        """Enter what one transaction wrote, taking back `undone_no` where that is not None."""
        origin = self.before.get(undone_no or 0, {})
        mine = self.before.setdefault(writer.no, {})
        for key, effect in effects.items():
            standing = self.standing.setdefault(key, {})
            dots = self.dots.setdefault(key, {})
            earlier = origin.get(key, {})
            former = mine[key] = {}
            if effect.last_life is not None:
                former[LIFE] = standing.get(LIFE, 0)
                _note_life(dots, effect, writer.replica_no)
                if effect.was_shown_before != effect.was_shown_after or effect.first_life == INSERT:
                    standing[LIFE] = earlier.get(LIFE, writer.no)
                if effect.first_life == INSERT:
                    standing["*"] = writer.no
                    dots["*"] = [min(effect.stamps), writer.replica_no]
            for field, (old, new, stamp) in effect.fields.items():
                former[field] = standing.get(field, standing.get("*", 0))
                dots[field] = [stamp, writer.replica_no]
                if old != new:
                    standing[field] = earlier.get(field, writer.no)


def _note_life(dots: dict[str, list[int]], effect: Effect, replica_no: int) -> None:
    if effect.alive_stamp:
        dots["_alive"] = [effect.alive_stamp, replica_no]
    if effect.last_life == DELETE:
        dots["_top"] = [effect.top_stamp, replica_no]
    else:
        dots.pop("_top", None)


def changed_since(
    db: sqlite3.Connection, txn_no: int, held: dict[Key, log.Dots]
) -> dict[Key, frozenset[str]]:
    """For each row, with the dots it holds: the fields, and LIFE, that do not stand as `txn_no` left them."""
    ids = {row_id for _, row_id in held}
    history = _History()
    after: dict[Key, dict[str, int]] = {}
    numbers = {row[0]: row[1] for row in db.execute("select id, no from txn").fetchall()}
    for writer in _writers(db, ids):
        effects = effects_of(db, writer.no, ids)
        history.replay(writer, numbers.get(writer.undoes or b""), effects)
        if writer.no == txn_no:
            after = {key: dict(standing) for key, standing in history.standing.items()}
    found = {}
    for key, dots in held.items():
        then, now = after.get(key, {}), history.standing.get(key, {})
        known = history.dots.get(key, {})
        moved = {field for field in now if now[field] != then.get(field, then.get("*"))}
        moved |= {_field_of(name) for name in {*dots, *known} - {"_top"} if not _stands(name, known, dots)}
        moved |= _joined_since(db, txn_no, key[1], dots)
        if "_top" in dots and known.get("_top") != list(dots["_top"]):
            moved.add(LIFE)
        found[key] = frozenset(moved)
    return found


def _joined_since(db: sqlite3.Connection, txn_no: int, row_id: bytes, dots: log.Dots) -> set[str]:
    """The fields with a head beside the current one that came after the transaction: its writer had not seen it."""
    beside = {name: pairs(flat) for name, flat in dots.items() if name.startswith(BESIDE)}
    if not beside:
        return set()
    stamp, own = db.execute("select stamp, replica_no from txn where no = ?", (txn_no,)).fetchone()
    later = {
        no
        for (no,) in db.execute(
            "select distinct t.replica_no from touched o join txn t on t.no = o.txn_no where o.row_id = ? and t.no > ?",
            (row_id, txn_no),
        ).fetchall()
    }
    return {
        _field_of(name)
        for name, heads in beside.items()
        if any(no in later and (no != own or made > stamp) for made, no in heads)
    }


def _stands(name: str, known: log.Dots, held: log.Dots) -> bool:
    """Whether a field has the head that this device's log knows; a merge may list it or fold it into `"*"`."""
    if name.startswith(BESIDE):
        return True  # heads beside are looked at by when they came
    if name == "*":
        return held.get(name) is None or list(held[name]) in known.values()
    return known.get(name, known.get("*")) == held.get(name, held.get("*"))


def _field_of(name: str) -> str:
    return LIFE if name in ("_top", "_alive", "+_alive") else name.removeprefix("+")


def _writers(db: sqlite3.Connection, ids: set[bytes]) -> list[_Writer]:
    """Every transaction that wrote to one of these rows, oldest first."""
    numbers: set[int] = set()
    for row_id in ids:
        numbers.update(
            row[0] for row in db.execute("select txn_no from touched where row_id = ?", (row_id,)).fetchall()
        )
    found = []
    for no in sorted(numbers):
        row = db.execute("select no, replica_no, undoes from txn where no = ?", (no,)).fetchone()
        if row is not None:
            found.append(_Writer(*row))
    return found
