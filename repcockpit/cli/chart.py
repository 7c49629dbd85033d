"""Somebody left the company: `left CONTACT [employer=NAME]`."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli.records import answer_written
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call

_EMPLOYER = "employer="


def _configure_left(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        metavar="CONTACT",
        nargs="+",
        help="the name or id, then employer=NAME where it is known: history stays, the seat stands open,"
        " and the tasks that find who follows are made",
    )


def _split(words: list[str]) -> tuple[str, str]:
    """The name, and all that stands after `employer=`. Raises UsageError for another field."""
    at = next((place for place, word in enumerate(words) if word.startswith(_EMPLOYER)), len(words))
    odd = next((word for word in words[1:at] if "=" in word), None)
    if odd is not None or at == 0:
        raise UsageError(f"there is no {(odd or words[0]).partition('=')[0]!r} here", "fields: employer")
    return " ".join(words[:at]), " ".join(words[at:]).removeprefix(_EMPLOYER)


def left(call: "Call") -> None:
    """Write that a contact left."""
    from repcockpit.services.chart.leaving import leave_named  # noqa: PLC0415 -- opens SQLite

    name, employer = _split(list(call.words))
    answer_written(call, leave_named(call.book(), name, employer), "left; the search for who follows is on")


COMMANDS = {"left": (_configure_left, left)}
