"""The team's spans, staleness, plans and words (rules.md 2.5, 2.22)."""

from datetime import date, timedelta

import pytest

from repcockpit.domain.businesstime import Calendar
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.team import (
    Plan,
    Target,
    attained,
    days_between,
    fall_of,
    is_shown,
    is_stale,
    iso_week,
    left_words,
    needs_help,
    plan_of,
    planned_of,
    row_state,
    share_of,
    span_after,
    span_before,
    this_month,
    this_quarter,
    this_week,
    tier_target,
    tiers_of,
)
from repcockpit.domain.views.team import HelpLine, Share, TeamSpan, TierCounts

MADRID = Calendar("Europe/Madrid", holidays=frozenset({date(2026, 12, 8)}))
WEEK = iso_week("2026-W48")


def _day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2026-W48", "2026-11-23", "2026-11-29"),
        ("2026-w48", "2026-11-23", "2026-11-29"),
        ("2026W48", "2026-11-23", "2026-11-29"),
        (" 2026-W48 ", "2026-11-23", "2026-11-29"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W1", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2027-W01", "2027-01-04", "2027-01-10"),
        ("2026-W13", "2026-03-23", "2026-03-29"),
        ("2026-W43", "2026-10-19", "2026-10-25"),
    ],
)
def test_an_iso_week(text: str, since: str, until: str) -> None:
    assert iso_week(text)[:3] == (_day(since), _day(until), "week")


@pytest.mark.parametrize(
    "text", ["", "48", "2026-48", "2025-W53", "2026-W54", "2026-W00", "W48", "2026-W48-1"]
)
def test_what_is_no_week_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        iso_week(text)


@pytest.mark.parametrize(
    ("today", "first_weekday", "since", "title"),
    [
        ("2026-11-24", 0, "2026-11-23", "week 48"),
        ("2026-11-24", 6, "2026-11-22", "week 48"),
        ("2026-11-24", 5, "2026-11-21", "week 48"),
        ("2026-11-29", 0, "2026-11-23", "week 48"),
        ("2026-11-29", 6, "2026-11-29", "week 49"),
        ("2027-01-01", 0, "2026-12-28", "week 53 of 2026"),
        ("2025-12-30", 0, "2025-12-29", "week 1 of 2026"),
    ],
)
def test_this_week_begins_where_the_setting_says(
    today: str, first_weekday: int, since: str, title: str
) -> None:
    span = this_week(_day(today), first_weekday)
    assert (span.since, span.until - span.since, span.title) == (_day(since), timedelta(days=6), title)


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [
        (WEEK, ("2026-11-16", "2026-11-22"), ("2026-11-30", "2026-12-06")),
        (iso_week("2026-W01"), ("2025-12-22", "2025-12-28"), ("2026-01-05", "2026-01-11")),
        (iso_week("2027-W01"), ("2026-12-28", "2027-01-03"), ("2027-01-11", "2027-01-17")),
        (this_month(date(2026, 3, 31)), ("2026-02-01", "2026-02-28"), ("2026-04-01", "2026-04-30")),
        (this_month(date(2026, 1, 5)), ("2025-12-01", "2025-12-31"), ("2026-02-01", "2026-02-28")),
        (this_month(date(2026, 12, 5)), ("2026-11-01", "2026-11-30"), ("2027-01-01", "2027-01-31")),
        (this_quarter(date(2026, 2, 5)), ("2025-10-01", "2025-12-31"), ("2026-04-01", "2026-06-30")),
        (this_quarter(date(2026, 11, 24)), ("2026-07-01", "2026-09-30"), ("2027-01-01", "2027-03-31")),
        (days_between(date(2026, 3, 1), date(2026, 3, 10)), ("2026-02-19", "2026-02-28"), ("2026-03-11", "2026-03-20")),
        (days_between(date(2026, 3, 1), date(2026, 3, 1)), ("2026-02-28", "2026-02-28"), ("2026-03-02", "2026-03-02")),
    ],
)  # fmt: skip
def test_the_span_before_and_after(span: TeamSpan, before: tuple[str, str], after: tuple[str, str]) -> None:
    assert span_before(span)[:2] == tuple(map(_day, before))
    assert span_after(span)[:2] == tuple(map(_day, after))
    assert span_before(span).kind == span.kind
    assert span_after(span_before(span))[:2] == span[:2]


