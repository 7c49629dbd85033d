"""The rows of a day as csv: what a screen shows of Today, the filter applied."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from repcockpit.domain.views.today import TodayItem
from repcockpit.exchange.writers.csv import write_csv
from repcockpit.exchange.writers.output_file import replace_file
from repcockpit.exchange.writers.values import Cell

COLUMNS: Final = (
    "id", "group", "kind", "title", "account_id", "account", "segment", "contact_id", "contact", "role", "others",
    "at", "due_at", "due_on", "days_over", "last_touch_on", "interval_days", "planned_on", "phone", "score", "reasons",
)  # fmt: skip
"""The columns of the csv, fixed for ever."""


def export_day(items: Sequence[TodayItem], target: Path, *, force: bool = False) -> int:
    """Write one row for each item and give their number; raises what `replace_file` raises."""
    with replace_file(target, force=force) as stream:
        write_csv(COLUMNS, map(_cells, items), stream)
    return len(items)


def _cells(item: TodayItem) -> tuple[Cell, ...]:
    account, contact = item.account_id, item.contact_id
    return (
        f"{item.kind}:{item.subject_id.hex()}", item.group, item.kind, item.title, account and account.hex(),
        item.account_name, item.account_segment, contact and contact.hex(), item.contact_name, item.contact_role,
        item.others, item.at and item.at.isoformat(timespec="minutes"),
        item.due_at and item.due_at.isoformat(timespec="minutes"), item.due_on, item.days_over, item.last_touch_on,
        item.interval_days, item.planned_on, item.phone, item.score and round(item.score, 1),
        [reason.text for reason in item.reasons],
    )  # fmt: skip
