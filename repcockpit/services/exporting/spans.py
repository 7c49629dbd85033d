"""The days of an export, in words."""

from repcockpit.domain.dates import format_exact
from repcockpit.services.exporting.order import ExportOrder


def span_words(order: ExportOrder) -> str:
    """`Mon 16 Nov 2026 to Sun 22 Nov 2026`, or what there is of it."""
    if order.since and order.until:
        return f"{format_exact(order.since)} to {format_exact(order.until)}"
    if order.since:
        return f"From {format_exact(order.since)} on"
    if order.until:
        return f"Up to {format_exact(order.until)}"
    return "All days"
