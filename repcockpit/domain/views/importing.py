"""What an import did, or would do: the sums per file, the rows left out, the owners seen. Shown, printed, never stored."""

from typing import NamedTuple


class FileSums(NamedTuple):
    """One file: what it was taken for and what became of its rows; rows = the four counts together."""

    path: str
    source: str | None
    kind: str | None
    encoding: str | None
    delimiter: str | None
    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int
    warnings: tuple[str, ...]


class Totals(NamedTuple):
    """The sums over all files."""

    rows: int
    created: int
    updated: int
    unchanged: int
    rejected: int


class RejectedRow(NamedTuple):
    """A row that stayed out: its file, its line from 1, why, and its cells."""

    file: str
    line: int
    reason: str
    row: tuple[str, ...]


class OwnerSeen(NamedTuple):
    """An owner the files name, the rep it stands for, and the number of rows that are theirs."""

    name: str
    rep_id: bytes | None
    rows: int


class ImportReport(NamedTuple):
    """The whole import; `txn` and `batch_id` are None where nothing was written (no change, or a dry run).

    `duplicates` counts the pairs worth a look that involve a row which came in now; None where the book is
    too big to compare them within an import (`repcockpit duplicates` does).
    """

    batch_id: bytes | None
    txn: bytes | None
    files: tuple[FileSums, ...]
    totals: Totals
    rejects: tuple[RejectedRow, ...]
    unmapped_columns: tuple[str, ...]
    owners: tuple[OwnerSeen, ...]
    duplicates: int | None
    is_dry_run: bool = False


class ColumnFate(NamedTuple):
    """What a column becomes.

    `state` is choose (a person must decide), known, extra (kept as an extra field), left_out or empty (no row has
    a value). `field` says what it becomes in a few words, `sample` is the first value, or the one that is
    unclear; `word` is the field as it is said to `--map`. `order` is how its dates are read, where it has any;
    `is_unclear` where the values alone do not tell it. `samples` are different values of its first rows.
    """

    name: str
    state: str
    field: str
    word: str | None
    sample: str
    order: str | None = None
    is_unclear: bool = False
    samples: tuple[str, ...] = ()


class FieldOffer(NamedTuple):
    """A field that a column may become: the word that chooses it, and how it is said."""

    word: str
    title: str


class TablePreview(NamedTuple):
    """One table of a file before anything is written; `shape` is the name its choices are kept under.

    `kind` is a plural word, None where nobody knows what the rows are. `map`, `orders` and `said_kind` are what
    a person said of it now or before.
    """

    sums: FileSums
    sheet: str | None
    shape: str
    kind: str | None
    is_unknown: bool
    header: tuple[str, ...]
    columns: tuple[ColumnFate, ...]
    offers: tuple[FieldOffer, ...]
    said_kind: str | None
    map: tuple[str, ...]
    orders: tuple[tuple[str, str], ...]

    @property
    def unclear(self) -> tuple[ColumnFate, ...]:
        """The columns that a person must decide."""
        return tuple(column for column in self.columns if column.state == "choose")


class OwnerFound(NamedTuple):
    """An owner whom the files name, and what is theirs; `is_known` where the book has that rep already."""

    name: str
    rep_id: bytes
    rows: int
    accounts: int
    contacts: int
    is_me: bool
    is_known: bool


class ImportPreview(NamedTuple):
    """What an import would do; `asks_owner` where the files name owners and none of them is this device's rep."""

    report: ImportReport
    tables: tuple[TablePreview, ...]
    owners: tuple[OwnerFound, ...]
    has_rep: bool
    asks_owner: bool
