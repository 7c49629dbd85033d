"""The team in JSON's terms: the keys of cli.md."""

from typing import Any

from repcockpit.domain.access import Viewer, may_see
from repcockpit.domain.views.plain import as_json
from repcockpit.domain.views.team import Share, TeamFigures, TeamRow, TeamView

_PLANNED = ("attainment", "attainment_capped", "frequency", "expected")


def team_shape(view: TeamView, viewer: Viewer) -> dict[str, Any]:
    """The document of `team`; attainment is null for whom it is not shown to."""
    sees_plan = may_see(viewer, "attainment")
    return {
        "as_of": as_json(view.as_of),
        "since": as_json(view.since),
        "until": as_json(view.until),
        "reps": [_row(row, sees_plan=sees_plan) for row in view.rows],
        "total": _figures(view.total.figures, sees_plan=sees_plan)
        | {"previous": _figures(view.total.previous, sees_plan=sees_plan)},
        "help": [as_json(line) for line in view.help],
        "qbrs_in_sight": [as_json(line) for line in view.qbrs],
        "least_touched": [as_json(one) for one in view.least_touched],
        "without_next_step": [as_json(one) for one in view.without_next_step],
        "left_out": list(view.left_out),
    }


def _row(row: TeamRow, *, sees_plan: bool) -> dict[str, Any]:
    return {
        "id": row.id.hex(),
        "name": row.name,
        "role": row.role,
        "as_of_sync": as_json(row.as_of_sync),
        "stale": row.stale,
        "left_on": as_json(row.left_on),
        "away_until": as_json(row.away_until),
        **_figures(row.figures, sees_plan=sees_plan),
        "trend": list(row.trend),
        "handed": row.handed,
        "snoozed": row.snoozed,
        "previous": _figures(row.previous, sees_plan=sees_plan),
    }


def _figures(one: TeamFigures, *, sees_plan: bool) -> dict[str, Any]:
    catch_up = {"now": one.catch_up_now, "before": one.catch_up_before}
    shown: dict[str, Any] = {
        "touches": one.touches,
        "total": one.total,
        **{name: _rounded(getattr(one, name)) if sees_plan else None for name in _PLANNED},
        "overdue": as_json(one.overdue),
        "overdue_of": one.overdue_of,
        "catch_up": catch_up,
        "requests": _share(one.requests, "in_time", "ended"),
        "callbacks": _share(one.callbacks, "on_time", "due"),
        "qbrs": as_json(one.qbrs),
        "broad": one.broad,
        "mapped": one.mapped,
        "flags": None if one.flags is None else dict(one.flags),
        "ideas": one.ideas,
        "trainings": one.trainings,
        "kept": one.kept,
        "promises_due": one.promises_due,
    }
    return shown


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _share(share: Share | None, part: str, whole: str) -> dict[str, int] | None:
    return None if share is None else {whole: share.whole, part: share.part}
