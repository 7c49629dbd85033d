"""The transactions of a frame's body, turned into this device's names and numbers."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from repcockpit.domain.ids import transaction_id
from repcockpit.store.database import meta_value
from repcockpit.store.heads import Dot
from repcockpit.store.log import decode
from repcockpit.store.record_kinds import DELETE, STATE
from repcockpit.sync.bodies import Body
from repcockpit.sync.merge.state import Record
from repcockpit.sync.merge.upcasters import raised

KINDS = ("edit", "import", "undo", "redo", "merge", "settle", "erase", "join")
"""Kinds of transactions in the order of their numbers; never reordered."""


UNSENT = "sync_unsent"
"""Key of `meta`: the rows that were in the bin when this device joined, and that nobody else has."""


class Txn(NamedTuple):
    """One transaction, or one part of it, as it was sealed; `records` are still in the frame's numbers."""

    id: bytes
    n: int
    at: int
    zone: str | None
    author_id: bytes | None
    kind: str
    label: str
    undoes: bytes | None
    part: int
    is_last: bool
    stamp: int
    records: list[list[Any]]


class Replicas:
    """This device's numbers for replicas; one not met before is entered inside the running transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.ids: dict[int, bytes] = {}
        self._numbers: dict[bytes, int] = {}
        for no, replica in db.execute("select no, id from replica").fetchall():
            self.ids[no], self._numbers[replica] = replica, no

    def number(self, replica: bytes) -> int:
        """The local number of a replica."""
        found = self._numbers.get(replica)
        if found is None:
            found = max(self.ids, default=0) + 1
            self._db.execute("insert into replica (no, id) values (?, ?)", (found, replica))
            self.ids[found], self._numbers[replica] = replica, found
        return found

    def order(self, dot: Dot) -> tuple[int, bytes]:
        """What dots are ordered by on every device."""
        return dot[0], self.ids[dot[1]]


class Translated(NamedTuple):
    """How a body's numbers read here: `replicas` to local numbers, `names` to table and field names."""

    replica_no: int
    replicas: Mapping[int, int]
    names: Mapping[int, str]
    schema: int


def translation(body: Body, replica: bytes, schema: int, known: Replicas) -> Translated:
    """The translation of one body that `replica` sealed."""
    numbers = {no: known.number(one or replica) for no, one in body.replicas.items()}
    return Translated(known.number(replica), numbers, body.names, schema)


def transactions(body: Body, replica: bytes) -> Iterator[Txn]:
    """The transactions of a body that `replica` sealed, in order. Raises IndexError for a list position that is none."""
    for row in body.transactions:
        n, late, zone, author, kind, label, undoes, part, last, stamp, records = row[:11]
        yield Txn(
            transaction_id(replica, n, stamp),
            n,
            (stamp >> 16) + late,
            None if zone is None else body.zones[zone],
            None if author is None else body.authors[author],
            KINDS[kind] if kind < len(KINDS) else "edit",
            label or "",
            undoes,
            part,
            bool(last),
            stamp,
            records,
        )


def records_of(txn: Txn, how: Translated) -> Iterator[Record]:
    """The records of a transaction. Raises KeyError for a number that the body does not explain."""
    for raw in txn.records:
        yield one_record(raw, txn.stamp, how)


def one_record(raw: Sequence[Any], base: int, how: Translated) -> Record:
    """One record of a transaction stamped `base`."""
    kind, table_no, row_id, offset, new, replaced = raw[:6]
    names, replicas = how.names, how.replicas
    table, own = names[table_no], (base + offset, how.replica_no)
    if kind == DELETE:
        return Record(kind, table, row_id, own, {}, {}, dots(replaced, base, replicas))
    named = {names[no]: dots(some, base, replicas) for no, some in replaced.items()}
    if kind == STATE:
        heads = {
            names[no]: [((base - back, replicas[by]), value) for (back, by), value in some]
            for no, some in new.items()
        }
        deletes = tuple(
            ((base - back, replicas[by]), dots(some, base, replicas)) for (back, by), some in raw[7]
        )
        return Record(kind, table, row_id, own, heads, named, (), deletes)
    values = {names[no]: value for no, value in new.items()}
    return raised(Record(kind, table, row_id, own, values, named), how.schema)


def dots(relative: Sequence[Sequence[int]], base: int, replicas: Mapping[int, int]) -> tuple[Dot, ...]:
    """Dots of a record, from their form in a body."""
    return tuple((base - back, replicas[by]) for back, by in relative)


def own_records(db: sqlite3.Connection, txn_no: int, names: Mapping[int, str]) -> Iterator[Record]:
    """The records of a transaction of this device that are still in its log."""
    (base, replica_no) = db.execute("select stamp, replica_no from txn where no = ?", (txn_no,)).fetchone()
    how = Translated(replica_no, _Same(), names, -1)
    for (body,) in db.execute("select body from change where txn_no = ? order by no", (txn_no,)).fetchall():
        for raw in decode(body):
            yield one_record(raw, base, how)


def unsent_records(db: sqlite3.Connection, names: Mapping[int, str]) -> Iterator[Record]:
    """The records of rows that lay in the bin when this device joined and were never sent: its log alone has them."""
    held = meta_value(db, UNSENT)
    rows = {(table, row_id) for table, row_id in decode(held)} if isinstance(held, bytes) else set()
    if not rows:
        return
    for (txn_no,) in db.execute("select distinct txn_no from change where sealed_seq = 0").fetchall():
        yield from (one for one in own_records(db, txn_no, names) if (one.table, one.row_id) in rows)


class _Same(dict[int, int]):
    """Numbers that mean themselves."""

    def __missing__(self, key: int) -> int:
        return key
