"""This machine: where the files are, the keys of the cockpit, completion for a shell."""

import argparse
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call


def _nothing(parser: argparse.ArgumentParser) -> None:
    """The command has no words of its own."""


def show_paths(call: "Call") -> None:
    """Print where data, settings, state and logs live."""
    from repcockpit.services.care import paths_view  # noqa: PLC0415 -- may look up platform folders

    view = paths_view(call.database)
    call.answer(
        as_json(view),
        lambda: output.write_lines(
            f"{name:<9} {place}" for name, place in view._asdict().items() if place and name != "cloud"
        ),
    )
    if view.cloud:
        from repcockpit.services.cloud_folders import cloud_folder  # noqa: PLC0415 -- only where there is one

        found = cloud_folder(call.database)
        call.say(found.sentence if found else view.cloud)


def show_keys(call: "Call") -> None:
    """Print every key of the cockpit as this machine has it, and what in the settings does not work."""
    from repcockpit.settings import read_settings  # noqa: PLC0415 -- only here
    from repcockpit.tui.actions import ACTIONS, keys_of, shown_key  # noqa: PLC0415 -- pure Python
    from repcockpit.tui.keymap import keymap_of  # noqa: PLC0415 -- the same

    settings = read_settings()
    keymap = keymap_of(settings.keys)
    rows = [
        {
            "id": one.id,
            "keys": [shown_key(key) for key in keys_of(one, keymap.changed)],
            "default_keys": [shown_key(key) for key in one.keys],
            "is_changed": one.id in keymap.changed,
            "title": one.title,
            "help": one.help,
        }
        for one in ACTIONS
    ]
    conflicts = [clash._asdict() for clash in keymap.clashes]
    call.answer(
        {"keys": rows, "conflicts": conflicts},
        lambda: output.write_table(
            ("key", "action", "does", "how"),
            [_key_cells(row) for row in rows],
            len(rows),
            "keys",
            spare=("how",),
        ),
    )
    for text in (*settings.complaints, *(f"keys: {clash.text}" for clash in keymap.clashes)):
        output.narrate(text)


def _key_cells(row: dict[str, Any]) -> tuple[str, ...]:
    keys = " or ".join(row["keys"]) or "–"
    was = " or ".join(row["default_keys"]) or "–"
    return (f"{keys} (was {was})" if row["is_changed"] else keys), row["id"], row["title"], row["help"]


def _configure_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", help="bash, zsh, fish, tcsh or powershell")


def show_completion(call: "Call") -> None:
    """Print the completion script of a shell."""
    import shtab  # noqa: PLC0415 -- only here

    from repcockpit.cli.arguments import whole_parser  # noqa: PLC0415

    if call.shell not in shtab.SUPPORTED_SHELLS:
        shells = ", ".join(shtab.SUPPORTED_SHELLS)
        raise UsageError(f"there is no completion for {call.shell!r}", f"shells: {shells}")
    script = shtab.complete(whole_parser(), shell=call.shell)
    call.answer({"shell": call.shell, "script": script}, lambda: output.write_text(script))


def show_licences(call: "Call") -> None:
    """List every installed package that the program needs, with its version and licence."""
    from repcockpit.services.licences import licences  # noqa: PLC0415 -- reads the metadata of packages

    rows = licences()
    call.answer(
        {"packages": [one._asdict() | {"needed_by": list(one.needed_by)} for one in rows]},
        lambda: output.write_table(
            ("package", "version", "licence", "page", "needed by"),
            [(one.name, one.version, one.licence, one.url, ", ".join(one.needed_by)) for one in rows],
            len(rows),
            "packages",
            spare=("needed by", "page"),
        ),
    )


COMMANDS = {
    "paths": (_nothing, show_paths),
    "keys": (_nothing, show_keys),
    "completion": (_configure_completion, show_completion),
    "licences": (_nothing, show_licences),
}
