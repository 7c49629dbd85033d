"""What is known of each rep over the days of an export: A to Z, as of when, never ranked."""

from typing import TYPE_CHECKING, Final

from repcockpit.domain.access import may_see
from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.team import Share, TeamRow, TeamView, TierCounts
from repcockpit.exchange.writers.sheets import Sheet
from repcockpit.services.exporting.columns import typed
from repcockpit.services.viewer import viewer_of

if TYPE_CHECKING:
    from repcockpit.exchange.writers.values import Cell
    from repcockpit.services.book import Book

_PLANNED: Final = ("attainment", "attainment_capped", "frequency", "expected")
_TIERS: Final = ("A", "B", "C", "D", "none")
COLUMNS: Final = (
    "rep_id", "rep", "role", "left_on", "as_of_sync", "stale", "touches", "total", *_PLANNED,
    *(f"overdue_{tier.lower()}" for tier in _TIERS), "overdue_of", "catch_up_now", "catch_up_before",
    "requests_in_time", "requests_ended", "callbacks_on_time", "callbacks_due", "qbrs_due", "qbrs_ready", "qbrs_at_risk",
    "qbrs_late", "broad", "mapped", "flags", "ideas", "trainings", "kept", "promises_due",
)  # fmt: skip
"""The columns, fixed for ever."""
READ: Final = (
    "rep_id", "rep", "role", "left_on", "as_of_sync", "stale", "touches", "total", "attained", "overdue", "catch_up",
    "requests_in_time", "call-backs_on_time", "reviews", "broad_coverage", "ideas", "trainings", "promises_kept",
)  # fmt: skip
"""The columns for people to read."""
_READ_TYPES: Final = {
    "as_of_sync": "instant_min", "touches": "whole", "total": "whole", "attained": "share", "ideas": "whole",
    "trainings": "whole",
}  # fmt: skip
NUMBERS: Final = (
    dict.fromkeys(COLUMNS[6:], "whole")
    | dict.fromkeys(_PLANNED, "share")
    | {"flags": "texts", "as_of_sync": "instant_min"}
)
"""Their types, where their names do not say them."""


def reps_sheet(book: "Book", view: TeamView) -> Sheet:
    """A row for each of us; who does not see attainment gets those cells empty."""
    sees_plan = may_see(viewer_of(book), "attainment")
    rows = [_cells(row, sees_plan=sees_plan) for row in view.rows]
    return Sheet("reps", typed(COLUMNS, **NUMBERS), lambda: rows, len(rows))


def _cells(row: TeamRow, *, sees_plan: bool) -> "tuple[Cell, ...]":
    one = row.figures
    plan = [getattr(one, name) if sees_plan else None for name in _PLANNED]
    overdue = [None if one.overdue is None else getattr(one.overdue, tier) for tier in TierCounts._fields]
    flags = [f"{flag} {count}" for flag, count in one.flags or ()]
    return (
        row.id, row.name, row.role, row.left_on, row.as_of_sync, row.stale, one.touches, one.total,
        *(None if value is None else round(value, 4) for value in plan), *overdue, one.overdue_of, one.catch_up_now,
        one.catch_up_before, *_both(one.requests), *_both(one.callbacks),
        *(one.qbrs if one.qbrs is not None else (None,) * 4), one.broad, one.mapped, flags, one.ideas, one.trainings,
        one.kept, one.promises_due,
    )  # fmt: skip


def reps_page(book: "Book", view: TeamView) -> Sheet:
    """The same for people to read: what belongs together in one column, flags left to the workbook."""
    sees_plan = may_see(viewer_of(book), "attainment")
    rows = [_said(row, sees_plan=sees_plan) for row in view.rows]
    return Sheet("reps", typed(READ, **_READ_TYPES), lambda: rows, len(rows))


def _said(row: TeamRow, *, sees_plan: bool) -> "tuple[Cell, ...]":
    one = row.figures
    catch_up = None if one.catch_up_now is None else f"{one.catch_up_now}, was {one.catch_up_before}"
    return (
        row.id, row.name, row.role, row.left_on, row.as_of_sync, row.stale, one.touches, one.total,
        one.attainment_capped if sees_plan else None, _overdue(row), catch_up, _of(one.requests), _of(one.callbacks),
        _qbrs(row), None if one.broad is None else f"{one.broad} of {one.mapped}", one.ideas, one.trainings,
        None if one.kept is None else f"{one.kept} of {one.promises_due}",
    )  # fmt: skip


def _overdue(row: TeamRow) -> str | None:
    """`3 A, 2 B of 73`."""
    found = row.figures.overdue
    if found is None:
        return None
    words = [*TierCounts._fields[:-1], "without tier"]
    said = [f"{count} {word}" for word, count in zip(words, found, strict=True) if count]
    return f"{', '.join(said) or '0'} of {row.figures.overdue_of}"


def _qbrs(row: TeamRow) -> str | None:
    """`1 of 7 ready, 1 at risk`."""
    found = row.figures.qbrs
    if found is None:
        return None
    said = [f"{count} {word}" for count, word in ((found.at_risk, "at risk"), (found.late, "late")) if count]
    return ", ".join([f"{found.ready} of {found.due} ready", *said]) if found.due else "none due"


def _of(share: Share | None) -> str | None:
    return None if share is None else f"{share.part} of {share.whole}"


def _both(share: Share | None) -> tuple[int | None, int | None]:
    return (None, None) if share is None else (share.part, share.whole)


def reps_left_out(book: "Book", only: bytes | None) -> list[str]:
    """Whose numbers may lack what they did since their device was heard of; and what this role is not shown."""
    from repcockpit.services.team.members import members  # noqa: PLC0415 -- here only

    told = []
    for one in members(book, is_shared=True):
        if not one.is_stale or one.left_on is not None or only not in (None, one.id):
            continue
        when = f"heard of last on {format_exact(one.as_of.date())}" if one.as_of else "not heard of yet"
        told.append(f"what {one.name} did since then: {when}")
    if not may_see(viewer_of(book), "attainment"):
        told.append("attainment: this role is not shown it")
    return told
