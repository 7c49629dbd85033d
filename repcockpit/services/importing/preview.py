"""What an import would do, column by column: read, planned and counted, and nothing written."""

import gc
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.views.importing import ColumnFate, FieldOffer, ImportPreview, TablePreview
from repcockpit.exchange.readers.table import Row
from repcockpit.exchange.sources import field_words
from repcockpit.exchange.sources.dates import OrderFound, order_of
from repcockpit.exchange.sources.generic import KINDS
from repcockpit.exchange.sources.values import EMPTY, plain
from repcockpit.services.importing.options import ImportOptions
from repcockpit.services.importing.own import OwnRows
from repcockpit.services.importing.planning import plan_sheets
from repcockpit.services.importing.report import report_of, sums_of
from repcockpit.services.importing.run import Run, Tally
from repcockpit.services.importing.sheets import Sheet, field_kind, load_sheets, local_order
from repcockpit.store.reads import importing as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_SAMPLE = 400
"""Characters of a value that are shown."""
_SAMPLES, _SAMPLED_ROWS = 12, 300
_RANKS = {"choose": 0, "known": 1, "extra": 2, "left_out": 3, "empty": 4}
_PLURALS = {kind: word for word, kind in KINDS.items()}


def preview_import(book: "Book", paths: Sequence[Path], options: ImportOptions) -> ImportPreview:
    """What `import_files` would make of these files, with every column; nothing is written.

    Raises BadFileError for an unreadable file, ImportCancelledError where `options.cancelled` said so.
    A table that nobody knows is no error here: its rows are counted as rejected until its kind is said.
    """
    options = options._replace(dry_run=True, rejects_path=None)
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        sheets = load_sheets(book.db, paths, options, book.today(), may_ask=True)
        run = Run(book, options, sum(len(sheet.rows) for sheet in sheets))
        tallies = [Tally(sheet) for sheet in sheets]
        plan_sheets(run, OwnRows(book.db), tallies)
        report = report_of(run, tallies, None, None, None)
        tables = tuple(_table(tally) for tally in tallies)
    finally:
        if was_enabled:
            gc.enable()
    owners = run.owners.found()
    return ImportPreview(report, tables, owners, book.author_id is not None, _asks_owner(book, run))


def _asks_owner(book: "Book", run: Run) -> bool:
    """Whether somebody must say which owner is at the keyboard: nobody is yet, or none of the owners is."""
    owners = run.owners.found()
    if not owners or any(owner.is_me for owner in owners):
        return False
    return book.author_id is None or not reads.owned(book.db, "account", "owner_id", book.author_id)


def _table(tally: Tally) -> TablePreview:
    sheet = tally.sheet
    source, said = sheet.source, sheet.in_force
    kind = field_kind(source) if source is not None and not source.refusal else None
    offers: tuple[FieldOffer, ...] = ()
    columns: tuple[ColumnFate, ...] = ()
    if kind is not None:
        words = field_words.field_words(kind)
        offers = tuple(
            FieldOffer(word, field_words.said_meaning(meaning, kind)) for meaning, word in words.items()
        )
    if not sheet.is_own:
        columns = _columns(sheet, kind)
    return TablePreview(
        sums_of(tally),
        sheet.table.sheet,
        sheet.shape,
        _PLURALS.get(kind or ""),
        source is None and not sheet.is_own,
        sheet.table.header,
        columns,
        offers,
        said.kind,
        said.map,
        said.orders,
    )


def _columns(sheet: Sheet, kind: str | None) -> tuple[ColumnFate, ...]:
    """Every column: those to decide first, then by what becomes of them, each in the order of the file."""
    samples, more = _samples(sheet), _more_samples(sheet)
    meant = {column.place: column.meaning for column in sheet.plan.columns} if sheet.plan else {}
    fates = []
    for place, name in enumerate(sheet.table.header):
        sample = samples.get(place, "")
        if kind is None:
            fates.append(ColumnFate(name, "left_out" if sample else "empty", "", None, sample))
        else:
            fates.append(_fate(sheet, place, name, meant.get(place, field_words.LEFT_OUT), kind, sample))
    fates = [fate._replace(samples=more[place]) for place, fate in enumerate(fates)]
    return tuple(sorted(fates, key=lambda fate: _RANKS[fate.state]))


def _fate(sheet: Sheet, place: int, name: str, meaning: str, kind: str, sample: str) -> ColumnFate:
    if meaning == field_words.LEFT_OUT:
        state = "left_out" if sample or _is_mapped(sheet, name) else "empty"
        return ColumnFate(name, state, "left out", "ignore", sample)
    if meaning == field_words.EXTRA:
        state = "extra" if sample or _is_mapped(sheet, name) else "empty"
        return ColumnFate(name, state, "kept as extra", "custom", sample)
    word = field_words.field_words(kind).get(meaning)
    said = field_words.said_meaning(meaning, kind)
    if not meaning.endswith((":date", ":instant")):
        state = "known" if sample or _is_mapped(sheet, name) else "empty"
        return ColumnFate(name, state, said, word, sample)
    found = _order(sheet, place)
    if found.example is None:
        return ColumnFate(name, "known" if sample else "empty", said, word, sample)
    is_said = name in dict(sheet.in_force.orders)
    order = sheet.plan.orders[place] if sheet.plan else found.order
    return ColumnFate(
        name, "known" if is_said else "choose", said, word, found.example, order, is_unclear=True
    )


def _is_mapped(sheet: Sheet, name: str) -> bool:
    """Whether a person said what the column becomes."""
    return any(plain(pair.rpartition("=")[0]) == plain(name) for pair in sheet.in_force.map)


def _order(sheet: Sheet, place: int) -> OrderFound:
    """The order of a column's dates from its values alone."""
    cells = (row.cells[place] for row in sheet.rows if isinstance(row, Row))
    return order_of(cells, None, local_order())


def _more_samples(sheet: Sheet) -> list[tuple[str, ...]]:
    """Different values of each column, from the first rows."""
    found: list[dict[str, None]] = [{} for _ in sheet.table.header]
    for row in sheet.rows[:_SAMPLED_ROWS]:
        if isinstance(row, Row):
            for cell, values in zip(row.cells, found, strict=False):
                if len(values) < _SAMPLES and cell.strip() not in EMPTY:
                    values[cell.strip()[:_SAMPLE]] = None
    return [tuple(values) for values in found]


def _samples(sheet: Sheet) -> dict[int, str]:
    """The first value of each column that has one."""
    found: dict[int, str] = {}
    missing = set(range(len(sheet.table.header)))
    for row in sheet.rows:
        if not missing:
            break
        if isinstance(row, Row):
            for place in [place for place in missing if row.cells[place].strip() not in EMPTY]:
                found[place] = row.cells[place].strip()[:_SAMPLE]
                missing.discard(place)
    return found
