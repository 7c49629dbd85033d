"""The team's spans of days, who is stale, plans over a span, and how a row stands (rules.md 2.5, 2.22)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.businesstime import Calendar, working_days_between
from repcockpit.domain.cycleplan import TeamAttainment, team_attainment
from repcockpit.domain.dates import format_exact
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.settings import DEFAULTS, RuleNumbers
from repcockpit.domain.views.team import HelpLine, TeamSpan, TierCounts
from repcockpit.domain.weeks import week_around
from repcockpit.domain.words import SEGMENTS, UNTIMED_ACCOUNT_STATUSES

DAYS_A_MONTH: Final = 30.44
MANY_OVER: Final = 0.15
"""From this share of accounts and key people on, and from five, help is needed."""
_FEWEST_OVER: Final = 5
_FEWEST_FALL: Final = 4
_LONGEST_SILENCE: Final = 60
_ALWAYS_SHOWN: Final = frozenset((None, "rep"))
_WEEK: Final = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class Target(NamedTuple):
    """So many touches planned from `since` to `until`, at an account, or at all of them (None)."""

    account_id: bytes | None
    since: date
    until: date
    planned: float


class Plan(NamedTuple):
    """(planned, own touches) by account; `touches` are all of the rep's own where a target is for all accounts."""

    pairs: tuple[tuple[float, int], ...] = ()
    touches: int | None = None


def iso_week(text: str) -> TeamSpan:
    """The seven days of `2026-W48`, Monday to Sunday. Raises InvalidValueError."""
    found = _WEEK.fullmatch(text.strip())
    if found is None:
        raise InvalidValueError(f"{text!r} is no week", "write it like 2026-W48")
    try:
        first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        last = date.fromisocalendar(int(found[1]), int(found[2]), 7)
    except ValueError:
        raise InvalidValueError(
            f"there is no week {text!r}", "a year has 52 weeks, some have 53: 2026-W01 to 2026-W53"
        ) from None
    return _week(first, last, None)


def this_week(today: date, first_weekday: int = 0) -> TeamSpan:
    """The week around `today`; `first_weekday` is 0 (Monday) to 6 (Sunday)."""
    return _week(*week_around(today, first_weekday), today.year)


def _week(first: date, last: date, plain_year: int | None) -> TeamSpan:
    """A week whose title names its year, unless that is `plain_year`."""
    year, number = _year_and_number(first, last)
    title = f"week {number}" if year == plain_year else f"week {number} of {year}"
    return TeamSpan(first, last, "week", title)


def _year_and_number(first: date, last: date) -> tuple[int, int]:
    middle = min(first + timedelta(days=3), last) if first < date.max else last
    return middle.isocalendar()[:2]


def this_month(today: date) -> TeamSpan:
    """The calendar month of `today`."""
    return _months(today.year, today.month, 1)


