"""`export all` as a workbook: a sheet for each list, for people; what comes back whole is the json."""

from typing import TYPE_CHECKING, Final

from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.services.exporting.activities import ROWS, activities_sheet
from repcockpit.services.exporting.activity import activity_sheet
from repcockpit.services.exporting.agenda import agenda_sheet
from repcockpit.services.exporting.figures import coverage_report, ideas_report, scorecards_report
from repcockpit.services.exporting.lists import TABLES, list_sheet
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.removed import taken_away
from repcockpit.services.exporting.team import team_report
from repcockpit.services.exporting.watch import Watch

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_REPORTS: Final = (ideas_report, coverage_report, scorecards_report)


def everything_report(book: "Book", order: ExportOrder) -> Report:
    """Accounts, people, what happened, what is open, what is counted; a sheet each."""
    watch = order.watch or Watch()
    sheets: list[Sheet] = [list_sheet(book, order._replace(what=what)) for what in TABLES]
    sheets.append(activity_sheet(book, order))
    for what in ROWS:
        watch.go_on()
        sheets.append(activities_sheet(book, order._replace(what=what)))
    sheets.append(agenda_sheet(book, order))
    for report in _REPORTS:
        watch.go_on()
        sheets += report(book, order).sheets
    sheets += team_report(book, order._replace(form="csv")).sheets
    return Report("Everything", book.now(), tuple(sheets), main=None, left_out=lambda: _left_out(book, order))


def _left_out(book: "Book", order: ExportOrder) -> list[str]:
    return [
        *taken_away(book, order)(),
        "the steps of requests, the lists of reviews, history and rules: `export all --format json` holds all of it",
    ]
