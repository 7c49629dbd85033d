"""A list in memory: read in pieces, brought up to date row by row, arranged and searched."""

import sqlite3
from collections.abc import Iterator, Sequence

from repcockpit.services.catalog.arrangement import Arrangement, in_name_order
from repcockpit.services.catalog.columns import Beside, Columns
from repcockpit.store.reads import catalog as reads
from repcockpit.store.reads.catalog_changes import changed_since, newest_txn
from repcockpit.store.reads.device import reps_named

PIECE = 500
"""Rows taken in before another thread may have its turn."""


class Catalog:
    """Every shown account or contact of a book; `txn_no` is the last transaction that it knows of."""

    def __init__(self, columns: Columns, txn_no: int, *, is_whole: bool = True) -> None:
        self.columns = columns
        self.txn_no = txn_no
        self.is_whole = is_whole
        self._by_name = Arrangement(columns, "name", in_name_order(columns))
        self._arranged: Arrangement = self._by_name
        self.plans: set[bytes] | None = None
        """Whom something is planned with; None until a filter asks."""

    @property
    def kind(self) -> str:
        """Account or contact."""
        return self.columns.kind

    def __len__(self) -> int:
        """How many rows the list has."""
        return len(self._by_name)

    def arranged(self, sort: str) -> Arrangement:
        """The list in the order `sort`; the last one asked for is kept."""
        if sort == "name":
            return self._by_name
        if self._arranged.sort != sort:
            self._arranged = Arrangement(self.columns, sort, self._by_name.slots)
        return self._arranged

    def refresh(self, db: sqlite3.Connection) -> tuple[bytes, ...] | None:
        """Read anew what was written since; the ids of it, or None where the whole list has to be read."""
        changed = changed_since(db, self.kind, self.txn_no)
        if changed.ids is None:
            return None
        if changed.txn_no != self.txn_no:
            self.plans = None
        if changed.ids:
            self._replace(db, changed.ids)
        self.txn_no = changed.txn_no
        return changed.ids

    def _replace(self, db: sqlite3.Connection, ids: Sequence[bytes]) -> None:
        columns = self.columns
        rows = reads.catalog_rows_of(db, self.kind, ids)
        beside = _beside(db, self.kind, ids)
        held = [columns.slots[row_id] for row_id in ids if row_id in columns.slots]
        orders = {id(one): one for one in (self._by_name, self._arranged)}.values()
        for order in orders:
            order.take_out(held)
        for row_id in set(ids).difference(row.id for row in rows):
            columns.take_away(row_id)
        taken = columns.add(rows, beside)
        for order in orders:
            order.put_in(taken)


def read_catalog(db: sqlite3.Connection, kind: str, rep_id: bytes | None) -> Iterator[Catalog | None]:
    """The whole list, read in pieces: None after each, the catalog at the end.

    To be run inside one transaction of a connection of its own, so that every piece is of the same moment.
    """
    txn_no = newest_txn(db)
    columns = Columns(kind, rep_id, dict(reps_named(db)))
    beside = _beside(db, kind, None)
    yield None
    for rows in reads.catalog_rows(db, kind, PIECE):
        columns.add(rows, beside)
        yield None
    yield Catalog(columns, txn_no)


def first_rows(db: sqlite3.Connection, kind: str, rep_id: bytes | None, count: int) -> Catalog:
    """The first rows by name of a rep's own, or of all where there are none: a list that is not whole."""
    txn_no = newest_txn(db)
    rows = reads.first_rows(db, kind, rep_id, count) or reads.first_rows(db, kind, None, count)
    ids = [row.id for row in rows]
    columns = Columns(kind, rep_id, dict(reps_named(db)))
    columns.add(rows, _beside(db, kind, ids))
    return Catalog(columns, txn_no, is_whole=False)


def _beside(db: sqlite3.Connection, kind: str, ids: Sequence[bytes] | None) -> Beside:
    """What stands in other tables about these records (None: about all)."""
    if kind == "account":
        return Beside(tags=reads.tag_names(db, ids), key_due=reads.key_due_days(db, ids))
    return Beside(tags=reads.tag_names(db, ids), roles=reads.further_roles(db, ids))
