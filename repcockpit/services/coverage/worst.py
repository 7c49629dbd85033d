"""The worst flag of each mapped customer, kept between reads and brought up to date by what was written since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.coverage import is_active, support_in_force
from repcockpit.domain.coverage_flags import FLAGS, Person, standing_flags
from repcockpit.domain.views.coverage import Flag
from repcockpit.services.coverage.reading import day_of, flags_of_accounts, last_touch_of, roles_of
from repcockpit.store.reads import coverage as reads
from repcockpit.store.reads.catalog_changes import changed_since, newest_txn
from repcockpit.store.reads.coverage import AccountRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book

MEMORY = "coverage.worst"


class Kept(NamedTuple):
    """What was found of mapped accounts as of a transaction, a day and a rep; `threads` only where it was asked for."""

    txn_no: int
    day: date
    rep_id: bytes | None
    standing: dict[bytes, tuple[Flag, ...]]
    threads: dict[bytes, tuple[Flag, ...]]


class Networks:
    """The mapped customers of the book's rep and their worst flags.

    Threads are only counted of accounts that are asked about, and what was found is kept: this runs whenever
    Today is read.
    """

    def __init__(self, book: "Book") -> None:
        self._book, self._today = book, book.today()
        txn_no = newest_txn(book.db)
        mapped = reads.mapped_accounts(book.db, book.rep_id, self._today.isoformat())
        standing, self._threads = _still_right(book, self._today) if mapped else ({}, {})
        standing |= _standing(book, [one.id for one in mapped if one.id not in standing], self._today)
        self.quiet = [one for one in mapped if not standing.get(one.id)]
        """Those without a flag that needs no threads."""
        self.worst = _ranked((one, standing.get(one.id, ())) for one in mapped)
        """The worst flag of each of the others, the most urgent first."""
        book.memory[MEMORY] = Kept(txn_no, self._today, book.rep_id, standing, self._threads)

    def worst_of_threads(self, accounts: Collection[bytes]) -> list[tuple[AccountRow, Flag]]:
        """The worst flag of those of these quiet accounts that have one, the most urgent first."""
        asked = [one for one in self.quiet if one.id in accounts]
        missing = [one for one in asked if one.id not in self._threads]
        if missing:
            found = flags_of_accounts(self._book, missing)
            self._threads.update(zip((one.id for one in missing), found, strict=True))
        return _ranked((one, self._threads.get(one.id, ())) for one in asked)


def worst_flags(book: "Book") -> list[tuple[AccountRow, Flag]]:
    """The worst flag of each of the rep's mapped customers that has one, the most urgent first."""
    found = Networks(book)
    return [*found.worst, *found.worst_of_threads({one.id for one in found.quiet})]


def _ranked(found: Iterable[tuple[AccountRow, tuple[Flag, ...]]]) -> list[tuple[AccountRow, Flag]]:
    worst = [(row, flags[0]) for row, flags in found if flags]
    return sorted(worst, key=lambda one: (FLAGS.index(one[1].flag), one[0].name.casefold(), one[0].id))


def _still_right(
    book: "Book", today: date
) -> tuple[dict[bytes, tuple[Flag, ...]], dict[bytes, tuple[Flag, ...]]]:
    """What was found before, without the accounts that something was written about since."""
    kept = book.memory.get(MEMORY)
    if not isinstance(kept, Kept) or (kept.day, kept.rep_id) != (today, book.rep_id):
        return {}, {}
    changed = changed_since(book.db, "account", kept.txn_no)
    if changed.ids is None or (
        kept.txn_no != changed.txn_no and reads.is_network_changed(book.db, kept.txn_no)
    ):
        return {}, {}
    standing, threads = (
        {account: flags for account, flags in some.items() if account not in changed.ids}
        for some in (kept.standing, kept.threads)
    )
    return standing, threads


def _standing(book: "Book", accounts: Sequence[bytes], today: date) -> dict[bytes, tuple[Flag, ...]]:
    """The flags that need no threads, by account; empty where there are none."""
    if not accounts:
        return {}
    rows = reads.standings_of(book.db, reads.houses_of(book.db, accounts))
    roles: dict[bytes, list[str]] = defaultdict(list)
    for person, role in reads.further_roles(book.db, list({row.id for row in rows})):
        roles[person].append(role)
    people: dict[bytes, list[Person]] = defaultdict(list)
    seen: dict[bytes, date] = {}
    for row in rows:
        first_seen = day_of(row.first_seen_on)
        if first_seen is not None:
            seen[row.id] = first_seen
        people[row.account_id].append(
            Person(
                row.id,
                row.name,
                roles_of(row.role, roles.get(row.id, ())),
                row.status,
                is_active(row.status),
                support_in_force(row.support, day_of(row.support_on) or first_seen, today),
                last_touch_of(book, row.id, row.last_touch_on, today),
            )
        )
    return {
        account: standing_flags(people[account], seen, today) if account in people else ()
        for account in accounts
    }
