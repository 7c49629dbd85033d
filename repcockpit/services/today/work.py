"""Rows of Today that are not about silence: appointments, tasks and promises."""

from collections.abc import Container, Iterable
from datetime import date, timedelta

from repcockpit.domain.dates import format_exact
from repcockpit.domain.ids import derived_id
from repcockpit.domain.ranking import HANDED, explain, late_text, task_ratio, weights
from repcockpit.domain.ranking import Standing as Score
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.domain.words import KEY_ROLES, spoken
from repcockpit.services.book import Book
from repcockpit.services.decisions.too_old import OLD_CHOICES, is_old
from repcockpit.store.reads import today as reads
from repcockpit.store.reads.handing import givers
from repcockpit.store.reads.today import PlannedRow, TaskRow

_FORGOTTEN_DAYS = 14


def planned_rows(book: Book, today: date, day: date) -> list[PlannedRow]:
    """Appointments of today, of this week, and those of the last two weeks nobody logged."""
    since = (today - timedelta(days=_FORGOTTEN_DAYS)).isoformat()
    until = (day + timedelta(days=book.numbers.today_week_days)).isoformat()
    return reads.planned(book.db, book.rep_id, since, until)


def planned_items(book: Book, rows: Iterable[PlannedRow], today: date, day: date) -> list[TodayItem]:
    """These appointments, today's with their hour."""
    return [_planned_item(book, row, today, day) for row in rows]


def _planned_item(book: Book, row: PlannedRow, today: date, day: date) -> TodayItem:
    on = date.fromisoformat(row.occurred_on)
    at = book.local(row.occurred_at) if row.occurred_at is not None else None
    text = row.subject or row.note or ""
    title = f"{spoken(row.type)}: {text}" if text else spoken(row.type)
    past = on < today
    said = f"planned for {format_exact(on)}" + (", not logged" if past else "")
    return TodayItem(
        "interaction", row.id, "week" if on > day else "today", "meeting", row.account_id, row.account_name,
        row.segment, row.contact_id, row.contact_name, row.role, max(row.others, 0), title, at, None, on,
        (today - on).days if past else None, None, None, on, row.type, None, (Reason("planned", None, said),),
        None, row.phone,
    )  # fmt: skip


def task_items(book: Book, away: Container[bytes], today: date, day: date) -> list[TodayItem]:
    """Open tasks and promises that are not put off: due, this week, call-backs; old imported ones as one row of catch-up."""
    until = (day + timedelta(days=book.numbers.today_week_days)).isoformat()
    rows = [row for row in reads.open_tasks(book.db, book.rep_id, until) if row.id not in away]
    given = givers(book.db, [row.id for row in rows])
    items = [_task_item(book, row, today, day, given.get(row.id, "")) for row in rows]
    old = [item for item in items if item.group == "catch_up"]
    if len(old) < 2:
        return items
    title = f"{len(old)} imported tasks are more than {book.numbers.today_old_task_days} days old"
    one = old[0]._replace(
        subject_kind="old_tasks",
        subject_id=derived_id("old_tasks", book.rep_id or b""),
        title=title,
        account_id=None,
        account_name=None,
        account_segment=None,
        contact_id=None,
        contact_name=None,
        contact_role=None,
        phone=None,
        others=len(old) - 1,
        reasons=(*old[0].reasons, Reason("to decide", None, OLD_CHOICES)),
    )
    return [*(item for item in items if item.group != "catch_up"), one]


def _task_item(book: Book, row: TaskRow, today: date, day: date, giver: str) -> TodayItem:
    due = date.fromisoformat(row.due_on)
    over = (today - due).days
    group = _task_group(book, row, due, day)
    kind = row.kind if row.kind in {"promise", "callback"} else "task"
    points: float | None = None
    reasons: tuple[Reason, ...] = (Reason(kind, None, f"{spoken(row.kind)}, due {format_exact(due)}"),)
    if group in {"due", "catch_up"}:
        told = Score(
            task_ratio(over, book.numbers), row.segment, row.role in KEY_ROLES, 0.0, None,
            late_text(row.kind, over), row.role,
        )  # fmt: skip
        points, reasons = explain(told, weights(book.numbers))
    if giver:
        reasons = (*reasons, Reason(HANDED, None, f"from {giver}"))
    title = f"{row.title}, from {giver}" if giver else row.title
    return TodayItem(
        "task", row.id, group, kind, row.account_id, row.account_name, row.segment, row.contact_id,
        row.contact_name, row.role, 0, title, None, None, due, over, None, None, None, None, points, reasons,
        None, row.phone,
    )  # fmt: skip


def _task_group(book: Book, row: TaskRow, due: date, day: date) -> str:
    if due > day:
        return "week"
    if row.kind == "callback":
        return "now"
    return "catch_up" if is_old(book, row) else "due"
