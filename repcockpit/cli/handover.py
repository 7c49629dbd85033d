"""`handover`: accounts on their way to another rep; what would be lost; cover for sudden leave."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from repcockpit.cli import output
from repcockpit.cli.json_shape import as_json
from repcockpit.domain.errors import UsageError

if TYPE_CHECKING:
    from repcockpit.cli.call import Call
    from repcockpit.domain.views.handover import AccountHandover, HandoverView, ItemView, OpenThing
    from repcockpit.services.book import Book

_TICK = "tick"
_WORDS = """handover                                  what goes on
handover ACCOUNT… --to REP                begin it (again: no change), print what is missing
handover --to REP                         all accounts of the rep: --rep NAME, else this device's
handover tick ACCOUNT ITEM                tick an item: open_work, qbr_owner (gives the next QBR to the new rep),
                                          check_30 (books a task in 30 days), customer_told who="Petra Vogt";
                                          ITEM=open opens it again
handover ACCOUNT… --to REP --transfer     from readiness 80 on the account and all that is open there move, at once
     … --transfer --override REASON       below 80: a manager does it, anybody else asks for it (`approvals`)
handover ACCOUNT… --to REP --cover --until D
                                          sudden leave: they and what is open there are the cover's until D; they
                                          stand in the cover's Today and count in the cover's row of `team`
handover ACCOUNT… --back                  give back what is lent; call off what was begun
handover --if-i-leave --rep NAME          what would be lost; writes nothing
--pack PATH                               with any of these: the handover pack, md or html by its end

An ACCOUNT of several words stands in quotes. Every step is one transaction: `repcockpit undo` takes it back."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = _WORDS
    parser.add_argument("words", metavar="ACCOUNT", nargs="*", help="accounts; or: tick ACCOUNT ITEM")
    parser.add_argument("--to", metavar="REP", help="who gets them")
    parser.add_argument("--if-i-leave", action="store_true", help="rehearse: what would be lost")
    parser.add_argument("--transfer", action="store_true", help="let the accounts change hands")
    parser.add_argument("--override", metavar="REASON", help="with --transfer: although they are not ready")
    parser.add_argument("--cover", action="store_true", help="lend them until --until")
    parser.add_argument("--until", metavar="D", help="with --cover: the last day")
    parser.add_argument("--back", action="store_true", help="give back, or call off")
    parser.add_argument(
        "--pack", metavar="PATH", help="write the handover pack, md or html; `-` is md to the output"
    )
    parser.add_argument("--force", action="store_true", help="overwrite the pack")


def handover(call: "Call") -> None:
    """Begin a handover, take its steps, or rehearse one."""
    _check_options(call)
    if call.words[:1] == [_TICK] and call.to is None and not call.if_i_leave and not call.back:
        _tick_item(call)
        return
    book = call.book()
    if call.if_i_leave:
        view = _rehearse(call, book)
    elif call.back:
        view = _give_back(call, book)
    elif call.to is not None:
        view = _to(call, book)
    else:
        view = _underway(call, book)
    _answer(call, book, view)


def _check_options(call: "Call") -> None:
    """Raise UsageError for options that do not belong together."""
    steps = [name for name in ("transfer", "cover", "back", "if_i_leave") if getattr(call, name)]
    if len(steps) > 1:
        both = " and ".join(f"--{name.replace('_', '-')}" for name in steps)
        raise UsageError(f"{both} do not go together", "take one step at a time")
    for option, needed in (("override", "transfer"), ("until", "cover"), ("transfer", "to"), ("cover", "to")):
        if getattr(call, option) and not getattr(call, needed):
            raise UsageError(f"--{option} needs --{needed}", "see `repcockpit handover --help`")
    if call.cover and not call.until:
        raise UsageError("until when?", "say --until D, the last day of the cover")
    if call.to is not None and (call.if_i_leave or call.back):
        raise UsageError("--to names who gets them", "leave it out here")
    if call.force and not call.pack:
        raise UsageError("--force belongs to --pack", "leave it out")
    if call.pack and call.pack != "-":
        from pathlib import Path  # noqa: PLC0415 -- only for a pack

        from repcockpit.services.reviews.pack_file import format_of  # noqa: PLC0415 -- the same

        format_of(Path(call.pack))  # before anything is handed over


