"""The view of the team over a span: the first numbers from maintained columns, and the rest on top of them.

`team_view(book, span, parts=FIRST)` is what the screen paints first; NOW adds reviews, coverage, promises kept,
ideas, trainings, and where help is needed; ALL also how reviews and coverage stood in the span before.
`progress(done, total)` is called between reps and may raise to end it.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, NamedTuple

from repcockpit.domain.team import Plan, is_shown, span_before, this_month, this_quarter, this_week
from repcockpit.domain.views.team import TREND_WEEKS, TeamFigures, TeamRow, TeamSpan, TeamView
from repcockpit.domain.weeks import week_around
from repcockpit.services.book import Book
from repcockpit.services.local_dates import first_weekday
from repcockpit.services.team.cadences import Late, late_by_rep
from repcockpit.services.team.members import Member, day_in, members
from repcockpit.services.team.planned import plans
from repcockpit.services.team.requests import answered, turned_requests
from repcockpit.services.team.summing import total_row, with_plans
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import team as reads

FIRST: Final = "first"
NOW: Final = "now"
ALL: Final = "all"
Progress = Callable[[int, int], object]
Owned = list[tuple[bytes, str | None, str | None, int]]
"""(owner, tier, status, accounts)."""
Daily = dict[bytes, Counter[date]]


class Counted(NamedTuple):
    """The figures of one rep over one span, with the plan that the team's attainment is made of."""

    figures: TeamFigures
    plan: Plan


class Basis(NamedTuple):
    """What all rows are made of: who is shown, their touches by day, the days that are looked at."""

    book: Book
    span: TeamSpan
    before: TeamSpan
    weeks: tuple[tuple[date, date], ...]
    until: date
    calendars: Calendars
    shown: tuple[Member, ...]
    daily: Daily
    owned: Owned
    of_nobody: int


def span_called(book: Book, kind: str = "week") -> TeamSpan:
    """This week (by the first-day setting of this device), this month or this quarter."""
    made = {"month": this_month, "quarter": this_quarter}.get(kind)
    return made(book.today()) if made is not None else this_week(book.today(), first_weekday())


def team_view(
    book: Book,
    span: TeamSpan | None = None,
    *,
    parts: str = ALL,
    only: bytes | None = None,
    progress: Progress = lambda _done, _total: None,
    is_shared: bool = False,
) -> TeamView:
    """The team over `span` (None: this week), or one rep of it (`only`).

    With `is_shared` every device of the team that is in step gives the same, its own rep included (an export).
    """
    basis = basis_of(book, span or span_called(book), only, is_shared=is_shared)
    view = _first(basis)
    if parts == FIRST:
        return view
    from repcockpit.services.team.whole import with_the_rest  # noqa: PLC0415 -- the first numbers do without

    return with_the_rest(basis, view, progress, has_before=parts == ALL)


def basis_of(book: Book, span: TeamSpan, only: bytes | None = None, *, is_shared: bool = False) -> Basis:
    """Who has a row in the span, and what they did by day."""
    calendars = Calendars(book.db)
    before, weeks = span_before(span), weeks_of(span, book.today())
    until = min(span.until, book.today())
    daily: Daily = {}
    of_nobody = 0
    first = min(before.since, weeks[0][0])
    for on, rep, count in reads.daily_touches(book.db, first.isoformat(), until.isoformat()):
        if rep is not None:
            daily.setdefault(rep, Counter())[date.fromisoformat(on)] = count
        elif on >= span.since.isoformat():
            of_nobody += count
    owned = reads.owned_groups(book.db)
    busy = {group[0] for group in owned} | {rep for rep in daily if _sum(daily, rep, span)}
    everybody = [one for one in members(book, calendars, is_shared=is_shared) if only in (None, one.id)]
    if any(not _is_shown(one, busy, book.today()) for one in everybody):
        busy |= reads.active(book.db, span.since.isoformat(), until.isoformat())
    shown = tuple(one for one in everybody if one.id == only or _is_shown(one, busy, book.today()))
    return Basis(book, span, before, weeks, until, calendars, shown, daily, owned, of_nobody)


def _is_shown(one: Member, busy: set[bytes], today: date) -> bool:
    has_left = one.left_on is not None and one.left_on <= today
    return is_shown(one.role, has_left=has_left, is_busy=one.id in busy)


