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
