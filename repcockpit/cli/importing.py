"""`import`: files of other programs into the book; `duplicates` and `merge`, the work after it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.care import keep_day
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from repcockpit.cli.call import Call
    from repcockpit.domain.views.importing import ImportReport

_KINDS = (
    "accounts", "contacts", "interactions", "tasks", "deals", "requests", "feedback", "deliveries", "calendar", "all",
)  # fmt: skip
_ORDERS = ("dmy", "mdy", "ymd")
_SHOWN_REJECTS = 10


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        default=[],
        help="CSV, TSV, XLSX, vCard, JSON, ICS; several are linked",
    )
    parser.add_argument("--kind", metavar="K", choices=_KINDS, help="what the rows are: " + ", ".join(_KINDS))
    parser.add_argument("--columns", metavar="A,B,…", help="the fields of a file without a header, in order")
    parser.add_argument(
        "--map",
        metavar="COLUMN=FIELD",
        action="append",
        default=[],
        nargs="+",
        help="a column that is not recognised",
    )
    parser.add_argument("--encoding", metavar="E", help="such as cp1252; found out where not said")
    parser.add_argument("--delimiter", metavar="D", help="such as ; or tab; found out where not said")
    parser.add_argument(
        "--date-order", choices=_ORDERS, help="how the file writes days; found out per column"
    )
    parser.add_argument("--me", metavar="OWNER", help="the owner in the files who is this device's rep")
    parser.add_argument("--only-mine", action="store_true", help="leave out what other owners have")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
    parser.add_argument("--rejects", metavar="PATH", help="write the rejected rows to a CSV file")


def import_data(call: "Call") -> None:
    """Bring files in."""
    from repcockpit.services.importing import ImportOptions, import_files  # noqa: PLC0415 -- opens SQLite

    said = [word for words in call.map for word in words]
    # `--map A=B C=D FILE` takes the file too: a word without = names one.
    files = [*call.files, *(word for word in said if "=" not in word)]
    if not files:
        raise UsageError("which file?", "write it like: repcockpit import Account.csv Contact.csv")
    options = ImportOptions(
        kind=call.kind,
        columns=tuple(name.strip() for name in call.columns.split(",")) if call.columns else None,
        map=tuple(word for word in said if "=" in word),
        encoding=call.encoding,
        delimiter=_delimiter(call.delimiter),
        date_order=call.date_order,
        me=call.me,
        only_mine=call.only_mine,
        dry_run=call.dry_run,
        rejects_path=Path(call.rejects).expanduser() if call.rejects else None,
        progress=_progress(call),
    )
    report = import_files(call.book(), [Path(name).expanduser() for name in files], options)
    call.answer(_document(report), lambda: _print_report(report))
    if report.txn is not None:
        output.finish()
        keep_day(call, any_size=True)
        call.say("`repcockpit undo` takes the whole import back")
    elif not report.is_dry_run:
        call.say("nothing changed")


def _delimiter(text: str | None) -> str | None:
    if text is None:
        return None
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}.get(text.lower(), text)
    if len(named) != 1:
        raise UsageError(f"{text!r} is no delimiter", "one character, or: comma, semicolon, tab, pipe")
    return named


def _progress(call: "Call") -> "Callable[[int, int], None]":
    """Counts on a terminal; silent elsewhere."""
    is_seen = sys.stderr.isatty() and not call.quiet

    def show(done: int, total: int) -> None:
        if is_seen:
            output.overwrite(f"Importing {done:,} of {total:,}" if done < total else "")

    return show


def _document(report: "ImportReport") -> dict[str, object]:
    found: dict[str, object] = as_json(report)
    found["dry_run"] = found.pop("is_dry_run")
    return found


def _print_report(report: "ImportReport") -> None:
    columns = ("file", "source", "kind", "rows", "created", "updated", "unchanged", "rejected")
    cells = [
        (
            Path(one.path).name,
            one.source,
            one.kind,
            one.rows,
            one.created,
            one.updated,
            one.unchanged,
            one.rejected,
        )
        for one in report.files
    ]
    output.write_table(columns, cells, len(cells), "files")
    for one in report.files:
        for warning in one.warnings:
            output.write_lines([f"{Path(one.path).name}: {warning}"])
    shown = report.rejects[:_SHOWN_REJECTS]
    output.write_lines(f"{Path(one.file).name} line {one.line}: {one.reason}" for one in shown)
    if len(report.rejects) > len(shown):
        rest = f"{len(shown)} of {len(report.rejects):,} rejected rows; --rejects PATH writes all of them"
        output.write_lines([rest])
    output.write_lines(_rest(report))


def _rest(report: "ImportReport") -> list[str]:
    lines = []
    if report.unmapped_columns:
        lines.append(f"kept as custom fields: {', '.join(report.unmapped_columns)}")
    unknown = [
        f"{one.name} ({one.rows:,} row{'' if one.rows == 1 else 's'})"
        for one in report.owners
        if one.rep_id is None
    ]
    if unknown:
        lines.append(f"owners not known as reps: {', '.join(unknown)}")
    if report.is_dry_run and report.owners:
        found = ", ".join(f"{one.name} ({one.rows:,})" for one in report.owners)
        lines.append(f"rows by owner: {found}; --me OWNER says which one you are")
    if report.duplicates:
        pairs = "1 pair" if report.duplicates == 1 else f"{report.duplicates:,} pairs"
        lines.append(f"{pairs} may be duplicates: repcockpit duplicates")
    if report.is_dry_run:
        lines.append("a dry run: nothing was written")
    return lines


def _configure_duplicates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", nargs="?", help="only account or contact")


def duplicates(call: "Call") -> None:
    """List pairs that may be one."""
    from repcockpit.services.duplicates import duplicate_view  # noqa: PLC0415 -- opens SQLite

    pairs = duplicate_view(call.book(), call.kind)
    cells = [
        (
            one.score,
            one.kind,
            _twin(one.a),
            _twin(one.b),
            ", ".join(one.why),
            one.a.id.hex()[:12],
            one.b.id.hex()[:12],
        )
        for one in pairs
    ]
    columns = ("score", "kind", "one", "other", "why", "id", "id")
    call.answer(
        {"pairs": as_json(pairs), "total": len(pairs)},
        lambda: output.write_table(columns, cells, len(cells), "pairs"),
    )


def _twin(one: object) -> str:
    name, account = getattr(one, "name", None), getattr(one, "account", None)
    return f"{name or '–'}" + (f", {account}" if account else "")


def _configure_merge(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="account or contact")
    parser.add_argument("keep", metavar="KEEP", help="name or id of the one that stays")
    parser.add_argument("drop", metavar="DROP", help="name or id of the one that goes into it")


def merge(call: "Call") -> None:
    """Merge one record into another."""
    from repcockpit.cli.records import answer_written  # noqa: PLC0415 -- with the answer
    from repcockpit.services.merging import merge as merge_two  # noqa: PLC0415 -- opens SQLite

    answer_written(call, merge_two(call.book(), call.kind, call.keep, call.drop), "merged")


COMMANDS = {
    "import": (_configure, import_data),
    "duplicates": (_configure_duplicates, duplicates),
    "merge": (_configure_merge, merge),
}
