"""Opening the cockpit; where the output is no terminal, the day as text."""

import argparse
import sys
from typing import TYPE_CHECKING

from repcockpit.cli import output

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


def open_or_print(call: "Call") -> int:
    """Open the cockpit on the book, or print Today where nobody could use a screen."""
    if call.as_json or not output.is_terminal() or not sys.stdin.isatty():
        from repcockpit.cli.day import print_today  # noqa: PLC0415 -- not needed for the screens

        print_today(call)
        return 0
    return _open(call)


def _open(call: "Call") -> int:
    from repcockpit.tui.app import run  # noqa: PLC0415 -- the screens, only where they open
    from repcockpit.tui.book_desk import BookDesk  # noqa: PLC0415

    book = call.book()
    return run(BookDesk(book), demo=book.device.is_demo)


def _configure_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rep", metavar="NAME", help="who works on this device")
    parser.add_argument("--team", metavar="NAME", help="the team whose book this is")
    parser.add_argument("--timezone", metavar="ZONE", help="such as Europe/Madrid; the machine's by default")
    parser.add_argument("--country", metavar="CC", help="two letters, for the public holidays")
    parser.add_argument("--region", metavar="R", help="a part of the country with holidays of its own")


def init(call: "Call") -> None:
    """Name this device's rep."""
    from repcockpit.domain.errors import UsageError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.device import init_device  # noqa: PLC0415 -- opens SQLite

    name, call.arguments.rep = call.rep, None
    if not name:
        raise UsageError("whose device is it?", "write it like: repcockpit init --rep 'Ana Ruiz'")
    owner = init_device(
        call.book(), name, team=call.team, timezone=call.timezone, country=call.country, region=call.region
    )
    document = {
        "rep": {"id": owner.rep_id.hex(), "name": owner.rep_name},
        "team": owner.team_name,
        "timezone": owner.zone,
        "db": str(call.database),
    }
    of_team = f", team {owner.team_name}" if owner.team_name else ""
    call.answer(
        document, lambda: output.write_lines([f"This device is {owner.rep_name}'s{of_team} ({owner.zone})"])
    )
    call.say("Next: repcockpit import FILE")


COMMANDS = {"init": (_configure_init, init)}
