"""Bringing a book with work of its own into a team: its rows as they are now, not its history (sync.md 8)."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from repcockpit.clock import random_bytes, wall_ms
from repcockpit.domain.errors import AmbiguousError, Candidate, InvalidValueError
from repcockpit.domain.ids import derived_id, timed_id
from repcockpit.domain.names import fold
from repcockpit.store import roster
from repcockpit.store.database import meta_value, set_meta
from repcockpit.store.heads import Dot
from repcockpit.store.incarnations import own_replica
from repcockpit.store.log import decode, encode
from repcockpit.store.reads.device import rep_addresses, reps_named, team_of
from repcockpit.store.record_kinds import STATE
from repcockpit.store.references import REFERENCES
from repcockpit.store.schema import SYNCED
from repcockpit.store.unit import Unit
from repcockpit.sync.held import own_replicas
from repcockpit.sync.merge.records import UNSENT, Replicas, own_records
from repcockpit.sync.merge.rows import Rows
from repcockpit.sync.merge.state import RowState

PENDING, ADOPTED = "sync_join", "sync_adopted"
"""Keys of `meta` that say what is still to be done before the first seal: the rep to join as; an id adopted by name."""
_MERGED = ("account", "contact")
_DIGITS = 8
"""How much of an id must be written to mean a rep."""

Older = Mapping[str, set[Dot]]
"""The dots of each field of a row that the log replaced."""


class Published(NamedTuple):
    """What a joining device sends: rows as they are, how many of them the team has too, and whose device it is."""

    rows: int
    merged: int
    rep_id: bytes
    is_rep_known: bool
    rep: str = ""


class _OwnRows:
    """The rows that this device wrote, by table, with the dots its log replaced; before anything is written now."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.rows: dict[str, dict[bytes, dict[str, set[Dot]]]] = defaultdict(dict)
        names = {int(no): str(name) for no, name in db.execute("select no, name from table_name")}
        for (txn_no,) in db.execute("select distinct txn_no from change order by txn_no").fetchall():
            for record in own_records(db, txn_no, names):
                older = self.rows[record.table].setdefault(record.row_id, defaultdict(set))
                for field, dots in record.replaced.items():
                    older[field].update(dots)

    def has(self, table: str, row_id: bytes) -> bool:
        """Whether this device wrote the row."""
        return row_id in self.rows.get(table, ())


def publish_own(db: sqlite3.Connection, rep: str, *, zone: str) -> Published:
    """Write what joining as `rep` means, in one transaction: the rep, matches merged, the state of every live row.

    What was written before is never sealed; but who was erased, and which device is out, is told.
    """
    own = _OwnRows(db)
    rep_id, is_known, rep = _rep_named(db, rep, own)
    with Unit(db, f"Join the team as {rep}", author_id=rep_id, zone=zone, kind="join") as unit:
        name = str(meta_value(db, "team_name") or "")
        team = unit.insert("team", {"id": derived_id("team", name), "name": name})
        if is_known and team_of(db, rep_id) is None:
            unit.update("rep", rep_id, {"team_id": team})
        elif not is_known:
            fresh = {"id": rep_id, "name": rep, "role": "rep", "timezone": zone, "team_id": team}
            unit.insert("rep", fresh)
        _stand_in(unit, rep, rep_id, own)
        merged = _merge_matches(unit, own)
        rows = _write_states(unit, own)
        set_meta(db, UNSENT, encode(_unsent(unit, own)))
        roster.announce(unit, rep_id)
        # This transaction's own parts may be written already; it enters `txn` at its end. An erase is sent as it
        # is: the team may hold the person, and frames that are blanked need the record that says why. So is what
        # was said of others' devices where an earlier try to join was killed.
        db.execute(
            "update change set sealed_seq = 0 where sealed_seq is null"
            " and txn_no in (select no from txn where kind <> 'erase') and txn_no not in"
            " (select txn_no from touched where row_id in (select id from replica where id <> ?))",
            (own_replica(db).id,),
        )
        db.execute("delete from meta where key in (?, ?)", (PENDING, ADOPTED))
        set_meta(db, "rep_id", rep_id)
    return Published(rows, merged, rep_id, is_known, rep)


