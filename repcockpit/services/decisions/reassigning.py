"""Accounts to another rep, with what is open there: one transaction, however many they are."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError, UsageError
from repcockpit.services.decisions.chosen import Decided, counted, is_or_are, named
from repcockpit.services.lookup import find
from repcockpit.store.reads import decisions as reads
from repcockpit.store.reads.details import groups_of
from repcockpit.store.reads.handover import open_things, owned_people

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.handover import OpenRow
    from repcockpit.store.unit import Unit

COLUMNS = {
    "request": "owner_id",
    "task": "owner_id",
    "qbr": "owner_id",
    "interaction": "rep_id",
    "idea": "owner_id",
}
"""The column that says whose each open thing is."""
MANY = 20
"""More accounts than this change hands only after a yes."""
_DIGITS = re.compile(r"[0-9a-fA-F]{6,32}")
_ORDER = ("task", "request", "qbr", "interaction", "idea")
_WORDS = {"interaction": "meeting"}


def reassign(book: "Book", ids: Sequence[bytes], rep_id: bytes, *, follows: bool = True) -> Decided:
    """The accounts become the rep's; with `follows` also what is open there and was the former owner's, or nobody's.

    Raises NotFoundError for no such rep.
    """
    name = reads.rep_name(book.db, rep_id)
    if name is None:
        raise NotFoundError("there is no such rep", "`repcockpit reps` lists them")
    whose = "yours" if rep_id == book.author_id else f"{name}'s"
    moving = following(book, ids, rep_id) if follows else []
    more = open_words(moving)
    text = f"{named(book, 'account', ids)} {is_or_are(len(ids))} {whose} now" + (
        f", with {more}" if more else ""
    )
    with book.write(text) as unit:
        move_within(book, unit, ids, rep_id, moving, follows=follows)
    return Decided(text, unit.txn)


def move_within(
    book: "Book",
    unit: "Unit",
    ids: Sequence[bytes],
    rep_id: bytes,
    moving: Sequence["OpenRow"],
    *,
    follows: bool,
) -> None:
    """The same inside a transaction; `moving` comes from `following`."""
    givers = reads.owners_of(book.db, ids)
    unit.update_many("account", [(account_id, {"owner_id": rep_id}) for account_id in ids])
    for table, column in COLUMNS.items():
        rows = [(one.id, {column: rep_id}) for one in moving if one.table == table]
        if rows:
            unit.update_many(table, rows)
    if follows:
        for giver in dict.fromkeys(one for one in givers.values() if one is not None and one != rep_id):
            accounts = [one for one, owner in givers.items() if owner == giver]
            members = [one for group in groups_of(book.db, "account", accounts).values() for one in group]
            people = owned_people(book.db, members, giver)
            unit.update_many("contact", [(one, {"owner_id": rep_id}) for one in people])


def following(book: "Book", ids: Sequence[bytes], rep_id: bytes) -> list["OpenRow"]:
    """What is open at the accounts and would go along: all that is their owner's, or nobody's."""
    givers = reads.owners_of(book.db, ids)
    home = {
        member: root for root, group in groups_of(book.db, "account", list(ids)).items() for member in group
    }
    now_ms = int(book.now().timestamp() * 1000)
    return [
        one
        for one in open_things(book.db, list(home), now_ms)
        if one.owner_id != rep_id and one.owner_id in (None, givers.get(home.get(one.account_id, b"")))
    ]


def open_words(moving: Sequence["OpenRow"]) -> str:
    """`3 tasks, 1 request, 2 QBRs`; blank for nothing."""
    counts = Counter(one.table for one in moving)
    return ", ".join(counted(_WORDS.get(table, table), counts[table]) for table in _ORDER if counts[table])


def open_said(kind: str, words: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether what is open goes along, and the other words: `open=stay` beside `owner=` of an account leaves it.

    Raises UsageError for another word after open=.
    """
    if kind != "account" or not any(word.startswith("open=") for word in words):
        return True, list(words)
    said = {word.partition("=")[2].strip().lower() for word in words if word.startswith("open=")}
    if not said <= {"stay", "follow"} or not any(word.startswith("owner=") for word in words):
        raise UsageError("open=stay or open=follow stands beside owner=", "write owner=REP open=stay")
    return said != {"stay"}, [word for word in words if not word.startswith("open=")]


def several_accounts(names: Sequence[str]) -> bool:
    """Whether these words name several accounts, each by the first digits of its id."""
    return len(names) > 1 and all(_DIGITS.fullmatch(one) for one in names)


def give_several(
    book: "Book", names: Sequence[str], words: Sequence[str], agreed: Callable[[str], bool] | None = None
) -> tuple[Decided, list[bytes]]:
    """`set account ID ID … owner=REP`: all of them in one transaction; what was done, and their ids.

    `agreed` is asked before more than twenty change hands. Raises UsageError for another field than owner,
    NotFoundError, AmbiguousError; then nothing is written.
    """
    follows, given = open_said("account", words)
    if len(given) != 1 or not given[0].startswith("owner="):
        raise UsageError("several accounts at once take owner= alone", "write `set account ID ID owner=REP`")
    rep_id = find(book, "rep", given[0].partition("=")[2])
    ids = list(dict.fromkeys(find(book, "account", one) for one in names))
    if agreed is not None and len(ids) > MANY:
        more = open_words(following(book, ids, rep_id)) if follows else ""
        whose = reads.rep_name(book.db, rep_id) or ""
        if not agreed(f"{counted('account', len(ids))} to {whose}" + (f", with {more}" if more else "")):
            return Decided("nothing changed", None), ids
    return reassign(book, ids, rep_id, follows=follows), ids
