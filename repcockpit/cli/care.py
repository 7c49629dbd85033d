"""Care of the data: `backup`, `restore`, `doctor`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json

if TYPE_CHECKING:
    from repcockpit.cli.call import Call

_SMALL_BYTES = 64 << 20
_SERIOUS = frozenset({"database", "integrity", "schema", "references", "log", "derived", "search"})


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="a file or a folder; beside the database by default"
    )
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def backup(call: "Call") -> None:
    """Copy the database."""
    from repcockpit.services.care import backup as copy  # noqa: PLC0415 -- opens SQLite

    view = copy(call.book(), Path(call.path) if call.path else None, force=call.force)
    call.answer(as_json(view), lambda: output.write_lines([view.path]))
    call.say(f"{view.bytes:,} bytes; `repcockpit restore PATH` brings it back")


def _configure_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the backup; `repcockpit paths` shows where they are")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def restore(call: "Call") -> None:
    """Bring a backup back; what was there is kept."""
    from repcockpit.services.care import restore as bring_back  # noqa: PLC0415 -- opens SQLite

    source, database = Path(call.path).expanduser(), call.database
    if not call.yes and output.can_ask() and database.exists():
        answer = output.ask(
            f"replace what is in {output.escaped(str(database))} by {output.escaped(str(source))}? [y/N] "
        )
        if answer.lower() not in {"y", "yes"}:
            call.say("nothing was changed")
            return
    view = bring_back(database, source)
    call.answer(as_json(view), lambda: output.write_lines([view.db]))
    if view.kept:
        call.say(f"what was there before is kept: {view.kept}")


def keep_day(call: "Call", *, any_size: bool = False) -> None:
    """Keep the day's automatic backup of a book that holds something; a failure is said and stops nothing.

    A large database is left to the cockpit and to imports (`any_size`), so that a log stays quick.
    """
    from repcockpit.domain.errors import CockpitError  # noqa: PLC0415 -- with the rest
    from repcockpit.services.care import keep_daily_backup  # noqa: PLC0415
    from repcockpit.services.device import keep_holidays_ahead  # noqa: PLC0415

    book = call.book()
    if not any_size and book.path.stat().st_size > _SMALL_BYTES:
        return
    try:
        keep_daily_backup(book)
        keep_holidays_ahead(book)
    except CockpitError as problem:
        call.say(f"no backup of today was kept: {problem.message}")


def _configure_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--bundle", metavar="PATH", help="also write what was found, and the last crash, to a zip"
    )
    parser.add_argument("--force", action="store_true", help="overwrite the zip")


def doctor(call: "Call") -> int:
    """Look at the machine and the whole database; 1 where the database is not well."""
    from repcockpit.services.doctor import doctor as look  # noqa: PLC0415 -- opens SQLite

    database = call.database
    view = look(database)
    document = as_json(view)
    if call.bundle:
        from repcockpit.services.bundle import write_bundle  # noqa: PLC0415 -- only here

        bundle = write_bundle(document, Path(call.bundle).expanduser(), force=call.force)
        document["bundle"] = str(bundle)
        call.say(f"written to {bundle}; it holds no record of your book")
    width = max(len(one.name) for one in view.checks)
    call.answer(
        document,
        lambda: output.write_lines(
            f"{'ok ' if one.ok else 'see'}  {one.name:<{width}}  {one.detail}" for one in view.checks
        ),
    )
    return int(database.exists() and any(not one.ok for one in view.checks if one.name in _SERIOUS))


COMMANDS = {
    "backup": (_configure_backup, backup),
    "restore": (_configure_restore, restore),
    "doctor": (_configure_doctor, doctor),
}
