"""Every number of the rule set, with its default, its unit and its meaning; overrides are checked here."""

import math
from collections.abc import Mapping
from typing import Final, NamedTuple

from repcockpit.domain.errors import InvalidValueError

_WHOLE_UNITS: Final = frozenset(("days", "working days", "rows", "touches", "runs", "months"))


class Number(NamedTuple):
    """One number of the rule set; values from `low` to `high` inclusive are accepted."""

    default: float
    unit: str
    meaning: str
    low: float = 0
    high: float = 3650

    @property
    def is_whole(self) -> bool:
        """Whether only whole numbers make sense."""
        return self.unit in _WHOLE_UNITS


def _days(default: int, meaning: str, low: int = 1) -> Number:
    return Number(default, "days", meaning, low)


def _points(default: float, meaning: str) -> Number:
    return Number(default, "points", meaning, 0, 100)


def _share(default: float, meaning: str) -> Number:
    return Number(default, "share", meaning, 0, 1)


NUMBERS: Final[Mapping[str, Number]] = {
    "cadence.segment.A": _days(10, "an account of segment A hears from us every so many days"),
    "cadence.segment.B": _days(15, "the same for segment B"),
    "cadence.segment.C": _days(30, "the same for segment C"),
    "cadence.segment.D": _days(90, "the same for segment D"),
    "cadence.segment.none": _days(30, "the same for an account without a segment"),
    "cadence.role.key": _days(30, "a key person hears from us every so many days"),
    "cadence.role.other": _days(52, "every other person, seven times a year"),
    "cadence.role.low_segment_user": _days(90, "procurement and end users of C and D accounts"),
    "cadence.grace": Number(1.25, "times", "overdue turns red after this many intervals", 1, 10),
    "cadence.critical": Number(2, "times", "overdue turns critical after this many intervals", 1, 20),
    "cadence.soon_days": _days(3, "due soon begins at least so many days before", 0),
    "cadence.soon_share": _share(0.25, "or this share of the interval before"),
    "pace.per_year": Number(7, "touches", "touches a year that make a relationship", 1, 365),
    "pace.min_days": _days(90, "a pace is judged over at least so many days"),
    "touch.reply_days": _days(7, "a mail is two-way when answered within so many days", 0),
    "retry.first": Number(1, "working days", "try again after the first attempt", 1, 60),
    "retry.second": Number(2, "working days", "after the second", 1, 60),
    "retry.third": Number(5, "working days", "after the third", 1, 60),
    "today.catch_up": Number(5, "rows", "catch-up rows a day", 0, 500),
    "today.gaps": Number(5, "rows", "gaps a day, the worst first", 0, 500),
    "today.setup": Number(3, "rows", "set-up questions a day", 0, 50),
    "today.week_days": _days(7, "this week looks so many days ahead"),
    "today.old_task_days": _days(90, "imported tasks older than this wait in catch-up"),
    "capacity.per_day": Number(8, "touches", "touches a working day where nothing was measured yet", 1, 200),
    "capacity.window": Number(20, "working days", "what is really made is measured over these days", 1, 260),
    "rank.silence": _points(40, "most points for silence"),
    "rank.segment": _points(25, "most points for the segment"),
    "rank.role": _points(15, "points for a key role"),
    "rank.risk": _points(10, "points for a breached request or a QBR at risk"),
    "rank.reachable": _points(10, "points for being reachable now"),
    "rank.ratio_cap": Number(3, "times", "silence beyond so many intervals adds nothing", 1, 20),
    "rank.tier.A": _share(1, "weight of segment A"),
    "rank.tier.B": _share(0.6, "weight of segment B"),
    "rank.tier.C": _share(0.3, "weight of segment C"),
    "rank.tier.D": _share(0.1, "weight of segment D"),
    "rank.tier.none": _share(0.3, "weight of an unknown segment"),
    "rank.task_days": _days(10, "a task counts one interval more for so many days late"),
    "segment.cut.A": _share(0.7, "class A up to this share of revenue"),
    "segment.cut.B": _share(0.9, "class B up to this share of revenue"),
    "segment.new_days": _days(180, "an account younger than this is new"),
    "segment.runs": Number(2, "runs", "a segment changes after so many equal proposals", 1, 12),
    "segment.past_cut": _share(0.1, "or at once when this far past the cut"),
    "plan.tolerance": _share(0.05, "attainment may lag the calendar by so much"),
    "plan.month.A": Number(
        3, "touches a month", "an account of segment A is planned to hear from us", 0, 100
    ),
    "plan.month.B": Number(2, "touches a month", "the same for segment B", 0, 100),
    "plan.month.C": Number(1, "touches a month", "the same for segment C", 0, 100),
    "plan.month.D": Number(0.33, "touches a month", "the same for segment D", 0, 100),
    "team.stale_days": Number(3, "working days", "a row is stale where nothing was heard for longer", 0, 60),
    "score.cadence": _points(20, "weight of cadence in the index"),
    "score.requests": _points(20, "weight of requests"),
    "score.network": _points(20, "weight of the network"),
    "score.qbr": _points(15, "weight of reviews"),
    "score.training": _points(10, "weight of training"),
    "score.information": _points(7.5, "weight of industry information"),
    "score.ideas": _points(7.5, "weight of ideas"),
    "score.known": _share(0.5, "no index is shown where less than this share is known"),
    "score.days": _days(365, "the parts of the index look back so many days"),
    "score.touch_days": _days(90, "cadence counts the touches of so many days"),
    "score.news_days": _days(90, "news is fresh for so many days, half as good for as many again"),
    "score.idea_days": _days(90, "an idea moved within so many days counts as cared for"),
    "score.review_days": _days(45, "a review within so many days counts with its readiness"),
    "score.trend_days": _days(30, "an index is compared with that of so many days ago"),
    "loyalty.cut": _points(60, "retention and loyalty are high from this score"),
    "loyalty.days": _days(365, "what is known of a customer expires after so many days"),
    "survey.days": _days(365, "an answer counts for so many days"),
    "survey.least": Number(5, "rows", "fewer answers make no score", 1, 100),
    "delivery.full": _share(0.98, "delivered in full from this share of what was promised"),
    "guard.working_days": Number(2, "working days", "the shortest window of the guard", 1, 30),
    "guard.in_working_days": Number(
        1, "touches", "at most so many of ours in it that nobody asked for", 1, 100
    ),
    "guard.in_7_days": Number(3, "touches", "at most so many in 7 days", 1, 100),
    "guard.in_30_days": Number(8, "touches", "at most so many in 30 days", 1, 100),
    "guard.reply_days": _days(7, "a touch this soon after one of theirs is an answer", 0),
    "guard.full": Number(1.25, "times", "the contact bar is full at this many times its upper end", 1, 10),
    "avoidance.skips": Number(3, "rows", "skipped so often without a touch between is avoided", 1, 100),
    "avoidance.days": _days(90, "skips of so many days are counted"),
    "duplicate.email": _points(60, "points for the same e-mail"),
    "duplicate.phone": _points(35, "points for the same phone"),
    "duplicate.name": _points(30, "points for a similar name"),
    "duplicate.account": _points(20, "points for the same account"),
    "duplicate.similarity": _share(0.92, "names at least so similar are the same"),
    "duplicate.probable": _points(80, "a pair from this score is probable"),
    "duplicate.ask": _points(50, "a pair from this score is shown"),
    "qbr.interval.A": _days(91, "a customer of segment A has a QBR every so many days"),
    "qbr.interval.B": _days(182, "the same for segment B"),
    "qbr.interval.C": _days(365, "the same for segment C"),
    "qbr.due_days": _days(45, "a QBR is due so many days before its day", 0),
    "qbr.hold_days": _days(14, "a QBR that took place holds the one planned within so many days", 0),
    "qbr.risk_days": _days(7, "a QBR that is not ready is at risk so many days before", 0),
    "qbr.risk": _points(60, "readiness below this is at risk then"),
    "qbr.planned": _points(40, "readiness below this is only planned"),
    "qbr.ready": _points(80, "readiness from this on is ready"),
    "qbr.cap": _points(59, "most readiness while a must is open"),
    "qbr.satisfaction_days": _days(180, "a satisfaction figure is fresh for so many days"),
    "qbr.challenge_days": _days(90, "challenges are fresh for so many days where no QBR was held"),
    "qbr.idea_days": _days(90, "an open idea is stale after so many days without news"),
    "qbr.pack_days": _days(7, "a pack is fresh for so many days"),
    "qbr.minutes_days": Number(2, "working days", "the minutes go out so many working days after", 0, 60),
    "qbr.pack_hours": Number(48, "hours", "the pack goes out so many hours before", 0, 720),
    "training.soon_days": _days(60, "a training that ends within so many days expires soon", 0),
    "training.onboarding_days": _days(90, "onboarding is proposed for people added within so many days"),
    "news.old_days": _days(90, "news brought longer ago than this is old"),
    "retention.months": Number(
        0,
        "months",
        "a person is listed to be erased so long after the last contact or the end; 0 is never",
        0,
        600,
    ),
}


