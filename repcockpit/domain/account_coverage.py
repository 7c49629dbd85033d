"""The coverage of a whole account out of the facts of its people (rules.md 2.8, 2.22)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.coverage import (
    PersonFacts,
    band_of,
    functions_of,
    holders_of,
    index_of,
    levels_of,
    our_side,
    person_coverage,
    seats_of,
    share_of,
    threads_of,
)
from repcockpit.domain.coverage_flags import Network, flags_of
from repcockpit.domain.coverage_gaps import gaps_of
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.coverage import AccountCoverage, Flag, IndexParts, PersonCoverage


class AccountFacts(NamedTuple):
    """What the record holds about an account's network; `seat_departments` are those of placeholder seats."""

    id: bytes
    name: str
    segment: str | None
    owner_id: bytes | None
    people: Sequence[PersonFacts]
    seat_departments: tuple[str | None, ...] = ()
    open_deals: tuple[bytes, ...] = ()


class Team(NamedTuple):
    """Who we are: names of all reps ever, and how many are with us today."""

    names: dict[bytes, str]
    size: int


def account_coverage(
    facts: AccountFacts, team: Team, today: date, numbers: RuleNumbers = DEFAULTS
) -> AccountCoverage:
    """How well an account is covered on `today`; without a confirmed role no index, no band and no flags."""
    people = _people(facts, today, numbers)
    seats = seats_of(people)
    functions = functions_of(people, facts.seat_departments)
    levels = levels_of(people)
    holders = holders_of(people)
    parts = IndexParts(
        sum(seat.points for seat in seats),
        share_of(functions, at_least=2),
        share_of(levels),
        our_side(len(holders), team.size),
    )
    is_mapped = _is_mapped(people, today)
    index = index_of(parts) if is_mapped else None
    return AccountCoverage(
        facts.id,
        facts.name,
        facts.segment,
        facts.owner_id,
        index,
        band_of(index) if index is not None else None,
        is_mapped,
        parts,
        seats,
        flags_of(_network(facts, people, holders, team), today) if is_mapped else (),
        len(threads_of(people)),
        gaps_of(people, seats, levels, functions),
        tuple(people),
        holders,
        tuple(functions),
    )


def account_flags(
    facts: AccountFacts, team: Team, today: date, numbers: RuleNumbers = DEFAULTS
) -> tuple[Flag, ...]:
    """The flags of `account_coverage` alone."""
    people = _people(facts, today, numbers)
    if not _is_mapped(people, today):
        return ()
    return flags_of(_network(facts, people, holders_of(people), team), today)


def _people(facts: AccountFacts, today: date, numbers: RuleNumbers) -> list[PersonCoverage]:
    """The active ones first, then the stronger."""
    people = [person_coverage(one, today, numbers) for one in facts.people]
    people.sort(key=lambda one: (not one.is_active, -one.strength, one.name.casefold(), one.contact_id))
    return people


def _is_mapped(people: Iterable[PersonCoverage], today: date) -> bool:
    return any(one.role_confirmed_on is not None and one.role_confirmed_on <= today for one in people)


def _network(
    facts: AccountFacts, people: Sequence[PersonCoverage], holders: tuple[tuple[bytes, int], ...], team: Team
) -> Network:
    seen = {one.id: one.first_seen_on for one in facts.people if one.first_seen_on is not None}
    return Network(people, holders, team.size, facts.open_deals, team.names, seen)


def ranked(accounts: Iterable[AccountCoverage]) -> list[AccountCoverage]:
    """By number of flags, then the lower index, then name; those that are not mapped last."""
    return sorted(
        accounts,
        key=lambda one: (
            not one.is_mapped,
            -len(one.flags),
            one.index if one.index is not None else 0.0,
            one.name.casefold(),
            one.id,
        ),
    )
