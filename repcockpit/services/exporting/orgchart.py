"""The rows of an org chart as csv: people and empty seats in the order of the tree."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from repcockpit.domain.views.chart import ChartPerson
from repcockpit.domain.views.coverage import PersonCoverage
from repcockpit.exchange.writers.csv import write_csv
from repcockpit.exchange.writers.output_file import replace_file
from repcockpit.exchange.writers.values import Cell

COLUMNS: Final = (
    "id", "kind", "name", "title", "department", "roles", "level_in_chart", "reports_to_id", "note", "depth",
    "last_touch_on", "strength", "support", "support_on", "role_confirmed_on", "status", "phone", "email", "open_since",
)  # fmt: skip
"""The columns of the csv, fixed for ever."""


def export_chart(
    people: Sequence[ChartPerson], known: Mapping[bytes, PersonCoverage], target: Path, *, force: bool = False
) -> int:
    """Write one row for each person and seat and give their number; raises what `replace_file` raises."""
    with replace_file(target, force=force) as stream:
        write_csv(COLUMNS, (_cells(one, known.get(one.id)) for one in people), stream)
    return len(people)


def _cells(one: ChartPerson, covered: PersonCoverage | None) -> tuple[Cell, ...]:
    name = None if one.is_seat else one.name
    said: tuple[Cell, ...] = (None,) * 6
    if covered is not None:
        said = (
            covered.depth, covered.last_touch_on, round(covered.strength, 1), covered.support, covered.support_on,
            covered.role_confirmed_on,
        )  # fmt: skip
    return (
        one.id.hex(), one.kind, name, one.title or None, one.department or None, list(one.roles), one.level,
        one.parent_id and one.parent_id.hex(), one.note or None, *said, one.status, one.phone or None,
        one.email or None, one.opened_on,
    )  # fmt: skip
