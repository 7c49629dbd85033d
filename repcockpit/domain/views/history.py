"""What was written, by whom, and what an undo did. Field names are the keys of the JSON."""

from datetime import datetime
from typing import NamedTuple

Shown = None | bool | int | float | str


class ChangeView(NamedTuple):
    """One field of one record; `old` is None for a new record, an id inside a value is hex.

    A record moved to the bin, or taken out of it, changes the field `removed`.
    """

    kind: str
    id: bytes
    field: str
    old: Shown
    new: Shown


class TxnView(NamedTuple):
    """One transaction: when by the real clock, by which rep (None: before `init`), what it did in words."""

    txn: bytes
    at: datetime
    by: str | None
    what: str
    changes: tuple[ChangeView, ...]


class SkippedView(NamedTuple):
    """What an undo left alone, and why; `field` is None for a whole record."""

    kind: str
    id: bytes
    field: str | None
    reason: str


class UndoView(NamedTuple):
    """`txn` is what was taken back or brought back, `undone` which of the two, `by_txn` the transaction that did.

    `by_txn` is None where everything had to be skipped. `label` says in words what `txn` was.
    """

    txn: bytes
    undone: bool
    by_txn: bytes | None
    skipped: tuple[SkippedView, ...]
    label: str
