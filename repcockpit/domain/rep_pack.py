"""What a 1:1 pack says of one of us beyond its rows: numbers in words against the period before, and what went well.

Facts alone: nobody is compared with anybody else.
"""

from collections.abc import Mapping
from typing import NamedTuple

from repcockpit.domain.score_words import ACTIVITY_WORDS
from repcockpit.domain.views.team import QbrPipeline, Share, TeamFigures, TierCounts

DASH = "–"
_ROSE = 5.0
"""A part of the scorecard that gained so many points went well."""


class Figure(NamedTuple):
    """A number of the period and of the one before, in words, and what it counts; `is_plan` where it is of the plan."""

    name: str
    now: str
    before: str
    meaning: str
    is_plan: bool = False


def figures_in_words(now: TeamFigures, before: TeamFigures) -> tuple[Figure, ...]:
    """Every number of a row, in the order of a talk."""
    return (
        Figure("Touches", _count(now.touches), _count(before.touches), "completed and connected, the rep's own"),
        Figure("Touches by everybody", _count(now.total), _count(before.total), "at the accounts that the rep owns"),
        Figure("Attainment", _percent(now.attainment), _percent(before.attainment), "own touches of those planned", is_plan=True),
        Figure(
            "Attainment, capped", _percent(now.attainment_capped), _percent(before.attainment_capped),
            "no account counts for more than its plan", is_plan=True,
        ),
        Figure("Plans met", _percent(now.frequency), _percent(before.frequency), "accounts that had as many as planned", is_plan=True),
        Figure("Expected by now", _percent(now.expected), _percent(before.expected), "working days gone by", is_plan=True),
        Figure("Past due", _over(now), _over(before), "accounts and key people with a cadence"),
        Figure("Catch-up", _count(now.catch_up_now), _count(now.catch_up_before), "late already when the record came in; before: on the eve"),
        Figure("Requests in time", _share(now.requests), _share(before.requests), "answered and solved, of those that ended"),
        Figure("Call-backs on time", _share(now.callbacks), _share(before.callbacks), "of those due"),
        Figure("QBRs ready", _reviews(now.qbrs), _reviews(before.qbrs), "of those in sight"),
        Figure("Broadly covered", _of(now.broad, now.mapped), _of(before.broad, before.mapped), "of mapped customers"),
        Figure("Promises kept", _of(now.kept, now.promises_due), _of(before.kept, before.promises_due), "by the day first given"),
        Figure("Ideas", _count(now.ideas), _count(before.ideas), "that came in"),
        Figure("Trainings", _count(now.trainings), _count(before.trainings), "given"),
    )  # fmt: skip


def overdue_by_tier(now: TierCounts | None, before: TierCounts | None) -> tuple[tuple[str, str, str], ...]:
    """(tier, now, before); empty where nothing is known."""
    if now is None:
        return ()
    names = ("A", "B", "C", "D", "none")
    return tuple(
        (
            name if name != "none" else "no tier",
            str(getattr(now, name)),
            str(getattr(before, name)) if before else DASH,
        )
        for name in names
    )


def went_well(
    now: TeamFigures, before: TeamFigures, parts: Mapping[str, tuple[float | None, float | None]]
) -> tuple[str, ...]:
    """What was kept, grew or shrank to the good; `parts` are (value now, value before) by activity."""
    found = []
    if now.promises_due and now.kept == now.promises_due:
        found.append(f"{_all(now.promises_due, 'promise was', 'promises were')} kept.")
    for share, one, many in (
        (now.callbacks, "call-back was", "call-backs were"),
        (now.requests, "request was", "requests were"),
    ):
        if share is not None and share.whole and share.part == share.whole:
            found.append(f"{_all(share.whole, one, many)} in time.")
    if now.qbrs is not None and now.qbrs.due and now.qbrs.ready == now.qbrs.due:
        found.append(f"{_all(now.qbrs.due, 'QBR in sight is', 'QBRs in sight are')} ready.")
    if now.touches is not None and before.touches is not None and now.touches > before.touches:
        found.append(f"Touches rose from {before.touches:,} to {now.touches:,}.")
    if now.overdue is not None and before.overdue is not None and now.overdue.all < before.overdue.all:
        found.append(f"Past due fell from {before.overdue.all:,} to {now.overdue.all:,}.")
    if (
        now.catch_up_now is not None
        and now.catch_up_before is not None
        and now.catch_up_now < now.catch_up_before
    ):
        found.append(f"Catch-up shrank from {now.catch_up_before:,} to {now.catch_up_now:,}.")
    found += [
        f"{ACTIVITY_WORDS[activity]} rose from {then:.0f} to {value:.0f}."
        for activity, (value, then) in parts.items()
        if value is not None and then is not None and value - then >= _ROSE
    ]
    return tuple(found)


def _all(count: int, one: str, many: str) -> str:
    return f"The one {one}" if count == 1 else f"All {count:,} {many}"


def change_words(now: float | None, before: float | None) -> str:
    """`+4`, `-12`, `same`; a dash where one of both is unknown."""
    if now is None or before is None:
        return DASH
    moved = round(now) - round(before)
    return f"{moved:+d}" if moved else "same"


def _count(count: int | None) -> str:
    return DASH if count is None else f"{count:,}"


def _percent(share: float | None) -> str:
    return DASH if share is None else f"{round(100 * share)} %"


def _share(share: Share | None) -> str:
    return (
        DASH
        if share is None
        else share.said
        if share.whole < 5
        else f"{share.said}, {share.part} of {share.whole}"
    )


def _of(part: int | None, whole: int | None) -> str:
    return _share(Share(part, whole)) if part is not None and whole is not None else DASH


def _over(found: TeamFigures) -> str:
    if found.overdue is None:
        return DASH
    return f"{found.overdue.all:,}" + (f" of {found.overdue_of:,}" if found.overdue_of is not None else "")


def _reviews(found: QbrPipeline | None) -> str:
    if found is None:
        return DASH
    late = f", {found.late} late" if found.late else ""
    risk = f", {found.at_risk} at risk" if found.at_risk else ""
    return f"{found.ready} of {found.due}{risk}{late}" if found.due else "none in sight"
