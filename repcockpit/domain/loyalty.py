"""Retention (they stay) and loyalty (they want more): two axes that are never added (rules.md 2.9, 2.22).

Dates come in as arguments; facts older than a year are the caller's to leave out.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers

LEAST_KNOWN: Final = 2
LEAST_ORDERS: Final = 3
_RHYTHM_GOOD: Final = 1.5
_RHYTHM_BAD: Final = 3.0
_SHARE: Final = {"up": 100.0, "same": 70.0, "down": 0.0}
_YES: Final = {"yes": 100.0, "no": 0.0}
MOST_USE: Final = 3
RETENTION: Final = ("usage", "maintenance", "order", "share")
LOYALTY: Final = ("nps", "intent", "reference", "referral", "ideas")
FACT_KINDS: Final = ("maintenance", "share", "intent", "reference", "referral")
FACT_VALUES: Final = {kind: tuple(_SHARE) if kind == "share" else tuple(_YES) for kind in FACT_KINDS}


class Axis(NamedTuple):
    """One axis, 0 to 100; `value` is None below two known inputs. `parts` are (input, value or None)."""

    value: float | None
    parts: tuple[tuple[str, float | None], ...]


def usage_value(usages: Sequence[int]) -> float | None:
    """How much of what they were trained in they use, each 0 to 3."""
    return sum(usages) / len(usages) / MOST_USE * 100 if usages else None


def fact_value(kind: str, value: str | None) -> float | None:
    """A dated answer as 0 to 100; None for one that says neither."""
    words = _SHARE if kind == "share" else _YES
    return words.get((value or "").strip().casefold())


def order_value(orders: Iterable[date], today: date) -> float | None:
    """The age of the last order in own median gaps: up to 1.5 100, from 3 on 0; None below three orders."""
    days = sorted(set(orders))
    if len(days) < LEAST_ORDERS:
        return None
    gap = median((later - earlier).days for earlier, later in pairwise(days))
    ratio = (today - days[-1]).days / gap
    if ratio <= _RHYTHM_GOOD:
        return 100.0
    return max(0.0, 100.0 * (_RHYTHM_BAD - ratio) / (_RHYTHM_BAD - _RHYTHM_GOOD))


def nps_value(answers: Sequence[int]) -> float | None:
    """The mean of the latest answers 0 to 10, times ten."""
    return 10.0 * sum(answers) / len(answers) if answers else None


def ideas_value(count: int) -> float | None:
    """Ideas of a year: one 50, two and more 100; None without any."""
    return min(100.0, 50.0 * count) if count else None


def axis(names: Sequence[str], values: Sequence[float | None]) -> Axis:
    """The mean of what is known, all inputs alike."""
    known = [value for value in values if value is not None]
    mean = sum(known) / len(known) if len(known) >= LEAST_KNOWN else None
    return Axis(mean, tuple(zip(names, values, strict=True)))


def quadrant(retention: float | None, loyalty: float | None, numbers: RuleNumbers = DEFAULTS) -> str | None:
    """loyal, captive (stays, not loyal), well_wisher (loyal, not buying) or at_risk; None where one is unknown."""
    if retention is None or loyalty is None:
        return None
    stays, wants_more = retention >= numbers.loyalty_cut, loyalty >= numbers.loyalty_cut
    if stays:
        return "loyal" if wants_more else "captive"
    return "well_wisher" if wants_more else "at_risk"
