"""Requests of an account or a person with the time by which each is to be solved."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import add_business_time
from repcockpit.domain.requests import resolution_target
from repcockpit.domain.views.details import RequestLine
from repcockpit.domain.views.records import RequestView
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads.records_requests import requests_by_id

SETTLED = frozenset({*CLOSED_REQUEST_STATUSES, "resolved", "callback_due"})


def request_lines(book: Book, ids: Sequence[bytes]) -> tuple[RequestLine, ...]:
    """These requests: the open ones first, the most pressing on top, then the closed, newest first."""
    views = requests_by_id(book.db, ids, ZoneInfo(book.zone)) if ids else []
    lines = [_line(book, view) for view in views]
    still = [line for line in lines if line.is_open]
    still.sort(key=lambda line: (line.due_at is None, line.due_at or book.now(), line.priority))
    return (*still, *(line for line in lines if not line.is_open))


def _line(book: Book, view: RequestView) -> RequestLine:
    status = view.status or "new"
    return RequestLine(
        view.id,
        view.title or "",
        view.priority or "P3",
        status,
        status not in CLOSED_REQUEST_STATUSES,
        view.opened_at,
        due_of(book, view),
        view.resolved_at,
        view.contact,
    )


def due_of(book: Book, view: RequestView) -> datetime | None:
    """When the request is to be solved, in working time of its account; None where no clock runs."""
    if view.opened_at is None or view.status in SETTLED or view.status == "waiting_customer":
        return None
    owner = view.owner.id if view.owner else None
    calendar = Calendars(book.db).of_account(view.account.id if view.account else None, owner)
    opened = view.opened_at.astimezone(ZoneInfo(calendar.zone))
    need = timedelta(hours=resolution_target(view.priority or "P3"))
    return add_business_time(calendar, opened, need)
