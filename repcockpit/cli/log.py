"""`log`: one capture line, or one per line of standard input."""

import argparse
import sys
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.capture import Draft
    from repcockpit.domain.views.logged import Logged
    from repcockpit.services.book import Book

_NO = {"n", "no", "q", "eof"}


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "line",
        metavar="LINE",
        nargs="+",
        help="call maria: late sand +p certificate by fri; - reads lines from stdin",
    )
    parser.add_argument("--yes", action="store_true", help="save without showing and asking")
    parser.add_argument("--dry-run", action="store_true", help="show what would be saved, and save nothing")


def log(call: "Call") -> None:
    """Save a line, after showing it where somebody looks."""
    lines = _from_stdin() if call.line == ["-"] else None
    if lines is None and not " ".join(call.line).strip():
        raise UsageError("there is nothing to log", "write it like: repcockpit log 'call maria: late sand'")
    if call.dry_run:
        _rehearse(call, lines)
        return
    if lines is None:
        _log_line(call, " ".join(call.line))
    else:
        _log_lines(call, lines)
    output.finish()
    from repcockpit.cli.care import keep_day  # noqa: PLC0415 -- after the answer

    keep_day(call)


def _from_stdin() -> list[str]:
    reconfigure = getattr(sys.stdin, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="strict")
    try:
        lines = sys.stdin.read().split("\n")
    except UnicodeDecodeError:
        raise UsageError("the lines are not UTF-8", "convert them first, for instance with iconv") from None
    if not any(line.strip() for line in lines):
        raise UsageError("there is nothing to log on standard input", "one capture line per line")
    return lines


def _log_line(call: "Call", line: str) -> None:
    from repcockpit.services.interactions import read_line, save_draft  # noqa: PLC0415 -- opens SQLite

    book = call.book()
    draft = read_line(book, line)
    if not call.yes and output.can_ask():
        _print_echo(book, draft, show=output.narrate)
        if output.ask("save it? [Y/n] ").lower() in _NO:
            call.say("not saved")
            return
    logged, txn = save_draft(book, draft)
    document = {**_document(book, logged), "txn": txn.hex()}
    call.answer(document, lambda: output.write_lines([logged.text, _counting(logged)]))
    call.say("`repcockpit undo` takes it back")


def _log_lines(call: "Call", lines: list[str]) -> None:
    from repcockpit.services.interactions import save_lines  # noqa: PLC0415 -- opens SQLite

    book = call.book()
    logged, txn = save_lines(book, lines)
    if call.as_json:
        output.write_json({"logged": [_document(book, one) for one in logged], "txn": as_json(txn)})
    else:
        output.write_lines(one.text for one in logged)
    call.say(f"{len(logged):,} saved as one · `repcockpit undo` takes them back")


def _rehearse(call: "Call", lines: list[str] | None) -> None:
    """Show what would be saved; candidates and mistakes come out as they would in earnest."""
    from repcockpit.services.interactions import read_line  # noqa: PLC0415 -- opens SQLite

    book = call.book()
    said = [" ".join(call.line)] if lines is None else [line for line in lines if line.strip()]
    drafts = [read_line(book, line) for line in said]
    if call.as_json:
        from repcockpit.cli.rehearsal import rehearsal  # noqa: PLC0415 -- only with --dry-run --json

        found = [rehearsal(book, draft) for draft in drafts]
        output.write_json({**found[0], "txn": None} if lines is None else {"logged": found, "txn": None})
        return
    for draft in drafts:
        _print_echo(book, draft, show=output.write_text)
    call.say("nothing was saved")


def _print_echo(book: "Book", draft: "Draft", *, show: Any) -> None:
    from repcockpit.domain.capture import echo_lines  # noqa: PLC0415 -- only where it is shown
    from repcockpit.services.interactions import effect_of  # noqa: PLC0415

    for line in echo_lines(draft, effect_of(book, draft), book.today()):
        left = f"{line.label:<9} {line.glyph + ' ' if line.glyph else ''}{line.text}"
        show(output.escaped(f"{left}  {line.right}".rstrip()))


def _counting(logged: "Logged") -> str:
    return f"{'counts as a contact' if logged.counts else 'no contact'}: {logged.why}"


def _document(book: "Book", logged: "Logged") -> dict[str, Any]:
    from repcockpit.services.records import view_of, views_of  # noqa: PLC0415 -- with the answer

    def rows(kind: str, ids: tuple[bytes, ...]) -> Any:
        return as_json(views_of(book, kind, ids)) if ids else []

    return {
        "interaction": as_json(view_of(book, "interaction", logged.interaction_id)),
        "requests": rows("request", logged.request_ids),
        "promises": rows("task", logged.promise_ids),
        "ideas": rows("idea", logged.idea_ids),
        "trainings": rows("training", logged.training_ids),
        "infos": rows("info", logged.info_ids),
        "feedback": rows("feedback", logged.feedback_ids),
        "tasks": rows("task", logged.task_ids),
        "next": _next(logged.next_id, logged.next_on, logged.next_title, logged.next_by),
        "counts_as_touch": logged.counts,
        "why": logged.why,
    }


def _next(step: bytes | None, due_on: Any, title: str, by: str | None) -> dict[str, Any] | None:
    if by is None:
        return None
    return {"id": as_json(step), "due_on": as_json(due_on), "title": title or None, "by": by}


COMMANDS = {"log": (_configure, log)}