def this_quarter(today: date) -> TeamSpan:
    """The calendar quarter of `today`."""
    return _months(today.year, (today.month - 1) // 3 * 3 + 1, 3)


def _months(year: int, month: int, count: int) -> TeamSpan:
    first = date(year, month, 1)
    after = month + count
    last = date(year, 12, 31) if after > 12 else date(year, after, 1) - timedelta(days=1)
    if count == 1:
        return TeamSpan(first, last, "month", f"{_MONTHS[month - 1]} {year}")
    return TeamSpan(first, last, "quarter", f"quarter {month // 3 + 1} of {year}")


def days_between(since: date, until: date) -> TeamSpan:
    """Any days, both included. Raises InvalidValueError where they stand the wrong way round."""
    if until < since:
        raise InvalidValueError(f"{until} lies before {since}", "turn them round")
    title = format_exact(since) if since == until else f"{format_exact(since)} to {format_exact(until)}"
    return TeamSpan(since, until, "range", title)


def span_before(span: TeamSpan) -> TeamSpan:
    """The span of its kind that ends on the eve of this one; at the beginning of time, what there is."""
    return _moved(span, span.since - timedelta(days=1) if span.since > date.min else date.min)


def span_after(span: TeamSpan) -> TeamSpan:
    """The span of its kind that begins on the day after this one; at the end of time the same."""
    return span if span.until == date.max else _moved(span, span.until + timedelta(days=1), ahead=True)


def _moved(span: TeamSpan, edge: date, *, ahead: bool = False) -> TeamSpan:
    if span.kind == "month":
        return this_month(edge)
    if span.kind == "quarter":
        return this_quarter(edge)
    length = (span.until - span.since).days
    if ahead:
        first, last = edge, edge + timedelta(days=min(length, (date.max - edge).days))
    else:
        first, last = edge - timedelta(days=min(length, (edge - date.min).days)), edge
    if span.kind == "week":
        year, number = _year_and_number(span.since, span.until)
        return _week(first, last, year if span.title == f"week {number}" else None)
    return days_between(first, last)


def is_stale(as_of: date | None, today: date, cal: Calendar, numbers: RuleNumbers = DEFAULTS) -> bool:
    """Whether more of the rep's working days than the rule allows went by since; never heard of is stale."""
    if as_of is None:
        return True
    since = max(as_of, today - timedelta(days=_LONGEST_SILENCE))
    if since == today or as_of >= today:
        return False
    return working_days_between(cal, since + timedelta(days=1), today) > numbers.team_stale_days


def is_shown(role: str | None, *, has_left: bool, is_busy: bool) -> bool:
    """Whether somebody has a row: reps always, others and who left where they own accounts or did something."""
    return is_busy or (role in _ALWAYS_SHOWN and not has_left)


def tier_target(segment: str | None, status: str | None, days: int, numbers: RuleNumbers = DEFAULTS) -> float:
    """Touches planned for an account of a tier in `days` days, unrounded; 0 without a tier and for prospects."""
    if status in UNTIMED_ACCOUNT_STATUSES:
        return 0.0
    a_month = {
        "A": numbers.plan_month_a, "B": numbers.plan_month_b, "C": numbers.plan_month_c, "D": numbers.plan_month_d,
    }  # fmt: skip
    return a_month.get(segment or "", 0.0) * days / DAYS_A_MONTH


def share_of(target: Target, since: date, until: date) -> tuple[float, int]:
    """What a target plans for the days of a span that it covers, pro rata, and how many those are."""
    days = (min(target.until, until) - max(target.since, since)).days + 1
    if days <= 0:
        return 0.0, 0
    return target.planned * days / ((target.until - target.since).days + 1), days


def planned_of(
    segment: str | None,
    status: str | None,
    targets: Sequence[Target],
    span: TeamSpan,
    numbers: RuleNumbers = DEFAULTS,
) -> float:
    """Touches planned at one account: by its targets for the days they cover, by its tier for the others."""
    whole = (span.until - span.since).days + 1
    planned, covered = 0.0, 0
    for target in targets:
        more, days = share_of(target, span.since, span.until)
        planned, covered = planned + more, covered + days
    return planned + tier_target(segment, status, max(whole - covered, 0), numbers)


def is_timed(cal: Calendar, since: date, until: date) -> bool:
    """Whether a span has a working day of a calendar; without one nothing is planned in it."""
    return working_days_between(cal, since, until) > 0


def plan_of(
    planned: Iterable[tuple[float, int]], of_all: Sequence[Target], span: TeamSpan, touches: int
) -> Plan:
    """The plan of a rep from (planned, own touches) by account.

    A target for all accounts (`of_all`) replaces the sum of the plans, pro rata, and scales each of them; all
    own `touches` count against it.
    """
    known = tuple((plan, count) for plan, count in planned if plan > 0)
    length = (span.until - span.since).days + 1
    shares = [share_of(one, span.since, span.until) for one in of_all]
    covered = min(sum(days for _, days in shares), length)
    if not covered:
        return Plan(known)
    tiers = sum(plan for plan, _ in known)
    whole = sum(plan for plan, _ in shares) + tiers * (1 - covered / length)
    if not tiers:
        return Plan(((whole, touches),))
    return Plan(tuple((plan * whole / tiers, count) for plan, count in known), touches)


def attained(plans: Iterable[Plan]) -> TeamAttainment:
    """The attainment of one rep, or of several together."""
    every = list(plans)
    found = team_attainment([pair for plan in every for pair in plan.pairs])
    if found.raw is None or all(plan.touches is None for plan in every):
        return found
    done = sum(
        sum(count for _, count in plan.pairs) if plan.touches is None else plan.touches for plan in every
    )
    return found._replace(raw=done / sum(planned for plan in every for planned, _ in plan.pairs))


def tiers_of(counts: Mapping[str | None, int]) -> TierCounts:
    """Counts by tier; an unknown word of a tier is none."""
    known = {tier: counts.get(tier, 0) for tier in SEGMENTS}
    return TierCounts(**known, none=sum(counts.values()) - sum(known.values()))


def needs_help(over: int, of: int) -> bool:
    """Whether so many past due, of so many, are too many for one person."""
    return over >= _FEWEST_OVER and over > MANY_OVER * of


def has_left(left_on: date | None, today: date) -> bool:
    """Whether a rep is gone by that day; who leaves later still works."""
    return left_on is not None and left_on <= today


def row_state(rep_id: bytes, lines: Iterable[HelpLine], *, is_away: bool) -> str:
    """How a row begins: away, now (help is needed), soon, or fine."""
    if is_away:
        return "away"
    found = [line.urgency for line in lines if line.rep_id == rep_id and line.kind != "leave"]
    if not found:
        return "fine"
    return "now" if min(found) == 0 else "soon"


def fall_of(trend: Sequence[int | None]) -> tuple[int, int] | None:
    """What weekly touches fell from and to, where the last whole week has half of a usual one or less; else None.

    The usual week is the middle one of the four oldest, from four touches on; the running week is left out.
    """
    known = list(trend[:-1])
    oldest = sorted(count for count in known[:4] if count is not None)
    last = known[-1] if known else None
    if len(oldest) < 4 or last is None:
        return None
    usual = oldest[2]
    return (usual, last) if usual >= _FEWEST_FALL and last * 2 <= usual else None


def left_words(left: timedelta, *, is_over: bool = False) -> str:
    """Working time left, or over, of a clock: `1h20 left`, `35 min late`, `51 h late`.

    `is_over`: the clock is past its time, also where no working time has gone by since.
    """
    minutes = int(abs(left.total_seconds()) // 60)
    hours, rest = divmod(minutes, 60)
    said = f"{minutes} min" if not hours else (f"{hours}h{rest:02}" if rest and hours < 10 else f"{hours} h")
    return f"{said} {'late' if is_over or left < timedelta() else 'left'}"
