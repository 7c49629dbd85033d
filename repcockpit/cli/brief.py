"""The brief before a meeting."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="NAME|ID", nargs="+", help="an account, or a person")


def brief(call: "Call") -> None:
    """Print what to know before meeting an account or a person."""
    from repcockpit.services.briefs.brief import brief_named  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.briefs.paper import brief_text  # noqa: PLC0415 -- the same

    view = brief_named(call.book(), " ".join(call.words))
    call.answer(as_json(view), lambda: output.write_text(brief_text(view).rstrip("\n")))


COMMANDS = {"brief": (_configure, brief)}
