"""What a request's fields and events say: its priority and its state. The clocks are not kept here yet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

_RANK: Final = {"high": 0, "medium": 1, "low": 2}
_PRIORITIES: Final = ("P1", "P2", "P3", "P4", "P4")
_STATUS_AFTER: Final = {
    "opened": "new",
    "acknowledged": "acknowledged",
    "started": "in_progress",
    "waiting_customer": "waiting_customer",
    "waiting_internal": "waiting_internal",
    "resumed": "in_progress",
    "resolved": "resolved",
    "reopened": "in_progress",
    "closed": "closed",
    "closed_unconfirmed": "closed_unconfirmed",
    "cancelled": "cancelled",
}
EVENT_KINDS: Final = tuple(_STATUS_AFTER)


class Step(NamedTuple):
    """One event: what it was and when."""

    kind: str
    at: datetime


class RequestState(NamedTuple):
    """What the events add up to."""

    status: str
    responded_at: datetime | None
    resolved_at: datetime | None
    reopen_count: int


def priority_of(impact: str | None, urgency: str | None) -> str:
    """P1 to P4 of impact and urgency, each high, medium or low; unknown is medium (rules.md 2.7)."""
    place = _RANK.get(impact or "medium", 1) + _RANK.get(urgency or "medium", 1)
    return _PRIORITIES[place]


def state_of(steps: Sequence[Step]) -> RequestState:
    """The state after these events, which may come in any order; without events a request is new."""
    status, responded, resolved, reopened = "new", None, None, 0
    for step in _in_order(steps):
        after = _STATUS_AFTER.get(step.kind)
        if after is None:
            continue
        status = after
        if responded is None and step.kind != "opened":
            responded = step.at
        if step.kind == "resolved":
            resolved = step.at
        elif step.kind == "reopened":
            resolved, reopened = None, reopened + 1
    return RequestState(status, responded, resolved, reopened)


def _in_order(steps: Iterable[Step]) -> list[Step]:
    return sorted(steps, key=lambda step: step.at)


TARGET_HOURS: Final = {"P1": (1, 8), "P2": (2, 16), "P3": (8, 40), "P4": (16, 80)}
"""Business hours to the first answer and to the solution, by priority (rules.md 2.7)."""


def resolution_target(priority: str) -> int:
    """Business hours in which a request of this priority is to be solved."""
    return TARGET_HOURS[priority][1]