@pytest.mark.parametrize(
    ("span", "before", "after"),
    [
        (this_week(date(2026, 11, 24)), "week 47", "week 49"),
        (this_week(date(2026, 1, 6)), "week 1", "week 3"),
        (this_week(date(2026, 1, 2)), "week 52 of 2025", "week 2"),
        (this_week(date(2026, 12, 29)), "week 52", "week 1 of 2027"),
        (WEEK, "week 47 of 2026", "week 49 of 2026"),
    ],
)
def test_a_week_of_another_year_names_it(span: TeamSpan, before: str, after: str) -> None:
    assert (span_before(span).title, span_after(span).title) == (before, after)


def test_spans_stop_at_the_ends_of_time() -> None:
    first = days_between(date.min, date.min + timedelta(days=2))
    assert span_before(first).since == date.min
    last = days_between(date.max - timedelta(days=2), date.max)
    assert span_after(last) == last
    late = days_between(date.max - timedelta(days=10), date.max - timedelta(days=2))
    assert span_after(late)[:2] == (date.max - timedelta(days=1), date.max)
    assert this_week(date.max).until == date.max
    with pytest.raises(InvalidValueError):
        days_between(date(2026, 1, 2), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("as_of", "today", "stale"),
    [
        ("2026-11-24", "2026-11-24", False),
        ("2026-11-20", "2026-11-25", False),  # Friday to Wednesday: Mon, Tue, Wed
        ("2026-11-20", "2026-11-26", True),
        ("2026-12-03", "2026-12-09", False),  # Fri, Mon, Wed: Tuesday is a holiday
        ("2026-12-03", "2026-12-10", True),
        ("2020-01-01", "2026-11-24", True),
        ("2026-11-25", "2026-11-24", False),
        (None, "2026-11-24", True),
    ],
)
def test_stale_is_more_than_three_working_days(as_of: str | None, today: str, stale: bool) -> None:
    assert is_stale(_day(as_of) if as_of else None, _day(today), MADRID) is stale


def test_leave_makes_nobody_stale() -> None:
    away = MADRID._replace(leave=((date(2026, 11, 2), date(2026, 11, 30)),))
    assert not is_stale(date(2026, 10, 30), date(2026, 11, 30), away)


@pytest.mark.parametrize(
    ("role", "left", "busy", "shown"),
    [
        ("rep", False, False, True),
        (None, False, False, True),
        ("rep", True, False, False),
        ("rep", True, True, True),
        ("manager", False, False, False),
        ("manager", False, True, True),
        ("executive", False, False, False),
        ("viewer", False, True, True),
        ("loyalty", False, False, False),
    ],
)
def test_who_has_a_row(role: str | None, left: bool, busy: bool, shown: bool) -> None:
    assert is_shown(role, has_left=left, is_busy=busy) is shown


@pytest.mark.parametrize(
    ("segment", "status", "days", "planned"),
    [
        ("A", "customer", 7, 3 * 7 / 30.44),
        ("B", None, 30, 2 * 30 / 30.44),
        ("C", "dormant", 92, 92 / 30.44),
        ("D", "customer", 365, 0.33 * 365 / 30.44),
        (None, "customer", 30, 0),
        ("A", "prospect", 30, 0),
        ("A", "former", 30, 0),
    ],
)
def test_a_tier_plans_by_the_day(segment: str | None, status: str | None, days: int, planned: float) -> None:
    assert tier_target(segment, status, days) == pytest.approx(planned)


def test_a_target_counts_pro_rata_and_replaces_the_tier_for_its_days() -> None:
    week = Target(b"k", date(2026, 11, 23), date(2026, 11, 29), 7)
    assert share_of(week, date(2026, 11, 28), date(2026, 12, 6)) == (2, 2)
    assert share_of(week, date(2026, 12, 1), date(2026, 12, 6)) == (0, 0)
    assert planned_of("A", "customer", [week], WEEK) == 7
    both = days_between(date(2026, 11, 23), date(2026, 12, 6))
    assert planned_of("A", "customer", [week], both) == pytest.approx(7 + 3 * 7 / 30.44)
    assert planned_of("A", "prospect", [week], WEEK) == 7
    assert planned_of("A", "customer", [week, week], WEEK) == 14


def test_attainment_of_the_worked_example() -> None:
    pairs = ((12.0, 14), (6.0, 6), (6.0, 2), (2.0, 0))
    found = attained([plan_of(pairs, (), WEEK, 22)])
    assert found == pytest.approx((20 / 26, 22 / 26, 0.5))
    halves = attained([Plan(pairs[:2]), Plan(pairs[2:])])
    assert halves == found
    assert plan_of([(0.5, 1)], (), WEEK, 1).pairs == ((0.5, 1),)


