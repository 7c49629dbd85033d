"""How broadly an account is covered: seats, functions, levels, our side, the index (rules.md 2.8, 2.22)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.level_words import level_of
from repcockpit.domain.names import fold
from repcockpit.domain.relationship import (
    NONE,
    Strength,
    Touches,
    deeper,
    depth_of,
    is_thread,
    strength,
)
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.coverage import IndexParts, PersonCoverage, Seat
from repcockpit.domain.words import INACTIVE_CONTACT_STATUSES

SEAT_WEIGHTS: Final[Mapping[str, float]] = {
    "decision_maker": 25.0,
    "budget_holder": 15.0,
    "champion": 15.0,
    "executive_sponsor": 15.0,
    "influencer": 10.0,
    "technical_evaluator": 10.0,
    "end_user": 5.0,
    "procurement": 5.0,
}
"""The eight seats, 100 points together."""
DEPTH_VALUES: Final[Mapping[str, float]] = {
    "in_depth": 1.0,
    "multiple": 0.75,
    "brief": 0.4,
    "no_contact": 0.1,
    "unknown": 0.0,
}
INDEX_WEIGHTS: Final = {"seats": 0.60, "functions": 0.20, "levels": 0.10, "our_side": 0.10}
NEEDED_LEVELS: Final = ("exec", "director", "manager", "staff")
STAFF_LEVELS: Final = frozenset(("specialist", "clerical"))
BROAD: Final = 75.0
PARTIAL: Final = 50.0
SUPPORT_DAYS: Final = 180
"""Support is unknown after so many days."""
_ALSO_FILLS: Final = {"economic_buyer": "budget_holder"}
REACHED: Final = frozenset(("in_depth", "multiple", "brief"))
"""Depths of people who are known and were met."""


class PersonFacts(NamedTuple):
    """What the record holds about a person; `last_touch_on` of any age, `support_on` None where nobody dated it.

    `interval_days` is the cadence kept for them, None where there is none; `first_seen_on` the day the record
    came in; `touches` by (one of us or None).
    """

    id: bytes
    name: str
    title: str | None
    department: str | None
    roles: tuple[str, ...]
    status: str | None
    level: str | None
    support: str | None
    support_on: date | None
    role_confirmed_on: date | None
    last_touch_on: date | None
    interval_days: int | None
    first_seen_on: date | None
    touches: Mapping[bytes | None, Touches]
    shared: Mapping[bytes, Touches]
    """Touches that one of us joined without being the one who logged them."""


def person_coverage(facts: PersonFacts, today: date, numbers: RuleNumbers = DEFAULTS) -> PersonCoverage:
    """How well we know one person on `today`."""
    level = facts.level or level_of(facts.title)
    interval = facts.interval_days or numbers.cadence_role_other
    every = _everybodys(facts)
    found = strength(every, interval, level, today)
    return PersonCoverage(
        facts.id,
        facts.name,
        facts.title,
        facts.department,
        facts.roles,
        facts.status,
        is_active(facts.status),
        level,
        facts.level is None and level is not None,
        support_in_force(facts.support, facts.support_on or facts.first_seen_on, today),
        facts.support_on,
        facts.role_confirmed_on,
        depth_of(every.count_180, every.faces_180),
        every.last_on,
        found.value,
        found.recency,
        found.frequency,
        found.two_way,
        found.depth,
        found.seniority,
        is_thread(found.value),
        every.count_180,
        every.count_90,
        every.inbound_90,
        every.outbound_90,
        interval,
        _holders(facts, found, interval, level, today),
        _by_rep(facts.touches),
    )


def _by_rep(touches: Mapping[bytes | None, Touches]) -> tuple[tuple[bytes | None, int], ...]:
    """(one of us, touches), most first."""
    found = [(rep, one.count_180) for rep, one in touches.items()]
    if len(found) > 1:
        found.sort(key=lambda row: -row[1])
    return tuple(found)


def _everybodys(facts: PersonFacts) -> Touches:
    """The touches of all of us together."""
    if not facts.touches:
        return NONE if facts.last_touch_on is None else NONE._replace(last_on=facts.last_touch_on)
    if len(facts.touches) == 1:
        (only,) = facts.touches.values()
        return Touches(*only[:-1], facts.last_touch_on)
    every = NONE
    for one in facts.touches.values():
        every = joined(every, one)
    return every._replace(last_on=facts.last_touch_on)


def _holders(
    facts: PersonFacts, every: Strength, interval: int, level: str | None, today: date
) -> tuple[bytes, ...]:
    """Those of us who hold a thread by their own touches alone."""
    if not facts.shared and len(facts.touches) == 1:
        (rep,) = facts.touches
        return (rep,) if rep is not None and is_thread(every.value) else ()
    own = {rep: one for rep, one in facts.touches.items() if rep is not None}
    for rep, one in facts.shared.items():
        own[rep] = joined(own[rep], one) if rep in own else one
    return tuple(rep for rep, one in own.items() if is_thread(strength(one, interval, level, today).value))


def joined(one: Touches, other: Touches) -> Touches:
    """Touches of two different sets of interactions together."""
    days = [day for day in (one.last_on, other.last_on) if day is not None]
    return Touches(
        one.count_180 + other.count_180,
        one.faces_180 + other.faces_180,
        one.count_90 + other.count_90,
        one.points_90 + other.points_90,
        one.inbound_90 + other.inbound_90,
        one.outbound_90 + other.outbound_90,
        max(days, default=None),
    )


def is_active(status: str | None) -> bool:
    """Whether a person can fill a seat: neither inactive nor a lead."""
    return status != "lead" and status not in INACTIVE_CONTACT_STATUSES


def support_in_force(support: str | None, said_on: date | None, today: date) -> str:
    """The support of a person; "unknown" where nothing is known, undated, or more than 180 days old."""
    if support is None or said_on is None or today - said_on > timedelta(days=SUPPORT_DAYS):
        return "unknown"
    return support


def seats_of(people: Iterable[PersonCoverage]) -> tuple[Seat, ...]:
    """The eight seats, each with the deepest of the people who fill it; of equals the stronger, then by name."""
    best: dict[str, PersonCoverage] = {}
    for one in people:
        if not one.is_active:
            continue
        for role in one.roles:
            seat = _ALSO_FILLS.get(role, role)
            if seat in SEAT_WEIGHTS and (seat not in best or _fills_better(one, best[seat])):
                best[seat] = one
    return tuple(_seat(role, weight, best.get(role)) for role, weight in SEAT_WEIGHTS.items())


def _fills_better(one: PersonCoverage, other: PersonCoverage) -> bool:
    if one.depth != other.depth:
        return deeper(one.depth, other.depth)
    return (-one.strength, one.name, one.contact_id) < (-other.strength, other.name, other.contact_id)


def _seat(role: str, weight: float, one: PersonCoverage | None) -> Seat:
    if one is None:
        return Seat(role, None, None, "unknown", 0.0, weight, 0.0)
    value = DEPTH_VALUES[one.depth]
    return Seat(role, one.contact_id, one.name, one.depth, value, weight, value * weight)


def seat_score(depths: Mapping[str, str]) -> float:
    """The points of seats by their depth; a seat left out is unknown."""
    return sum(weight * DEPTH_VALUES[depths.get(role, "unknown")] for role, weight in SEAT_WEIGHTS.items())


def functions_of(people: Iterable[PersonCoverage], seats: Iterable[str | None] = ()) -> dict[str, bool]:
    """The departments that are needed, and whether somebody there is reached; spelled as first met.

    `seats` are the departments of placeholder seats.
    """
    found: dict[str, tuple[str, bool]] = {}
    for one in people:
        if one.is_active and one.department and (key := fold(one.department)):
            name, is_reached = found.get(key, (one.department, False))
            found[key] = (name, is_reached or one.depth in REACHED)
    for department in seats:
        if department and (key := fold(department)):
            found.setdefault(key, (department, False))
    return dict(found.values())


def levels_of(people: Iterable[PersonCoverage]) -> dict[str, bool]:
    """Which of the four levels have somebody who is reached; empty where no level is known."""
    found: dict[str, bool] = {}
    for one in people:
        if one.is_active and one.level is not None:
            level = "staff" if one.level in STAFF_LEVELS else one.level
            found[level] = found.get(level, False) or one.depth in REACHED
    return {level: found.get(level, False) for level in NEEDED_LEVELS} if found else {}


def share_of(reached: Mapping[str, bool], at_least: int = 1) -> float | None:
    """How many of these are reached, 0 to 100; None where there are too few to say."""
    if len(reached) < at_least:
        return None
    return 100.0 * sum(reached.values()) / len(reached)


def our_side(holders: int, team_size: int) -> float | None:
    """100 where two of us hold a thread, else 0; None while the team has one rep."""
    if team_size < 2:
        return None
    return 100.0 if holders >= 2 else 0.0


def index_of(parts: IndexParts) -> float:
    """The index, 0 to 100 with two decimals: the weighted mean of the parts that are known."""
    points = weight = 0.0
    for name, share in INDEX_WEIGHTS.items():
        part = getattr(parts, name)
        if part is not None:
            points += share * part
            weight += share
    return round(min(100.0, points / weight), 2)


def shares_of(parts: IndexParts) -> list[tuple[str, float | None, float]]:
    """(part, value, the points it can give): what is left out gives its weight to the others."""
    values: dict[str, float | None] = parts._asdict()
    whole = sum(INDEX_WEIGHTS[name] for name, value in values.items() if value is not None)
    return [
        (name, value, 0.0 if value is None else 100 * INDEX_WEIGHTS[name] / whole)
        for name, value in values.items()
    ]


def band_of(index: float) -> str:
    """Broad from 75, partial from 50, else thin."""
    if index >= BROAD:
        return "broad"
    return "partial" if index >= PARTIAL else "thin"


def holders_of(people: Iterable[PersonCoverage]) -> tuple[tuple[bytes, int], ...]:
    """(one of us, threads held by own touches), most first."""
    found: dict[bytes, int] = {}
    for one in people:
        if one.is_active:
            for rep in one.held_by:
                found[rep] = found.get(rep, 0) + 1
    return tuple(sorted(found.items(), key=lambda row: (-row[1], row[0])))


def threads_of(people: Sequence[PersonCoverage]) -> list[PersonCoverage]:
    """The active people with whom there is a thread, strongest first."""
    return sorted(
        (one for one in people if one.is_active and one.is_thread),
        key=lambda one: (-one.strength, one.name, one.contact_id),
    )
