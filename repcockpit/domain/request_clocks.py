"""The two clocks of a request and its call-back, in business time of the account's calendar (rules.md 2.7, 2.22)."""

from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import (
    Calendar,
    add_business_time,
    elapsed_business_time,
    next_working_day,
)
from repcockpit.domain.requests import TARGET_HOURS, Life, Round

_WARNINGS: Final = ((0.9, "warn90"), (0.75, "warn75"), (0.5, "warn50"))
_LONGEST: Final = timedelta(days=3700)
_NOTHING: Final = timedelta()
BREACHED: Final = frozenset(("breached", "met_late"))
PRESSING: Final = frozenset(("warn75", "warn90", "breached"))
"""States of a clock past three quarters of its time."""


class Clock(NamedTuple):
    """One clock: `used` and `paused` are business time, `due_at` is in the account's zone.

    `state` is a word of rules.md 3.2, None where no clock runs: nothing says when it began, no working day,
    or cancelled.
    """

    target: timedelta
    used: timedelta = _NOTHING
    paused: timedelta = _NOTHING
    due_at: datetime | None = None
    ended_at: datetime | None = None
    state: str | None = None

    @property
    def share(self) -> float:
        """How much of the target is used, 1 being all of it."""
        return self.used / self.target

    @property
    def left(self) -> timedelta:
        """Business time until it is due, negative after that."""
        return self.target - self.used


class Callback(NamedTuple):
    """One call-back: when it was first due and when it is now, how often nobody answered, what came of it.

    `first_at` is the first outcome of any kind, `outcome` the one that ended it. Days are the account's.
    """

    first_due_on: date | None
    due_on: date | None
    unreachable_count: int
    first_at: datetime | None
    outcome: str | None
    is_on_time: bool | None


class Clocks(NamedTuple):
    """All that runs for a request; `callbacks` has one for each time it was solved."""

    response: Clock
    resolution: Clock
    callbacks: tuple[Callback, ...]


def clocks_of(
    life: Life, opened_at: datetime | None, priority: str, calendar: Calendar, now: datetime
) -> Clocks:
    """Both clocks and the call-backs of a request at `now`.

    The clock to the solution runs anew from the instant it was reopened, with the whole target; pauses of
    before are forgotten (rules.md 2.22).
    """
    first, whole = (timedelta(hours=hours) for hours in TARGET_HOURS[priority])
    anew = life.restarted_at or opened_at
    return Clocks(
        _clock(life, opened_at, life.responded_at, first, calendar, now),
        _clock(life, anew, life.resolved_at, whole, calendar, now),
        tuple(callback_of(one, calendar, now) for one in life.rounds),
    )


def _clock(
    life: Life,
    started: datetime | None,
    ended: datetime | None,
    target: timedelta,
    calendar: Calendar,
    now: datetime,
) -> Clock:
    if started is None:
        return Clock(target, ended_at=ended)
    until = max(ended or life.ended_at or now, started)
    if until - started > _LONGEST:
        until = started + _LONGEST
    pauses = [(since, min(to or until, until)) for since, to in life.pauses if since < until]
    used = elapsed_business_time(calendar, started, until, pauses)
    paused = elapsed_business_time(calendar, started, until) - used if pauses else _NOTHING
    if ended is None and life.ended_at is not None:
        return Clock(target, used, paused)
    due = add_business_time(calendar, started, target + paused)
    return Clock(target, used, paused, due, ended, _state(due, ended, now, used / target, life))


def _state(
    due: datetime | None, ended: datetime | None, now: datetime, share: float, life: Life
) -> str | None:
    """The first that matches (rules.md 2.22); at the very instant it is due an open clock is breached."""
    if due is None:
        return None
    if ended is not None:
        return "met" if ended <= due else "met_late"
    if now >= due:
        return "breached"
    if life.is_waiting:
        return "paused"
    return next((word for least, word in _WARNINGS if share >= least), "ok")


def callback_of(call: Round, calendar: Calendar, now: datetime) -> Callback:
    """The call-back owed since a request was solved.

    First due on the next working day of the account; each day on which nobody could be reached moves it to
    the next. On time: its first outcome came on or before the first due date; None while that is open.
    """
    zone = ZoneInfo(calendar.zone)
    first_due = next_working_day(calendar, _day(call.resolved_at, zone))
    missed = [_day(at, zone) for at in call.unreachable]
    due = next_working_day(calendar, missed[-1]) if missed else first_due
    first_at = call.tries[0][0] if call.tries else None
    ended = next((outcome for _, outcome in call.tries if outcome != "unreachable"), None)
    on_time = None
    if first_due is not None and first_at is not None:
        on_time = _day(first_at, zone) <= first_due
    elif first_due is not None and _day(now, zone) > first_due:
        on_time = False
    return Callback(first_due, due, len(set(missed)), first_at, ended, on_time)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    try:
        return moment.astimezone(zone).date()
    except OverflowError:
        return moment.date()
