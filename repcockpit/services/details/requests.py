"""Requests of an account or a person with the clock of each that matters now."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from repcockpit.domain.views.details import RequestLine
from repcockpit.domain.views.requests import Case, face_of
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.book import Book
from repcockpit.store.reads.records_requests import cases_by_id

SETTLED = frozenset({*CLOSED_REQUEST_STATUSES, "callback_due"})


def request_lines(book: Book, ids: Sequence[bytes]) -> tuple[RequestLine, ...]:
    """These requests: the open ones first, the most pressing on top, then the closed, newest first."""
    cases = cases_by_id(book.db, ids, ZoneInfo(book.zone), book.now()) if ids else []
    lines = [_line(case) for case in cases]
    still = [line for line in lines if line.is_open]
    still.sort(key=lambda line: (line.due_at is None, line.due_at or book.now(), line.priority))
    return (*still, *(line for line in lines if not line.is_open))


def _line(case: Case) -> RequestLine:
    view, face = case.view, face_of(case)
    status = view.status or "new"
    return RequestLine(
        view.id, view.title or "", view.priority or "P3", status, status not in CLOSED_REQUEST_STATUSES,
        view.opened_at, due_of(case), view.resolved_at, view.contact, face.state, face.left, face.share,
        view.callback_due_on, view.due_on, view.reopen_count,
    )  # fmt: skip


def due_of(case: Case) -> datetime | None:
    """When the customer is to be answered or helped, in working time of the account; None where no clock runs."""
    if case.view.status in SETTLED or case.life.is_waiting:
        return None
    return face_of(case).due_at
