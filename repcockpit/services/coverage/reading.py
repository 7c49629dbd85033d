"""Coverage read from the book: of a rep's accounts, of given ones, of one."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.account_coverage import AccountFacts, Team, account_coverage, account_flags, ranked
from repcockpit.domain.coverage import PersonFacts
from repcockpit.domain.coverage_gaps import cells_of
from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.level_words import level_of
from repcockpit.domain.relationship import COVERAGE_DAYS, WINDOW_DAYS, Touches, is_thread, strength
from repcockpit.domain.settings import RuleNumbers
from repcockpit.domain.views.coverage import AccountCoverage, AccountNetwork, Flag
from repcockpit.store.reads import coverage as reads
from repcockpit.store.reads.coverage import AccountRow, PersonRow, TouchRow, Window
from repcockpit.store.reads.today import last_touch_by

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_parsed: Callable[[str], date] = lru_cache(maxsize=4096)(date.fromisoformat)
_NO_TOUCHES: dict[bytes | None, Touches] = {}
_NOT_SHARED: dict[bytes, Touches] = {}


def coverage_of_rep(book: "Book") -> list[AccountCoverage]:
    """The customers of the book's rep (None: everybody's), the riskiest first, those not mapped last."""
    return ranked(covered(book, reads.accounts_of(book.db, book.rep_id)))


def coverage_of_accounts(book: "Book", accounts: Sequence[bytes]) -> list[AccountCoverage]:
    """These accounts, whatever their status, ranked; those in the bin are left out."""
    return ranked(covered(book, reads.accounts_named(book.db, accounts)))


def coverage_of_account(book: "Book", account_id: bytes) -> AccountCoverage:
    """One account. Raises NotFoundError where it is in the bin or gone."""
    found = coverage_of_accounts(book, [account_id])
    if not found:
        raise NotFoundError("there is no such account", "press f5 to read the book again")
    return found[0]


def account_network(book: "Book", account_id: bytes) -> AccountNetwork:
    """One account with the names of us and its gaps by level and function. Raises NotFoundError."""
    found = coverage_of_account(book, account_id)
    names = {rep: name for rep, name, _ in reads.reps(book.db, book.today().isoformat())}
    return AccountNetwork(found, names, cells_of(found.people))


class Network(NamedTuple):
    """Who is at some accounts, and what is known of them on any day; all of it by account, roles by person."""

    people: dict[bytes, list[PersonRow]]
    roles: dict[bytes, list[str]]
    departments: dict[bytes, list[str | None]]
    deals: dict[bytes, list[bytes]]

    def people_at(self, accounts: Iterable[AccountRow]) -> list[PersonRow]:
        """Everybody at these accounts."""
        return [row for one in accounts for row in self.people.get(one.id, ())]


def network_of(book: "Book", accounts: Sequence[AccountRow]) -> Network:
    """What the coverage of these accounts is made of, touches left out: the same for every day it is looked at."""
    houses = reads.houses_of(book.db, [one.id for one in accounts])
    people: dict[bytes, list[PersonRow]] = defaultdict(list)
    for row in reads.people_of(book.db, houses):
        people[row.account_id].append(row)
    departments: dict[bytes, list[str | None]] = defaultdict(list)
    for account, department in reads.seats_of(book.db, houses):
        departments[account].append(department)
    every = {row.id for rows in people.values() for row in rows}
    return Network(people, _further_roles(book, list(every)), departments, _deals(book, houses))


def covered(
    book: "Book", accounts: Sequence[AccountRow], network: Network | None = None
) -> list[AccountCoverage]:
    """The coverage of these accounts, in their order; `network` is `network_of` them, or of more."""
    today = book.today()
    team = team_of(book, today)
    known = network or network_of(book, accounts)
    people = _facts(book, known.people_at(accounts), known.roles, today)
    return [
        account_coverage(
            AccountFacts(
                *one,
                people.get(one.id, ()),
                tuple(known.departments.get(one.id, ())),
                tuple(known.deals.get(one.id, ())),
            ),
            team,
            today,
            book.numbers,
        )
        for one in accounts
    ]


def flags_of_accounts(book: "Book", accounts: Sequence[AccountRow]) -> list[tuple[Flag, ...]]:
    """The flags of these accounts, in their order; touches that no flag is made of are not read."""
    today = book.today()
    team = team_of(book, today)
    houses = reads.houses_of(book.db, [one.id for one in accounts])
    rows = reads.people_of(book.db, houses)
    people = _facts(
        book, rows, _further_roles(book, list({row.id for row in rows})), today, is_for_flags=True
    )
    deals = _deals(book, houses)
    return [
        account_flags(
            AccountFacts(*one, people.get(one.id, ()), (), tuple(deals.get(one.id, ()))),
            team,
            today,
            book.numbers,
        )
        for one in accounts
    ]


def _deals(book: "Book", houses: dict[bytes, bytes]) -> dict[bytes, list[bytes]]:
    """The open deals by account."""
    deals: dict[bytes, list[bytes]] = defaultdict(list)
    for account, deal in reads.open_deals_of(book.db, houses):
        deals[account].append(deal)
    return deals


def team_of(book: "Book", today: date) -> Team:
    """Who we are."""
    found = reads.reps(book.db, today.isoformat())
    return Team({rep: name for rep, name, _ in found}, sum(is_here for *_, is_here in found))


def window_of(today: date) -> Window:
    """The days that touches are counted in."""
    return Window(
        (today - timedelta(days=COVERAGE_DAYS)).isoformat(),
        (today - timedelta(days=WINDOW_DAYS)).isoformat(),
        today.isoformat(),
    )


def _further_roles(book: "Book", people: Sequence[bytes]) -> dict[bytes, list[str]]:
    roles: dict[bytes, list[str]] = defaultdict(list)
    for person, role in reads.further_roles(book.db, people):
        roles[person].append(role)
    return roles


def _facts(
    book: "Book",
    rows: Sequence[PersonRow],
    roles: Mapping[bytes, Sequence[str]],
    today: date,
    *,
    is_for_flags: bool = False,
) -> dict[bytes, list[PersonFacts]]:
    ids = list({row.id for row in rows})
    old = _held_by_old_touches(rows, book.numbers, today) if is_for_flags else set(ids)
    touches, shared = _touches_of(book, ids, old, window_of(today))
    last = _last_touches(book, rows, today)
    found: dict[bytes, list[PersonFacts]] = defaultdict(list)
    for row in rows:
        found[row.account_id].append(
            PersonFacts(
                row.id,
                row.name,
                row.title,
                row.department,
                roles_of(row.role, roles.get(row.id, ())),
                row.status,
                row.level,
                row.support,
                day_of(row.support_on),
                day_of(row.role_confirmed_on),
                day_of(last.get(row.id, row.last_touch_on)),
                row.interval_days,
                day_of(row.first_seen_on),
                touches.get(row.id, _NO_TOUCHES),
                shared.get(row.id, _NOT_SHARED),
            )
        )
    return found


def _touches_of(
    book: "Book", people: Sequence[bytes], old: set[bytes], window: Window
) -> tuple[dict[bytes, dict[bytes | None, Touches]], dict[bytes, dict[bytes, Touches]]]:
    """Touches of people by one of us, and those shared; of the whole window for `old`, else of its last 90 days."""
    touches: dict[bytes, dict[bytes | None, Touches]] = defaultdict(dict)
    shared: dict[bytes, dict[bytes, Touches]] = defaultdict(dict)
    recent = window._replace(since_180=window.since_90)
    for some, days in ((list(old), window), ([one for one in people if one not in old], recent)):
        for one in reads.touches_of(book.db, some, days):
            touches[one.contact_id][one.rep_id] = _touches(one)
        for one in reads.shared_touches_of(book.db, some, days):
            if one.rep_id is not None:
                shared[one.contact_id][one.rep_id] = _touches(one)
    return touches, shared


def _last_touches(book: "Book", rows: Sequence[PersonRow], today: date) -> dict[bytes, str | None]:
    """The last touch of those who were touched after the day, as it was known then."""
    day = today.isoformat()
    later = list({row.id for row in rows if row.last_touch_on is not None and row.last_touch_on > day})
    if not later:
        return {}
    found = reads.last_touches_by(book.db, later, day, int(book.now().timestamp() * 1000))
    return {one: found.get(one) for one in later}


def _held_by_old_touches(rows: Sequence[PersonRow], numbers: RuleNumbers, today: date) -> set[bytes]:
    """People with whom somebody can hold a thread by touches alone that are older than those of the last 90 days."""
    last = Touches(last_on=today - timedelta(days=WINDOW_DAYS))
    return {
        row.id
        for row in rows
        if is_thread(
            strength(
                last, row.interval_days or numbers.cadence_role_other, row.level or level_of(row.title), today
            ).value
        )
    }


def _touches(row: TouchRow) -> Touches:
    _, _, count, faces, recent, points, inbound, outbound, last_on = row
    return Touches(count, faces, recent, points, inbound, outbound, _parsed(last_on))


def roles_of(first: str | None, further: Sequence[str]) -> tuple[str, ...]:
    """The first role and the further ones, each once."""
    own = (first,) if first else ()
    return own if not further else tuple(dict.fromkeys((*own, *further)))


def last_touch_of(book: "Book", contact_id: bytes, text: str | None, today: date) -> date | None:
    """As it was known on the day: what happened later had not happened."""
    last = day_of(text)
    if last is None or last <= today:
        return last
    now_ms = int(book.now().timestamp() * 1000)
    return day_of(last_touch_by(book.db, "contact", contact_id, today.isoformat(), now_ms))


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return _parsed(text) if text else None
