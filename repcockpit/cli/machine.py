"""This machine: where the files are, the keys of the cockpit, completion for a shell."""

import argparse
from typing import TYPE_CHECKING

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
        lambda: output.write_lines(f"{name:<9} {place}" for name, place in view._asdict().items()),
    )


def show_keys(call: "Call") -> None:
    """Print every key of the cockpit."""
    from repcockpit.tui.actions import ACTIONS, shown_key  # noqa: PLC0415 -- pure Python

    rows = [
        {"id": one.id, "keys": [shown_key(key) for key in one.keys], "title": one.title, "help": one.help}
        for one in ACTIONS
    ]
    cells = [(" or ".join(row["keys"]), row["title"], row["help"]) for row in rows]
    call.answer(
        {"keys": rows},
        lambda: output.write_table(("key", "does", "how"), cells, len(rows), "keys"),
    )


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


COMMANDS = {
    "paths": (_nothing, show_paths),
    "keys": (_nothing, show_keys),
    "completion": (_configure_completion, show_completion),
}
