"""`export`: the book, or a part of it, in an open format."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.cli import output

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


_FORMS = {"all": "json", "agenda": "ics", "person": "json"}
"""The form of an export where nothing is said and it is not csv."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="WHAT",
        help="all, accounts, contacts, activity, requests, qbrs, coverage, ideas, scorecards, deliveries, trainings, promises, agenda or person",
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help="whom, for `person`")
    parser.add_argument(
        "--format",
        metavar="F",
        help="json, csv, ics for agenda, vcf for contacts and a person, md for a person; where nothing is said json"
        " for all and a person, ics for agenda, else csv",
    )
    parser.add_argument("--out", metavar="PATH", help="write a file instead of standard output")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    parser.add_argument("--since", metavar="D", help="from this day on: 2026-11-20, mon, 7d (ago)")
    parser.add_argument("--until", metavar="D", help="up to and with this day")


def export(call: "Call") -> None:
    """Write one export."""
    from repcockpit.services.exporting import ExportOrder, export_document  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.local_dates import read_day  # noqa: PLC0415

    book = call.book()
    since = read_day(book, call.since, "back") if call.since else None
    until = read_day(book, call.until, "back") if call.until else None
    form = call.format or ("json" if call.as_json and not call.out else _FORMS.get(call.what, "csv"))
    rep_id = book.rep_id if call.rep is not None else None
    order = ExportOrder(call.what, form, since, until, rep_id, _only(call))
    if not call.out or call.out == "-":
        export_document(book, order, output.binary_stream())
        return
    path = Path(call.out).expanduser()
    count = export_document(book, order, path, force=call.force)
    document = {"what": call.what, "format": form, "path": str(path), "records": count}
    call.answer(document, lambda: output.write_lines([str(path)]))
    call.say(f"{count:,} record{'s' if count != 1 else ''} written")


def _only(call: "Call") -> frozenset[bytes] | None:
    """The person that an export is about; None for an export of many."""
    from repcockpit.domain.errors import UsageError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.erasing import person_named  # noqa: PLC0415

    if call.what != "person":
        if call.name is not None:
            raise UsageError(f"{call.what} takes no name", "`export person NAME` is about one person")
        return None
    if call.name is None:
        raise UsageError("export whom?", "repcockpit export person NAME")
    return frozenset({person_named(call.book(), call.name)})


COMMANDS = {"export": (_configure, export)}
