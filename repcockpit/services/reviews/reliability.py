"""The reliability scorecard of a pack: the sand test, promises, trainings and ideas, then and now."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.deliveries import line_verdicts, otif
from repcockpit.domain.pack import DONE_IDEAS, SETTLED_IDEAS, UNKNOWN, sentence
from repcockpit.domain.promises import Promise, kept_rate
from repcockpit.domain.request_clocks import BREACHED, Clocks, clocks_of
from repcockpit.domain.requests import Life, life_of, priority_of
from repcockpit.domain.views.pack import PackFigure, PackRequest, Period, Share
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES, spoken
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import pack as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_STATES = {"callback_due": "solved, call-back due", "closed": "closed, works"}


def figures(
    book: "Book",
    account_id: bytes,
    asked: Sequence[reads.AskedRow],
    ideas: Sequence[reads.IdeaRow],
    period: Period,
    before: Period,
) -> tuple[PackFigure, ...]:
    """Each line with this period and the one before; a share of nothing is unknown."""
    both = (period, before)
    full, timely = _delivered(book, account_id, both)
    lived = _lived(book, account_id, asked)
    answered, called = _answered(lived, both)
    return (
        PackFigure("Delivered in full", *full, "order lines"),
        PackFigure("Delivered on time", *timely, "order lines"),
        PackFigure("Problem answered in time", *answered, "requests opened"),
        PackFigure("Call-back made in time", *called, "requests solved"),
        PackFigure("Promises kept", *_kept(book, account_id, both), "promises due"),
        PackFigure("Trainings given", *_trained(book, account_id, both), "trainings", is_share=False),
        PackFigure("Ideas done", *_realised(ideas, both), "your ideas"),
    )


def request_lines(
    book: "Book", account_id: bytes, asked: Sequence[reads.AskedRow], period: Period
) -> tuple[PackRequest, ...]:
    """The requests opened in the period, those before that were closed in it, and all that are open; open first."""
    found = []
    for row, life, clocks in _lived(book, account_id, asked):
        is_open = life.status not in CLOSED_REQUEST_STATUSES
        ended = life.ended_at or life.resolved_at
        opened_on = row.opened_at.date()
        if not is_open and opened_on < period.since and (ended is None or ended.date() < period.since):
            continue
        if life.status == "cancelled":
            continue
        state = _STATES.get(life.status, spoken(life.status))
        found.append(
            PackRequest(
                row.id,
                row.title,
                spoken(row.type),
                row.by,
                opened_on,
                is_open,
                sentence(state),
                _in_time(clocks.response.state),
                _called(clocks),
            )
        )
    return tuple(sorted(found, key=lambda one: not one.is_open))


def _day_in(zone: ZoneInfo, at: datetime) -> date:
    return at.astimezone(zone).date()


def _lived(
    book: "Book", account_id: bytes, asked: Sequence[reads.AskedRow]
) -> list[tuple[reads.AskedRow, Life, Clocks]]:
    calendars, found = Calendars(book.db), []
    for row in asked:
        calendar = calendars.of_account(account_id, row.owner_id)
        zone = ZoneInfo(calendar.zone)
        life = life_of(row.steps, partial(_day_in, zone))
        clocks = clocks_of(life, row.opened_at, priority_of(row.impact, row.urgency), calendar, book.now())
        found.append((row, life, clocks))
    return found


def _in_time(state: str | None) -> str:
    if state is None:
        return UNKNOWN
    return {"met": "in time", "met_late": "late", "breached": "late"}.get(state, "running")


def _called(clocks: Clocks) -> str:
    """How the last call-back owed stands."""
    if not clocks.callbacks:
        return ""
    on_time = clocks.callbacks[-1].is_on_time
    return {True: "in time", False: "late", None: "due"}[on_time]


def _answered(
    lived: Sequence[tuple[reads.AskedRow, Life, Clocks]], both: tuple[Period, Period]
) -> tuple[tuple[Share, Share], tuple[Share, Share]]:
    """Answered in time of the requests opened in a period; called back in time of those solved in it."""
    answered, called = [], []
    for period in both:
        opened = [clocks for row, _, clocks in lived if _is_in(row.opened_at, period)]
        known = [one.response.state for one in opened if one.response.state in BREACHED | {"met"}]
        answered.append(Share(known.count("met"), len(known)))
        backs = [
            back.is_on_time
            for _, life, clocks in lived
            for round_, back in zip(life.rounds, clocks.callbacks, strict=True)
            if _is_in(round_.resolved_at, period) and back.is_on_time is not None
        ]
        called.append(Share(sum(backs), len(backs)))
    return (answered[0], answered[1]), (called[0], called[1])


def _is_in(at: datetime, period: Period) -> bool:
    return period.since <= at.date() <= period.until


def _delivered(
    book: "Book", account_id: bytes, both: tuple[Period, Period]
) -> tuple[tuple[Share, Share], tuple[Share, Share]]:
    now, then = (
        otif(
            line_verdicts(
                reads.deliveries(book.db, account_id, period.since, period.until), book.today(), book.numbers
            )
        )
        for period in both
    )
    full = Share(now.in_full, now.lines), Share(then.in_full, then.lines)
    return full, (Share(now.on_time, now.lines), Share(then.on_time, then.lines))


def _kept(book: "Book", account_id: bytes, both: tuple[Period, Period]) -> tuple[Share, Share]:
    every = reads.promises(book.db, account_id)
    now, then = (kept_rate([one for one in every if _is_due(one, period)], book.today()) for period in both)
    return Share(now.kept, now.due), Share(then.kept, then.due)


def _is_due(one: Promise, period: Period) -> bool:
    return one.first_due_on is not None and period.since <= one.first_due_on <= period.until


def _trained(book: "Book", account_id: bytes, both: tuple[Period, Period]) -> tuple[Share, Share]:
    rows = [row.given_on for row in reads.taught(book.db, account_id) if row.given_on is not None]
    now, then = (sum(1 for on in rows if period.since <= on <= period.until) for period in both)
    return Share(now, now), Share(then, then)


def _realised(ideas: Sequence[reads.IdeaRow], both: tuple[Period, Period]) -> tuple[Share, Share]:
    """Ideas done in a period, of those that were open in it; one settled on an unknown day counts in none."""
    now, then = (_of_ideas(ideas, period) for period in both)
    return now, then


def _of_ideas(ideas: Sequence[reads.IdeaRow], period: Period) -> Share:
    met = of = 0
    for row in ideas:
        is_settled = row.status in SETTLED_IDEAS
        if row.raised_on is not None and row.raised_on > period.until:
            continue
        if is_settled and (row.status_on is None or row.status_on < period.since):
            continue
        of += 1
        met += row.status in DONE_IDEAS and row.status_on is not None and row.status_on <= period.until
    return Share(met, of)
