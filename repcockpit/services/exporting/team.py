"""The team's activity by rep, ISO week and type, with the rows behind; what is known of each rep beside it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from repcockpit.domain.team import days_between
from repcockpit.domain.views.plain import as_json
from repcockpit.exchange.writers.json import write_json_records
from repcockpit.exchange.writers.sheets import Report, Sheet
from repcockpit.services.exporting.activity import rows_behind_sheet
from repcockpit.services.exporting.columns import typed
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.services.exporting.spans import span_words
from repcockpit.services.exporting.team_charts import team_charts
from repcockpit.services.exporting.team_reps import reps_left_out, reps_page, reps_sheet
from repcockpit.services.exporting.team_weeks import TeamWeek, team_weeks
from repcockpit.services.exporting.watch import Watch
from repcockpit.services.viewer import viewer_of

if TYPE_CHECKING:
    from repcockpit.domain.views.team import TeamView
    from repcockpit.services.book import Book

COLUMNS: Final = (
    "rep_id", "rep", "week", "week_from", "type", "count", "touches", "minutes", "accounts",
)  # fmt: skip
"""The columns, fixed for ever."""
_HIDDEN: Final = ("when things were written down (logged_at): how late a rep logs is told to the rep alone",)


def team_json(book: "Book", order: ExportOrder, out: BinaryIO) -> int:
    """The weeks, and in `reps` what `team` says of each; gives the number of weeks."""
    from repcockpit.domain.views.team_shape import team_shape  # noqa: PLC0415 -- json only

    weeks = team_weeks(book, order)
    shape = team_shape(_view(book, order, weeks), viewer_of(book))
    head: dict[str, Any] = {"schema_version": 1, "as_of": as_json(book.now())}
    head |= {name: shape[name] for name in ("since", "until", "reps", "left_out")} | {"total": len(weeks)}
    records = (_shape(one) for one in (order.watch or Watch()).rows(weeks, len(weeks)))
    write_json_records(head, records, out, key="team")
    return len(weeks)


def _shape(one: TeamWeek) -> dict[str, Any]:
    rep = None if one.rep_id is None else {"id": one.rep_id.hex(), "name": one.rep}
    return {"rep": rep} | {name: as_json(value) for name, value in zip(COLUMNS[2:], one[2:], strict=True)}


def team_report(book: "Book", order: ExportOrder) -> Report:
    """By rep, week and type; the reps; in a workbook the rows behind too; charts by week."""
    weeks = team_weeks(book, order)
    sheet = Sheet("team", typed(COLUMNS), lambda: weeks, len(weeks))
    lines = (span_words(order), "Completed interactions by ISO week; reps A to Z.")
    report = Report("Team activity", book.now(), (sheet,), lines)
    if order.form == "csv":
        return report._replace(left_out=lambda: reps_left_out(book, order.rep_id))
    view = _view(book, order, weeks)
    if order.form == "xlsx":
        behind = _behind(book, order)
        return report._replace(
            sheets=(sheet, behind, reps_sheet(book, view)), left_out=_told(book, order, view, _HIDDEN)
        )
    more = ("the rows behind the numbers, and flags of coverage: the xlsx has them",)
    return report._replace(
        sheets=(reps_page(book, view), sheet),
        main=1,
        charts=team_charts(weeks, view),
        left_out=_told(book, order, view, more),
    )


def _told(
    book: "Book", order: ExportOrder, view: "TeamView", more: Sequence[str] = ()
) -> Callable[[], Sequence[str]]:
    return lambda: (*reps_left_out(book, order.rep_id), *view.left_out, *more)


def _behind(book: "Book", order: ExportOrder) -> Sheet:
    until = min(order.until or book.today(), book.today())
    return rows_behind_sheet(book, order._replace(until=until))


def _view(book: "Book", order: ExportOrder, weeks: Sequence[TeamWeek]) -> "TeamView":
    """What is known of each rep over the same days; of the span before it what only json tells."""
    from repcockpit.services.team.reading import ALL, NOW, team_view  # noqa: PLC0415 -- not for csv

    until = order.until or max(book.today(), order.since or book.today())
    since = order.since or min((one.week_from for one in weeks), default=until)
    watch = order.watch or Watch()

    def go_on(_done: int, _total: int) -> None:
        watch.go_on()

    return team_view(
        book, days_between(min(since, until), until), parts=ALL if order.form == "json" else NOW, only=order.rep_id,
        progress=go_on, is_shared=True,
    )  # fmt: skip
