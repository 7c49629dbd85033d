"""Touches by week: of the team, and a line for each of us on one scale, A to Z."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from repcockpit.domain.dates import format_exact
from repcockpit.exchange.writers.sheets import Bar, Chart

if TYPE_CHECKING:
    from repcockpit.domain.views.team import TeamRow, TeamView
    from repcockpit.services.exporting.team_weeks import TeamWeek

_MOST_WEEKS: Final = 53


def team_charts(weeks: "Sequence[TeamWeek]", view: "TeamView") -> tuple[Chart, ...]:
    """The last 53 weeks at most; a line ends with the week in which the rep was heard of last."""
    if not weeks:
        return ()
    first, last = min(one.week_from for one in weeks), max(one.week_from for one in weeks)
    first = max(first, last - timedelta(weeks=_MOST_WEEKS - 1))
    mondays = [first + timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    team: Counter[date] = Counter()
    each: dict[bytes, Counter[date]] = {}
    for one in weeks:
        team[one.week_from] += one.touches
        if one.rep_id is not None:
            each.setdefault(one.rep_id, Counter())[one.week_from] += one.touches
    full = float(max((count for counts in each.values() for count in counts.values()), default=0))
    bars = tuple(Bar(_label(monday), float(team[monday])) for monday in mondays)
    lines = [
        Chart("line", _title(row), _line(row, mondays, each.get(row.id, Counter())), full or None)
        for row in view.rows
    ]  # fmt: skip
    title = "Touches by week" + (f", the last {_MOST_WEEKS} weeks" if len(bars) == _MOST_WEEKS else "")
    return (Chart("columns", title, bars), *lines)


def _title(row: "TeamRow") -> str:
    if not row.stale:
        return f"{row.name}: touches by week"
    when = f"heard of last on {format_exact(row.as_of_sync.date())}" if row.as_of_sync else "not heard of yet"
    return f"{row.name}: touches by week, {when}"


def _line(row: "TeamRow", mondays: Sequence[date], counts: Counter[date]) -> tuple[Bar, ...]:
    known = row.as_of_sync.date() if row.as_of_sync is not None else None
    return tuple(
        Bar(_label(monday), float(counts[monday]) if counts[monday] or (known and monday <= known) else None)
        for monday in mondays
    )


def _label(monday: date) -> str:
    return f"W{monday.isocalendar().week:02}"
