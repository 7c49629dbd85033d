"""Accounts that are put off again and again: three skips in 90 days without a touch between (rules.md 2.22)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from repcockpit.domain.avoidance import skips_counted
from repcockpit.services.book import Book
from repcockpit.store.reads.records_cadence import standings
from repcockpit.store.reads.scores import Houses
from repcockpit.store.reads.scores_contact import skips_at


class Skip(NamedTuple):
    """One time an account, or somebody there, was put off."""

    id: bytes
    on: date
    reason: str


def skips(book: Book, accounts: Sequence[bytes]) -> dict[bytes, list[Skip]]:
    """The skips of each of these accounts that no touch came after, oldest first; those with fewer than three too."""
    today = book.today()
    since = today - timedelta(days=book.numbers.avoidance_days)
    found = skips_at(Houses(book.db, accounts), since, today)
    if not found:
        return {}
    touched = {one.id: one.last_touch_on for one in standings(book.db, "account", list(found), today)}
    result = {}
    for account, rows in found.items():
        days = skips_counted((on for on, _, _ in rows), touched.get(account), today, book.numbers)
        result[account] = [Skip(row_id, on, reason) for on, reason, row_id in rows if on in days]
    return result


def skips_of(book: Book, account_id: bytes) -> list[Skip]:
    """The skips of an account that is avoided; none where it is not."""
    found = skips(book, [account_id]).get(account_id, [])
    return found if len(found) >= book.numbers.avoidance_skips else []


def avoided(book: Book, accounts: Sequence[bytes]) -> dict[bytes, list[Skip]]:
    """Those of these accounts that are avoided, with their skips."""
    least = book.numbers.avoidance_skips
    return {account: some for account, some in skips(book, accounts).items() if len(some) >= least}


def avoided_words(some: Sequence[Skip]) -> str:
    """`skipped 3 times in 90 d, never touched between: no time`."""
    last = some[-1].reason
    return f"skipped {len(some)} times without a touch between" + (f", last: {last}" if last else "")
