"""The line of the team: the sums of its rows, and shares of what was due."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from repcockpit.domain.team import Plan, attained
from repcockpit.domain.views.team import QbrPipeline, Share, TeamFigures, TeamRow, TierCounts

NOT_STALE = False
TEAM_ID = b""
"""The id of the line of the team: that of nobody."""


def with_plans(figures: TeamFigures, *plans: Plan) -> TeamFigures:
    """The figures with the attainment of these plans."""
    found = attained(plans)
    return figures._replace(attainment=found.raw, attainment_capped=found.capped, frequency=found.frequency)


def total_row(rows: Sequence[TeamRow], plans: Sequence[Plan], before: Sequence[Plan]) -> TeamRow:
    """The line of the team over these rows; what no row knows it does not know either."""
    now = with_plans(summed([row.figures for row in rows]), *plans)
    then = with_plans(summed([row.previous for row in rows]), *before)
    now = now._replace(expected=_expected([row.figures for row in rows], plans))
    then = then._replace(expected=_expected([row.previous for row in rows], before))
    weeks = zip(*(row.trend for row in rows), strict=True)
    return TeamRow(
        TEAM_ID, "team", "", None, NOT_STALE, None, None, None, sum(row.accounts for row in rows),
        sum(row.people for row in rows), now, then, tuple(_sum(week) for week in weeks),
        sum(row.handed for row in rows), sum(row.snoozed for row in rows),
    )  # fmt: skip


def _expected(figures: Sequence[TeamFigures], plans: Sequence[Plan]) -> float | None:
    """What is expected by now, each rep weighing as much as is planned."""
    known = [
        (one.expected, sum(planned for planned, _ in plan.pairs))
        for one, plan in zip(figures, plans, strict=True)
        if one.expected is not None
    ]
    whole = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / whole if whole else None


def summed(rows: Sequence[TeamFigures]) -> TeamFigures:
    """The sums of counts; attainment is not summed."""

    def of(read: Callable[[TeamFigures], int | None]) -> int | None:
        return _sum(read(one) for one in rows)

    return TeamFigures(
        touches=of(lambda one: one.touches),
        total=of(lambda one: one.total),
        overdue=_tiers(one.overdue for one in rows),
        overdue_of=of(lambda one: one.overdue_of),
        catch_up_now=of(lambda one: one.catch_up_now),
        catch_up_before=of(lambda one: one.catch_up_before),
        requests=_share(one.requests for one in rows),
        callbacks=_share(one.callbacks for one in rows),
        qbrs=_pipeline(one.qbrs for one in rows),
        broad=of(lambda one: one.broad),
        mapped=of(lambda one: one.mapped),
        flags=_flags([one.flags for one in rows]),
        ideas=of(lambda one: one.ideas),
        trainings=of(lambda one: one.trainings),
        kept=of(lambda one: one.kept),
        promises_due=of(lambda one: one.promises_due),
    )


def _sum(parts: Iterable[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if known else None


def _tiers(parts: Iterable[TierCounts | None]) -> TierCounts | None:
    known = [part for part in parts if part is not None]
    return TierCounts(*map(sum, zip(*known, strict=True))) if known else None


def _share(parts: Iterable[Share | None]) -> Share | None:
    known = [part for part in parts if part is not None]
    return Share(sum(one.part for one in known), sum(one.whole for one in known)) if known else None


def _pipeline(parts: Iterable[QbrPipeline | None]) -> QbrPipeline | None:
    known = [part for part in parts if part is not None]
    return QbrPipeline(*map(sum, zip(*known, strict=True))) if known else None


def _flags(parts: Sequence[tuple[tuple[str, int], ...] | None]) -> tuple[tuple[str, int], ...] | None:
    known = [part for part in parts if part is not None]
    if not known:
        return None
    counts: Counter[str] = Counter()
    for part in known:
        counts.update(dict(part))
    return ordered_flags(counts)


def ordered_flags(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """(flag, customers) in the order of FLAGS, those that nobody has left out."""
    from repcockpit.domain.coverage_flags import FLAGS  # noqa: PLC0415 -- the first numbers have none

    return tuple((flag, counts[flag]) for flag in FLAGS if counts[flag])