def _rehearse(call: "Call", book: "Book") -> "HandoverView":
    from repcockpit.services.handover.naming import accounts_typed, giving  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.handover.reading import rehearsal  # noqa: PLC0415 -- the same

    if book.rep_id is None:
        raise UsageError("if who leaves?", "say --rep NAME")
    some = giving(book, accounts_typed(book, call.words), None, is_said=True) if call.words else None
    return rehearsal(book, book.rep_id, [one.id for one in some] if some is not None else None)


def _underway(call: "Call", book: "Book") -> "HandoverView":
    from repcockpit.services.handover.naming import accounts_typed  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.handover.reading import underway  # noqa: PLC0415 -- the same

    return underway(book, accounts_typed(book, call.words) if call.words else None)


def _to(call: "Call", book: "Book") -> "HandoverView":
    from repcockpit.services.handover import steps, transferring  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.handover.naming import accounts_typed, giving, taker_named  # noqa: PLC0415 -- the same
    from repcockpit.services.handover.reading import COVER, at_accounts  # noqa: PLC0415 -- the same

    taker = taker_named(book, call.to)
    typed = accounts_typed(book, call.words) if call.words else None
    given = giving(book, typed, taker, is_said=call.rep is not None)
    ids = [one.id for one in given]
    if call.cover:
        from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- only for a cover

        done = transferring.cover(book, given, taker.id, read_day(book, call.until, "forward"))
        _say(call, done.text, done.txn)
        return at_accounts(book, ids, COVER)
    begun = steps.begin(book, given, taker.id)
    if not call.transfer:
        _say(call, begun.text, begun.txn)
        return at_accounts(book, ids)
    from repcockpit.services.handover.naming import standing  # noqa: PLC0415 -- the same

    known = standing(book, ids)
    moved = transferring.transfer(book, [known[one] for one in ids if one in known], call.override)
    _say(call, moved.text, moved.txn)
    return at_accounts(book, ids)


def _give_back(call: "Call", book: "Book") -> "HandoverView":
    from repcockpit.services.handover import transferring  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.handover.naming import accounts_typed, rows_to_end  # noqa: PLC0415 -- the same
    from repcockpit.services.handover.reading import at_accounts  # noqa: PLC0415 -- the same

    rows = rows_to_end(book, accounts_typed(book, call.words) if call.words else None)
    done = transferring.give_back(book, rows)
    _say(call, done.text, done.txn)
    return at_accounts(book, [row.account_id for row in rows])


def _tick_item(call: "Call") -> None:
    from repcockpit.services.handover.naming import accounts_typed  # noqa: PLC0415 -- opens SQLite
    from repcockpit.services.handover.reading import at_accounts  # noqa: PLC0415 -- the same
    from repcockpit.services.handover.steps import tick  # noqa: PLC0415 -- the same

    words = call.words[1:]
    said = [word for word in words if word.startswith("who=")]
    rest = [word for word in words if not word.startswith("who=")]
    if len(rest) < 2:
        raise UsageError("which account, and which item?", "write `handover tick ACCOUNT ITEM`")
    book = call.book()
    item, _, state = rest[-1].partition("=")
    if state not in {"", "done", "open"}:
        raise UsageError(f"an item is not {state!r}", "write ITEM, ITEM=done or ITEM=open")
    accounts = accounts_typed(book, [" ".join(rest[:-1])])
    who = said[-1].partition("=")[2] if said else None
    done = tick(book, accounts[0], item, who=who, is_done=state != "open")
    _say(call, done.text, done.txn)
    _answer(call, book, at_accounts(book, accounts))


def _say(call: "Call", text: str, txn: bytes | None) -> None:
    call.say(f"{text} · `repcockpit undo` takes it back" if txn else f"{text}: nothing changed")


