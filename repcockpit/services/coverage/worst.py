"""The worst flag of each mapped customer, kept between reads and brought up to date by what was written since."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.coverage import is_active, support_in_force
from repcockpit.domain.coverage_flags import FLAGS, Person, standing_flags
from repcockpit.domain.views.coverage import Flag
from repcockpit.services.coverage.reading import covered, day_of, last_touch_of, roles_of
from repcockpit.store.reads import coverage as reads
from repcockpit.store.reads.catalog_changes import changed_since, newest_txn
from repcockpit.store.reads.coverage import AccountRow

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_MEMORY = "coverage.worst"


class _Kept(NamedTuple):
    """The flags of mapped accounts as of a transaction, a day and a rep."""

    txn_no: int
    day: date
    rep_id: bytes | None
    flags: dict[bytes, tuple[Flag, ...]]


def worst_flags(book: "Book") -> list[tuple[AccountRow, Flag]]:
    """The worst flag of each of the rep's mapped customers that has one, the most urgent first.

    Threads are only counted where no flag stands without them, and what was found is kept: this runs whenever
    Today is read.
    """
    today = book.today()
    txn_no = newest_txn(book.db)
    mapped = reads.mapped_accounts(book.db, book.rep_id, today.isoformat())
    if not mapped:
        return []
    flags = _still_right(book, today)
    flags |= _found(book, [one for one in mapped if one.id not in flags], today)
    book.memory[_MEMORY] = _Kept(txn_no, today, book.rep_id, flags)
    found = [(row, flags[row.id][0]) for row in mapped if flags[row.id]]
    return sorted(found, key=lambda one: (FLAGS.index(one[1].flag), one[0].name.casefold(), one[0].id))


def _still_right(book: "Book", today: date) -> dict[bytes, tuple[Flag, ...]]:
    """What was found before, without the accounts that something was written about since."""
    kept = book.memory.get(_MEMORY)
    if not isinstance(kept, _Kept) or (kept.day, kept.rep_id) != (today, book.rep_id):
        return {}
    changed = changed_since(book.db, "account", kept.txn_no)
    if changed.ids is None or reads.is_network_changed(book.db, kept.txn_no):
        return {}
    return {account: flags for account, flags in kept.flags.items() if account not in changed.ids}


def _found(book: "Book", accounts: Collection[AccountRow], today: date) -> dict[bytes, tuple[Flag, ...]]:
    """The flags of these accounts, those of threads only where there are no others."""
    if not accounts:
        return {}
    flags = _standing(book, [one.id for one in accounts], today)
    quiet = [one for one in accounts if not flags.get(one.id)]
    return flags | {one.id: one.flags for one in covered(book, quiet)}


def _standing(book: "Book", accounts: Sequence[bytes], today: date) -> dict[bytes, tuple[Flag, ...]]:
    """The flags that need no threads, by account."""
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
    return {account: standing_flags(some, seen, today) for account, some in people.items()}