def publish_restored(db: sqlite3.Connection, *, zone: str) -> int:
    """Send the state of rows that lay in the bin when this device joined and were taken out since; how many."""
    held = meta_value(db, UNSENT)
    waiting = decode(held) if isinstance(held, bytes) else []
    shown = [
        (table, row_id)
        for table, row_id in waiting
        if db.execute(f"select 1 from {table} where id = ? and _hidden = 0", (row_id,)).fetchone()
    ]
    if not shown:
        return 0
    own, rep = _OwnRows(db), meta_value(db, "rep_id")
    author = rep if isinstance(rep, bytes) else None
    with Unit(db, "Taken out of the bin", author_id=author, zone=zone, kind="join") as unit:
        rows = Rows(db, unit.names, Replicas(db).order)
        for table, row_id in shown:
            state = rows.load(table, row_id)
            unit.journal.add(
                table, [_state_record(unit, table, row_id, state, own.rows[table][row_id])], [None]
            )
        set_meta(db, UNSENT, encode([one for one in waiting if tuple(one) not in shown]))
    return len(shown)


def take_known_rep(db: sqlite3.Connection, *, zone: str) -> bool:
    """After a team was adopted: where it knows a rep of this device's name, be that one. True if it did."""
    held = meta_value(db, "rep_id")
    name = next((name for rep_id, name in reps_named(db) if rep_id == held), None)
    own = _OwnRows(db)
    found = _every_rep_named(db, name, own) if name else []
    rep_id = found[0] if found else b""
    if name is None or not found or rep_id == held:
        db.execute("delete from meta where key = ?", (ADOPTED,))
        return False
    with Unit(db, f"This device is {name}'s", author_id=rep_id, zone=zone, kind="join") as unit:
        _stand_in(unit, name, rep_id, own)
        roster.announce(unit, rep_id)
        set_meta(db, "rep_id", rep_id)
        db.execute("delete from meta where key = ?", (ADOPTED,))
    return True


def rep_meant(db: sqlite3.Connection, rep: str) -> tuple[bytes, str] | None:
    """(id, name) of the rep whose e-mail, or first digits of the id, somebody wrote in the place of the name."""
    wanted = rep.strip().lower()
    for rep_id, name, email in rep_addresses(db):
        if "@" in wanted and wanted == email.strip().lower():
            return rep_id, name
        if len(wanted) >= _DIGITS and rep_id.hex().startswith(wanted):
            return rep_id, name
    return None


def _rep_named(db: sqlite3.Connection, rep: str, own: _OwnRows) -> tuple[bytes, bool, str]:
    """The rep of that name, one of the team's before one's own; else a new id. Whether there is one; its name.

    Raises AmbiguousError where the team has two of the name, InvalidValueError for an e-mail that nobody has.
    """
    found = _every_rep_named(db, rep, own)
    theirs = [one for one in found if not own.has("rep", one)]
    if len(theirs) > 1:
        several = tuple(
            Candidate(one, name, email) for one, name, email in rep_addresses(db) if one in theirs
        )
        raise AmbiguousError(
            f"the team has {len(theirs)} people called {rep}",
            "write the e-mail, or the digits, as the name",
            several,
        )
    if found:
        return found[0], True, next(name for one, name in reps_named(db) if one == found[0])
    if (meant := rep_meant(db, rep)) is not None:
        return meant[0], True, meant[1]
    if "@" in rep:
        raise InvalidValueError(f"nobody in the team has the e-mail {rep}", "write a name to be somebody new")
    return timed_id(wall_ms(), random_bytes(10)), False, rep


def _every_rep_named(db: sqlite3.Connection, rep: str, own: _OwnRows) -> list[bytes]:
    """The reps of that name, the team's before one's own."""
    found = [rep_id for rep_id, name in reps_named(db) if fold(name) == fold(rep)]
    return sorted(found, key=lambda one: (own.has("rep", one), one))


def _stand_in(unit: Unit, rep: str, rep_id: bytes, own: _OwnRows) -> None:
    """Let `rep_id` stand for the reps of that name that only this device knew."""
    former = [
        one
        for one, name in reps_named(unit.db)
        if fold(name) == fold(rep) and one != rep_id and own.has("rep", one)
    ]
    for old in former:
        for table, columns in REFERENCES.items():
            for column, target in columns.items():
                if target != "rep":
                    continue
                ids = unit.db.execute(
                    f"select id from {table} where {column} = ? and _hidden = 0", (old,)
                ).fetchall()
                unit.update_many(table, [(row_id, {column: rep_id}) for (row_id,) in ids])
                for (row_id,) in ids:
                    own.rows[table].setdefault(row_id, defaultdict(set))
        unit.hide("rep", old)


def _merge_matches(unit: Unit, own: _OwnRows) -> int:
    """Merge own accounts and people into the team's of the same external id; how many the team has too."""
    numbers = _own_numbers(unit.db)
    count = sum(
        any(dot[1] not in numbers for heads in state.heads.values() for dot in heads)
        for table in _MERGED
        for _, state in _states(unit, own, table)
    )
    for table in _MERGED:
        for mine, theirs, refs in _matches(unit.db, table, own):
            if unit.update(table, mine, {"merged_into": theirs}):
                count += 1
            for ref in refs:
                unit.settle("external_ref", ref, {"target_id": theirs})
                own.rows["external_ref"].setdefault(ref, defaultdict(set))
    return count


