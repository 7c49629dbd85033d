"""Where given accounts or people stand on the book's day, by the rules that Today uses."""

from collections.abc import Sequence
from datetime import date

from repcockpit.domain.cadence import cadence, due_on
from repcockpit.domain.views.details import Care
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import details as reads
from repcockpit.store.reads.details import CareRow
from repcockpit.store.reads.today import last_touch_by

NO_CARE = Care(None)


def day_of(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def cares(book: Book, kind: str, ids: Sequence[bytes]) -> dict[bytes, Care]:
    """The standing of each of these accounts or people; `kind` says which they are."""
    if not ids:
        return {}
    rows = reads.care_rows(book.db, kind, ids)
    today = book.today()
    groups = reads.groups_of(book.db, kind, ids)
    members = [member for group in groups.values() for member in group]
    planned = reads.planned_next(book.db, kind, members, today.isoformat())
    targets = {*members, *(row.account_id for row in rows if row.account_id)}
    snoozed = reads.snoozed(book.db, list(targets), today)
    found = {}
    for row in rows:
        plans = sorted(planned[one] for one in groups[row.id] if one in planned)
        until = max(
            (snoozed[one] for one in (*groups[row.id], row.account_id) if one in snoozed), default=None
        )
        found[row.id] = _care(book, kind, row, plans[0] if plans else None, until)
    return found


def _care(book: Book, kind: str, row: CareRow, plan: tuple[str, str] | None, until: str | None) -> Care:
    today = book.today()
    touched, due = day_of(row.last_touch_on), day_of(row.due_on)
    tracked = day_of(row.tracking_started_on) or today
    if touched is not None and touched > today:
        now_ms = int(book.now().timestamp() * 1000)
        touched = day_of(last_touch_by(book.db, kind, row.id, today.isoformat(), now_ms))
        due = None
    if due is None and row.interval_days is not None:
        due = due_on(touched or tracked, row.interval_days, Calendars(book.db).of_rep(row.keeper_id))
    found = cadence(
        touched,
        tracked,
        row.interval_days,
        today,
        due,
        planned_on=day_of(plan[0]) if plan else None,
        snoozed_until=day_of(until),
        is_do_not_contact=bool(row.is_do_not_contact),
        numbers=book.numbers,
    )
    return Care(
        found.status,
        touched,
        found.due_on,
        found.days_over,
        found.is_red,
        found.is_catch_up,
        row.interval_days,
        row.rule,
        found.planned_on,
        plan[1] if plan else None,
        day_of(until),
        day_of(row.last_mail_on),
    )
