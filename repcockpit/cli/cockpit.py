"""Opening the cockpit; where the output is no terminal, the day as text."""

import argparse
import sys
from typing import TYPE_CHECKING

from repcockpit.cli import output

if TYPE_CHECKING:
    from pathlib import Path

    from repcockpit.cli.call import Call


def open_or_print(call: "Call") -> int:
    """Open the cockpit on the book, or print Today where nobody could use a screen."""
    if call.as_json or not output.is_terminal() or not sys.stdin.isatty():
        from repcockpit.cli.day import print_today  # noqa: PLC0415 -- not needed for the screens

        print_today(call)
        return 0
    return _open_screens(call)


def _open_screens(call: "Call") -> int:
    from repcockpit.tui.app import run  # noqa: PLC0415 -- the screens, only where they open
    from repcockpit.tui.book_desk import BookDesk  # noqa: PLC0415

    book = call.book()
    return run(BookDesk(book), demo=book.device.is_demo)


def _configure_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", metavar="PATH", help="write the sample book there instead of opening it")
    parser.add_argument("--force", action="store_true", help="replace what is at PATH")


def demo(call: "Call") -> int:
    """Open the cockpit on a sample book that is gone afterwards, or write one; `--rep` says on whose device."""
    import tempfile  # noqa: PLC0415 -- only here
    from pathlib import Path  # noqa: PLC0415

    from repcockpit.clock import clock_at, machine_zone  # noqa: PLC0415
    from repcockpit.services.demo import build_demo  # noqa: PLC0415 -- the sample's words

    today = clock_at(call.now, machine_zone()).today()
    whose = call.rep if call.rep and call.rep.casefold() != "all" else "Ana Ruiz"
    if call.to:
        place = _free_place(Path(call.to).expanduser(), force=call.force)
        build_demo(place, today, whose)
        call.answer({"db": str(place), "day": today.isoformat()}, lambda: output.write_lines([str(place)]))
        call.say(f"Open it with: repcockpit --db {place}")
        return 0
    with tempfile.TemporaryDirectory(prefix="repcockpit-demo-") as folder:
        call.arguments.db = str(Path(folder) / "demo.db")
        build_demo(call.database, today, whose)
        try:
            return open_or_print(call)
        finally:
            call.close()


def _free_place(place: "Path", *, force: bool) -> "Path":
    from repcockpit.domain.errors import ExistsError, UsageError  # noqa: PLC0415 -- with the rest

    if place.is_dir():
        raise UsageError(f"{place} is a folder", "name a file in it")
    if place.exists() and not force:
        raise ExistsError(f"{place} is there already", "choose another path, or add --force")
    for one in (place, place.with_name(place.name + "-wal"), place.with_name(place.name + "-shm")):
        one.unlink(missing_ok=True)
    return place


def _configure_init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--rep", metavar="NAME", default=argparse.SUPPRESS, help="who works on this device")
    parser.add_argument("--team", metavar="NAME", help="the team's name, as all its devices say it")
    parser.add_argument("--timezone", metavar="ZONE", help="such as Europe/Madrid; the machine's by default")
    parser.add_argument("--country", metavar="CC", help="two letters, for the public holidays")
    parser.add_argument("--region", metavar="R", help="a part of the country with holidays of its own")


def init(call: "Call") -> None:
    """Name this device's rep."""
    from repcockpit.domain.errors import UsageError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.device import init_device  # noqa: PLC0415 -- opens SQLite

    name, call.arguments.rep = call.rep, None
    if not name and (call.team or call.timezone or call.country or call.region):
        name = call.book().device.rep_name
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
    call.say(f"Next: repcockpit {'sync PATH/team.rcsync' if call.team else 'import FILE'}")


COMMANDS = {"demo": (_configure_demo, demo), "init": (_configure_init, init)}
