"""How often somebody should hear from us, when that is due, and how late it is (rules.md 2.3, 2.4).

Overdue is a promise broken since the cockpit was used; what was late when the record came in is catch-up.
"""

from collections.abc import Iterable, MutableMapping
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.businesstime import Calendar, working_day_on_or_after
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.words import (
    CADENCE_STATUSES,
    INACTIVE_CONTACT_STATUSES,
    KEY_ROLES,
    LOW_SEGMENT_ROLES,
    LOW_SEGMENTS,
    UNTIMED_ACCOUNT_STATUSES,
    spoken,
)

_LOUDNESS: Final = {status: number for number, status in enumerate(CADENCE_STATUSES)}


class Rule(NamedTuple):
    """The rule that won: its interval in days (None: no cadence), its words, and the number that set it.

    `number` is a name of `settings.NUMBERS`, blank where a person set the interval or there is none.
    """

    interval_days: int | None
    words: str
    number: str = ""


class Cadence(NamedTuple):
    """Where one person or account stands today.

    `status` is a word of CADENCE_STATUSES, or None without a cadence; `base` the last touch or the day
    tracking began; `days_over` is negative before `due_on`; `ratio` is silence in intervals; red means past
    the longest interval; `planned_on` stands beside the status and never hides it.
    """

    status: str | None
    base: date | None = None
    due_on: date | None = None
    days_over: int | None = None
    ratio: float | None = None
    is_red: bool = False
    is_catch_up: bool = False
    planned_on: date | None = None


class Pace(NamedTuple):
    """Touches against seven a year: `needed` so far, the `gap` (negative is ahead), and the verdict."""

    needed: float
    gap: float
    is_relationship: bool


def account_rule(
    override: int | None, segment: str | None, status: str | None = None, numbers: RuleNumbers = DEFAULTS
) -> Rule:
    """The cadence of an account: its own interval, else its segment's, else the global one.

    A prospect, a former and an exited account have none until given one.
    """
    if override is not None:
        return Rule(override, "set on the account")
    if status in UNTIMED_ACCOUNT_STATUSES:
        return Rule(None, f"{status}, no cadence set")
    match segment:
        case "A":
            return Rule(numbers.cadence_segment_a, "segment A", "cadence.segment.A")
        case "B":
            return Rule(numbers.cadence_segment_b, "segment B", "cadence.segment.B")
        case "C":
            return Rule(numbers.cadence_segment_c, "segment C", "cadence.segment.C")
        case "D":
            return Rule(numbers.cadence_segment_d, "segment D", "cadence.segment.D")
    return Rule(numbers.cadence_segment_none, "no segment", "cadence.segment.none")


def contact_rule(
    override: int | None,
    role: str | None,
    status: str | None = None,
    *,
    account_override: int | None = None,
    segment: str | None = None,
    account_status: str | None = None,
    numbers: RuleNumbers = DEFAULTS,
) -> Rule:
    """The cadence of a person: the own interval, else the role's; without a role the account's own interval.

    Key roles have a short interval, procurement and end users of C and D accounts a long one, all others
    seven touches a year. Who is on leave, moved, left or erased has none; people of a prospect, a former or
    an exited account have none until they or the account are given one, leads keep theirs.
    """
    if status in INACTIVE_CONTACT_STATUSES:
        return Rule(None, spoken(status or ""))
    if override is not None:
        return Rule(override, "set on the contact")
    if status != "lead" and account_override is None and account_status in UNTIMED_ACCOUNT_STATUSES:
        return Rule(None, f"{account_status}, no cadence set")
    if role is None or role == "unknown":
        if account_override is not None:
            return Rule(account_override, "set on the account")
        return Rule(numbers.cadence_role_other, "no role", "cadence.role.other")
    words = f"role {spoken(role)}"
    if role in KEY_ROLES:
        return Rule(numbers.cadence_role_key, words, "cadence.role.key")
    if role in LOW_SEGMENT_ROLES and segment in LOW_SEGMENTS:
        words = f"{words} at segment {segment}"
        return Rule(numbers.cadence_role_low_segment_user, words, "cadence.role.low_segment_user")
    return Rule(numbers.cadence_role_other, words, "cadence.role.other")


