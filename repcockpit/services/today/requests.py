"""Rows of Today about requests: their clocks, and call-backs that no task asks for."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.requests import Case, face_of, is_escalated
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.book import Book
from repcockpit.services.requests.escalated import told_escalations
from repcockpit.services.requests.telling import clock_reasons, executive_said
from repcockpit.services.today.standings import Standings
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.records import chunks
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.requests import dated_calls, open_ids, open_of
from repcockpit.store.reads.today import RequestRow


def request_items(book: Book, standings: Standings, now: datetime) -> tuple[list[TodayItem], set[bytes]]:
    """Open requests with their clocks, and the accounts where one is past its time.

    A call-back that is owed stands here only where no task with a day asks for it.
    """
    ms = int(now.timestamp() * 1000)
    ids = open_ids(book.db, book.rep_id, ms)
    theirs = _of_led(book, now, ms, standings) if reads.leads(book.db, book.rep_id) else []
    if not ids:
        return theirs, set()
    rows = {row.id: row for some in chunks(ids) for row in reads.open_requests(book.db, list(some))}
    asked = dated_calls(book.db, ids)
    items, breached = theirs, set()
    for case in told_escalations(
        book, cases_by_id(book.db, ids, ZoneInfo(book.zone), now, standings.calendars)
    ):
        row = rows[case.view.id]
        if case.view.status in CLOSED_REQUEST_STATUSES or (case.is_owed and row.id in asked):
            continue
        items.append(_callback(case, row, now.date()) if case.is_owed else _clock(case, row, now))
        if row.account_id is not None and not case.is_owed and face_of(case).state == "breached":
            breached.add(row.account_id)
    return items, breached


def _of_led(book: Book, now: datetime, ms: int, standings: Standings) -> list[TodayItem]:
    """The requests of the reps whom the book's rep leads that are past three quarters of their time."""
    from repcockpit.services.requests.escalating import Escalations  # noqa: PLC0415 -- who leads only

    ids = open_of(book.db, sorted(Escalations(book).led), ms)
    found = cases_by_id(book.db, ids, ZoneInfo(book.zone), now, standings.calendars)
    cases = told_escalations(book, [case for case in found if is_escalated(case)])
    shown = [case.view.id for case in cases]
    rows = {row.id: row for some in chunks(shown) for row in reads.open_requests(book.db, list(some))}
    return [_clock(case, rows[case.view.id], now) for case in cases]


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
    if (
        case.escalated
        and view.owner is not None
        and view.owner.name
        and case.escalated.startswith(view.owner.name)
    ):
        yield f"{view.owner.name}'s"
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