class RuleNumbers(NamedTuple):
    """The numbers in force, one attribute per name of `NUMBERS` (dots become underscores)."""

    cadence_segment_a: int
    cadence_segment_b: int
    cadence_segment_c: int
    cadence_segment_d: int
    cadence_segment_none: int
    cadence_role_key: int
    cadence_role_other: int
    cadence_role_low_segment_user: int
    cadence_grace: float
    cadence_critical: float
    cadence_soon_days: int
    cadence_soon_share: float
    pace_per_year: int
    pace_min_days: int
    touch_reply_days: int
    retry_first: int
    retry_second: int
    retry_third: int
    today_catch_up: int
    today_gaps: int
    today_setup: int
    today_week_days: int
    today_old_task_days: int
    capacity_per_day: int
    capacity_window: int
    rank_silence: float
    rank_segment: float
    rank_role: float
    rank_risk: float
    rank_reachable: float
    rank_ratio_cap: float
    rank_tier_a: float
    rank_tier_b: float
    rank_tier_c: float
    rank_tier_d: float
    rank_tier_none: float
    rank_task_days: int
    segment_cut_a: float
    segment_cut_b: float
    segment_new_days: int
    segment_runs: int
    segment_past_cut: float
    plan_tolerance: float
    plan_month_a: float
    plan_month_b: float
    plan_month_c: float
    plan_month_d: float
    team_stale_days: int
    score_cadence: float
    score_requests: float
    score_network: float
    score_qbr: float
    score_training: float
    score_information: float
    score_ideas: float
    score_known: float
    score_days: int
    score_touch_days: int
    score_news_days: int
    score_idea_days: int
    score_review_days: int
    score_trend_days: int
    loyalty_cut: float
    loyalty_days: int
    survey_days: int
    survey_least: int
    delivery_full: float
    guard_working_days: int
    guard_in_working_days: int
    guard_in_7_days: int
    guard_in_30_days: int
    guard_reply_days: int
    guard_full: float
    avoidance_skips: int
    avoidance_days: int
    duplicate_email: float
    duplicate_phone: float
    duplicate_name: float
    duplicate_account: float
    duplicate_similarity: float
    duplicate_probable: float
    duplicate_ask: float
    qbr_interval_a: int
    qbr_interval_b: int
    qbr_interval_c: int
    qbr_due_days: int
    qbr_hold_days: int
    qbr_risk_days: int
    qbr_risk: float
    qbr_planned: float
    qbr_ready: float
    qbr_cap: float
    qbr_satisfaction_days: int
    qbr_challenge_days: int
    qbr_idea_days: int
    qbr_pack_days: int
    qbr_minutes_days: int
    qbr_pack_hours: float
    training_soon_days: int
    training_onboarding_days: int
    news_old_days: int
    retention_months: int


