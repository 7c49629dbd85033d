"""`approve` and `refuse`: answer what the rules ask a manager for."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli.records import answer_written, split_words
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="WORD",
        nargs="+",
        help="the first digits of its id or the account it is about, then note=… if there is something to say",
    )


def answer(call: "Call") -> None:
    """Approve or refuse one."""
    from repcockpit.services.approvals.answering import (  # noqa: PLC0415 -- opens SQLite
        approve,
        find_approval,
        refuse,
    )
    from repcockpit.services.record_edits import Written  # noqa: PLC0415 -- the same
    from repcockpit.services.records import view_of  # noqa: PLC0415 -- the same

    name, given = split_words(call.words)
    note = None
    for word in given:
        field, _, value = word.partition("=")
        if field != "note":
            raise UsageError(f"`{call.command}` has no field {field!r}", "fields: note")
        note = value
    book = call.book()
    approval_id = find_approval(book, name)
    is_yes = call.command == "approve"
    done = (approve if is_yes else refuse)(book, approval_id, note)
    answer_written(call, Written(view_of(book, "approval", approval_id), done.txn), done.text)


COMMANDS = {"approve": (_configure, answer), "refuse": (_configure, answer)}