def test_all_touches_count_of_who_has_a_target_for_all_accounts() -> None:
    assert attained([Plan(((2.0, 3),)), Plan(((2.0, 1),), 6)]).raw == (3 + 6) / 4


@pytest.mark.parametrize(
    ("pairs", "touches", "raw", "capped"),
    [
        (((2.0, 3), (2.0, 0)), 4, 0.5, 3 / 8),  # eight in all: each account is planned with four
        ((), 4, 0.5, 0.5),
        (((0.0, 3),), 10, 1.25, 1.0),
    ],
)
def test_a_target_for_all_accounts(
    pairs: tuple[tuple[float, int], ...], touches: int, raw: float, capped: float
) -> None:
    target = Target(None, WEEK.since, WEEK.until, 8)
    found = attained([plan_of(pairs, [target], WEEK, touches)])
    assert found.raw == pytest.approx(raw)
    assert found.capped == pytest.approx(capped)


def test_half_a_target_leaves_the_tiers_the_other_half() -> None:
    fortnight = days_between(date(2026, 11, 23), date(2026, 12, 6))
    target = Target(None, date(2026, 11, 23), date(2026, 11, 29), 8)
    plan = plan_of([(4.0, 5)], [target], fortnight, 5)
    assert plan.pairs == ((10.0, 5),)
    whole = plan_of([(4.0, 5)], [target, target], WEEK, 5)
    assert whole.pairs == ((16.0, 5),)


def test_nothing_planned_is_no_attainment() -> None:
    assert attained([plan_of([(0.0, 3)], (), WEEK, 3)]) == (None, None, None)
    assert attained([]) == (None, None, None)


def test_counts_by_tier() -> None:
    found = tiers_of({"A": 2, "C": 1, None: 3, "": 1, "E": 1})
    assert found == TierCounts(2, 0, 1, 0, 5)
    assert found.all == 8


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(0, 0), "–"),
        (Share(3, 4), "3 of 4"),
        (Share(0, 1), "0 of 1"),
        (Share(4, 5), "80 %"),
        (Share(1, 3000), "0 %"),
    ],
)
def test_a_share_of_fewer_than_five_is_counted(share: Share, said: str) -> None:
    assert share.said == said


@pytest.mark.parametrize(
    ("over", "of", "needed"),
    [(31, 160, True), (12, 148, False), (4, 10, False), (5, 10, True), (6, 40, False), (0, 0, False)],
)
def test_many_over_need_help(over: int, of: int, needed: bool) -> None:
    assert needs_help(over, of) is needed


@pytest.mark.parametrize(
    ("trend", "fall"),
    [
        ((8, 8, 8, 7, 3, 3, 2, 1), (8, 2)),
        ((8, 8, 8, 7, 3, 3, 5, 0), None),
        ((4, 4, 4, 4, 3, 3, 2, 0), (4, 2)),
        ((8, 2, 2, 8, 3, 3, 2, 1), (8, 2)),
        ((2, 2, 2, 2, 0, 0, 0, 0), None),
        ((8, 8, 8, 7, 3, 3, None, None), None),
        ((8, None, 8, 7, 3, 3, 2, 1), None),
        ((), None),
    ],
)
def test_a_fall_is_that_of_whole_weeks(trend: tuple[int | None, ...], fall: tuple[int, int] | None) -> None:
    assert fall_of(trend) == fall


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(80, "1h20 left"), (60, "1 h left"), (560, "9h20 left"), (620, "10 h left"), (35, "35 min left"), (0, "0 min left"), (-35, "35 min late"), (-3060, "51 h late")],
)  # fmt: skip
def test_what_is_left_of_a_clock(minutes: int, said: str) -> None:
    assert left_words(timedelta(minutes=minutes)) == said


def test_how_a_row_begins() -> None:
    now = HelpLine(b"a", "Ana", 0, "clock", "", "", "request", b"")
    soon, leave = now._replace(urgency=2, kind="promise"), now._replace(urgency=2, kind="leave")
    assert row_state(b"a", [now, soon], is_away=False) == "now"
    assert row_state(b"a", [soon], is_away=False) == "soon"
    assert row_state(b"a", [now], is_away=True) == "away"
    assert row_state(b"b", [now], is_away=False) == "fine"
    assert row_state(b"a", [leave], is_away=False) == "fine"
