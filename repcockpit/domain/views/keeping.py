"""What the screens of history, bin and duplicates show."""

from datetime import datetime
from typing import NamedTuple


class PastTxn(NamedTuple):
    """A transaction in a list: `state` says what became of it since: blank, "taken back" or "brought back".

    `can_undo` is False for a colleague's, for one whose records are not on this device, and for one that is
    taken back already. `is_large` says that finding its fields takes a while.
    """

    id: bytes
    at: datetime
    by: str
    what: str
    state: str
    can_undo: bool
    is_large: bool = False


class PastChange(NamedTuple):
    """One field as it was and as it became, in words; `record` names whose field it is."""

    kind: str
    record: str
    field: str
    old: str
    new: str


class PastChanges(NamedTuple):
    """The first changes of a transaction; `is_cut` says that it has more."""

    changes: tuple[PastChange, ...]
    is_cut: bool


class BinnedRow(NamedTuple):
    """A removed record: when and by whom; `more` says what went with it (" with 12 people"), blank for nothing."""

    kind: str
    id: bytes
    title: str
    at: datetime | None
    by: str
    more: str = ""


class MergedField(NamedTuple):
    """One field of two records: what each holds, and what the kept one holds after the merge."""

    label: str
    keep: str
    drop: str
    result: str


class MergePreview(NamedTuple):
    """What a merge would do: names, fields that hold something, and the rows that hang on the dropped one."""

    kind: str
    keep_id: bytes
    drop_id: bytes
    keep: str
    drop: str
    fields: tuple[MergedField, ...]
    moves: tuple[tuple[str, int], ...]
