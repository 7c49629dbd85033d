"""Planned against actual calls of a cycle, and what a territory can carry (rules.md 2.5)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.businesstime import Calendar, working_days_between
from repcockpit.domain.settings import DEFAULTS, RuleNumbers


class TeamAttainment(NamedTuple):
    """Capped and raw attainment, and the share of targets met; None without a plan."""

    capped: float | None
    raw: float | None
    frequency: float | None


def remaining(planned: int | None, actual: int | None) -> int:
    """Calls still to make: planned less actual, never below 0; nothing planned is nothing to make."""
    return max((planned or 0) - (actual or 0), 0)


def remaining_schedule(planned: int | None, scheduled: int, actual: int | None) -> int:
    """Calls still to put into the diary: planned less scheduled less actual, never below 0."""
    return max((planned or 0) - scheduled - (actual or 0), 0)


def attainment(planned: float | None, actual: int) -> float | None:
    """Actual over planned; None without a plan."""
    return actual / planned if planned else None


def expected_attainment(cal: Calendar, first: date, last: date, today: date) -> float | None:
    """The share of the cycle's working days that have passed by the end of `today`, 0 to 1.

    None for a cycle without a working day.
    """
    days = working_days_between(cal, first, last)
    return working_days_between(cal, first, min(today, last)) / days if days else None


def is_on_track(attained: float, expected: float, numbers: RuleNumbers = DEFAULTS) -> bool:
    """Whether attainment lags the calendar by no more than the tolerance."""
    return attained >= expected - numbers.plan_tolerance


def team_attainment(targets: Iterable[tuple[float, int]]) -> TeamAttainment:
    """The attainment of several targets (planned, actual).

    Capped: no target counts for more than its plan. Frequency: among targets of at least one call, those met.
    """
    known = [(planned, actual) for planned, actual in targets if planned > 0]
    total = sum(planned for planned, _ in known)
    whole = [(planned, actual) for planned, actual in known if planned >= 1]
    if not total:
        return TeamAttainment(None, None, None)
    return TeamAttainment(
        sum(min(planned, actual) for planned, actual in known) / total,
        sum(actual for _, actual in known) / total,
        sum(actual >= planned for planned, actual in whole) / len(whole) if whole else None,
    )


def capacity(per_day: float, days: int) -> float:
    """Interactions that fit into `days` working days at `per_day`."""
    return per_day * days


def utilisation(goals: float, fits: float) -> float | None:
    """The share of a capacity that the goals take; None without capacity."""
    return goals / fits if fits else None


def reach(targets: int, accounts: int) -> float | None:
    """The share of accounts that are targets; None without accounts."""
    return targets / accounts if accounts else None


def people_needed(
    classes: Sequence[tuple[int, int]], hours_per_call: float, hours_per_person: float
) -> float | None:
    """People for `classes` of (customers, calls a year each); None without hours.

    The workload method: customers x frequency x length of a call / selling time of one person.
    """
    if not hours_per_person:
        return None
    return sum(customers * calls for customers, calls in classes) * hours_per_call / hours_per_person
