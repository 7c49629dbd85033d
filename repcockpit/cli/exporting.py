"""`export`: the book, or a part of it, in an open format."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from repcockpit.cli import output

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.services.exporting import ExportOrder
    from repcockpit.services.exporting.watch import Watch


_FORMS: Final = {"all": "json", "agenda": "ics", "person": "json"}
"""The form of an export where nothing is said and it is not csv."""
_SAID_AFTER: Final = 0.5
"""Seconds of work before its progress is shown."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        help="all, activity, team, accounts, contacts, requests, qbrs, coverage, ideas, scorecards, deliveries, trainings,"
        " promises, tasks, deals, agenda or person",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="whom, for `person`")
    parser.add_argument(
        "--format",
        metavar="F",
        help="csv, xlsx, json, md or html; ics for agenda, vcf for contacts and a person; all as json or xlsx. Where nothing is"
        " said the end of the path decides, then json for all and a person, ics for agenda, else csv",
    )
    parser.add_argument("--out", metavar="PATH", help="write a file instead of standard output")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    parser.add_argument("--since", metavar="D", help="from this day on: 2026-11-20, mon, 7d (ago)")
    parser.add_argument("--until", metavar="D", help="up to and with this day")
    parser.add_argument(
        "--columns", action="store_true", help="list the columns of WHAT, or of every export, instead"
    )


def export(call: "Call") -> None:
    """Write one export."""
    from repcockpit.domain.errors import UsageError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.exporting import export_document  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.exporting.watch import Watch  # noqa: PLC0415 -- the same

    if call.columns:
        _show_columns(call)
        return
    if call.what is None:
        raise UsageError("export what?", "repcockpit export activity --format xlsx --out activity.xlsx")
    is_file = bool(call.out) and call.out != "-"
    watch = Watch(_progress(call)) if is_file else Watch()
    order = _order(call, watch)
    if not is_file:
        if order.form == "xlsx" and output.is_terminal():
            raise UsageError(
                "a workbook is no text for a terminal", f"--out {call.what}.xlsx writes the file"
            )
        export_document(call.book(), order, output.binary_stream())
        _tell(call, watch)
        return
    path = Path(call.out).expanduser()
    try:
        count = export_document(call.book(), order, path, force=call.force)
    finally:
        if output.narrates_to_terminal():
            output.overwrite("")
    document = {
        "what": call.what, "format": order.form, "path": str(path), "records": count, "left_out": watch.left_out,
    }  # fmt: skip
    call.answer(document, lambda: output.write_lines([str(path)]))
    call.say(f"{count:,} record{'s' if count != 1 else ''} written")
    _tell(call, watch)


def _order(call: "Call", watch: "Watch") -> "ExportOrder":
    from repcockpit.services.exporting import ExportOrder  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- the same

    book = call.book()
    since = read_day(book, call.since, "back") if call.since else None
    until = read_day(book, call.until, "back") if call.until else None
    rep_id = book.rep_id if call.rep is not None else None
    return ExportOrder(call.what, _form(call), since, until, rep_id, _only(call), watch)


def _form(call: "Call") -> str:
    if call.format:
        return str(call.format)
    if call.as_json and not call.out:
        return "json"
    from repcockpit.services.exporting import form_of  # noqa: PLC0415 -- opens SQLite

    said = form_of(Path(call.out)) if call.out else None
    return said or _FORMS.get(call.what, "csv")


def _progress(call: "Call") -> Callable[[int, int], None] | None:
    """Says on a terminal how far it is, once it takes a while."""
    from time import monotonic  # noqa: PLC0415 -- only a file takes long

    if call.arguments.quiet or not output.narrates_to_terminal():
        return None
    began = monotonic()

    def say(done: int, total: int) -> None:
        if monotonic() - began >= _SAID_AFTER:
            output.overwrite(f"{done:,} of {total:,} written" if total else f"{done:,} written")

    return say


def _tell(call: "Call", watch: "Watch") -> None:
    for line in watch.left_out:
        call.say(f"left out: {line}")


def _show_columns(call: "Call") -> None:
    from repcockpit.services.exporting.documented import columns_of, document_of, markdown_of  # noqa: PLC0415 -- only here

    found = columns_of(call.what)
    call.answer({"exports": document_of(found)}, lambda: output.write_lines(markdown_of(found)))


def _only(call: "Call") -> frozenset[bytes] | None:
    """The person that an export is about; None for an export of many."""
    from repcockpit.domain.errors import UsageError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.erasing import person_named  # noqa: PLC0415 -- the same

    if call.what != "person":
        if call.name is not None:
            raise UsageError(f"{call.what} takes no name", "`export person NAME` is about one person")
        return None
    if call.name is None:
        raise UsageError("export whom?", "repcockpit export person NAME")
    return frozenset({person_named(call.book(), call.name)})


COMMANDS = {"export": (_configure, export)}
