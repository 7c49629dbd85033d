"""Who is put off again and again instead of being called (rules.md 2.22 "Avoidance")."""

from collections.abc import Iterable
from datetime import date, timedelta

from repcockpit.domain.settings import DEFAULTS, RuleNumbers


def skips_counted(
    skipped_on: Iterable[date], last_touch_on: date | None, today: date, numbers: RuleNumbers = DEFAULTS
) -> list[date]:
    """The days of the skips of the last 90 days that no touch came after, oldest first."""
    since = today - timedelta(days=numbers.avoidance_days)
    return sorted(
        day for day in skipped_on if since < day <= today and (last_touch_on is None or day > last_touch_on)
    )


def is_avoided(
    skipped_on: Iterable[date], last_touch_on: date | None, today: date, numbers: RuleNumbers = DEFAULTS
) -> bool:
    """Whether an account, or its people, were skipped three times or more without a touch between."""
    return len(skips_counted(skipped_on, last_touch_on, today, numbers)) >= numbers.avoidance_skips
