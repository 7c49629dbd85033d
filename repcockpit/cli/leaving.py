"""`uninstall`: writes the book to a file first where that is wanted, says what stays, and how the program goes."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.leaving import DeletedView, LeavingView

_WORDS = """Nothing is deleted unless --delete-data names the database. It then takes the book, its backups and the keys
of its team; of the default book settings, state and crash reports too. The team's file is never touched, nor is
what you exported."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.epilog = _WORDS
    parser.add_argument(
        "--delete-data", metavar="DATABASE", help="also delete this database and what belongs to it; asks"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")


def uninstall(call: "Call") -> int:
    """Offer an export, print what stays and how the program is removed; delete only what --delete-data names."""
    from repcockpit.services.leaving import leaving_view  # noqa: PLC0415 -- opens SQLite

    database = call.database
    _check_name(call)
    view = leaving_view(database)
    exported = _export(call) if _may_offer(call, view) else None
    deleted = _delete(call, view) if call.delete_data else None
    if deleted is not None:
        view = leaving_view(database)
    document = as_json(view)
    document["exported"] = exported
    document["deleted"] = list(deleted.deleted) if deleted else []
    document["failed"] = list(deleted.failed) if deleted else []
    call.answer(document, lambda: _print(view, deleted.deleted if deleted else ()))
    for problem in deleted.failed if deleted else ():
        call.say(f"not deleted: {problem}")
    if not exported and view.accounts is not None and not deleted:
        call.say("to keep what the book holds: repcockpit export all --out book.json")
    return int(bool(deleted and deleted.failed))


def _check_name(call: "Call") -> None:
    named = call.delete_data
    if named and Path(named).expanduser().resolve() != call.database.resolve():
        raise UsageError(
            f"{named} is not the database of this call",
            f"it is {call.database}; another one is named with --db and --delete-data both",
        )


def _may_offer(call: "Call", view: "LeavingView") -> bool:
    return bool(output.can_ask() and not call.yes and (view.accounts or view.contacts))


def _export(call: "Call") -> str | None:
    """The path that everything was written to; None where it was not wanted."""
    from repcockpit.services.exporting import ExportOrder, export_document  # noqa: PLC0415 -- only here

    book = call.book()
    place = Path.home() / f"repcockpit-{book.today().isoformat()}.json"
    shown = output.escaped(str(place))
    said = output.ask(f"Write everything in the book to {shown} first? [Y, another path, n] ")
    if said.lower() in {"n", "no", "eof"}:
        return None
    target = place if said.lower() in {"", "y", "yes"} else Path(said).expanduser()
    count = export_document(book, ExportOrder("all", "json"), target)
    call.say(f"{count:,} records written to {target}")
    return str(target)


def _delete(call: "Call", view: "LeavingView") -> "DeletedView | None":
    """What was deleted; None where the question was answered with no. Raises RefusedError where nobody can be asked."""
    from repcockpit.services.leaving import delete_book  # noqa: PLC0415 -- only here

    if not call.yes:
        if not output.can_ask():
            raise RefusedError("nobody can be asked here", "to delete without a question add --yes")
        waits = f" {view.unsynced:,} own changes were not seen on the share." if view.unsynced else ""
        holds = f"{view.accounts or 0:,} accounts, {view.contacts or 0:,} people"
        question = (
            f"Delete {output.escaped(view.db)} ({holds}) and its backups for good?{waits} Type delete: "
        )
        if output.ask(question) != "delete":
            call.say("nothing was deleted")
            return None
    call.close()
    return delete_book(call.database)


def _print(view: "LeavingView", deleted: tuple[str, ...]) -> None:
    lines = [f"deleted  {path}" for path in deleted]
    lines += ["", "What stays where it is:"] if deleted else ["What stays when the program is removed:"]
    for one in view.remains:
        if deleted and not one.files and one.name != "team":
            continue
        size = (
            f"{one.files:,} file{'s' * (one.files != 1)}, {one.bytes / 1024:,.0f} KiB"
            if one.files
            else "nothing there"
        )
        told = one.about if one.name == "team" else f"{size}: {one.about}"
        lines.append(f"  {one.name:<8}  {one.path}")
        lines.append(f"  {'':<8}  {told}")
    if view.keys:
        lines.append(f"  {'keys':<8}  of the team, in the keyring of the system or in `secrets` below state")
        lines += [f"  {'':<8}  {name}" for name in view.keys]
    lines.append("  Files you named yourself stay too: exports, backups elsewhere, a completion script.")
    if view.unsynced:
        lines.append(f"  {view.unsynced:,} own changes were not seen on the share yet: repcockpit sync")
    lines += [
        "",
        f"Remove the program (installed with {view.installed_by}, {view.installed_in}):",
        f"  {view.remove_command}",
    ]
    if not deleted and view.is_there:
        lines += [
            "",
            "Delete the data, after a question:",
            f"  repcockpit uninstall --delete-data {_quoted(view.db)}",
        ]
    output.write_lines(lines)


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


COMMANDS = {"uninstall": (_configure, uninstall)}