def _matches(db: sqlite3.Connection, kind: str, own: _OwnRows) -> Iterator[tuple[bytes, bytes, list[bytes]]]:
    """(own row, the team's row, the references that name both) for each external id that both sides know."""
    pointed: dict[tuple[bytes, str], dict[bytes, set[bytes]]] = defaultdict(lambda: defaultdict(set))
    rows = db.execute(
        "select id, source_id, external_id, target_id from external_ref where kind = ? and _hidden = 0",
        (kind,),
    ).fetchall()
    for ref, source, external, target in rows:
        pointed[source, external][target].add(ref)
    field = db.execute("select no from table_name where name = 'target_id'").fetchone()
    beside = _beside(db, field[0]) if field else {}
    for targets in pointed.values():
        for ref in {ref for refs in list(targets.values()) for ref in refs}:
            for target in beside.get(ref, ()):
                targets[target].add(ref)
        mine = [one for one in targets if own.has(kind, one)]
        theirs = sorted(one for one in targets if one not in mine and _is_shown(db, kind, one))
        for one in mine if theirs else ():
            if _is_shown(db, kind, one):
                yield one, theirs[0], sorted(targets[one])


def _beside(db: sqlite3.Connection, field_no: int) -> dict[bytes, list[bytes]]:
    found: dict[bytes, list[bytes]] = defaultdict(list)
    rows = db.execute("select row_id, value from sync_head where field_no = ?", (field_no,)).fetchall()
    for row_id, value in rows:
        target = decode(value)
        if isinstance(target, bytes):
            found[row_id].append(target)
    return found


def _is_shown(db: sqlite3.Connection, table: str, row_id: bytes) -> bool:
    row = db.execute(
        f"select 1 from {table} where id = ? and _hidden = 0 and merged_into is null", (row_id,)
    ).fetchone()
    return row is not None


def _states(unit: Unit, own: _OwnRows, table: str) -> Iterator[tuple[bytes, RowState]]:
    """The rows of a table to be sent: those shown, and those in the bin that the team has too."""
    rows, numbers = Rows(unit.db, unit.names, Replicas(unit.db).order), _own_numbers(unit.db)
    for row_id in own.rows.get(table, ()):
        state = rows.load(table, row_id)
        is_shared = any(dot[1] not in numbers for heads in state.heads.values() for dot in heads)
        if state.heads and (state.hidden == 0 or is_shared):
            yield row_id, state


def _unsent(unit: Unit, own: _OwnRows) -> list[tuple[str, bytes]]:
    """The rows that are not sent: what lies in the bin and only this device knows."""
    found = []
    for table in SYNCED:
        sent = {row_id for row_id, _ in _states(unit, own, table)}
        found += [(table, row_id) for row_id in own.rows.get(table, ()) if row_id not in sent]
    return found


def _write_states(unit: Unit, own: _OwnRows) -> int:
    count = 0
    for table in SYNCED:
        records = [
            _state_record(unit, table, row_id, state, own.rows[table][row_id])
            for row_id, state in _states(unit, own, table)
        ]
        count += len(records)
        for start in range(0, len(records), 500):
            some = records[start : start + 500]
            unit.journal.add(table, some, [None] * len(some))
    return count


def _state_record(unit: Unit, table: str, row_id: bytes, state: RowState, older: Older) -> list[Any]:
    """A row with all its heads; what the log replaced before is named, so that it never counts again."""
    number = unit.names.number

    def back(dot: Dot) -> list[int]:
        return [unit.stamp - dot[0], dot[1]]

    named: dict[str, set[Dot]] = defaultdict(set)
    for field, dot in state.waiting():
        named[field].add(dot)
    for field, dots in older.items():
        named[field] |= dots - set(state.heads.get(field, ()))
    heads = {
        number(field): [[back(dot), value] for dot, value in some.items()]
        for field, some in state.heads.items()
        if some
    }
    replaced = {number(field): [back(dot) for dot in sorted(dots)] for field, dots in named.items() if dots}
    deletes = [[back(dot), [back(one) for one in sorted(seen)]] for dot, seen in state.deletes.items()]
    return [STATE, number(table), row_id, 0, heads, replaced, [], deletes]


def _own_numbers(db: sqlite3.Connection) -> frozenset[int]:
    own = own_replicas(db)
    return frozenset(no for no, one in db.execute("select no, id from replica").fetchall() if one in own)
