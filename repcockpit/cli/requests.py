"""`request`: open one, take its steps, call back."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.cli.records import answer_written, split_words
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.services.book import Book
    from repcockpit.services.record_edits import Written

_SAID = {
    "open": "opened", "ack": "answered", "wait": "waits for the customer", "resume": "goes on",
    "hand": "handed over", "resolve": "solved; call back next", "close": "closed", "cancel": "cancelled",
    "executive": "noted", "callback": "called back",
}  # fmt: skip
_WORDS = """open       account= title= [type= impact=high|medium|low urgency= contact= at= due_on= via=]
ack        ID [note= at=]         the customer was answered
wait       ID [note= at=]         the customer is waited for; both clocks stand still
resume     ID [note= at=]         work goes on
hand       ID to= due_on=         to another department, which promised a day
resolve    ID [note= at=]         solved; the call-back is asked for
callback   ID outcome=works|does_not_work|unreachable [note= at=]
close      ID [note= at=]         only after a call-back that works
cancel     ID [note= at=]
executive  ID who= [due_on= | done=yes]

ID is a title, or the first digits of the id."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _WORDS
    parser.add_argument("step", metavar="STEP", help="one of: " + ", ".join(_SAID))
    parser.add_argument("words", metavar="WORD", nargs="*", help="ID, then FIELD=VALUE")


def request(call: "Call") -> None:
    """Open a request, or take one of its steps."""
    if call.step not in _SAID:
        raise UsageError(f"a request has no step {call.step!r}", "steps: " + ", ".join(_SAID))
    written = _write(call.book(), call.step, call.words)
    answer_written(call, written, _SAID[call.step])


def _write(book: "Book", step: str, words: Sequence[str]) -> "Written":
    from repcockpit.services.requests.callbacks import run_callback  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.requests.opening import open_request  # noqa: PLC0415 -- the same
    from repcockpit.services.requests.steps import run_step, set_executive  # noqa: PLC0415 -- the same

    if step == "open":
        return open_request(book, words)
    if not words:
        raise UsageError("which request?", f"write `request {step} ID`; `repcockpit requests` lists them")
    name, given = split_words(list(words))
    if step == "callback":
        return run_callback(book, name, given)
    if step == "executive":
        return set_executive(book, name, given)
    return run_step(book, step, name, given)


COMMANDS = {"request": (_configure, request)}
