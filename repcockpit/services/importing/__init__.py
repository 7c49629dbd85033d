"""Import: files of other programs into the book, linked to each other, in one transaction or not at all."""

import gc
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from repcockpit.clock import wall_ms
from repcockpit.domain.views.importing import ImportReport
from repcockpit.services.importing.known import shape_id, source_id
from repcockpit.services.importing.options import ImportCancelledError, ImportOptions
from repcockpit.services.importing.own import OwnRows
from repcockpit.services.importing.planning import plan_sheets
from repcockpit.services.importing.report import report_of, write_rejects
from repcockpit.services.importing.run import Run, Tally
from repcockpit.services.importing.sheets import check_not_held, load_sheets

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

__all__ = ["ImportCancelledError", "ImportOptions", "check_file", "import_files"]


def import_files(
    book: "Book",
    paths: Sequence[Path],
    options: ImportOptions = ImportOptions(),  # noqa: B008 -- an immutable tuple
) -> ImportReport:
    """Import files in one transaction; what changes nothing writes nothing, a dry run neither.

    Raises BadFileError for an unreadable file, UsageError for options that fit nothing,
    ImportCancelledError where `options.cancelled` said so. In each case nothing is written.
    """
    with _without_collection():
        return _import(book, paths, options)


def check_file(path: Path) -> None:
    """Raise BadFileError for a file that cannot be imported, as far as its first bytes tell."""
    from repcockpit.exchange.readers.recognition import kind_of  # noqa: PLC0415 -- an import recognises by itself

    check_not_held(path)
    kind_of(path)


@contextmanager
def _without_collection() -> Iterator[None]:
    """No garbage collection while rows pile up: it would look at every one of them again and again."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _import(book: "Book", paths: Sequence[Path], options: ImportOptions) -> ImportReport:
    from repcockpit.services.importing.comparing import new_duplicates  # noqa: PLC0415 -- after the long part

    sheets = load_sheets(book.db, paths, options, book.today())
    total = sum(len(sheet.rows) for sheet in sheets)
    batch_id: bytes | None = None
    with nullcontext() if options.dry_run else book.write(_label(paths), kind="import") as unit:
        run = Run(book, options, total)
        own = OwnRows(book.db)
        tallies = [Tally(sheet) for sheet in sheets]
        plan_sheets(run, own, tallies)
        run.owners.check(only_mine=options.only_mine)
        duplicates = new_duplicates(run)
        if unit is not None and not options.dry_run:
            batch_id = _write(run, own, tallies, unit)
    report = report_of(run, tallies, duplicates, batch_id, unit.txn if unit is not None else None)
    if options.rejects_path is not None:
        write_rejects(options.rejects_path, report.rejects)
    return report


def _name(path: Path) -> str:
    """The name of a file; what is no text in it is replaced."""
    return path.name.encode("utf-8", "replace").decode()


def _label(paths: Sequence[Path]) -> str:
    names = [_name(path) for path in paths]
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return f"import {', '.join(names[:3])}{more}"


def _write(run: Run, own: OwnRows, tallies: Sequence[Tally], unit: "Unit") -> bytes | None:
    """Write what was planned; gives the batch's id, None where nothing but our own rows came in."""
    own.write(unit)
    shapes = [tally.sheet for tally in tallies if tally.sheet.said and tally.sheet.source]
    if run.pending.is_empty() and not shapes:
        return None
    run.pending.write(unit, run.check)
    if run.hashes:
        unit.update_many(
            "external_ref", [(ref, {"row_hash": row_hash}) for ref, row_hash in run.hashes.items()]
        )
    if run.sources:
        unit.insert_many("source", [{"id": source_id(name), "name": name} for name in sorted(run.sources)])
    for sheet in shapes:
        unit.insert("import_shape", {"id": shape_id(sheet.shape), "name": sheet.shape, "value": sheet.said})
    files: list[dict[str, Any]] = [
        {
            "name": _name(tally.sheet.table.path),
            "source": tally.sheet.source.name if tally.sheet.source else None,
            "rows": len(tally.sheet.rows),
            "created": tally.created,
            "updated": tally.updated,
            "rejected": len(tally.rejects),
        }
        for tally in tallies
    ]
    row = {"at": wall_ms(), "label": unit.label, "files": json.dumps(files, ensure_ascii=False)}
    return unit.insert("import_batch", row)
