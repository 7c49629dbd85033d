"""What the pack of a QBR says beyond its rows: periods, shares in words, the agenda, what is new since the last one."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final

from repcockpit.domain.dates import format_exact
from repcockpit.domain.reviews import AGENDA
from repcockpit.domain.views.pack import (
    AgendaPoint,
    Change,
    Difference,
    PackFigure,
    PackRating,
    PackView,
    Period,
    Share,
)

FEW: Final = 5
"""A share of fewer is said as `n of m` alone."""
WINDOW_DAYS: Final = 91
UNKNOWN: Final = "unknown"
THEIRS: Final = ("challenge", "need", "expectation", "want")
"""Kinds of notes that a customer may read about themselves."""
DONE_IDEAS: Final = frozenset(("done", "customer_told"))
SETTLED_IDEAS: Final = DONE_IDEAS | {"declined"}


def periods(today: date, held: Sequence[date], interval: int | None) -> tuple[Period, Period]:
    """The period that the pack speaks of, up to `today`, and the one before it.

    `held` are the days of QBRs before, newest first. Without one a period is `interval` days long, a quarter
    where no interval is known.
    """
    days = interval or WINDOW_DAYS
    past = [day for day in held if day <= today]
    since = past[0] + timedelta(days=1) if past else today - timedelta(days=days - 1)
    since = min(since, today)
    until = since - timedelta(days=1)
    before = past[1] + timedelta(days=1) if len(past) > 1 else until - timedelta(days=days - 1)
    return Period(since, today), Period(min(before, until), until)


def share_words(share: Share, *, is_share: bool = True) -> str:
    """`94 %, 31 of 33`; fewer than five are `3 of 4`, nothing known is `unknown`."""
    if not is_share:
        return f"{share.met:,}"
    if share.of <= 0:
        return UNKNOWN
    said = f"{share.met:,} of {share.of:,}"
    return said if share.of < FEW else f"{percent(share)} %, {said}"


def percent(share: Share) -> int | None:
    """The whole percentage, rounded half up; None where nothing is known. 100 is said of all alone."""
    if share.of <= 0:
        return None
    rounded = (200 * share.met + share.of) // (2 * share.of)
    return min(rounded, 99) if share.met < share.of else rounded


def trend(figure: PackFigure) -> str:
    """Whether a share went up: better, worse or same; blank where one of both is unknown, or for a count."""
    if not figure.is_share or figure.now.of <= 0 or figure.then.of <= 0:
        return ""
    now, then = figure.now.met * figure.then.of, figure.then.met * figure.now.of
    return "same" if now == then else "better" if now > then else "worse"


def action_state(due_on: date | None, done_on: date | None, today: date) -> str:
    """How an action of the last QBR stands."""
    if done_on is not None:
        return "done" if due_on is None or done_on <= due_on else "done late"
    if due_on is None:
        return "no date"
    return "late" if due_on < today else "open"


def completed(view: PackView) -> PackView:
    """The pack with what follows from its rows: the agenda, and the difference to the last review."""
    return view._replace(agenda=agenda_points(view), difference=difference(view))


def agenda_points(view: PackView) -> tuple[AgendaPoint, ...]:
    """The sixty minutes; each point says what of this customer it is about."""
    undone = sum(1 for one in view.actions if not one.state.startswith("done"))
    waiting = sum(1 for one in view.requests if one.is_open)
    fresh = sum(1 for one in view.notes if one.is_new)
    about = {
        "decisions": _counted(len(view.decisions), "decision"),
        "actions": f"{len(view.actions) - undone} of {len(view.actions)} done"
        if view.actions
        else "none were agreed",
        "scorecard": "this period and the one before",
        "requests": f"{waiting} open, {len(view.requests)} in all",
        "challenges": f"{len(view.notes)} noted, {fresh} new",
        "ideas": f"{_counted(len(view.ideas), 'idea')}, {_counted(len(view.items), 'item')}",
        "next_quarter": f"{len(view.ahead)} planned",
        "owners": "agreed before we part",
    }
    return tuple(
        AgendaPoint(one.minutes, sentence(one.title), about.get(one.key, ""), is_ahead=one.looks_forward)
        for one in AGENDA
    )


def difference(view: PackView) -> Difference:
    """The difference to the last QBR; without one everything is new and nothing can be still open."""
    new = [_named(one.kind, one.text) for one in view.notes if one.is_new]
    new += [_named("request", one.title) for one in view.requests if _is_new(one.opened_on, view.last_on)]
    new += [_named("idea", one.title) for one in view.ideas if one.is_new]
    closed = [_named("action", one.title) for one in view.actions if one.state.startswith("done")]
    closed += [_named("request", one.title) for one in view.requests if not one.is_open]
    closed += [_named("idea", one.title) for one in view.ideas if one.status in SETTLED_IDEAS]
    still = [_named("action", one.title) for one in view.actions if not one.state.startswith("done")]
    still += [
        _named("request", one.title)
        for one in view.requests
        if one.is_open and not _is_new(one.opened_on, view.last_on)
    ]
    still += [_named(one.kind, one.text) for one in view.notes if not one.is_new]
    still += [
        _named("idea", one.title) for one in view.ideas if not one.is_new and one.status not in SETTLED_IDEAS
    ]
    return Difference(
        view.last_on, tuple(new), tuple(closed), tuple(still), tuple(_changes(view.figures, view.ratings))
    )


def _is_new(on: date, last_on: date | None) -> bool:
    return last_on is None or on > last_on


def _changes(figures: Iterable[PackFigure], ratings: Iterable[PackRating]) -> Iterable[Change]:
    """The numbers that are not what they were."""
    said = [
        Change(one.name, *(share_words(each, is_share=one.is_share) for each in (one.then, one.now)))
        for one in figures
    ]
    said += [
        Change(one.name, rating_words(one.then, one.then_on), rating_words(one.now, one.now_on))
        for one in ratings
    ]
    return [one for one in said if one.then != one.now]


def rating_words(score: int | None, on: date | None) -> str:
    """`8, Fri 13 Nov 2026`; `unknown` where nobody was asked."""
    if score is None:
        return UNKNOWN
    return f"{score}, {format_exact(on)}" if on is not None else f"{score}"


def sentence(text: str) -> str:
    """With a capital at the beginning."""
    return text[:1].upper() + text[1:]


def _named(kind: str, text: str) -> str:
    return f"{sentence(kind)}: {text}"


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"
