"""The words of the command line: options, the command, its help. Only the command at hand is built."""

import argparse
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from repcockpit import __version__
from repcockpit.cli import output
from repcockpit.cli.examples import EXAMPLES
from repcockpit.cli.registry import GROUPS, Command, all_commands, command_named
from repcockpit.domain.errors import UsageError

_TAKE_A_VALUE = ("--db", "--now", "--rep")
_TOP = """usage: repcockpit [options] [COMMAND …]

{description}

options, before the command:
  --db PATH         the database (REPCOCKPIT_DB; else the platform's data folder)
  --now ISO-8601    what would the cockpit have said then (REPCOCKPIT_NOW; a date alone means 09:00)
  --rep NAME|ID     narrow to one rep; `all` for everyone
  --json            print one JSON document; also after the command
  --quiet           say nothing beside the data and the errors
  --version         print the version
  -h, --help        print this; `repcockpit COMMAND --help` for one command
"""
_DESCRIPTION = """Whom to call today, and why. Without a command the cockpit opens; where the output is no
terminal, the day is printed as text."""


class _Layout(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal; argparse makes one for every option and would load `shutil` to ask."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=output.terminal_width() - 2)


class Parser(argparse.ArgumentParser):
    """A parser whose mistakes are UsageErrors and whose text goes through `output`."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError instead of leaving the program."""
        name = self.prog.partition(" ")[2]
        raise UsageError(message, f"see `repcockpit {name} --help`" if name else "see `repcockpit --help`")

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, but an option may also stand between the words of a command."""
        is_command = self._subparsers is None and args is not None
        return super().parse_known_args(self._options_first(args) if is_command else args, namespace)

    def _options_first(self, words: Sequence[str]) -> list[str]:
        options, rest, left = list[str](), list[str](), iter(words)
        for word in left:
            action = self._option_string_actions.get(word.partition("=")[0] if word[:2] == "--" else word)
            if word == "--":
                return [*options, *rest, word, *left]
            if action is None:
                rest.append(word)
            elif action.nargs not in (None, 0):
                return list(words)
            else:
                takes_next = action.nargs is None and "=" not in word
                options += [
                    word,
                    *([value] if takes_next and (value := next(left, None)) is not None else []),
                ]
        return [*options, *rest]

    def _print_message(self, message: str, file: Any = None) -> None:  # noqa: ARG002 -- argparse's signature
        output.write_text(message.rstrip("\n"))


def parse(words: list[str]) -> argparse.Namespace:
    """The arguments of `words`; the namespace also holds `command` and `run`.

    Raises UsageError, or SystemExit(0) after `--help` and `--version`.
    """
    name = command_word(words)
    if name is None and {"-h", "--help"} & set(words):
        output.write_text(_help())
        raise SystemExit(0)
    if name is None:
        return _build(()).parse_args(words, argparse.Namespace(command=None))
    command = command_named(name)
    if command is None:
        raise UsageError(f"no command {name!r}", _nearest(name))
    return _build((command,)).parse_args(words)


def whole_parser() -> argparse.ArgumentParser:
    """The parser with every command, for completion."""
    return _build(all_commands())


def wants_json(words: list[str]) -> bool:
    """Whether `--json` stands among the options, before anything else has been understood."""
    return "--json" in (words[: words.index("--")] if "--" in words else words)


def command_word(words: list[str]) -> str | None:
    """The first word that is neither an option nor the value of one."""
    rest = iter(words)
    for word in rest:
        if word in _TAKE_A_VALUE:
            next(rest, None)
        elif not word.startswith("-"):
            return word
    return None


def _build(commands: tuple[Command, ...]) -> Parser:
    parser = Parser("repcockpit", description=_DESCRIPTION, allow_abbrev=False, formatter_class=_Layout)
    parser.add_argument("--version", action="version", version=f"repcockpit {__version__}")
    _add_options(parser, first=True)
    if commands:
        choices = parser.add_subparsers(dest="command", metavar="COMMAND")
        for command in commands:
            _add_command(choices, command)
    return parser


def _add_command(choices: Any, command: Command) -> None:
    module = import_module(f"repcockpit.cli.{command.module}")
    configure, run = module.COMMANDS[command.name]
    sub = choices.add_parser(
        command.name,
        help=command.help,
        description=f"{command.help[0].upper()}{command.help[1:]}.",
        allow_abbrev=False,
        formatter_class=_Layout,
    )
    configure(sub)
    examples = "\n".join(("for example:", *(f"  repcockpit {one}" for one in EXAMPLES[command.name])))
    sub.epilog = f"{sub.epilog}\n\n{examples}" if sub.epilog else examples
    _add_options(sub, first=False)
    sub.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser, *, first: bool) -> None:
    """The options of every command: with their defaults before it, without any after it."""
    taken = {word for action in parser._actions for word in action.option_strings}  # noqa: SLF001 -- no other way
    group = parser.add_argument_group("options of every command")
    for word, meaning in (
        ("--db", "the database (REPCOCKPIT_DB)"),
        ("--now", "the moment to speak of (REPCOCKPIT_NOW)"),
        ("--rep", "narrow to one rep; all for everyone"),
    ):
        if word not in taken:
            default = None if first else argparse.SUPPRESS
            metavar = {"--db": "PATH", "--now": "ISO-8601", "--rep": "NAME|ID"}[word]
            group.add_argument(word, metavar=metavar, help=meaning, default=default)
    for word, meaning in (("--json", "print one JSON document"), ("--quiet", "say nothing beside the data")):
        default_flag: Any = False if first else argparse.SUPPRESS
        group.add_argument(word, action="store_true", help=meaning, default=default_flag)


def _help() -> str:
    lines = [_TOP.format(description=_DESCRIPTION)]
    for title, commands in GROUPS:
        lines.append(f"{title}:")
        lines += [f"  {one.name:<14}{one.help}" for one in commands]
        lines.append("")
    lines.append("The words of one command: repcockpit COMMAND --help")
    return "\n".join(lines)


def _nearest(name: str) -> str:
    import difflib  # noqa: PLC0415 -- only after a mistake

    near = difflib.get_close_matches(name, [one.name for one in all_commands()], 1)
    return f"did you mean {near[0]!r}?" if near else "see `repcockpit --help`"
