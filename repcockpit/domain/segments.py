"""A, B, C by revenue, H, M, L by potential, and the tier of both (rules.md 2.10, 2.22)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers

_TIERS: Final = {
    "A": {"H": "A", "M": "A", "L": "A"},
    "B": {"H": "A", "M": "B", "L": "B"},
    "C": {"H": "B", "M": "C", "L": "D"},
}


class Revenue(NamedTuple):
    """The revenue of one account over twelve months, None where nothing is known."""

    id: bytes
    name: str
    amount: float | None
    is_new: bool = False


class RevenueClass(NamedTuple):
    """The class of one account: `share` of revenue before it, and `is_new` where that decided."""

    letter: str
    share: float
    is_new: bool = False


def revenue_classes(rows: Iterable[Revenue], numbers: RuleNumbers = DEFAULTS) -> dict[bytes, RevenueClass]:
    """A, B or C of each account with a known amount, by the cumulative share before it.

    Sorted by amount, then name, then id. Nothing earned, or new: C.
    """
    known = [(-row.amount, row.name, row.id, row.is_new) for row in rows if row.amount is not None]
    total = sum(-negative for negative, *_ in known if negative < 0)
    classes: dict[bytes, RevenueClass] = {}
    reached = 0.0
    for negative, _, row_id, is_new in sorted(known):
        share = reached / total if total else 0.0
        letter = "C" if negative >= 0 or is_new else _letter(share, numbers)
        classes[row_id] = RevenueClass(letter, share, is_new)
        reached += max(-negative, 0)
    return classes


def potential_classes(
    gaps: Iterable[tuple[bytes, str, float]], numbers: RuleNumbers = DEFAULTS
) -> dict[bytes, str]:
    """H, M or L of each account (id, name, spending elsewhere that we could supply), by the same cuts."""
    found = revenue_classes([Revenue(*gap) for gap in gaps], numbers)
    return {row_id: {"A": "H", "B": "M", "C": "L"}[one.letter] for row_id, one in found.items()}


def _letter(share: float, numbers: RuleNumbers) -> str:
    if share < numbers.segment_cut_a:
        return "A"
    return "B" if share < numbers.segment_cut_b else "C"


def is_new(known_since: date | None, today: date, numbers: RuleNumbers = DEFAULTS) -> bool:
    """Whether an account is younger than the limit, by the source's created date, else by tracking."""
    return known_since is not None and (today - known_since).days < numbers.segment_new_days


def tier(revenue_class: str | None, potential: str | None) -> str | None:
    """The tier A to D of a revenue class and a potential; unknown potential counts as M.

    With a known potential, unknown revenue counts as class C; nothing known: None.
    """
    if revenue_class is None and potential is None:
        return None
    return _TIERS[revenue_class or "C"][potential or "M"]


def settled_tier(
    current: str | None, proposals: Sequence[str], past_cut: float = 0.0, numbers: RuleNumbers = DEFAULTS
) -> str | None:
    """The tier to propose after the runs in `proposals` (latest last), or `current`.

    It changes after enough equal runs in a row, or at once when `past_cut`, the distance from the cut as a
    share of it, is large enough; an account without a tier takes the latest.
    """
    if not proposals:
        return current
    latest = proposals[-1]
    runs = numbers.segment_runs
    is_steady = len(proposals) >= runs and set(proposals[-runs:]) == {latest}
    return latest if current is None or is_steady or past_cut > numbers.segment_past_cut else current


def past_cut(share: float, cut: float) -> float:
    """How far a cumulative share lies from a cut, as a share of the cut."""
    return abs(share - cut) / cut if cut else 0.0


def may_propose(proposed_on: date | None, today: date) -> bool:
    """Whether a change may be proposed: at most once per calendar month."""
    return proposed_on is None or (proposed_on.year, proposed_on.month) != (today.year, today.month)
