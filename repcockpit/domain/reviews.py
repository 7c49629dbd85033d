"""When a quarterly business review is due, how it stands, what stands in its agenda (rules.md 2.6, 2.22)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.reviews import STATES, AgendaPart
from repcockpit.domain.words import UNTIMED_ACCOUNT_STATUSES

AGENDA: Final = (
    AgendaPart("decisions", "decisions sought", 5, looks_forward=True),
    AgendaPart("actions", "last actions", 5, looks_forward=False),
    AgendaPart("scorecard", "scorecard: plan, last quarter, last year", 10, looks_forward=False),
    AgendaPart("requests", "issues and requests", 10, looks_forward=False),
    AgendaPart("challenges", "your priorities, challenges, changes", 15, looks_forward=True),
    AgendaPart("ideas", "ideas and industry", 5, looks_forward=True),
    AgendaPart("next_quarter", "next quarter: plan, training, offers", 5, looks_forward=True),
    AgendaPart("owners", "actions with owner and date", 5, looks_forward=True),
)
"""Sixty minutes, at least half of them about what comes."""

OVER_STATES: Final = frozenset(("held", "followed_up", "closed", "skipped"))


class Step(NamedTuple):
    """What is known of a review: its days, and whether its actions are complete and over."""

    due_on: date | None = None
    proposed_on: date | None = None
    scheduled_on: date | None = None
    held_on: date | None = None
    minutes_sent_on: date | None = None
    is_skipped: bool = False
    has_owned_actions: bool = True
    is_actions_over: bool = True
    readiness: int = 0


def interval_of(segment: str | None, status: str | None, numbers: RuleNumbers = DEFAULTS) -> int | None:
    """Days between reviews of an account; None for D, without a tier, and for prospects and former customers."""
    if status in UNTIMED_ACCOUNT_STATUSES:
        return None
    days = {"A": numbers.qbr_interval_a, "B": numbers.qbr_interval_b, "C": numbers.qbr_interval_c}
    return days.get(segment or "")


def next_due(
    interval: int | None, tracking_started_on: date | None, held: Iterable[date], skipped: Iterable[date]
) -> date | None:
    """When the next review is due: an interval after the last one held or skipped, else after tracking began.

    `held` are the days of reviews held, `skipped` the due days of those left out. None without an interval, or
    where nothing is known to count from.
    """
    if interval is None:
        return None
    last = max([*held, *skipped], default=tracking_started_on)
    if last is None or (date.max - last).days < interval:
        return None
    return last + timedelta(days=interval)


def status_of(step: Step, today: date, numbers: RuleNumbers = DEFAULTS) -> str:
    """The word of QbrStatus that a review has on a day."""
    if step.held_on is not None:
        if step.minutes_sent_on is None or not step.has_owned_actions:
            return "held"
        return "closed" if step.is_actions_over else "followed_up"
    if step.is_skipped:
        return "skipped"
    if step.scheduled_on is not None:
        return "ready" if step.readiness >= numbers.qbr_ready else "scheduled"
    if step.proposed_on is not None:
        return "proposed"
    if step.due_on is None or (step.due_on - today).days > numbers.qbr_due_days:
        return "not_due"
    return "due"


def is_overdue(step: Step, today: date) -> bool:
    """Whether its day is past and no meeting is planned."""
    is_over = step.held_on is not None or step.is_skipped
    return not is_over and step.scheduled_on is None and step.due_on is not None and step.due_on < today


def is_at_risk(step: Step, today: date, numbers: RuleNumbers = DEFAULTS) -> bool:
    """Whether the meeting is at most seven days ahead and readiness below 60."""
    if step.scheduled_on is None or step.held_on is not None or step.is_skipped:
        return False
    ahead = (step.scheduled_on - today).days
    return 0 <= ahead <= numbers.qbr_risk_days and step.readiness < numbers.qbr_risk


def state_of(step: Step, today: date, numbers: RuleNumbers = DEFAULTS) -> str:
    """The word of STATES that a line of the list begins with."""
    status = status_of(step, today, numbers)
    if status in OVER_STATES:
        return status
    if step.scheduled_on is not None:
        if step.scheduled_on < today:
            return "unlogged"
        if is_at_risk(step, today, numbers):
            return "at_risk"
        if status == "ready":
            return "ready"
        return "planned" if step.readiness < numbers.qbr_planned else "preparing"
    if is_overdue(step, today):
        return "late"
    return {"proposed": "asked", "due": "ask_now"}.get(status, "not_due")


def state_words(state: str, days_until: int | None) -> str:
    """What stands in the state column: "9 d late", "at risk", "ask now"."""
    if state == "late" and days_until is not None:
        return f"{-days_until} d late"
    words = {"at_risk": "at risk", "ask_now": "ask now", "not_due": "not due", "unlogged": "held?"}
    return words.get(state, state.replace("_", " "))


def attention(state: str) -> int:
    """The place of a state in the order of attention, the first one first."""
    return STATES.index(state)


def held_by(
    held_on: date, scheduled: Iterable[tuple[bytes, date]], numbers: RuleNumbers = DEFAULTS
) -> bytes | None:
    """Which of the scheduled reviews (id, day) a review that took place on `held_on` was: the nearest within 14 days."""
    near = [(abs((on - held_on).days), on, qbr_id) for qbr_id, on in scheduled]
    fits = [one for one in near if one[0] <= numbers.qbr_hold_days]
    return min(fits)[2] if fits else None
