"""Care of the data: `backup`, `restore`, `doctor`."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json

if TYPE_CHECKING:
    from repcockpit.cli.call import Call

_SMALL_BYTES = 64 << 20
_FIRST_LINE = "a file whose first line is the passphrase"


def _configure_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "path", metavar="PATH", nargs="?", help="a file or a folder; beside the database by default"
    )
    parser.add_argument("--passphrase-file", metavar="F", help=f"encrypt the copy; {_FIRST_LINE}")
    parser.add_argument("--force", action="store_true", help="overwrite the file")


def backup(call: "Call") -> None:
    """Copy the database."""
    from repcockpit.services.care import backup as copy  # noqa: PLC0415 -- opens SQLite

    target = Path(call.path) if call.path else None
    view = copy(call.book(), target, force=call.force, passphrase=_passphrase(call))
    call.answer(as_json(view), lambda: output.write_lines([view.path]))
    call.say(f"{view.bytes:,} bytes; `repcockpit restore PATH` brings it back, with --dry-run it tries")


def _passphrase(call: "Call", source: Path | None = None) -> str | None:
    """The passphrase of the file that --passphrase-file names, or typed where `source` needs one."""
    from repcockpit.services.passphrase import passphrase_in, typed_passphrase  # noqa: PLC0415 -- seldom

    if call.passphrase_file:
        return passphrase_in(Path(call.passphrase_file))
    if source is None or not output.can_ask():
        return None
    from repcockpit.services.care import is_encrypted_backup  # noqa: PLC0415 -- opens SQLite

    return typed_passphrase(output.ask_unseen("passphrase: ")) if is_encrypted_backup(source) else None


def _configure_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("path", metavar="PATH", help="the backup; `repcockpit paths` shows where they are")
    parser.add_argument("--passphrase-file", metavar="F", help=f"of an encrypted backup; {_FIRST_LINE}")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="try it beside the book: what the copy holds, whether it is well",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def restore(call: "Call") -> int:
    """Bring a backup back; what was there is kept. With --dry-run only try: 1 where it is not well."""
    from repcockpit.services.care import restore as bring_back  # noqa: PLC0415 -- opens SQLite

    source, database = Path(call.path).expanduser(), call.database
    if call.dry_run:
        return _drill(call, source)
    if not call.yes and output.can_ask() and database.exists():
        answer = output.ask(
            f"replace what is in {output.escaped(str(database))} by {output.escaped(str(source))}? [y/N] "
        )
        if answer.lower() not in {"y", "yes"}:
            call.say("nothing was changed")
            return 0
    view = bring_back(database, source, _passphrase(call, source))
    call.answer(as_json(view), lambda: output.write_lines([view.db]))
    if view.kept:
        call.say(f"what was there before is kept: {view.kept}")
    return 0


def _drill(call: "Call", source: Path) -> int:
    from repcockpit.services.drill import restore_drill  # noqa: PLC0415 -- opens SQLite

    view = restore_drill(call.database, source, _passphrase(call, source))
    lines = [f"{count:>9,}  {kind}" for kind, count in view.rows.items()]
    lines += [f"see  {one.name}: {one.detail}" for one in view.checks if not one.ok]
    call.answer(as_json(view), lambda: output.write_lines(lines))
    written = "never written to" if view.last_at is None else f"last written {view.last_at:%Y-%m-%d %H:%M}"
    old = "" if view.age_days is None else f", {view.age_days} day{'s' if view.age_days != 1 else ''} ago"
    call.say(f"{'whole and well' if view.ok else 'not well'}; {written}{old}; nothing was changed")
    return int(not view.ok)


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
        "--bundle",
        metavar="PATH",
        help="also write what was found, numbers and the last crashes to a zip without names",
    )
    parser.add_argument("--force", action="store_true", help="overwrite the zip")


def doctor(call: "Call") -> int:
    """Look at the machine and the whole database; 1 where the database is not well."""
    from repcockpit.services.doctor import SERIOUS  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.doctor import doctor as look  # noqa: PLC0415

    database = call.database
    view = look(database)
    document = as_json(view)
    if call.bundle:
        from repcockpit.services.bundle import write_bundle  # noqa: PLC0415 -- only here

        bundle = write_bundle(view, Path(call.bundle).expanduser(), force=call.force)
        document["bundle"] = str(bundle)
        call.say(
            f"written to {bundle}; it holds versions, numbers and times, no record of your book and no name"
        )
    width = max(len(one.name) for one in view.checks)
    call.answer(
        document,
        lambda: output.write_lines(
            f"{'ok ' if one.ok else 'see'}  {one.name:<{width}}  {one.detail}" for one in view.checks
        ),
    )
    return int(database.exists() and any(not one.ok for one in view.checks if one.name in SERIOUS))


COMMANDS = {
    "backup": (_configure_backup, backup),
    "restore": (_configure_restore, restore),
    "doctor": (_configure_doctor, doctor),
}
