"""Whose a row is: another owner for one row or many."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError, UsageError
from repcockpit.domain.views.decisions import RepChoice
from repcockpit.services.decisions.chosen import Chosen, Decided, ids_of, is_or_are, named_together
from repcockpit.services.decisions.reassigning import following, move_within, open_words
from repcockpit.store.reads import decisions as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

OWNED = {
    "account": "owner_id",
    "contact": "owner_id",
    "task": "owner_id",
    "request": "owner_id",
    "deal": "owner_id",
    "idea": "owner_id",
    "interaction": "rep_id",
}
"""The column that says whose a record is."""


def set_owner(book: "Book", subjects: Sequence[Chosen], rep_id: bytes, *, follows: bool = True) -> Decided:
    """The records of these rows become the rep's; with `follows` also what is open at accounts among them.

    Raises NotFoundError for no such rep, UsageError where no row can have an owner.
    """
    name = reads.rep_name(book.db, rep_id)
    if name is None:
        raise NotFoundError("there is no such rep", "`repcockpit reps` lists them")
    wanted = {kind: ids_of(subjects, kind) for kind in OWNED}
    count = sum(map(len, wanted.values()))
    if not count:
        raise UsageError("this row has no owner", "accounts, people and work have one")
    accounts = wanted["account"]
    moving = following(book, accounts, rep_id) if follows and accounts else []
    more = f", with {open_words(moving)}" if moving else ""
    whose = "yours" if rep_id == book.author_id else f"{name}'s"
    text = f"{named_together(book, wanted)} {is_or_are(count)} {whose} now{more}"
    with book.write(text) as unit:
        if accounts:
            move_within(book, unit, accounts, rep_id, moving, follows=follows)
        for kind, ids in wanted.items():
            if ids and kind != "account":
                unit.update_many(kind, [(row_id, {OWNED[kind]: rep_id}) for row_id in ids])
    return Decided(text, unit.txn)


def reps_to_choose(book: "Book") -> tuple[RepChoice, ...]:
    """Our people, those with the most accounts first."""
    return tuple(
        RepChoice(rep_id, name, accounts, examples, rep_id == book.author_id)
        for rep_id, name, accounts, examples in reads.reps_by_accounts(book.db)
    )
