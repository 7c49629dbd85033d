"""Screen 5: requests by what is to be done, and the sums of the last thirty days."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.request_figures import FIGURE_DAYS, Ended, Figures, ageing, figures_of
from repcockpit.domain.views.details import EvidenceRow, Why
from repcockpit.domain.views.requests import Case, RequestsView, face_of
from repcockpit.domain.views.today import Reason
from repcockpit.domain.words import CLOSED_REQUEST_STATUSES
from repcockpit.services.requests.escalated import told_escalations
from repcockpit.store.reads.device import reps_named
from repcockpit.store.reads.records_requests import cases_by_id
from repcockpit.store.reads.requests import ended_ids, open_ids, request_of_task

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_KEPT = {True: "in time", False: "late", None: "unknown"}


def requests_view(book: "Book") -> RequestsView:
    """The requests of the book's rep (None: everybody's), each group with the most pressing first."""
    now = book.now()
    ms = int(now.timestamp() * 1000)
    since = ms - FIGURE_DAYS * 86_400_000
    ids = dict.fromkeys([*open_ids(book.db, book.rep_id, ms), *ended_ids(book.db, book.rep_id, since, ms)])
    cases = told_escalations(book, cases_by_id(book.db, list(ids), ZoneInfo(book.zone), now))
    still = [case for case in cases if case.view.status not in CLOSED_REQUEST_STATUSES]
    earliest = now - timedelta(days=FIGURE_DAYS)
    closed = [
        case for case in cases
        if case.view.status in ("closed", "closed_unconfirmed") and case.life.ended_at is not None
        and case.life.ended_at >= earliest
    ]  # fmt: skip
    today = book.today()
    opened = [case.view.opened_at.date() for case in still if case.view.opened_at is not None]
    return RequestsView(
        tuple(sorted((one for one in still if not one.life.is_waiting and not one.is_owed), key=_pressing)),
        tuple(sorted((one for one in still if one.life.is_waiting), key=_pressing)),
        tuple(sorted((one for one in still if one.is_owed), key=_owed)),
        tuple(sorted(closed, key=lambda one: one.life.ended_at or now, reverse=True)),
        figures_of(ended_of(closed)), ageing(opened, today), today,
        next((name for rep_id, name in reps_named(book.db) if rep_id == book.rep_id), None),
    )  # fmt: skip


def _pressing(case: Case) -> tuple[object, ...]:
    due = face_of(case).due_at
    return due is None, due.timestamp() if due else 0.0, case.view.priority, case.view.id


def _owed(case: Case) -> tuple[object, ...]:
    due = case.view.callback_due_on
    return due is None, due.isoformat() if due else "", case.view.priority, case.view.id


def ended_of(cases: Iterable[Case]) -> list[Ended]:
    """What each closed request adds to the sums."""
    return [
        Ended(
            case.view.status == "closed", case.view.reopen_count, _in_time(case.clocks.response.state),
            _in_time(case.clocks.resolution.state), tuple(call.is_on_time for call in case.clocks.callbacks),
        )
        for case in cases
    ]  # fmt: skip


def _in_time(state: str | None) -> bool | None:
    return {"met": True, "met_late": False}.get(state or "")


def case_of(book: "Book", kind: str, record_id: bytes) -> Case | None:
    """The request of a row: itself, or the one whose call-back a task is; None for other rows."""
    request_id = record_id if kind == "request" else None
    if kind == "task":
        request_id = request_of_task(book.db, record_id)
    if request_id is None:
        return None
    found = cases_by_id(book.db, [request_id], ZoneInfo(book.zone), book.now())
    return next(iter(told_escalations(book, found)), None)


def why_figures(book: "Book") -> Why:
    """The sums of thirty days with the requests behind them."""
    view = requests_view(book)
    rows = tuple(_evidence(case) for case in view.closed)
    rule = (
        "in time  answered and solved within the hours of its priority, in working time of the account",
        "right first time  closed without having been opened again; unconfirmed ones are not",
        "called back  the first outcome on or before the next working day",
    )
    return Why("Requests, 30 days", "", None, told(view.figures, view.ages), rule, rows, book.now())


def told(figures: Figures, ages: dict[str, int]) -> tuple[Reason, ...]:
    """The sums as sentences, then the age of the open ones."""
    kept = (
        f"{figures.ended} closed: answered in time {figures.answered.said}, solved {figures.solved.said},"
        f" both {figures.in_time.said}"
    )
    accurate = f"right first time {figures.right_first_time.said}, called back {figures.called_back.said}"
    old = ", ".join(f"{age} d: {count}" for age, count in ages.items() if count)
    named = (("30 days", kept), ("accuracy", accurate), ("open", old or "none"))
    return tuple(Reason(part, None, said) for part, said in named)


def _evidence(case: Case) -> EvidenceRow:
    view, ended = case.view, ended_of([case])[0]
    calls = [_KEPT[one] for one in ended.callbacks]
    parts = [f"answer {_KEPT[ended.is_answered_in_time]}", f"solution {_KEPT[ended.is_solved_in_time]}"]
    parts += [f"call-back {', '.join(calls)}"] if calls else []
    on = case.life.ended_at.astimezone(ZoneInfo(case.zone)).date() if case.life.ended_at else None
    return EvidenceRow("request", view.id, on, view.title or "request", ", ".join(parts))
