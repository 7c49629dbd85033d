"""`packs rep NAME --out PATH`: the paper for a talk with one of us."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="rep", help="whom the pack is about: rep")
    parser.add_argument(
        "words", metavar="NAME", nargs="+", help="the rep's name or the first digits of the id"
    )
    parser.add_argument(
        "--out", metavar="PATH", help="where it goes, .md or .html; `-` is Markdown to the output"
    )
    parser.add_argument("--week", metavar="2026-W48", help="an ISO week; default: the last four weeks")
    parser.add_argument("--since", metavar="D", help="from this day on")
    parser.add_argument("--until", metavar="D", help="up to and with this day")
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def packs(call: "Call") -> None:
    """Write the 1:1 pack of a rep."""
    from pathlib import Path  # noqa: PLC0415 -- opens SQLite

    from repcockpit.cli.team import span_asked  # noqa: PLC0415 -- the same
    from repcockpit.services.lookup import find  # noqa: PLC0415 -- the same
    from repcockpit.services.packs.rep_pack import rep_pack, stream_rep_pack  # noqa: PLC0415 -- the same
    from repcockpit.services.papers import write_paper  # noqa: PLC0415 -- the same
    from repcockpit.services.reviews.pack_file import format_of  # noqa: PLC0415 -- the same

    if call.kind != "rep":
        raise UsageError(f"there is no pack of {call.kind!r}", "write `packs rep NAME --out PATH`")
    book = call.book()
    is_streamed = not call.out or call.out == "-"
    if is_streamed and call.as_json:
        raise UsageError("a pack goes to a file with --json", "say --out PATH")
    path = Path(call.out or "-").expanduser()
    if not is_streamed:
        format_of(path)  # before it is made, which takes a while
    made = rep_pack(book, find(book, "rep", " ".join(call.words)), span_asked(call, book))
    if is_streamed:
        stream_rep_pack(made, "md", output.binary_stream())
        return
    size = write_paper(made.paper, path, force=call.force)
    document = {
        "rep": made.rep, "since": made.span.since, "until": made.span.until, "before": {"since": made.before.since, "until": made.before.until},
        "parts": made.card.parts, "index": made.card.value, "known_share": made.card.known_share, "path": str(path),
    }  # fmt: skip
    call.answer(as_json(document), lambda: output.write_lines([str(path)]))
    call.say(f"{size:,} bytes written")


COMMANDS = {"packs": (_configure, packs)}