def beats(winner: Rule, loser: Rule) -> str:
    """The winner in words, with what it beats: "role decision maker beats segment A (10 d)"."""
    if loser.interval_days is None or winner.words == loser.words:
        return winner.words
    return f"{winner.words} beats {loser.words} ({loser.interval_days} d)"


def due(base: date, interval: int) -> date:
    """`interval` days after `base`, whatever day that is."""
    return base + timedelta(days=interval)


def due_on(
    base: date, interval: int, cal: Calendar, memo: MutableMapping[date, date | None] | None = None
) -> date | None:
    """The first working day of `cal` on or after `base` + `interval`; None where there is none.

    `memo`, one mapping per calendar, remembers shifted days: pass the same one for thousands of people.
    """
    day = base + timedelta(days=interval)
    if memo is None:
        return working_day_on_or_after(cal, day)
    if day not in memo:
        memo[day] = working_day_on_or_after(cal, day)
    return memo[day]


def cadence(
    last_touch_on: date | None,
    tracking_started_on: date,
    interval: int | None,
    today: date,
    due_day: date | None,
    *,
    planned_on: date | None = None,
    snoozed_until: date | None = None,
    is_do_not_contact: bool = False,
    numbers: RuleNumbers = DEFAULTS,
) -> Cadence:
    """Where somebody stands on `today`, `due_day` being what `due_on` says of the last touch or of tracking.

    Catch-up: due before tracking began, or never contacted and not yet due. A snooze holds until the day
    before `snoozed_until`.
    """
    if is_do_not_contact:
        return Cadence("do_not_contact", planned_on=planned_on)
    if interval is None or due_day is None:
        return Cadence(None, planned_on=planned_on)
    base = last_touch_on or tracking_started_on
    days_over = (today - due_day).days
    silent = (today - base).days
    ratio = silent / interval
    is_red = days_over > 0 and silent > numbers.cadence_grace * interval
    if last_touch_on is None:
        status, is_catch_up = "never_contacted", days_over < 0
    else:
        status = _status(days_over, ratio, interval, numbers)
        is_catch_up = days_over > 0 and due_day < tracking_started_on
    if snoozed_until is not None and today < snoozed_until:
        status = "snoozed"
    return Cadence(status, base, due_day, days_over, ratio, is_red, is_catch_up, planned_on)


def _status(days_over: int, ratio: float, interval: int, numbers: RuleNumbers) -> str:
    if days_over > 0:
        return "critical" if ratio >= numbers.cadence_critical else "overdue"
    if days_over == 0:
        return "due_today"
    soon = max(numbers.cadence_soon_days, round(numbers.cadence_soon_share * interval))
    return "due_soon" if -days_over <= soon else "on_track"


def is_due(found: Cadence) -> bool:
    """Whether it belongs to Due on Today: overdue, due today, or never contacted and past its interval."""
    return (
        found.days_over is not None
        and found.days_over >= 0
        and not found.is_catch_up
        and found.status != "snoozed"
    )


def red_from(base: date, interval: int, numbers: RuleNumbers = DEFAULTS) -> date:
    """The first day on which an overdue cadence is red: past `base` + grace x `interval`."""
    return base + timedelta(days=int(numbers.cadence_grace * interval) + 1)


def worst_status(statuses: Iterable[str | None]) -> str | None:
    """The loudest of the statuses of an account and its key people; None where nobody has a cadence."""
    known = [status for status in statuses if status is not None]
    return max(known, key=_LOUDNESS.__getitem__) if known else None


def is_key(roles: Iterable[str | None]) -> bool:
    """Whether any of a person's roles is a key role, whose silence can be overdue."""
    return any(role in KEY_ROLES for role in roles)


def pace(touches_365: int, tracked_days: int, numbers: RuleNumbers = DEFAULTS) -> Pace:
    """Touches of the last 365 days against those needed in `tracked_days` (at least 90, at most 365)."""
    days = min(max(tracked_days, numbers.pace_min_days), 365)
    needed = numbers.pace_per_year * days / 365
    return Pace(needed, needed - touches_365, touches_365 >= numbers.pace_per_year)
