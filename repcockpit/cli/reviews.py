"""`qbr`: take the steps of a quarterly business review, write its pack."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.cli.records import answer_written
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call

_SAID = {
    "propose": "proposed",
    "schedule": "scheduled",
    "accept": "accepted",
    "prepare": "prepared",
    "minutes": "minutes noted",
    "cancel": "cancelled",
    "hold": "held",
    "follow-up": "action noted",
    "skip": "skipped",
}
_PACK = "pack"
_WORDS = """propose    account= [due_on=]          the customer was asked for a date
schedule   account= at= [contacts=]    it has a date; again: it moves
accept     ID contact=                 somebody accepted
prepare    ID [ITEM=done|open]         tick an item: our_executive, pre_call, pack_sent, logistics
minutes    ID [at=]                    the minutes were sent
cancel     ID                          the date is off
hold       ID [at= note=]              it took place
follow-up  ID action= owner= due_on=   an action that it decided
skip       ID reason= approver=        left out this time
pack       ID --format md|html --out PATH

ID is the account's name, or the first digits of the id."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _WORDS
    parser.add_argument("step", metavar="STEP", help="one of: " + ", ".join((*_SAID, _PACK)))
    parser.add_argument("words", metavar="WORD", nargs="*", help="ID, then FIELD=VALUE")
    parser.add_argument("--format", metavar="F", help="of a pack: md or html")
    parser.add_argument(
        "--out", metavar="PATH", help="where a pack goes, .md or .html; `-` is standard output"
    )
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def qbr(call: "Call") -> None:
    """Take a step of a review, or write its pack."""
    if call.step == _PACK:
        _pack(call)
        return
    if call.step not in _SAID:
        raise UsageError(f"a QBR has no step {call.step!r}", "steps: " + ", ".join((*_SAID, _PACK)))
    for option in ("format", "out"):
        if getattr(call, option):
            raise UsageError(f"--{option} belongs to `qbr pack`", f"leave it out of `qbr {call.step}`")
    from repcockpit.services.reviews.words import take_step  # noqa: PLC0415 -- opens SQLite

    answer_written(call, take_step(call.book(), call.step, call.words), _SAID[call.step])


def _pack(call: "Call") -> None:
    from pathlib import Path  # noqa: PLC0415 -- opens SQLite

    from repcockpit.services.reviews import pack_file  # noqa: PLC0415 -- the same
    from repcockpit.services.reviews.finding import find_qbr  # noqa: PLC0415 -- the same
    from repcockpit.services.reviews.reading import qbr_view  # noqa: PLC0415 -- the same

    if not call.words:
        raise UsageError("which QBR?", "write `qbr pack ID --format md|html --out PATH`")
    book = call.book()
    qbr_id, account_id = find_qbr(book, " ".join(call.words))
    if not call.out or call.out == "-":
        if call.as_json:
            raise UsageError("a pack goes to a file with --json", "say --out PATH")
        pack_file.stream_pack(book, qbr_id, call.format or "md", output.binary_stream())
        return
    path = Path(call.out).expanduser()
    ending = pack_file.format_of(path) if path.suffix or not call.format else call.format
    form = call.format or ending
    made = pack_file.write_pack(book, qbr_id, form, path, force=call.force)
    document = {**as_json(qbr_view(book, qbr_id, account_id)), "path": str(path), "txn": as_json(made.txn)}
    call.answer(document, lambda: output.write_lines([str(path)]))
    call.say(f"{made.size:,} bytes written")


COMMANDS = {"qbr": (_configure, qbr)}
