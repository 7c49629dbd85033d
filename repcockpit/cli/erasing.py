"""`erase person NAME`: what is personal of somebody goes for good."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.erasing import EraseView

_SHOWN = 20
_TEXT = 60
_REACH = (
    "It is gone from this device and its backups, and goes from each other device and from the team's file with"
    " their next sync. Out of reach: files somebody copied or mailed, and the history that a cloud keeps of files."
)

_MENTIONS = "texts that name the person stay as they are; --mentions blanks them too, now or never"


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="person", help="the kind; people can be erased")
    parser.add_argument("name", metavar="NAME", help="whom; the name, or the first digits of the id")
    parser.add_argument(
        "--mentions", action="store_true", help="also blank texts of others that name the person"
    )
    parser.add_argument("--dry-run", action="store_true", help="show what would go and what would stay")
    parser.add_argument("--yes", action="store_true", help="do not ask for the name again")


def erase(call: "Call") -> None:
    """Show what goes, ask for the name again, erase."""
    from repcockpit.services.erasing import erase_person, erase_preview, person_named  # noqa: PLC0415 -- the wire
    from repcockpit.services.records import view_of  # noqa: PLC0415 -- with the rest

    if call.what not in ("person", "contact"):
        raise UsageError(f"a {call.what} cannot be erased", "repcockpit erase person NAME")
    book = call.book()
    person_id = person_named(book, call.name)
    view = erase_preview(book, person_id, with_mentions=call.mentions)
    if call.dry_run:
        call.answer(as_json(view), lambda: output.write_lines(_lines(view)))
        if any(not one.blanked for one in view.mentions):
            call.say(_MENTIONS)
        call.say("nothing was erased")
        return
    if not call.yes:
        _ask(view, view_of(book, "contact", person_id).name or "")
    view = erase_person(book, person_id, with_mentions=call.mentions)
    call.answer(as_json(view), lambda: output.write_lines(_lines(view)))
    for path in view.left:
        call.say(f"{path} still holds it: delete it")
    call.say(_REACH)


def _ask(view: "EraseView", name: str) -> None:
    if not output.can_ask():
        raise RefusedError("an erase is never undone", "look with --dry-run, then say --yes")
    for line in _lines(view):
        output.narrate(line)
    if any(not one.blanked for one in view.mentions):
        output.narrate(_MENTIONS)
    answer = output.ask(f"an erase is never undone; to erase {output.escaped(name)}, type the name again: ")
    if " ".join(answer.split()).casefold() != " ".join(name.split()).casefold():
        raise RefusedError("the name is another one", "nothing was erased")


def _lines(view: "EraseView") -> list[str]:
    """What goes, what stays, and where else the person is named."""
    lines = [f"{view.id.hex()}  {view.name}"]
    lines += [
        f"  {'gone' if view.txn else 'goes':<6}{count:>6,}  {kind}" for kind, count in view.rows.items()
    ]
    lines += [f"  stays {count:>6,}  {kind}" for kind, count in view.kept.items()]
    for one in view.mentions[:_SHOWN]:
        text = " ".join((one.text or "").split())
        shown = text if len(text) <= _TEXT else text[: _TEXT - 1] + "…"
        done = "blanked" if one.blanked and view.txn else "to be blanked" if one.blanked else "names them"
        lines.append(f"  {done}: {one.kind} {one.id.hex()[:12]} {one.field} {shown}".rstrip())
    if len(view.mentions) > _SHOWN:
        lines.append(f"  and {len(view.mentions) - _SHOWN} more texts; --json lists them all")
    return lines


COMMANDS = {"erase": (_configure, erase)}
