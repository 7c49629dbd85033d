"""Repeated meetings within a bounded window, however long the rule goes on."""

import re
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, NamedTuple

_FREQUENCIES: Final = {"YEARLY": 0, "MONTHLY": 1, "WEEKLY": 2, "DAILY": 3}
_LISTS: Final = {
    "BYMONTH": ("bymonth", 12),
    "BYMONTHDAY": ("bymonthday", 31),
    "BYYEARDAY": ("byyearday", 366),
    "BYWEEKNO": ("byweekno", 53),
    "BYSETPOS": ("bysetpos", 366),
}
_DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MOST_COUNTED: Final = 20_000
"""A rule that counts further than this is taken as endless: nobody meets that often."""
_WIDEST: Final = 10_000
"""Turns between two repetitions: further apart than this is never."""
_OLDEST: Final = 60
"""Years after which a rule that counts has come to its end."""
_AHEAD: Final = 5
"""Years before the window at which a rule that does not count is taken up."""


class Rule(NamedTuple):
    """A RRULE: how often, how many times at most, and the parts that are read; `until` as it is written."""

    frequency: int
    interval: int
    limit: int | None
    until: str | None
    parts: dict[str, Any]


def rule_of(text: str) -> Rule | None:
    """The rule of a RRULE; None for one that repeats more often than daily or says what no rule can."""
    said = dict(pair.strip().upper().split("=", 1) for pair in text.split(";") if "=" in pair)
    frequency = _FREQUENCIES.get(said.get("FREQ", ""))
    interval, count = _whole(said.get("INTERVAL", "1")), _whole(said.get("COUNT", "0"))
    if frequency is None or not interval or count is None:
        return None
    parts: dict[str, Any] = {}
    for key, (name, most) in _LISTS.items():
        if key in said:
            numbers = [_signed(part) for part in said[key].split(",")]
            if any(number is None or not 0 < abs(number) <= most for number in numbers):
                return None
            parts[name] = numbers
    if "BYDAY" in said:
        days = [_DAY.fullmatch(part.strip()) for part in said["BYDAY"].split(",")]
        if not all(days):
            return None
        parts["byweekday"] = [(_DAYS.index(day[2]), int(day[1] or 0)) for day in days if day]
    if said.get("WKST") in _DAYS:
        parts["wkst"] = _DAYS.index(said["WKST"])
    return Rule(
        frequency,
        min(interval, _WIDEST),
        count if 0 < count <= _MOST_COUNTED else None,
        said.get("UNTIL"),
        parts,
    )


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,9}", text.strip()) else None


def _signed(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[+-]?\d{1,3}", text.strip()) else None


def repeats(start: datetime, rule: Rule, first: datetime, last: datetime) -> list[datetime]:
    """The local times from `first` to `last` at which what began at `start` is repeated, itself among them."""
    from dateutil.rrule import rrule, weekday  # noqa: PLC0415 -- only where something repeats

    if start > last or (rule.limit and start.year < first.year - _OLDEST):
        return []
    begin = start if rule.limit else _taken_up(start, rule, first)
    parts = dict(rule.parts)
    if "byweekday" in parts:
        # A number before a day means something within a month or a year alone.
        is_placed = rule.frequency in (0, 1)
        parts["byweekday"] = [
            weekday(day, place if is_placed and place else None) for day, place in parts["byweekday"]
        ]
    try:
        series = islice(rrule(rule.frequency, begin, rule.interval, until=last, **parts), rule.limit)
        found = [at for at in series if at >= first]
    except (ValueError, OverflowError, TypeError):  # a rule that no calendar can follow
        found = []
    return found if start < first or start in found else [start, *found]


def _taken_up(start: datetime, rule: Rule, first: datetime) -> datetime:
    """A later start of the same series, not long before `first`: what began in the year 1 costs no more."""
    if rule.frequency >= 2:
        step = timedelta(days=rule.interval * (7 if rule.frequency == 2 else 1))
        return start + max(0, (first - timedelta(days=400) - start) // step) * step
    step_years = rule.interval * 4
    turns = (first.year - _AHEAD - start.year) // step_years
    if turns <= 0:
        return start
    try:
        return start.replace(year=start.year + turns * step_years)
    except ValueError:  # 29 February of a year that has none
        return start
