"""How strong the relationship with one person is, and how deep they are covered (rules.md 2.8, 2.22).

An unknown part is left out and the rest counts for it; nothing unknown is ever counted as 0.
"""

from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.words import FACE_TO_FACE_TYPES

WEIGHTS: Final = (0.30, 0.25, 0.15, 0.15, 0.15)
"""Recency, frequency, two-way, depth, seniority."""
WINDOW_DAYS: Final = 90
"""Frequency, two-way and depth look so far back."""
COVERAGE_DAYS: Final = 180
"""Coverage depth looks so far back."""
THREAD: Final = 30.0
"""A relationship stronger than this is a thread."""
COVERAGE_DEPTHS: Final = ("in_depth", "multiple", "brief", "no_contact", "unknown")
"""From the deepest; `unknown` is nobody known."""
BOTH_WAYS: Final = FACE_TO_FACE_TYPES | {"video"}
"""Types that count once in and once out."""
DEPTH_POINTS: Final = {
    "visit": 40,
    "meeting": 30,
    "video": 30,
    "training": 30,
    "qbr": 30,
    "event": 30,
    "call": 15,
    "email": 5,
    "message": 5,
}
SENIORITY: Final = {"exec": 100.0, "director": 80.0, "manager": 60.0, "specialist": 40.0, "clerical": 20.0}
_FULL: Final = 100.0
_IN_DEPTH: Final = 4


class Touches(NamedTuple):
    """Touches of one person, summed: in 180 days, face to face among them, and of 90 days the rest.

    `points` are the depth points, `inbound` and `outbound` those of a known direction, `last_on` the last
    one (of any age where that is known).
    """

    count_180: int = 0
    faces_180: int = 0
    count_90: int = 0
    points_90: int = 0
    inbound_90: int = 0
    outbound_90: int = 0
    last_on: date | None = None


NONE: Final = Touches()


class Strength(NamedTuple):
    """0 to 100, and its parts, each 0 to 100 or None where unknown."""

    value: float
    recency: float
    frequency: float
    two_way: float | None
    depth: float
    seniority: float | None


def strength(touches: Touches, interval: int, level: str | None, today: date) -> Strength:
    """The strength of a relationship that should be touched every `interval` days.

    Somebody never touched has recency, frequency and depth 0. An unknown level, and touches of which no
    direction is known, leave their part out.
    """
    recency = recency_of(touches.last_on, interval, today)
    frequency = min(_FULL, _FULL * touches.count_90 * max(interval, 1) / WINDOW_DAYS)
    depth = min(_FULL, float(touches.points_90))
    two_way = two_way_of(touches.inbound_90, touches.outbound_90)
    seniority = SENIORITY.get(level) if level else None
    total = 0.30 * recency + 0.25 * frequency + 0.15 * depth
    weight = 0.70
    if two_way is not None:
        total += 0.15 * two_way
        weight += 0.15
    if seniority is not None:
        total += 0.15 * seniority
        weight += 0.15
    # Sums of shares are not exact: 100 is never passed.
    return Strength(min(_FULL, total / weight), recency, frequency, two_way, depth, seniority)


def recency_of(last_on: date | None, interval: int, today: date) -> float:
    """100 on the day of the touch, half of it after each `interval` days; 0 for somebody never touched."""
    if last_on is None:
        return 0.0
    # Beyond 1,000 intervals the power is 0; a touch dated later counts as today's.
    silent = max((today - last_on).days, 0) / max(interval, 1)
    return float(_FULL * 0.5 ** min(silent, 1000.0))


def two_way_of(inbound: int, outbound: int) -> float | None:
    """100 where both sides speak as often, 0 where one alone does; None where no direction is known."""
    if not inbound and not outbound:
        return None
    return _FULL * min(inbound, outbound) / max(inbound, outbound, 1)


def is_thread(value: float, limit: float = THREAD) -> bool:
    """Whether a strength is one of a thread."""
    return value > limit


def depth_of(count: int, faces: int) -> str:
    """The coverage depth of a known person by the touches of 180 days and how many were face to face."""
    if count >= _IN_DEPTH and faces >= 1:
        return "in_depth"
    if count > 1:
        return "multiple"
    return "brief" if count else "no_contact"


def deeper(one: str, other: str) -> bool:
    """Whether a coverage depth is deeper than another."""
    return COVERAGE_DEPTHS.index(one) < COVERAGE_DEPTHS.index(other)
