"""What each of us did in each ISO week by type, as far as today: the rows of the team's export and of its charts."""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from repcockpit.domain.names import fold
from repcockpit.services.exporting.order import ExportOrder
from repcockpit.store.reads.team_weeks import WeekRow, week_rows

if TYPE_CHECKING:
    from repcockpit.services.book import Book


class TeamWeek(NamedTuple):
    """What one of us did in one week by one type: so many interactions, `touches` of them, at so many accounts.

    `week` is ISO (`2026-W48`), `week_from` its Monday. A rep that nobody named has neither id nor name.
    """

    rep_id: bytes | None
    rep: str | None
    week: str
    week_from: date
    type: str | None
    interactions: int
    touches: int
    minutes: int
    accounts: int


def team_weeks(book: "Book", order: ExportOrder) -> list[TeamWeek]:
    """Completed interactions of the days of the order up to today: reps A to Z, weeks in order, types A to Z."""
    from repcockpit.store.reads.device import reps_named  # noqa: PLC0415 -- with rows only

    names = dict(reps_named(book.db))
    until = min(order.until or book.today(), book.today())
    rows = week_rows(book.db, order.since or date.min, until, order.rep_id)
    return sorted((_week(row, names) for row in rows), key=_place)


def _week(row: WeekRow, names: dict[bytes, str]) -> TeamWeek:
    monday = date.fromisoformat(row.monday)
    year, week, _ = monday.isocalendar()
    name = names.get(row.rep_id) if row.rep_id is not None else None
    return TeamWeek(row.rep_id, name, f"{year:04}-W{week:02}", monday, *row[2:])


def _place(one: TeamWeek) -> tuple[bool, str, bytes, date, str]:
    return one.rep_id is None, fold(one.rep or ""), one.rep_id or b"", one.week_from, one.type or ""
