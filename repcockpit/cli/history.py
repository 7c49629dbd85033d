"""What was written, and taking it back: `history`, `undo`, `redo`."""

import argparse
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.history import TxnView, UndoView

_SHOWN = 20
_SHOWN_CHANGES = 8


def _configure_history(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind", metavar="KIND", nargs="?", help="only what happened to one record of this kind"
    )
    parser.add_argument("words", metavar="NAME", nargs="*", help="its name or id")
    parser.add_argument("--limit", metavar="N", type=int, help=f"at most N transactions; {_SHOWN} as text")


def show_history(call: "Call") -> None:
    """Print the transactions, newest first."""
    from repcockpit.services.history import history  # noqa: PLC0415 -- opens SQLite

    limit = call.limit
    if limit is None and not call.as_json:
        limit = _SHOWN
    found = history(call.book(), call.kind, " ".join(call.words) or None, limit)
    if call.as_json:
        output.write_json({"txns": as_json(found)})
        return
    for one in found:
        _print_transaction(one)
    if not found:
        call.say("nothing was written yet")
    elif call.limit is None and len(found) == _SHOWN:
        call.say(f"the last {_SHOWN}; --limit N shows more")


def _print_transaction(one: "TxnView") -> None:
    by = one.by or "nobody yet"
    output.write_text(output.bold(output.escaped(f"{one.at:%Y-%m-%d %H:%M}  {one.what}")))
    output.write_lines([f"  by {by} · {one.txn.hex()[:12]}"])
    for change in one.changes[:_SHOWN_CHANGES]:
        output.write_lines(
            [
                f"  {change.kind} {change.id.hex()[:12]} {change.field}: {_value(change.old)} → {_value(change.new)}"
            ]
        )
    if len(one.changes) > _SHOWN_CHANGES:
        output.write_lines([f"  {_SHOWN_CHANGES} of {len(one.changes):,} changes"])


def _value(value: object) -> str:
    if value is None:
        return "–"
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _configure_undo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("txn", metavar="TXN", nargs="?", help="the transaction; your last one where not said")


def _configure_redo(parser: argparse.ArgumentParser) -> None:
    """`redo` has no words of its own."""


def undo(call: "Call") -> None:
    """Take a transaction back."""
    from repcockpit.services.history import undo as take_back  # noqa: PLC0415 -- opens SQLite

    _answer(call, take_back(call.book(), call.txn), "Taken back")


def redo(call: "Call") -> None:
    """Bring back what the last undo took away."""
    from repcockpit.services.history import redo as bring_back  # noqa: PLC0415 -- opens SQLite

    _answer(call, bring_back(call.book()), "Brought back")


def _answer(call: "Call", view: "UndoView", verb: str) -> None:
    document = as_json(view)
    document["what"] = document.pop("label", None)

    def show() -> None:
        output.write_lines(
            [f"{verb}: {view.label}" if view.by_txn is not None else f"Nothing left of: {view.label}"]
        )
        for one in view.skipped[:_SHOWN]:
            where = f"{one.kind} {one.id.hex()[:12]}" + (f" {one.field}" if one.field else "")
            output.write_lines([f"  left alone: {where}, {one.reason}"])
        if len(view.skipped) > _SHOWN:
            output.write_lines([f"  {_SHOWN} of {len(view.skipped):,} left alone"])

    call.answer(document, show)


COMMANDS = {
    "history": (_configure_history, show_history),
    "undo": (_configure_undo, undo),
    "redo": (_configure_redo, redo),
}
