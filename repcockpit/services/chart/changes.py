"""What changed in a chart of late: who left, came, was confirmed, has another title or manager."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.views.chart import ChartChange, ChartView
from repcockpit.domain.words import spoken
from repcockpit.store.reads import charts as reads

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.log import Change

DAYS = 90
MOST = 12
_EDITS = 60


def late_changes(book: "Book", chart: ChartView) -> tuple[ChartChange, ...]:
    """Changes of the last 90 days, the newest first, twelve at most; undone ones are none."""
    since = chart.today - timedelta(days=DAYS)
    named = {one.id: one.name for one in chart.people} | {one.id: one.name for one in chart.departed}
    found = [*_departures(chart, since), *_dated(book, chart, since), *_written(book, chart, since, named)]
    return tuple(sorted(set(found), key=lambda one: (-one.on.toordinal(), one.who, one.said))[:MOST])


def _departures(chart: ChartView, since: date) -> list[ChartChange]:
    open_seats = {one.opened_on for one in chart.people if one.is_seat}
    found = []
    for one in chart.departed:
        if one.left_on is None or one.left_on < since:
            continue
        role = spoken(one.roles[0]) if one.roles else "the seat"
        said = f"left for {one.new_employer}" if one.new_employer else "left"
        if one.left_on in open_seats:
            said += f"; {role} is open"
        found.append(ChartChange(one.left_on, one.id, one.name, said))
    return found


def _dated(book: "Book", chart: ChartView, since: date) -> list[ChartChange]:
    """Roles and support that somebody looked at, by the day they carry."""
    found = []
    by_id = {one.id: one for one in chart.people}
    for row in reads.confirmed(book.db, list(by_id), since.isoformat()):
        person = by_id[row.id]
        if row.confirmed_on is not None and since.isoformat() <= row.confirmed_on <= chart.today.isoformat():
            roles = ", ".join(spoken(role) for role in person.roles) or "none"
            on = date.fromisoformat(row.confirmed_on)
            found.append(ChartChange(on, row.id, person.name, f"role confirmed: {roles}"))
        if row.support_on is not None and since.isoformat() <= row.support_on <= chart.today.isoformat():
            said = f"towards us: {spoken(row.support or 'unknown')}" + (f", {row.note}" if row.note else "")
            found.append(ChartChange(date.fromisoformat(row.support_on), row.id, person.name, said))
    return found


def _written(book: "Book", chart: ChartView, since: date, named: Mapping[bytes, str]) -> list[ChartChange]:
    """New people, and other titles and managers, as the history has them."""
    from repcockpit.store import log  # noqa: PLC0415 -- msgspec, needed where something was edited

    ids = [one.id for one in chart.people]
    since_ms = int((book.now() - timedelta(days=DAYS)).timestamp() * 1000)
    found: list[ChartChange] = []
    for edit in reads.late_edits(book.db, ids, since_ms, _EDITS):
        on = book.local(edit.at).date()
        if not since <= on <= chart.today:
            continue
        for change in log.changes_of_rows(book.db, edit.no, reads.written_in(book.db, edit.no, ids)):
            found += [
                ChartChange(on, change.row_id, named[change.row_id], said) for said in _said(change, named)
            ]
    return found


def _said(change: "Change", named: Mapping[bytes, str]) -> list[str]:
    if change.row_id not in named or change.table not in ("contact", "seat"):
        return []
    if not change.old:
        if change.kind:  # hidden, or shown again
            return []
        return ["new in the chart"] if change.table == "contact" else ["empty seat added"]
    found = []
    title = change.new.get("title")
    if title and title != change.old.get("title"):
        was = change.old.get("title")
        found.append(f"is now {title}" + (f", was {was}" if was else ""))
    if "reports_to_id" in change.new:
        boss = change.new["reports_to_id"]
        found.append(f"reports to {named[boss]}" if boss in named else "has another manager")
    return found
