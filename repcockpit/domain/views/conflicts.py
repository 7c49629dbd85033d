"""What several people wrote at once, as a screen and a command show it."""

from datetime import datetime
from typing import Literal, NamedTuple

Form = Literal["field", "deleted", "parent", "cycle", "steps"]
"""What disagrees: values of a field; a delete and an edit; a deleted record and what still hangs on it;
records merged into each other; steps of a request."""


class Subject(NamedTuple):
    """A record that is named: its kind, its id, what it is called (blank where it has no name)."""

    kind: str
    id: bytes
    title: str


class ConflictValue(NamedTuple):
    """One side: `n` counts from 1, one's own side first.

    `value` is the text that a person reads (blank: the field is empty), `raw` what the row would hold (ids as
    bytes, a list for fields that only mean something together), `plain` the value in JSON's terms. `by`, `device` and `at` say who wrote it,
    where and when by that device's clock; None or blank where unknown. `was` is the text it replaced, None
    where that is not known, and `origin` says since when that stood there ("since 2 Mar, Ana"). `dot` names the record that wrote it.
    """

    n: int
    value: str
    raw: object
    plain: object
    by: str | None
    device: str
    at: datetime | None
    is_current: bool
    is_own: bool
    was: str | None = None
    origin: str = ""
    txn: bytes | None = None
    dot: tuple[int, int] = (0, 0)


class Cell(NamedTuple):
    """Where a value is stored: table, row, field."""

    table: str
    row_id: bytes
    field: str


class FieldConflict(NamedTuple):
    """One line to settle; its `id` stays the same on every device and whatever is written to it.

    `record` is whose field it is, `field` its name as `set` knows it, `label` the one of the form. For the
    form "deleted" value 1 keeps the record, 2 deletes it again; for "parent" value 1 brings the record back,
    2 deletes what hangs on it; for "cycle" each value names the record that stays; for "steps" each value is
    a step. `is_hidden` says that the record is in the bin. `can_type` says that a third value may be typed.
    `cell` is where it is stored, `dots` those the row was read with: what came since is not settled along.
    """

    id: bytes
    form: Form
    record: Subject
    field: str
    label: str
    values: tuple[ConflictValue, ...]
    is_hidden: bool = False
    can_type: bool = True
    cell: Cell = Cell("", b"", "")
    dots: bytes | None = None


class Choice(NamedTuple):
    """How one line is settled: the number of the value that stays, or another value as typed."""

    line: FieldConflict
    keep: int | None = None
    value: str | None = None


class ConflictView(NamedTuple):
    """What the same transactions disagree about, to be settled together: one or more lines.

    `id` names all its lines at once. `subject` is the record (of a part the record it belongs to), or the
    first of `record_count` records where one action changed many. `account` is where it belongs. `says` is
    one sentence. `same_fields` are the labels of what both sides changed and that merged without asking.
    """

    id: bytes
    form: Form
    subject: Subject
    account: Subject | None
    fields: tuple[FieldConflict, ...]
    says: str = ""
    same_fields: tuple[str, ...] = ()
    record_count: int = 1
    is_hidden: bool = False

    @property
    def kind(self) -> str:
        """The kind of its record."""
        return self.subject.kind


class Settled(NamedTuple):
    """What a settlement did, in words; `txn` is None where nothing had to be written."""

    id: bytes
    label: str
    txn: bytes | None
    left: int
