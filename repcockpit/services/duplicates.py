"""Which accounts and which people may be one (rules.md 2.16); proposes, and merges nothing."""

from typing import TYPE_CHECKING

from repcockpit.domain.duplicates import company, duplicate_pairs, person
from repcockpit.domain.errors import UsageError
from repcockpit.domain.views.duplicates import DuplicatePair, Twin
from repcockpit.store.reads.duplicates import account_facts, different_pairs, person_facts

if TYPE_CHECKING:
    from repcockpit.services.book import Book

KINDS = ("account", "contact")


def duplicate_view(book: "Book", kind: str | None = None) -> tuple[DuplicatePair, ...]:
    """Every pair worth a look among the records that are shown: accounts, then contacts, the likeliest first.

    Those that somebody said are not the same are left out. `kind` narrows to one of them; UsageError for a kind without duplicates.
    """
    if kind is not None and kind not in KINDS:
        raise UsageError(f"there are no duplicates of kind {kind!r}", "kinds: " + ", ".join(KINDS))
    accounts = _accounts(book) if kind in (None, "account") else ()
    contacts = _contacts(book) if kind in (None, "contact") else ()
    different = different_pairs(book.db)
    return tuple(
        pair for pair in (*accounts, *contacts) if frozenset((pair.a.id, pair.b.id)) not in different
    )


def _accounts(book: "Book") -> tuple[DuplicatePair, ...]:
    facts = account_facts(book.db)
    twins = {one.id: Twin(one.id, one.name or None, None) for one in facts}
    parties = [company(one.id, one.name, one.website, one.phone, one.city) for one in facts]
    found = duplicate_pairs(parties, book.numbers, are_accounts=True)
    return tuple(
        DuplicatePair("account", twins[pair.a], twins[pair.b], pair.score, pair.why) for pair in found
    )


def _contacts(book: "Book") -> tuple[DuplicatePair, ...]:
    facts = person_facts(book.db)
    twins = {one.id: Twin(one.id, one.name or None, one.account) for one in facts}
    parties = [person(one.id, one.name, one.emails, one.phones, one.account_ids) for one in facts]
    found = duplicate_pairs(parties, book.numbers)
    return tuple(
        DuplicatePair("contact", twins[pair.a], twins[pair.b], pair.score, pair.why) for pair in found
    )
