"""Risks in the networks of mapped customers, as rows of Today: one per account, its worst flag."""

from typing import TYPE_CHECKING

from repcockpit.domain.views.today import Reason, TodayItem

if TYPE_CHECKING:
    from repcockpit.domain.views.coverage import Flag
    from repcockpit.services.book import Book
    from repcockpit.store.reads.coverage import AccountRow


def network_items(book: "Book") -> list[TodayItem]:
    """The worst flag of each of the rep's mapped customers, the most urgent first; kinds are gap_FLAG."""
    from repcockpit.services.coverage.worst import worst_flags  # noqa: PLC0415 -- only where somebody asks for all

    return [network_item(row, flag) for row, flag in worst_flags(book)]


def network_item(row: "AccountRow", flag: "Flag") -> TodayItem:
    """The row of one account."""
    reasons = (Reason("network", None, flag.fact), Reason("next", None, flag.next_action))
    return TodayItem(
        "account", row.id, "gaps", f"gap_{flag.flag}", row.id, row.name, row.segment, None, None, None, 0,
        flag.next_action, None, None, None, None, None, None, None, None, None, reasons,
    )  # fmt: skip