def _answer(call: "Call", book: "Book", view: "HandoverView") -> None:
    if call.pack:
        _write_pack(call, book, view)
        if call.pack == "-":
            return
    document = as_json(view)
    call.answer(document, lambda: output.write_lines(_text(view)))


def _write_pack(call: "Call", book: "Book", view: "HandoverView") -> None:
    from pathlib import Path  # noqa: PLC0415 -- only for a pack

    from repcockpit.services.handover.pack import stream_pack, write_pack  # noqa: PLC0415 -- opens SQLite

    if call.pack == "-":
        if call.as_json:
            raise UsageError("a pack goes to a file with --json", "say --pack PATH")
        stream_pack(book, view, output.binary_stream())
        return
    path = Path(call.pack).expanduser()
    size = write_pack(book, view, path, force=call.force)
    call.say(f"{path}: {size:,} bytes written")


def _text(view: "HandoverView") -> Iterator[str]:
    """The view as lines; nothing is left out."""
    from repcockpit.services.decisions.chosen import counted  # noqa: PLC0415 -- only as text

    is_rehearsal = view.mode == "if_i_leave"
    if not view.accounts:
        yield f"{_name(view.giver)} owns no account" if is_rehearsal else "no handover goes on"
    elif is_rehearsal:
        alone = sum(one.one_of_us for one in view.accounts)
        yield (
            f"If {_name(view.giver)} leaves: {counted('account', len(view.accounts))}, {alone:,} of them known by"
            f" nobody else, {counted('contact', sum(len(one.only_you) for one in view.accounts))} only they know,"
            f" {counted('thing', sum(len(one.open) for one in view.accounts))} open"
        )
        yield ""
    for number, one in enumerate(view.accounts):
        if number:
            yield ""
        yield from _account(one, is_rehearsal=is_rehearsal)


def _account(one: "AccountHandover", *, is_rehearsal: bool) -> Iterator[str]:
    from repcockpit.services.decisions.chosen import counted  # noqa: PLC0415 -- only as text

    name = f"{one.name}{f' {one.segment}' if one.segment else ''}"
    if is_rehearsal:
        known = f"{counted('contact', len(one.only_you))} only {_name(one.giver)} knows"
        yield f"{name}: {known}, {counted('thing', len(one.open))} open"
        yield from _details(one)
        return
    to = f", {_name(one.giver)} to {_name(one.taker)}" if one.taker else ""
    state = "ready" if one.ready else "not ready"
    if one.done_on is not None:
        state = f"done {one.done_on}"
    elif one.cover_until is not None:
        state = f"covered until {one.cover_until}"
    elif one.is_asked:
        state = "waiting for a manager"
    yield f"{name}{to}: {one.readiness} of 100, {state}"
    yield from (_item(item) for item in one.items)
    yield from _details(one)


def _details(one: "AccountHandover") -> Iterator[str]:
    if one.one_of_us:
        yield f"  every thread there is {_name(one.giver)}'s alone"
    for person in one.only_you:
        role = f", {person.role.replace('_', ' ')}" if person.role else ""
        yield f"  only {_name(one.giver)} knows  {person.name}{role}"
    for note in one.notes:
        yield f"  note {note.on}  {note.text}"
    yield from (_thing(thing) for thing in one.open)


def _item(item: "ItemView") -> str:
    about = f"  {item.fact}" if item.fact else ""
    step = "" if item.met else f"  ({item.meets})"
    return f"  {'met ' if item.met else 'open'} {item.weight:>3}  {item.item}{about}{step}"


def _thing(thing: "OpenThing") -> str:
    due = f", due {thing.due_on}" if thing.due_on else ""
    owner = "" if thing.moves else f", {_name(thing.owner)}'s"
    return f"  {thing.kind.replace('_', ' ')}  {thing.title}{due}{owner}"


def _name(link: object) -> str:
    return str(getattr(link, "name", None) or "nobody")


COMMANDS = {"handover": (_configure, handover)}