def checked_number(name: str, value: float | str) -> float:
    """`value` as the number `name` can hold; a string is read as a number.

    Raises InvalidValueError for an unknown name, text that is no number, and a value out of range.
    """
    number = NUMBERS.get(name)
    if number is None:
        raise InvalidValueError(f"there is no setting {name!r}", "settings: " + ", ".join(NUMBERS))
    expected = f"{name} is from {number.low:g} to {number.high:g} {number.unit}: {number.meaning}"
    try:
        amount = float(value)
    except (TypeError, ValueError):
        raise InvalidValueError(f"{value!r} is no number", expected) from None
    if not math.isfinite(amount) or not number.low <= amount <= number.high:
        raise InvalidValueError(f"{name} cannot be {value}", expected)
    if number.is_whole and amount != int(amount):
        raise InvalidValueError(f"{name} cannot be {value}", expected + ", whole")
    return amount


def rule_numbers(overrides: Mapping[str, float]) -> RuleNumbers:
    """The numbers in force: `overrides` by name, the defaults for the rest.

    Raises InvalidValueError as `checked_number` does.
    """
    chosen = {name: checked_number(name, value) for name, value in overrides.items()}
    return RuleNumbers(
        *(
            int(chosen.get(name, number.default)) if number.is_whole else chosen.get(name, number.default)  # type: ignore[arg-type]
            for name, number in NUMBERS.items()
        )
    )


DEFAULTS: Final = rule_numbers({})
