"""One document of any kind in any form: refuses what there is not, and lets the right module write the rest."""

from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

from repcockpit.domain.errors import RefusedError, UsageError
from repcockpit.exchange.writers.output_file import replace_file
from repcockpit.services.exporting.activities import ROWS, activities_json, activities_report
from repcockpit.services.exporting.activity import activity_json, activity_report
from repcockpit.services.exporting.agenda import agenda_ics, agenda_json, agenda_report
from repcockpit.services.exporting.everything import everything_report
from repcockpit.services.exporting.figures import (
    coverage_json,
    coverage_report,
    ideas_json,
    ideas_report,
    scorecards_json,
    scorecards_report,
)
from repcockpit.services.exporting.forms import in_forms
from repcockpit.services.exporting.lists import list_json, list_report, list_vcf
from repcockpit.services.exporting.order import ExportOrder, Write
from repcockpit.services.exporting.person import PERSON
from repcockpit.services.exporting.team import team_json, team_report
from repcockpit.services.exporting.whole import whole_json
from repcockpit.store.reads.whole import steady

if TYPE_CHECKING:
    from repcockpit.services.book import Book

WHATS: Final[dict[str, dict[str, Write]]] = {
    "all": {"json": whole_json, **in_forms(everything_report, "xlsx")},
    "accounts": {**in_forms(list_report), "json": list_json},
    "contacts": {**in_forms(list_report), "json": list_json, "vcf": list_vcf},
    "activity": {**in_forms(activity_report), "json": activity_json},
    **{what: {**in_forms(activities_report), "json": activities_json} for what in ROWS},
    "team": {**in_forms(team_report), "json": team_json},
    "ideas": {**in_forms(ideas_report), "json": ideas_json},
    "coverage": {**in_forms(coverage_report), "json": coverage_json},
    "scorecards": {**in_forms(scorecards_report), "json": scorecards_json},
    "agenda": {"ics": agenda_ics, **in_forms(agenda_report), "json": agenda_json},
}
"""Every WHAT with its forms; a new one is one more line and one more writer."""
OF_ONE: Final[dict[str, dict[str, Write]]] = {"person": PERSON}
"""What is written of one record, which `ExportOrder.only` names."""


def export_document(book: "Book", order: ExportOrder, target: BinaryIO | Path, *, force: bool = False) -> int:
    """Write one document to a stream, or whole to a path, and give the number of its records.

    The bytes depend on the data and the book's moment alone. Raises UsageError for an unknown WHAT or form and
    for days the wrong way round, RefusedError for `all` in a form of one list, what `replace_file`
    raises, and StoppedError where whoever watches stopped it.
    """
    write = _writer(order)
    with steady(book.db):
        if isinstance(target, Path):
            with replace_file(target, force=force) as stream:
                count = write(book, order, stream)
                if order.watch is not None:
                    order.watch.go_on()
                return count
        return write(book, order, target)


def _writer(order: ExportOrder) -> Write:
    forms = WHATS.get(order.what) or OF_ONE.get(order.what)
    if forms is None:
        raise UsageError(
            f"there is no export {order.what!r}", "exports: " + ", ".join([*WHATS, "person NAME"])
        )
    if order.what == "all" and order.form not in WHATS["all"]:
        raise RefusedError(
            f"everything does not fit into one {order.form} file",
            "`export all --format json` holds all of it, `--format xlsx` has a sheet for each list; the other forms hold one list",
        )
    write = forms.get(order.form)
    if write is None:
        raise UsageError(f"{order.what} cannot be exported as {order.form!r}", "formats: " + ", ".join(forms))
    if (order.what == "all" or order.what in OF_ONE) and (order.since or order.until):
        raise UsageError("everything has no range of days", "leave --since and --until out")
    if order.since and order.until and order.until < order.since:
        raise UsageError(f"--until {order.until} lies before --since {order.since}", "turn them round")
    return write
