"""The report of an import, and its rejected rows as a file."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path

from repcockpit.domain.errors import UnreachableError
from repcockpit.domain.views.importing import FileSums, ImportReport, RejectedRow, Totals
from repcockpit.exchange.cells import guard
from repcockpit.services.importing.run import Run, Tally

_KINDS = {
    "account": "accounts",
    "contact": "contacts",
    "lead": "contacts",
    "deal": "deals",
    "task": "tasks",
    "rep": "reps",
    "account_contact": "relations",
    "appointment": "calendar",
    "request": "requests",
    "feedback": "feedback",
    "delivery": "deliveries",
    "training": "trainings",
    "idea": "ideas",
}
_ACTIVITIES = frozenset(("event", "activity", "call", "meeting", "email", "note", "interaction"))


def report_of(
    run: Run, tallies: Sequence[Tally], duplicates: int | None, batch_id: bytes | None, txn: bytes | None
) -> ImportReport:
    """Everything an import has to say, in the order of the files."""
    files = tuple(sums_of(tally) for tally in tallies)
    totals = Totals(
        sum(one.rows for one in files),
        sum(one.created for one in files),
        sum(one.updated for one in files),
        sum(one.unchanged for one in files),
        sum(one.rejected for one in files),
    )
    rejects = tuple(
        RejectedRow(str(tally.sheet.table.path), reject.line, reject.reason, tuple(reject.row))
        for tally in tallies
        for reject in tally.rejects
    )
    columns = dict.fromkeys(
        name
        for tally in tallies
        if tally.sheet.plan and not _is_refused(tally)
        for name in tally.sheet.plan.custom
    )
    return ImportReport(
        batch_id,
        txn,
        files,
        totals,
        rejects,
        tuple(columns),
        run.owners.seen(),
        duplicates,
        run.options.dry_run,
    )


def _is_refused(tally: Tally) -> bool:
    return bool(tally.sheet.source and tally.sheet.source.refusal)


def sums_of(tally: Tally) -> FileSums:
    """The sums of one table."""
    sheet, table = tally.sheet, tally.sheet.table
    rejected = len(tally.rejects)
    return FileSums(
        str(table.path),
        "repcockpit" if sheet.is_own else _source_name(tally),
        _kind(tally),
        table.encoding,
        table.delimiter,
        tally.created + tally.updated + tally.unchanged + rejected,
        tally.created,
        tally.updated,
        tally.unchanged,
        rejected,
        tally.warnings(),
    )


def _source_name(tally: Tally) -> str | None:
    source = tally.sheet.source
    if source is None:
        return None
    return "generic" if source.is_generic else source.name


def _kind(tally: Tally) -> str | None:
    if tally.sheet.is_own:
        return "all"
    source = tally.sheet.source
    if source is None or source.refusal:
        return None
    return "interactions" if source.kind in _ACTIVITIES else _KINDS.get(source.kind)


def write_rejects(path: Path, rejects: Sequence[RejectedRow]) -> None:
    """Write the rows left out as CSV: file, line, reason, then their cells. Raises UnreachableError."""
    width = max((len(reject.row) for reject in rejects), default=0)
    try:
        with path.open("w", encoding="utf-8", errors="replace", newline="") as out:
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(["file", "line", "reason", *(f"cell {number}" for number in range(1, width + 1))])
            for reject in rejects:
                cells = (reject.file, str(reject.line), reject.reason, *reject.row)
                writer.writerow([guard(cell) for cell in cells])
    except OSError as problem:
        raise UnreachableError(
            f"{path} cannot be written: {problem.strerror}", "choose another place for --rejects"
        ) from None


def save_rejects(beside: Path, rejects: Sequence[RejectedRow]) -> Path:
    """Write the rows left out next to the file they come from, else into the home folder; gives the path.

    The name is free: nothing is written over. Raises UnreachableError.
    """
    folders = [beside.parent, Path.home()]
    folder = next((place for place in folders if os.access(place, os.W_OK)), folders[0])
    number, path = 1, folder / f"{beside.stem}-rejected.csv"
    while path.exists():
        number += 1
        path = folder / f"{beside.stem}-rejected-{number}.csv"
    write_rejects(path, rejects)
    return path
