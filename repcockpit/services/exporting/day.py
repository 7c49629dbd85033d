"""The rows of a day: what a screen shows of Today, the filter applied."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from repcockpit.domain.views.today import TodayItem
from repcockpit.exchange.writers.output_file import replace_file
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.exchange.writers.values import Cell
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.forms import write_report
from repcockpit.services.exporting.watch import Watch

COLUMNS: Final = (
    "id", "group", "kind", "title", "account_id", "account", "segment", "contact_id", "contact", "role", "others",
    "at", "due_at", "due_on", "days_over", "last_touch_on", "interval_days", "planned_on", "phone", "score", "reasons",
)  # fmt: skip
"""The columns, fixed for ever."""
_TYPES: Final = {
    "id": "text", "at": "instant_min", "due_at": "instant_min", "days_over": "whole", "score": "number", "others": "whole",
}  # fmt: skip


def export_day(
    items: Sequence[TodayItem], made: datetime, form: str, target: Path, watch: Watch, *, force: bool = False
) -> int:
    """Write one row for each item and give their number; raises what `replace_file` and `write_report` raise."""
    sheet = Sheet("today", typed(COLUMNS, **_TYPES), lambda: map(_cells, items), len(items))
    with replace_file(target, force=force) as stream:
        return write_report(Report("Today", made, (sheet,)), form, stream, watch)


def _cells(item: TodayItem) -> tuple[Cell, ...]:
    account, contact = item.account_id, item.contact_id
    return (
        f"{item.kind}:{item.subject_id.hex()}", item.group, item.kind, item.title, account and account.hex(),
        item.account_name, item.account_segment, contact and contact.hex(), item.contact_name, item.contact_role,
        item.others, item.at, item.due_at, item.due_on, item.days_over, item.last_touch_on,
        item.interval_days, item.planned_on, item.phone, item.score and round(item.score, 1),
        [reason.text for reason in item.reasons],
    )  # fmt: skip
