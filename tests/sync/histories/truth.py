"""What every writer had really seen when it wrote: kept beside the product, without its merge rule.

A transaction is a bit; what a device had is a mask. A writer who looks at a field sees its current value:
what is listed beside it with another value stays unseen, unless it settles.
"""

import sqlite3
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from repcockpit.store.database import meta_value
from repcockpit.store.log import decode
from repcockpit.store.record_kinds import DELETE, INSERT, RESTORE
from repcockpit.sync.joining import PENDING

if TYPE_CHECKING:
    from repcockpit.store.unit import Unit
    from tests.sync.histories.devices import Device

Mark = tuple[int, bytes]
"""(stamp, replica)."""
ALIVE = "_alive"
_STATE, _ERASE = 4, 5
_HELD_BACK = (
    "select t.id from sync_frame f join replica r on r.id = f.replica join txn t on t.replica_no = r.no"
    " and t.n between f.n_first and f.n_last where f.state = 2 and not exists (select 1 from sync_frame g"
    " where g.replica = f.replica and g.state < 2 and t.n between g.n_first and g.n_last)"
)


class Write(NamedTuple):
    """A value that somebody wrote."""

    bit: int
    order: int
    mark: Mark
    value: Any
    past: int
    unseen: frozenset[Mark] = frozenset()
    is_undo: bool = False

    def replaces(self, other: "Write") -> bool:
        """Whether who wrote this had seen the other."""
        if other.bit == self.bit:
            return other.order < self.order and not self.is_undo
        return bool(other.bit & self.past) and other.mark not in self.unseen


class Removal(NamedTuple):
    """A delete."""

    bit: int
    order: int
    mark: Mark
    past: int

    def saw(self, write: Write) -> bool:
        """Whether who deleted had seen a value."""
        return write.order < self.order if write.bit == self.bit else bool(write.bit & self.past)


class Event(NamedTuple):
    """A step of a request."""

    bit: int
    past: int


def plain(value: Any) -> Any:
    """A value as it is compared."""
    if isinstance(value, list | tuple):
        return None if all(one is None for one in value) else tuple(plain(one) for one in value)
    return value


