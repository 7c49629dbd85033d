"""One thing: show, add, set, remove, the bin, done, snooze, search."""

import argparse
from typing import TYPE_CHECKING, Any

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError
from repcockpit.domain.records import FIELDS, REQUIRED, looks_like_assignment

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.services.record_edits import Written
    from repcockpit.services.removing import Leaving

_SETTING = "setting"
_ADDED = " ".join(kind for kind in REQUIRED)


def _kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="account, contact, interaction, task, …")


def _name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="NAME|ID", nargs="+", help="its name, or the first digits of its id")


def _configure_show(parser: argparse.ArgumentParser) -> None:
    _kind(parser)
    _name(parser)


def _fields(parser: argparse.ArgumentParser) -> None:
    """List the fields of every kind under the help."""
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    names = {kind: [field.name for field in fields] for kind, fields in FIELDS.items()}
    parser.epilog = "fields:\n" + "\n".join(f"  {kind}: {' '.join(some)}" for kind, some in names.items())


_GIVING = """set account NAME owner=REP takes what is open there along; open=stay beside it leaves that.
set account ID ID … owner=REP gives several in one transaction."""


def _configure_add(parser: argparse.ArgumentParser) -> None:
    _fields(parser)
    parser.add_argument("kind", metavar="KIND", help="one of: " + _ADDED)
    parser.add_argument(
        "words", metavar="FIELD=VALUE", nargs="*", help="its fields; custom.NAME=VALUE for one of yours"
    )


def _configure_set(parser: argparse.ArgumentParser) -> None:
    _fields(parser)
    _kind(parser)
    parser.add_argument(
        "words", metavar="WORD", nargs="+", help="NAME|ID, then FIELD=VALUE, FIELD+=VALUE, FIELD-=VALUE"
    )
    parser.add_argument(
        "--yes", action="store_true", help="do not ask where more than 20 accounts change hands"
    )
    parser.epilog = f"{parser.epilog}\n\n{_GIVING}"


