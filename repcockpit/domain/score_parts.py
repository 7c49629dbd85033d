"""What each of the seven activities of a customer is worth, 0 to 100 (rules.md 2.22 "Scorecard parts").

No basis is None and never 0. Days come in as arguments; nothing is read here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers


class Kept(NamedTuple):
    """The cadence of an account or of one of its key people: touches of the last 90 days against its interval."""

    interval_days: int | None
    touches_90: int
    is_catch_up: bool = False


class Answered(NamedTuple):
    """Counts of a year's requests: clocks met of clocks judged, closed right first time, call-backs on time.

    `answered` of `asked` is the clock to the first answer alone.
    """

    in_time: int = 0
    judged: int = 0
    right_first: int = 0
    ended: int = 0
    called_on_time: int = 0
    call_backs: int = 0
    answered: int = 0
    asked: int = 0


class Review(NamedTuple):
    """Where the reviews of a customer stand; `readiness` is 0 to 100 of the scheduled one."""

    is_overdue: bool = False
    scheduled_on: date | None = None
    readiness: float | None = None
    held_on: date | None = None
    interval_days: int | None = None


class IdeaState(NamedTuple):
    """An idea: whether the customer was told, and when its state was last changed."""

    is_told: bool
    changed_on: date | None = None


def kept_share(one: Kept, numbers: RuleNumbers = DEFAULTS) -> float | None:
    """min(100, 100·touches·interval/90) of one cadence; None without one and in catch-up."""
    if not one.interval_days or one.is_catch_up:
        return None
    return min(100.0, 100.0 * one.touches_90 * one.interval_days / numbers.score_touch_days)


def cadence_value(several: Iterable[Kept], numbers: RuleNumbers = DEFAULTS) -> float | None:
    """The mean over the account and its key people."""
    return _mean([share for one in several if (share := kept_share(one, numbers)) is not None])


def requests_value(one: Answered) -> float | None:
    """The mean of the known among in time, right first time, and call-back on time."""
    pairs = (
        (one.in_time, one.judged),
        (one.right_first, one.ended),
        (one.called_on_time, one.call_backs),
    )
    return _mean([100.0 * good / of for good, of in pairs if of])


def review_value(one: Review, today: date, numbers: RuleNumbers = DEFAULTS) -> float | None:
    """Overdue 0; scheduled within 45 days its readiness; held within the interval 100; else None."""
    if one.is_overdue:
        return 0.0
    if one.scheduled_on is not None and 0 <= (one.scheduled_on - today).days <= numbers.score_review_days:
        return one.readiness
    if one.held_on is None or not one.interval_days:
        return None
    return 100.0 if 0 <= (today - one.held_on).days <= one.interval_days else None


def training_value(valid: int, planned: int) -> float | None:
    """The share of the cells of person x topic that are valid."""
    return 100.0 * valid / planned if planned else None


def information_value(
    last_on: date | None, tracked_on: date | None, today: date, numbers: RuleNumbers = DEFAULTS
) -> float | None:
    """Brought within 90 days 100, within 180 days 50, else 0; None until tracked for 90 days."""
    if tracked_on is None or (today - tracked_on).days < numbers.score_news_days:
        return None
    if last_on is None:
        return 0.0
    age = (today - last_on).days
    if age <= numbers.score_news_days:
        return 100.0
    return 50.0 if age <= 2 * numbers.score_news_days else 0.0


def ideas_value(ideas: Sequence[IdeaState], today: date, numbers: RuleNumbers = DEFAULTS) -> float | None:
    """The share of ideas told back, or moved within 90 days."""
    if not ideas:
        return None
    return 100.0 * sum(is_cared_for(one, today, numbers) for one in ideas) / len(ideas)


def is_cared_for(one: IdeaState, today: date, numbers: RuleNumbers = DEFAULTS) -> bool:
    """Whether an idea was told back, or its state changed within 90 days."""
    if one.is_told:
        return True
    return one.changed_on is not None and (today - one.changed_on).days <= numbers.score_idea_days


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None