class Truth:
    """Everything that was committed anywhere."""

    def __init__(self, *, has_replicas: bool = True) -> None:
        self.has_replicas = has_replicas
        self.bits: dict[bytes, int] = {}
        self.rows: dict[int, int] = {}
        self.secrets: set[str] = set()
        self.told: dict[bytes, set[str]] = defaultdict(set)
        self.writes: dict[tuple[str, bytes, str], list[Write]] = defaultdict(list)
        self.removals: dict[tuple[str, bytes], list[Removal]] = defaultdict(list)
        self.events: dict[bytes, Event] = {}
        self._order = 0

    def secret(self, text: str) -> str:
        """A personal value: where its row is erased, it may be nowhere."""
        self.secrets.add(text)
        return text

    def mask(self, db: sqlite3.Connection) -> int:
        """The transactions that a database shows: what a retired device sent later is there and not shown."""
        found = 0
        for (txn_id,) in db.execute("select id from txn").fetchall():
            found |= self.bits.get(txn_id, 0)
        for (txn_id,) in db.execute(_HELD_BACK).fetchall():
            found &= ~self.bits.get(txn_id, 0)
        return found

    def committed(self, unit: "Unit") -> None:
        """A transaction is about to be committed: everything of it is in the log."""
        device: Device = unit.db.device  # type: ignore[attr-defined]
        device.writes += 1
        device.max_wall = max(device.max_wall, device.wall_ms())
        txn_no, txn_id, replica = unit.db.execute(
            "select t.no, t.id, r.id from txn t join replica r on r.no = t.replica_no where t.id = ?",
            (unit.txn,),
        ).fetchone()
        had = self.mask(unit.db)
        bit = self.bits.setdefault(txn_id, 1 << len(self.bits))
        names = dict(unit.db.execute("select no, name from table_name").fetchall())
        rows = set()
        bodies = unit.db.execute("select body from change where txn_no = ? order by no", (txn_no,)).fetchall()
        for (body,) in bodies:
            for record in decode(body):
                rows.add(record[2])
                self._order += 1
                mark = (unit.stamp + record[3], replica if self.has_replicas else b"")
                self._enter(device, unit, record, names, (bit, mark, had))
        self.rows[bit] = len(rows)

    def _enter(
        self,
        device: "Device",
        unit: "Unit",
        record: list[Any],
        names: dict[int, str],
        told: tuple[int, Mark, int],
    ) -> None:
        kind, table, row_id = record[0], names[record[1]], record[2]
        bit, mark, had = told
        form = device.form
        past = form.past if form is not None and (form.table, form.row_id) == (table, row_id) else had
        if kind == DELETE:
            self.removals[table, row_id].append(Removal(bit, self._order, mark, past))
            return
        if kind == _STATE:
            self._tell_again(unit, record, names, bit)
        if kind in (_STATE, _ERASE):
            return
        if table == "request_event" and kind == INSERT:
            self.events[row_id] = Event(bit, past)
        fields = {names[no]: value for no, value in record[4].items()}
        if kind in (INSERT, RESTORE):
            fields[ALIVE] = None
        is_undo = unit.kind in ("undo", "redo")
        for field, value in fields.items():
            unseen: frozenset[Mark] = frozenset()
            if unit.kind != "settle" and field != ALIVE:
                unseen = self.beside(table, row_id, field, past)
            if kind == INSERT:
                past = had
            if isinstance(value, str) and value in self.secrets:
                self.told[row_id].add(value)
            self.writes[table, row_id, field].append(
                Write(bit, self._order, mark, plain(value), past, unseen, is_undo)
            )

    def _tell_again(self, unit: "Unit", record: list[Any], names: dict[int, str], bit: int) -> None:
        """A row with all its heads: what was written before comes to others with this transaction."""
        replicas = dict(unit.db.execute("select no, id from replica").fetchall())
        place = (names[record[1]], record[2])
        for no, heads in record[4].items():
            told = {(unit.stamp - back, replicas[by]) for (back, by), _ in heads}
            some = self.writes[*place, names[no]]
            some[:] = [one._replace(bit=one.bit | bit) if one.mark in told else one for one in some]
        told = {(unit.stamp - back, replicas[by]) for (back, by), _ in record[7]}
        gone = self.removals[place]
        gone[:] = [one._replace(bit=one.bit | bit) if one.mark in told else one for one in gone]

    def private(self, db: sqlite3.Connection) -> set[bytes]:
        """Transactions that stay on their device: what it wrote before it came into the team.

        A join that was killed before it sent the rows is gone on with by the next sync: what is unsealed until
        then stays, too, but for an erase.
        """
        stays = "sealed_seq = 0"
        if meta_value(db, PENDING) is not None:
            stays = f"({stays} or sealed_seq is null)"
        rows = db.execute(
            f"select id from txn where kind <> 'erase' and no in (select txn_no from change where {stays})"
        )
        return {txn_id for (txn_id,) in rows.fetchall()}

    def heads(self, table: str, row_id: bytes, field: str, mask: int) -> list[Write]:
        """The values that nobody had seen who wrote that field, of these transactions."""
        some = [one for one in self.writes.get((table, row_id, field), ()) if one.bit & mask]
        return [one for one in some if not any(other.replaces(one) for other in some)]

    def beside(self, table: str, row_id: bytes, field: str, mask: int) -> frozenset[Mark]:
        """What somebody who looks at a field does not see: the unlike values beside the current one."""
        heads = self.heads(table, row_id, field, mask)
        if len(heads) < 2:
            return frozenset()
        current = max(heads, key=lambda one: one.mark)
        return frozenset(one.mark for one in heads if one.value != current.value)
