"""Snoozing: it needs a reason and an end date, and hides until that date (rules.md 2.4)."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.errors import InvalidValueError


class Snooze(NamedTuple):
    """A promise to come back on `until_on`, and why not before."""

    until_on: date
    reason: str


def checked_snooze(until_on: date | None, reason: str | None, today: date) -> Snooze:
    """The snooze, its reason trimmed; raises InvalidValueError without a reason or a day after `today`."""
    if until_on is None:
        raise InvalidValueError("a snooze needs an end date", "say until when: until=2w")
    if until_on <= today:
        raise InvalidValueError(f"a snooze until {until_on} is over already", "give a day after today")
    said = (reason or "").strip()
    if not said:
        raise InvalidValueError("a snooze needs a reason", "say why: reason='on parental leave'")
    return Snooze(until_on, said)


def is_snoozed(until_on: date | None, today: date) -> bool:
    """Whether it is still hidden; on `until_on` itself it is back."""
    return until_on is not None and today < until_on
