"""What is known of a customer, as dated notes by kind: needs, expectations, wants, competitors, strengths and the rest."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.views.learning import Known
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import NOTE_KINDS
from repcockpit.services.details.cares import day_of
from repcockpit.store.reads.learning import KnownRow, known_rows

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def known_of(book: "Book", accounts: Sequence[bytes]) -> tuple[Known, ...]:
    """The notes of a kind about an account (its id and those merged into it), by kind, the newest first."""
    rows = known_rows(book.db, accounts, book.today().isoformat()) if accounts else []
    ranks = {kind: number for number, kind in enumerate(NOTE_KINDS)}
    found = [_known(row) for row in rows]
    return tuple(sorted(found, key=lambda one: ranks.get(one.kind, len(ranks))))


def completeness(known: Sequence[Known]) -> tuple[int, int]:
    """How many of needs, expectations and wants are known at all, of the three (feature F21)."""
    asked = ("need", "expectation", "want")
    kinds = {one.kind for one in known}
    return sum(kind in kinds for kind in asked), len(asked)


def _known(row: KnownRow) -> Known:
    contact = Link(row.contact_id, row.contact_name) if row.contact_id is not None else None
    on = day_of(row.on)
    assert on is not None  # noqa: S101 -- the query asks for a day
    return Known(row.kind, row.id, on, row.text, contact, row.type)