def weeks_of(span: TeamSpan, today: date) -> tuple[tuple[date, date], ...]:
    """The eight weeks of the trend, the oldest first: the last is the week shown, or that of the span's last day."""
    if span.kind == "week":
        first, last = span.since, span.until
    else:
        first, last = week_around(min(span.until, max(today, span.since)), first_weekday())
    found = [(first, last)]
    while len(found) < TREND_WEEKS and (found[0][0] - date.min).days > 7:
        eve = found[0][0] - timedelta(days=1)
        found.insert(0, (eve - timedelta(days=6), eve))
    return tuple(found)


def _sum(daily: Daily, rep: bytes, span: TeamSpan) -> int:
    return sum(count for on, count in daily.get(rep, {}).items() if span.since <= on <= span.until)


def _first(basis: Basis) -> TeamView:
    book, today = basis.book, basis.book.today().isoformat()
    now, then = _counted(basis)
    leaves, people = reads.away(book.db, today), reads.keepers(book.db)
    accounts: Counter[bytes] = Counter()
    for owner, _, _, count in basis.owned:
        accounts[owner] += count
    handed, put_off = reads.handed(book.db), reads.snoozed(book.db, today)
    rows = []
    for one in basis.shown:
        leave = leaves.get(one.id)
        rows.append(
            TeamRow(
                one.id, one.name, one.role or "rep", one.as_of, one.is_stale, one.left_on,
                date.fromisoformat(leave.until) if leave else None, leave.cover_name if leave else None,
                accounts[one.id], people.get(one.id, 0), now[one.id].figures, then[one.id].figures,
                _trend(basis, one), handed.get(one.id, 0), put_off.get(one.id, 0), one.day,
            )
        )  # fmt: skip
    plans_now, plans_then = ([some[one.id].plan for one in basis.shown] for some in (now, then))
    return TeamView(
        book.now(), basis.span, basis.before, tuple(rows), total_row(rows, plans_now, plans_then),
        left_out=_left_out(basis),
    )  # fmt: skip


def _counted(basis: Basis) -> tuple[dict[bytes, Counted], dict[bytes, Counted]]:
    book, shown = basis.book, basis.shown
    cases = turned_requests(book, shown, (basis.span, basis.before), basis.calendars)
    days = {one.id: (day_in(one, basis.span), day_in(one, basis.before)) for one in shown}
    now, eve = late_by_rep(book, days, basis.calendars)
    found = []
    for span, late, earlier in ((basis.span, now, eve), (basis.before, eve, {})):
        touches = {one.id: _sum(basis.daily, one.id, span) for one in shown}
        made = plans(book, shown, span, basis.until, touches, basis.owned)
        some = {}
        for one in shown:
            asked = answered(one, cases.get(one.id, ()), span)
            known = None if _is_unheard(one, span) and not touches[one.id] else touches[one.id]
            total = None if known is None and not made[one.id].total else made[one.id].total
            figures = TeamFigures(
                touches=known, total=total, expected=made[one.id].expected, requests=asked.requests,
                callbacks=asked.callbacks,
            )  # fmt: skip
            plan = made[one.id].plan if known is not None else Plan()
            some[one.id] = Counted(_with_late(figures, late[one.id], earlier.get(one.id)), plan)
        found.append(
            {rep: one._replace(figures=with_plans(one.figures, one.plan)) for rep, one in some.items()}
        )
    return found[0], found[1]


def _is_unheard(one: Member, span: TeamSpan) -> bool:
    """Whether nothing is known of the days of a span: the rep was heard of last before it, or never."""
    return _is_unheard_from(one, span.since)


def _is_unheard_from(one: Member, day: date) -> bool:
    return one.as_of is None or one.day < day


def _with_late(figures: TeamFigures, late: Late, earlier: Late | None) -> TeamFigures:
    return figures._replace(
        overdue=late.over,
        overdue_of=late.of,
        catch_up_now=late.catch_up,
        catch_up_before=None if earlier is None else earlier.catch_up,
    )


def _trend(basis: Basis, one: Member) -> tuple[int | None, ...]:
    found: list[int | None] = []
    days = basis.daily.get(one.id, Counter())
    for first, last in basis.weeks:
        count = sum(number for on, number in days.items() if first <= on <= last)
        found.append(None if _is_unheard_from(one, first) and not count else count)
    return tuple(found)


def _left_out(basis: Basis) -> tuple[str, ...]:
    found, count, touches = [], reads.unowned(basis.book.db), basis.of_nobody
    if count:
        whose = (
            f"{count:,} accounts that nobody owns stand" if count > 1 else "1 account that nobody owns stands"
        )
        found.append(f"{whose} in no row")
    if touches:
        whose = f"{touches:,} touches that nobody" if touches > 1 else "1 touch that nobody"
        found.append(f"{whose} of us is named for {'count' if touches > 1 else 'counts'} in no row")
    return tuple(found)