def _configure_remove(parser: argparse.ArgumentParser) -> None:
    _configure_show(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask where more than 20 records go")


def _configure_bin(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words", metavar="restore ID", nargs="*", help="nothing lists the bin; `restore ID` takes one out"
    )


def _configure_done(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="TASK", nargs="+", help="its title or id, then outcome=…")


def _configure_snooze(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", metavar="KIND", help="account, contact or task")
    parser.add_argument("words", metavar="NAME", nargs="+", help="its name or id, then until=D reason=…")


def _configure_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", metavar="TEXT", nargs="+", help="a part of a name or a note")
    parser.add_argument("--limit", metavar="N", type=int, help="at most N hits")


def split_words(words: list[str]) -> tuple[str, list[str]]:
    """The name, which is the first word and those after it without `=`, and the FIELD=VALUE words."""
    first = next(
        (place for place, word in enumerate(words) if place and looks_like_assignment(word)), len(words)
    )
    return " ".join(words[:first]), words[first:]


def _named_values(words: list[str], known: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    name, given = split_words(words)
    values: dict[str, str] = {}
    for word in given:
        field, _, value = word.partition("=")
        if field not in known:
            raise UsageError(f"there is no {field!r} here", "fields: " + ", ".join(known))
        values[field] = value
    return name, values


def show_one(call: "Call") -> None:
    """Print one record."""
    from repcockpit.services.records import show_record  # noqa: PLC0415 -- opens SQLite

    view: Any
    if call.kind == _SETTING:
        from repcockpit.services.numbers import show_number  # noqa: PLC0415 -- only for a setting

        view = show_number(call.book(), " ".join(call.words))
    else:
        view = show_record(call.book(), call.kind, " ".join(call.words))
    call.answer(as_json(view), lambda: _print_view(view))


def _print_view(view: Any) -> None:
    width = max(len(name) for name in view._fields)
    for name, value in zip(view._fields, view, strict=True):
        for number, line in enumerate(_lines(as_json(value))):
            shown = "" if number else name.replace("_", " ")
            output.write_text(f"{shown:<{width}}  {output.escaped(line)}".rstrip())


def _lines(value: Any) -> list[str]:
    """A value in words: one line, but a line each of the items of a review and of what it decided."""
    parts = value if isinstance(value, list) else []
    if parts and all(isinstance(one, dict) and one.keys() >= {"item", "met"} for one in parts):
        return [
            f"{'met ' if one['met'] else 'open'} {one['weight']:>3} {'must' if one['must'] else '    '} {one['item']}"
            for one in parts
        ]
    if parts and all(isinstance(one, dict) and one.keys() == {"id", "name", "accepted"} for one in parts):
        return [f"{one['name']}, {'accepted' if one['accepted'] else 'invited'}" for one in parts]
    if parts and all(isinstance(one, dict) and "due_on" in one and "title" in one for one in parts):
        return [
            f"{one['title']}, due {_plain(one['due_on'])}, done {_plain(one['done_on'])}" for one in parts
        ]
    return [_plain(value)]


def _plain(value: Any) -> str:
    if value is None or value in ([], {}):
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_plain(one) for one in value)
    if isinstance(value, dict):
        if value.keys() == {"id", "name"}:
            return str(value["name"])
        return "; ".join(f"{name} {_plain(one)}" for name, one in value.items() if one is not None) or "–"
    return str(value)


def answer_written(call: "Call", written: "Written", verb: str) -> None:
    """Print what a write made of a record, and how to take it back."""
    document = {**as_json(written.view), "txn": as_json(written.txn)}
    call.answer(document, lambda: _print_view(written.view))
    call.say(f"{verb} · `repcockpit undo` takes it back" if written.txn else "nothing changed")


def add(call: "Call") -> None:
    """Add a record."""
    from repcockpit.services.record_edits import add_record  # noqa: PLC0415 -- opens SQLite

    answer_written(call, add_record(call.book(), call.kind, call.words), "added")


def change(call: "Call") -> None:
    """Change a record."""
    from repcockpit.services.decisions.reassigning import several_accounts  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.record_edits import set_record  # noqa: PLC0415 -- the same

    name, given = split_words(call.words)
    if call.kind == _SETTING:
        from repcockpit.services.numbers import set_number  # noqa: PLC0415 -- only for a setting

        answer_written(call, set_number(call.book(), name, given), "changed")
    elif call.kind == "account" and several_accounts(call.words[: len(call.words) - len(given)]):
        _give(call, call.words[: len(call.words) - len(given)], given)
    else:
        answer_written(call, set_record(call.book(), call.kind, name, given), "changed")


def _give(call: "Call", names: list[str], given: list[str]) -> None:
    """Several accounts to another rep."""
    from repcockpit.services.decisions.reassigning import give_several  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.records import views_of  # noqa: PLC0415 -- the same

    def agreed(what: str) -> bool:
        return output.ask(f"{output.escaped(what)}? [y/N] ").lower() in {"y", "yes"}

    book = call.book()
    done, ids = give_several(book, names, given, agreed if not call.yes and output.can_ask() else None)
    document = {"accounts": as_json(views_of(book, "account", ids)), "txn": as_json(done.txn)}
    call.answer(document, lambda: output.write_lines([done.text]))
    call.say("`repcockpit undo` takes it back" if done.txn else "nothing changed")


def remove(call: "Call") -> None:
    """Move a record to the bin, with what belongs to it; much of it at a terminal only after a yes."""
    from repcockpit.services.record_edits import remove_record  # noqa: PLC0415 -- opens SQLite

    agreed = _agreed if not call.yes and output.can_ask() else None
    answer_written(
        call, remove_record(call.book(), call.kind, " ".join(call.words), agreed), "moved to the bin"
    )


def _agreed(found: "Leaving") -> bool:
    return output.ask(f"to the bin: {output.escaped(found.words)}? [y/N] ").lower() in {"y", "yes"}


def open_bin(call: "Call") -> None:
    """List the bin, or take one record out of it."""
    from repcockpit.services.record_edits import bin_rows, restore_record  # noqa: PLC0415 -- opens SQLite

    words = list(call.words)
    if words:
        if words[0] != "restore" or len(words) < 2:
            raise UsageError(f"{' '.join(words)!r} is nothing the bin can do", "write `bin restore ID`")
        answer_written(call, restore_record(call.book(), " ".join(words[1:])), "restored")
        return
    rows = bin_rows(call.book())
    cells = [
        (
            row.kind,
            row.title,
            row.children or None,
            row.removed_at and f"{row.removed_at:%Y-%m-%d %H:%M}",
            row.id.hex(),
        )
        for row in rows
    ]
    call.answer(
        {"bin": as_json(rows), "total": len(rows)},
        lambda: output.write_table(
            ("kind", "what", "with", "removed", "id"), cells, len(rows), "things in the bin"
        ),
    )


def done(call: "Call") -> None:
    """Tick a task."""
    from repcockpit.services.record_edits import finish_task  # noqa: PLC0415 -- opens SQLite

    name, values = _named_values(call.words, ("outcome",))
    answer_written(call, finish_task(call.book(), name, values.get("outcome")), "done")


def snooze(call: "Call") -> None:
    """Hide something from Today until a day."""
    from repcockpit.services.record_edits import snooze_record  # noqa: PLC0415 -- opens SQLite

    name, values = _named_values(call.words, ("until", "reason"))
    written = snooze_record(call.book(), call.kind, name, values.get("until"), values.get("reason"))
    answer_written(call, written, "snoozed" if values.get("until") else "back")


def search(call: "Call") -> None:
    """Print what holds a text."""
    from repcockpit.services.search import search as find_text  # noqa: PLC0415 -- opens SQLite

    hits = find_text(call.book(), " ".join(call.words))
    shown = hits if call.limit is None else hits[: max(call.limit, 0)]
    cells = [(hit.kind, hit.title, hit.snippet) for hit in shown]
    call.answer(
        {"hits": as_json(shown), "total": len(hits)},
        lambda: output.write_table(("kind", "what", "where"), cells, len(hits), "hits"),
    )


COMMANDS = {
    "show": (_configure_show, show_one),
    "add": (_configure_add, add),
    "set": (_configure_set, change),
    "remove": (_configure_remove, remove),
    "bin": (_configure_bin, open_bin),
    "done": (_configure_done, done),
    "snooze": (_configure_snooze, snooze),
    "search": (_configure_search, search),
}
