"""What the settings show: the numbers of the rules, the calendar of this device's rep."""

from datetime import date
from typing import NamedTuple


class NumberView(NamedTuple):
    """One number of the rule set; `own` is None where the default holds."""

    name: str
    meaning: str
    unit: str
    default: float
    own: float | None
    low: float
    high: float
    is_whole: bool


class LeaveView(NamedTuple):
    """Days away, both included."""

    id: bytes
    since: date
    until: date


class CalendarView(NamedTuple):
    """The calendar of the rep of this device; before `init` there is no rep, and the machine's zone holds.

    `hours` is text as `mon-fri 09:00-17:00`; `has_own_hours` is False where that is the default.
    """

    rep_id: bytes | None
    rep_name: str
    zone: str
    has_own_zone: bool
    country: str
    region: str
    hours: str
    has_own_hours: bool
    leave: tuple[LeaveView, ...]
