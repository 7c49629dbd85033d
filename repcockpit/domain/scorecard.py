"""The seven activities as one index: what each part is worth, how much is known, what would raise it (rules.md 2.9).

A part nobody can know is left out and the rest weighs more; too little known makes no index. Never reads a clock.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers

ACTIVITIES: Final = ("cadence", "requests", "network", "qbr", "training", "information", "ideas")
"""The parts of the index, in the order of their weights."""


class Finding(NamedTuple):
    """What one activity of a customer is worth, 0 to 100; None where nothing says so.

    `after` is the value once `next_action` was done, None where that cannot be said.
    """

    value: float | None
    next_action: str = ""
    after: float | None = None


UNKNOWN: Final = Finding(None)


class Part(NamedTuple):
    """One part of an index.

    `points` are its share of the index and None where `value` is; `known` is the share, 0 to 1, of what is
    measured that is known; `gain` are the points the index would gain by `next_action`.
    """

    activity: str
    value: float | None
    weight: float
    points: float | None
    known: float
    next_action: str = ""
    gain: float | None = None


class Index(NamedTuple):
    """The seven parts and their sum; `value` is None where less than the least share is known."""

    parts: tuple[Part, ...]
    value: float | None
    known_share: float


def weighted_mean(values: Iterable[tuple[float, float]]) -> float | None:
    """Σ(wᵢmᵢ)/Σwᵢ of (value, weight); None where nothing weighs anything."""
    total = weights = 0.0
    for value, weight in values:
        total += value * weight
        weights += weight
    return total / weights if weights > 0 else None


def weights_of(numbers: RuleNumbers = DEFAULTS) -> tuple[float, ...]:
    """The weights of `ACTIVITIES`, in their order."""
    return (
        numbers.score_cadence,
        numbers.score_requests,
        numbers.score_network,
        numbers.score_qbr,
        numbers.score_training,
        numbers.score_information,
        numbers.score_ideas,
    )


def index_of(
    values: Sequence[float | None], numbers: RuleNumbers = DEFAULTS, known: Sequence[float] | None = None
) -> tuple[float | None, float]:
    """(index, known share) of the values of `ACTIVITIES`; `known` shares are 1 and 0 where they are not given."""
    weights = weights_of(numbers)
    whole = sum(weights)
    if whole <= 0:
        return None, 0.0
    total = used = seen = 0.0
    for place, value in enumerate(values):
        if value is not None:
            weight = weights[place]
            total += value * weight
            used += weight
            seen += weight if known is None else weight * known[place]
    share = seen / whole
    if used <= 0 or share < numbers.score_known:
        return None, share
    return total / used, share


def scored(
    findings: Sequence[Finding], numbers: RuleNumbers = DEFAULTS, known: Sequence[float] | None = None
) -> Index:
    """The index of the findings of `ACTIVITIES`, with what each part gives and what its next action would."""
    weights = weights_of(numbers)
    used = sum(weight for weight, one in zip(weights, findings, strict=True) if one.value is not None)
    value, share = index_of([one.value for one in findings], numbers, known)
    parts = []
    for place, one in enumerate(findings):
        points = gain = None
        if one.value is not None and used > 0:
            points = one.value * weights[place] / used
            if one.after is not None:
                gain = max(0.0, one.after - one.value) * weights[place] / used
        seen = known[place] if known is not None else float(one.value is not None)
        parts.append(Part(ACTIVITIES[place], one.value, weights[place], points, seen, one.next_action, gain))
    return Index(tuple(parts), value, share)


def tier_weight(segment: str | None, numbers: RuleNumbers = DEFAULTS) -> float:
    """What a customer of a segment weighs in the scorecard of its rep."""
    own = {"A": numbers.rank_tier_a, "B": numbers.rank_tier_b, "C": numbers.rank_tier_c}
    return own.get(segment or "", numbers.rank_tier_d)


def joined(
    customers: Sequence[tuple[str | None, Sequence[float | None]]], numbers: RuleNumbers = DEFAULTS
) -> tuple[tuple[float | None, ...], tuple[float, ...]]:
    """(values, known shares) of a rep: each part's mean over the (segment, values) of those who know it."""
    count = len(ACTIVITIES)
    sums, seen = [0.0] * count, [0.0] * count
    whole = 0.0
    for segment, values in customers:
        weight = tier_weight(segment, numbers)
        whole += weight
        for place, value in enumerate(values):
            if value is not None:
                sums[place] += weight * value
                seen[place] += weight
    means = tuple(total / weight if weight > 0 else None for total, weight in zip(sums, seen, strict=True))
    return means, tuple(weight / whole if whole > 0 else 0.0 for weight in seen)
