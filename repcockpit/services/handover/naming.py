"""Who hands what to whom, from what a person typed or chose; every refusal says what to do instead."""

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.access import LEADING
from repcockpit.domain.errors import RefusedError, UsageError
from repcockpit.services.handover.reading import latest
from repcockpit.services.lookup import find
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads import details
from repcockpit.store.reads import handover as reads
from repcockpit.store.reads.records import exactly_named

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.handover import AccountRow, HandoverRow, RepRow

_NAMED = 3


def accounts_typed(book: "Book", words: Sequence[str]) -> list[bytes]:
    """The accounts that words name, each word one, or all of them together. Raises as `find` does."""
    together = " ".join(words)
    if len(words) > 1 and exactly_named(book.db, "account", together):
        return [find(book, "account", together)]
    return list(dict.fromkeys(find(book, "account", word) for word in words))


def taker_named(book: "Book", text: str) -> "RepRow":
    """The rep who gets the accounts. Raises as `find` does, and RefusedError for one who left."""
    return checked_taker(book, find(book, "rep", text))


def checked_taker(book: "Book", rep_id: bytes) -> "RepRow":
    """The rep of that id. Raises RefusedError for one who left."""
    found = rep_of(book, rep_id)
    if found.left_on is not None and found.left_on <= book.today().isoformat():
        raise RefusedError(f"{found.name} left on {found.left_on}", "`repcockpit reps` lists who is there")
    return found


def rep_of(book: "Book", rep_id: bytes) -> "RepRow":
    """One of us by id. Raises RefusedError for one in the bin."""
    found = next((one for one in reads.reps(book.db) if one.id == rep_id), None)
    if found is None:
        raise RefusedError("there is no such rep", "`repcockpit reps` lists them")
    return found


def giving(
    book: "Book", accounts: Sequence[bytes] | None, taker: "RepRow | None", *, is_said: bool
) -> list["AccountRow"]:
    """The accounts that are given away, with their owners: these, else all of the book's rep.

    `is_said` is whether somebody named the rep (`--rep`). Raises RefusedError for an account of somebody else,
    unless a manager gives it away, of nobody, or of the taker; UsageError where it is not known whose accounts.
    """
    if accounts is None:
        if book.rep_id is None:
            raise UsageError("whose accounts?", "say --rep NAME, or name the accounts")
        found = reads.accounts_owned(book.db, book.rep_id)
        if taker is not None and taker.id == book.rep_id:
            raise RefusedError(f"{taker.name} has them already", "say --to somebody else")
        if not found:
            name = rep_of(book, book.rep_id).name
            raise RefusedError(f"{name} owns no account", "`repcockpit accounts` lists who owns what")
        return found
    found = reads.accounts_named(book.db, accounts)
    for one in found:
        _check(book, one, taker, is_said=is_said)
    return found


def _check(book: "Book", one: "AccountRow", taker: "RepRow | None", *, is_said: bool) -> None:
    if one.owner_id is None:
        raise RefusedError(
            f"{one.name} is nobody's", f"`repcockpit set account {shlex.quote(one.name)} owner=NAME` gives it"
        )
    if taker is not None and one.owner_id == taker.id:
        raise RefusedError(f"{one.name} is {taker.name}'s already", "say --to somebody else")
    if book.rep_id == one.owner_id or (not is_said and _is_leading(book)):
        return
    owner = one.owner_name or "a colleague"
    raise RefusedError(f"{one.name} is {owner}'s", f"say --rep {shlex.quote(owner)} to hand it over for them")


def _is_leading(book: "Book") -> bool:
    viewer = viewer_of(book)
    return viewer.rep_id is None or viewer.role in LEADING


def standing(book: "Book", accounts: Sequence[bytes]) -> dict[bytes, "HandoverRow"]:
    """The handover that goes on at each of these accounts."""
    groups = details.groups_of(book.db, "account", list(accounts))
    rows = reads.handovers_of(book.db, [member for some in groups.values() for member in some])
    return {account: row for account, row in latest(rows).items() if row.done_on is None}


def rows_to_end(book: "Book", accounts: Sequence[bytes] | None) -> list["HandoverRow"]:
    """What goes on at these accounts, else everything that goes on of the book's rep. Raises RefusedError for none."""
    if accounts is not None:
        known = standing(book, accounts)
        for one in reads.accounts_named(book.db, accounts):
            if one.id not in known:
                raise RefusedError(
                    f"{one.name} is neither lent nor on its way", "`handover` lists what goes on"
                )
        return list(known.values())
    rows = [row for row in reads.handovers_underway(book.db) if book.rep_id in (row.from_id, row.to_id)]
    if book.rep_id is None or not rows:
        raise RefusedError("nothing is lent or on its way", "`handover` lists what goes on; say --rep NAME")
    return rows


def named_few(names: Sequence[str]) -> str:
    """Some of many by name: `Aro, Kan and 3 more`."""
    shown = ", ".join(names[:_NAMED])
    return shown if len(names) <= _NAMED else f"{shown} and {len(names) - _NAMED} more"
