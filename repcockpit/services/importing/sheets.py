"""Files opened and recognised: tables with their source, their plan of columns and their rows in memory."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from repcockpit.domain.errors import BadFileError, RefusedError, UsageError
from repcockpit.exchange import sources
from repcockpit.exchange.readers import own_workbook
from repcockpit.exchange.readers.opening import open_tables
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table
from repcockpit.exchange.sources import Orders, Plan, Source, generic
from repcockpit.exchange.sources.dates import DateOrder
from repcockpit.exchange.sources.values import plain
from repcockpit.services.importing.options import ImportCancelledError, ImportOptions, Said
from repcockpit.services.local_dates import device_order
from repcockpit.store.held import is_held
from repcockpit.store.reads import importing as reads

_NO_KIND = "nobody knows this table: say what it holds with --kind and --map COLUMN=FIELD"
_STEP = 5000
_REFERENCE = "attributes.referenceId"
_NO_HEADER = "the file has no header line: name its columns with --columns"


class Sheet(NamedTuple):
    """One table ready to be read; `source` and `plan` are None where nobody knows what it is (`unknown` says why).

    `shape` is the name under which what a person said about it is kept, `said` that text or None; `in_force`
    is what was said of it now or before.
    """

    table: Table
    rows: list[Row | BadRow]
    source: Source | None
    plan: Plan | None
    warnings: list[str]
    shape: str
    said: str | None = None
    unknown: str = ""
    in_force: Said = Said()

    @property
    def is_local(self) -> bool:
        """Whether ids are references that mean something only inside this import (record trees)."""
        names = self.table.header
        return _REFERENCE in names and "Id" not in names

    @property
    def is_report(self) -> bool:
        """Whether this is a list of ours that does not come back."""
        return self.source is not None and self.source.is_own and self.source.refusal is not None

    @property
    def is_own(self) -> bool:
        """Whether this is our own export."""
        return self.table.form == "own"


def check_not_held(path: Path) -> None:
    """Raise BadFileError for the book itself: to read it as a file would drop the locks on it."""
    if is_held(path):
        raise BadFileError(
            f"{path} is the book itself", "choose an export; a backup comes back with `restore`"
        )


def load_sheets(
    db: sqlite3.Connection,
    paths: Sequence[Path],
    options: ImportOptions,
    today: date,
    *,
    may_ask: bool = False,
) -> list[Sheet]:
    """Every table of every file, each once, recognised; calendars are read around `today`.

    Raises BadFileError for an unreadable file, RefusedError for our own reports, ImportCancelledError, UsageError where --map or --kind fit
    nothing or no table is recognised at all (not with `may_ask`: then a person is there to be asked).
    """
    if options.kind not in (None, "all", *generic.KINDS):
        raise UsageError(f"--kind {options.kind!r} is no kind", "kinds: all, " + ", ".join(generic.KINDS))
    reading = ReadOptions(options.encoding, options.delimiter, options.columns, today)
    seen: set[tuple[Path, str | None]] = set()
    sheets: list[Sheet] = []
    for path in paths:
        check_not_held(path)
        for table in own_workbook.whole(open_tables(path, reading)):
            key = (table.path.resolve(), table.sheet)
            if key not in seen:
                seen.add(key)
                sheets.append(_sheet(db, table, options))
    _refuse_reports(sheets)
    _check_map(sheets, options)
    if sheets and not may_ask and not any(sheet.is_own or sheet.source for sheet in sheets):
        first = sheets[0]
        raise UsageError(
            f"{first.table.path}: {first.unknown}",
            "its columns: " + ", ".join(first.table.header[:30])
            if first.table.has_header
            else "for example: --kind contacts --columns id,first_name,last_name,title,email (ignore skips a column)",
        )
    return sheets


def _refuse_reports(sheets: Sequence[Sheet]) -> None:
    """Raise RefusedError for a file of nothing but our own reports; in a workbook with more they are left out."""
    by_path: dict[Path, list[Sheet]] = {}
    for sheet in sheets:
        by_path.setdefault(sheet.table.path, []).append(sheet)
    for path, of_file in by_path.items():
        reports = [sheet for sheet in of_file if sheet.is_report]
        for sheet in reports:
            refusal = sheet.source.refusal if sheet.source else ""
            if len(reports) == len(of_file):
                raise RefusedError(
                    f"{path}: {refusal}", "`repcockpit export all --format json` is what comes back whole"
                )
            sheet.rows.clear()
            sheet.warnings.append(f"“{sheet.table.sheet}” was left out: {refusal}")


def _sheet(db: sqlite3.Connection, table: Table, options: ImportOptions) -> Sheet:
    rows = _read(table, options)
    warnings = list(table.warnings)
    if table.form == "own":
        return Sheet(table, rows, None, None, warnings, "")
    if not rows:
        warnings.append("no rows")
    shape = _shape(table)
    kept = _kept(db, shape)
    in_force = options.said_of(shape) or _in_force(options, kept)
    if not table.has_header and options.columns is None and kept.get("columns"):
        names = [str(name) for name in kept["columns"]]
        table = table._replace(header=tuple([*names, *table.header[len(names) :]][: len(table.header)]))
    kind = generic.KINDS.get(in_force.kind) if in_force.kind else None
    pairs = in_force.map
    source = _source(table, kind, shape, is_mapped=bool(pairs))
    if source is None:
        is_named = table.has_header or options.columns is not None or bool(kept.get("columns"))
        reason = _NO_KIND if is_named else _NO_HEADER
        return Sheet(table, rows, None, None, warnings, shape, unknown=reason, in_force=in_force)
    mapping = generic.mapping_of(pairs, field_kind(source)) if pairs else {}
    if table.form == "json":
        mapping |= {
            _REFERENCE: "-" if "Id" in table.header else "id",
            "attributes.type": "-",
            "attributes.url": "-",
        }
    good = [row for row in rows if isinstance(row, Row)]
    orders = Orders(options.date_order, local_order(), in_force.orders)
    plan = sources.plan_columns(source, table.header, good, mapping, orders, warnings)
    said = _said(options, in_force, kept)
    return Sheet(table, rows, source, plan, warnings, shape, said, in_force=in_force)


def _read(table: Table, options: ImportOptions) -> list[Row | BadRow]:
    """Every row; the person may stop it and sees the count."""
    rows: list[Row | BadRow] = []
    while some := list(islice(table.rows, _STEP)):
        rows += some
        if options.cancelled():
            raise ImportCancelledError("the import was stopped", "nothing was written")
        if len(some) == _STEP:
            options.progress(len(rows), 0)
    return rows


def _in_force(options: ImportOptions, kept: dict[str, Any]) -> Said:
    """What `--kind` and `--map` say, else what was said of this shape before."""
    orders = kept.get("orders")
    return Said(
        options.kind if options.kind not in (None, "all") else _kind_word(kept.get("kind")),
        options.map or tuple(str(pair) for pair in kept.get("map", ())),
        tuple((str(name), order) for name, order in orders.items()) if isinstance(orders, dict) else (),
    )


def _kind_word(value: object) -> str | None:
    return str(value) if value in generic.KINDS else None


def field_kind(source: Source) -> str:
    """The kind whose fields the columns of a source may become."""
    kind = source.kind
    if kind in generic.FIELDS:
        return kind
    return "contact" if kind == "lead" else "interaction"


def _source(table: Table, kind: str | None, shape: str, *, is_mapped: bool) -> Source | None:
    known = sources.recognise(table.header, table.form, table.sheet)
    if known and (
        kind is None or field_kind(known) == kind or {kind, field_kind(known)} == {"task", "interaction"}
    ):
        return known
    wanted = kind or sources.guess(table.header)
    if kind is None and wanted != "contact" and (table.sheet or "").endswith("__c"):
        wanted = None  # a custom object with a name is no customer for that
    if wanted is None and is_mapped:
        wanted = "contact"
    return generic.generic_source(shape.replace("shape:", "file:"), wanted, table.header) if wanted else None


def _shape(table: Table) -> str:
    """The name of files that look alike: the same header, or as many columns without one."""
    text = (
        "\x1f".join(plain(name) for name in table.header)
        if table.has_header
        else f"columns {len(table.header)}"
    )
    return "shape:" + hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).hexdigest()


def _kept(db: sqlite3.Connection, shape: str) -> dict[str, Any]:
    text = reads.shape_value(db, shape)
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _said(options: ImportOptions, in_force: Said, kept: dict[str, Any]) -> str | None:
    """What the person said about this shape, as it is kept for the next file; None where nothing is new."""
    said: dict[str, Any] = {name: value for name, value in kept.items() if name == "columns"}
    if in_force.kind:
        said["kind"] = in_force.kind
    if in_force.map:
        said["map"] = list(in_force.map)
    if in_force.orders:
        said["orders"] = dict(in_force.orders)
    if options.columns:
        said["columns"] = list(options.columns)
    return json.dumps(said, ensure_ascii=False, sort_keys=True) if said != kept else None


def _check_map(sheets: Sequence[Sheet], options: ImportOptions) -> None:
    names = {plain(name) for sheet in sheets for name in sheet.table.header}
    for pair in options.map:
        column = pair.rpartition("=")[0]
        if column and plain(column) not in names:
            shown = ", ".join(name for sheet in sheets[:1] for name in sheet.table.header[:30])
            raise UsageError(f"--map: no file has a column {column!r}", f"columns: {shown}")


def local_order() -> DateOrder:
    """The order in which this device's person writes dates; the year first is recognised without being said."""
    order = device_order()
    return "dmy" if order == "ymd" else order
