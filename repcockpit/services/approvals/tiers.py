"""Tiers that the rules propose: where there is a manager, they confirm a change (rules.md 2.10)."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from repcockpit.domain.access import LEADING
from repcockpit.services.approvals.asking import ask_within
from repcockpit.services.approvals.people import manager_for
from repcockpit.services.decisions.chosen import Decided, counted
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads.decisions import segments_of

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.reads.approvals import Member
    from repcockpit.store.unit import Unit


def confirmer(book: "Book") -> "Member | None":
    """Who confirms what this device's rep accepts; None for who leads themself, and where nobody does."""
    if book.author_id is None or viewer_of(book).role in LEADING:
        return None
    return manager_for(book, book.author_id)


def ask_for_tiers(
    book: "Book", leader: "Member", wanted: Mapping[bytes, str], beside: "Callable[[Unit], None]"
) -> Decided:
    """The accounts wait for these tiers, one approval each; `beside` is written with them."""
    held = segments_of(book.db, list(wanted))
    changes = {row_id: letter for row_id, letter in wanted.items() if held.get(row_id) != letter}
    text = f"Asked {leader.name} about {counted('tier', len(changes))}"
    with book.write(text) as unit:
        for row_id, letter in changes.items():
            ask_within(
                book, unit, kind="tier_change", subject_id=row_id, account_id=row_id, asked=letter,
                reason=f"by won deals of twelve months, {held.get(row_id) or 'no tier'} now",
            )  # fmt: skip
        beside(unit)
    return Decided(text, unit.txn)
