"""`conflicts`: what people wrote at once, and settling it."""

import argparse
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.conflicts import ConflictValue, ConflictView, FieldConflict

_WORDS = """settle ID --keep N     the value of that number stays
settle ID --value V    another value, written as `set` takes it

ID is the first digits of the id of a conflict. `undo` takes a settlement back."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _WORDS
    parser.add_argument(
        "words", metavar="settle ID", nargs="*", help="settle one; without it they are listed"
    )
    parser.add_argument("--keep", metavar="N", type=int, help="the number of the value that stays")
    parser.add_argument("--value", metavar="V", help="another value")


def conflicts(call: "Call") -> None:
    """List the conflicts, or settle one."""
    if call.words:
        _settle(call)
        return
    if call.keep is not None or call.value is not None:
        raise UsageError("which conflict?", "write: conflicts settle ID --keep N, or --value V")
    from repcockpit.services.conflicts.views import conflicts_view  # noqa: PLC0415 -- opens SQLite

    found = conflicts_view(call.book())
    if call.as_json:
        lines = [_line(view, line) for view in found for line in view.fields]
        output.write_json({"conflicts": lines, "total": len(lines)})
        return
    for view in found:
        _print(view)
    told = "* stands there now; repcockpit conflicts settle ID --keep N, or --value V"
    call.say(told if found else "nothing to settle")


def _line(view: "ConflictView", line: "FieldConflict") -> dict[str, Any]:
    account = view.account
    return {
        "id": as_json(line.id),
        "kind": line.record.kind,
        "form": line.form,
        "subject": {
            "kind": line.record.kind,
            "id": as_json(line.record.id),
            "name": line.record.title or None,
        },
        "account": {"id": as_json(account.id), "name": account.title or None} if account else None,
        "field": line.field,
        "label": line.label,
        "values": [_value(one) for one in line.values],
        "removed": line.is_hidden,
    }


def _value(one: "ConflictValue") -> dict[str, Any]:
    return {
        "n": one.n,
        "value": as_json(one.plain),
        "by": one.by,
        "device": one.device or None,
        "at": as_json(one.at),
        "is_current": one.is_current,
    }


def _print(view: "ConflictView") -> None:
    where = f", {view.account.title}" if view.account and view.account.id != view.subject.id else ""
    output.write_text(output.bold(output.escaped(f"{view.subject.title or view.kind}{where}")))
    output.write_lines([f"  {view.says}"])
    for line in view.fields:
        whose = f" of {line.record.title}" if view.record_count > 1 else ""
        output.write_lines([f"  {line.id.hex()[:12]}  {line.label}{whose}"])
        for one in line.values:
            mark = "*" if one.is_current else " "
            at = f"{one.at:%Y-%m-%d %H:%M}" if one.at else "unknown when"
            device = f", {one.device}" if one.device else ""
            said = one.value or "(empty)"
            output.write_lines([f"   {mark}{one.n}  {said}  {one.by or 'somebody'}{device}, {at}"])


def _settle(call: "Call") -> None:
    if call.words[0] != "settle" or len(call.words) != 2:
        raise UsageError(f"conflicts cannot {' '.join(call.words)!r}", "write: conflicts settle ID --keep N")
    from repcockpit.services.conflicts.settling import settle  # noqa: PLC0415 -- opens SQLite

    done = settle(call.book(), call.words[1], keep=call.keep, value=call.value)
    document = as_json(done)
    document["what"] = document.pop("label")

    def show() -> None:
        output.write_lines([done.label])
        call.say(f"{done.left:,} left to settle" if done.left else "nothing left to settle")

    call.answer(document, show)


COMMANDS = {"conflicts": (_configure, conflicts)}
