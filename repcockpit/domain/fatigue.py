"""Too little and too much contact with one person, over all of our people (rules.md 2.13, 2.22 "Guard and bar").

It explains and never blocks. What counts: completed, connected touches of ours that nobody asked for, and mailings.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.businesstime import Calendar, is_working_day
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.words import ATTEMPT_OUTCOMES, TOUCH_TYPES

_WEEK: Final = 7
_MONTH: Final = 30
_LOUDNESS: Final = {"ok": 0, "near": 1, "over": 2}


class Contacted(NamedTuple):
    """One interaction with a person, as the guard sees it."""

    id: bytes
    on: date
    type: str
    status: str | None = "completed"
    outcome: str | None = None
    direction: str | None = None
    has_request: bool = False
    is_solicited: bool = False


class Limit(NamedTuple):
    """One window: how many of ours fell into it, how many may, since which day, and what one more would be."""

    words: str
    made: int
    most: int
    since: date
    verdict: str


class Guard(NamedTuple):
    """The loudest verdict (ok, near, over), the windows, and the interactions that cause it, newest first."""

    verdict: str
    limits: tuple[Limit, ...]
    causes: tuple[bytes, ...]

    @property
    def said(self) -> str:
        """Why in a few words: `3 in 7 days, the most is 3`; blank where all is well."""
        loud = [one for one in self.limits if one.verdict == self.verdict]
        if self.verdict == "ok" or not loud:
            return ""
        return f"{loud[0].made} in {loud[0].words}, the most is {loud[0].most}"


class Bar(NamedTuple):
    """The contact bar: touches of a year, the two ends of the target, where it is full, and the next one needed.

    `needs_by` is None without a touch yet: then one is needed now.
    """

    touches: int
    low: int
    high: int
    full: float
    needs_by: date | None = None

    @property
    def is_inside(self) -> bool:
        """Whether the count lies within the target."""
        return self.low <= self.touches <= self.high


def is_exempt(one: Contacted, answered: bool) -> bool:  # noqa: FBT001 -- a fact, said by position
    """Whether nobody can mind it: theirs, an answer to theirs, about a request, or asked for."""
    return one.direction == "inbound" or answered or one.has_request or one.is_solicited


def is_ours(one: Contacted) -> bool:
    """Whether it happened and reached them: a mailing, or a completed touch that connected."""
    if one.status != "completed" or one.outcome in ATTEMPT_OUTCOMES:
        return False
    return one.type in TOUCH_TYPES or one.type == "mailing"


def counted(several: Iterable[Contacted], numbers: RuleNumbers = DEFAULTS) -> list[Contacted]:
    """Those that count against the limits, oldest first."""
    happened = sorted((one for one in several if is_ours(one)), key=lambda one: (one.on, one.id))
    inbound = [one.on for one in happened if one.direction == "inbound"]
    return [
        one for one in happened if not is_exempt(one, _answers(one.on, inbound, numbers.guard_reply_days))
    ]


def _answers(on: date, inbound: Sequence[date], days: int) -> bool:
    """Whether one of theirs lies on that day or at most `days` before."""
    place = bisect_right(inbound, on)
    return place > 0 and (on - inbound[place - 1]).days <= days


def guard(several: Iterable[Contacted], today: date, cal: Calendar, numbers: RuleNumbers = DEFAULTS) -> Guard:
    """What one more touch of ours would be today: `over` breaks a limit, `near` leaves room for that one alone."""
    ours = [one for one in counted(several, numbers) if one.on <= today]
    short = first_day(today, cal, numbers.guard_working_days)
    days = f"{numbers.guard_working_days} working days"
    limits = (
        _limit(days, ours, short, numbers.guard_in_working_days, has_near=False),
        _limit(f"{_WEEK} days", ours, today - timedelta(days=_WEEK - 1), numbers.guard_in_7_days),
        _limit(f"{_MONTH} days", ours, today - timedelta(days=_MONTH - 1), numbers.guard_in_30_days),
    )
    verdict = max((one.verdict for one in limits), key=_LOUDNESS.__getitem__)
    since = min((one.since for one in limits if one.verdict == verdict), default=today)
    causes = tuple(one.id for one in reversed(ours) if one.on >= since) if verdict != "ok" else ()
    return Guard(verdict, limits, causes)


def _limit(words: str, ours: Sequence[Contacted], since: date, most: int, *, has_near: bool = True) -> Limit:
    count = sum(one.on >= since for one in ours)
    verdict = "ok"
    if count + 1 > most:
        verdict = "over"
    elif has_near and count + 2 > most:
        verdict = "near"
    return Limit(words, count, most, since, verdict)


def first_day(today: date, cal: Calendar, working_days: int) -> date:
    """The first day of a window of so many working days that ends today; without any working day, of so many days."""
    left, day = working_days, today
    for _ in range(_MONTH):
        left -= is_working_day(cal, day)
        if left <= 0:
            return day
        day -= timedelta(days=1)
    return today - timedelta(days=working_days - 1)


def contact_bar(
    count: int, interval_days: int | None, last_touch_on: date | None, numbers: RuleNumbers = DEFAULTS
) -> Bar:
    """The bar of somebody touched `count` times in a year: its ends are seven and what the cadence asks for."""
    pace = numbers.pace_per_year
    asked = 365 / interval_days if interval_days else float(pace)
    low, high = round(min(pace, asked)), round(max(pace, asked))
    needs_by = last_touch_on + timedelta(days=365 // pace) if last_touch_on else None
    return Bar(count, low, high, numbers.guard_full * high, needs_by)
