"""Rows of Today about requests: their clocks, and call-backs that no task asks for."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.requests import Case, face_of
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.book import Book
from repcockpit.services.requests.telling import clock_reasons, executive_said
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.records import chunks
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.requests import dated_calls, open_ids
from repcockpit.store.reads.today import RequestRow


def request_items(book: Book, standings: Standings, now: datetime) -> tuple[list[TodayItem], set[bytes]]:
    """Open requests with their clocks, and the accounts where one is past its time.

    A call-back that is owed stands here only where no task with a day asks for it.
    """
    ids = open_ids(book.db, book.rep_id, int(now.timestamp() * 1000))
    if not ids:
        return [], set()
    rows = {row.id: row for some in chunks(ids) for row in reads.open_requests(book.db, list(some))}
    asked = dated_calls(book.db, ids)
    items, breached = [], set()
    for case in cases_by_id(book.db, ids, ZoneInfo(book.zone), now, standings.calendars):
        row = rows[case.view.id]
        if case.view.status in CLOSED_REQUEST_STATUSES or (case.is_owed and row.id in asked):
            continue
        items.append(_callback(case, row, now.date()) if case.is_owed else _clock(case, row, now))
        if row.account_id is not None and not case.is_owed and face_of(case).state == "breached":
            breached.add(row.account_id)
    return items, breached


def _clock(case: Case, row: RequestRow, now: datetime) -> TodayItem:
    """A running clock by the time it ends; one that waits for the customer stands last."""
    face = face_of(case)
    due_at = None if face.state == "paused" or face.due_at is None else face.due_at.astimezone(now.tzinfo)
    opened = case.view.opened_at
    reason = "waits for the customer" if case.life.is_waiting else ""
    if opened is not None and not reason:
        reason = f"{case.view.priority} opened {format_exact(opened.date())} {opened:%H:%M}"
    return TodayItem(
        "request", row.id, "now", "clock", row.account_id, row.account_name, row.segment, row.contact_id,
        row.contact_name, row.role, 0, _title(case, row, now.date()), None if case.life.is_waiting else opened, due_at,
        due_at.date() if due_at else None, (now.date() - due_at.date()).days if due_at else None,
        None, None, None, None, None, (Reason("request", None, reason), *clock_reasons(case)), None, row.phone,
        face=face,
    )  # fmt: skip


def _title(case: Case, row: RequestRow, today: date) -> str:
    """`P1 pumps stopped, reopened, Director to speak today`."""
    return ", ".join([f"{case.view.priority} {row.title}", *_more(case, today)])


def _more(case: Case, today: date) -> Iterator[str]:
    view = case.view
    if view.reopen_count:
        yield "reopened"
    if view.due_on is not None:
        yield f"promised {format_exact(view.due_on)}"
    if view.status == "waiting_internal" and view.handed_to:
        late = view.handed_due_on is not None and view.handed_due_on < today
        yield f"with {view.handed_to}{', late' if late else ''}"
    one = view.executive
    if one is not None and one.done_on is None:
        overdue = one.due_on is not None and one.due_on < today
        yield f"{executive_said(case)} to speak{', overdue' if overdue else ''}"


def _callback(case: Case, row: RequestRow, today: date) -> TodayItem:
    due = case.view.callback_due_on
    said = f"call back, due {format_exact(due)}" if due else "call back, no working day"
    return TodayItem(
        "request", row.id, "week" if due and due > today else "now", "callback", row.account_id, row.account_name,
        row.segment, row.contact_id, row.contact_name, row.role, 0, f"call back: {row.title}", None, None, due,
        (today - due).days if due else None, None, None, None, None, None, (Reason("callback", None, said),), None,
        row.phone,
    )  # fmt: skip
