"""Ideas by state with their age, moved on, and the customer told: a task until it happened."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.domain.ideas import STATES, behind, is_to_tell, next_state, tell_title
from repcockpit.domain.views.learning import IdeaRow
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.words import spoken
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.details.cares import day_of
from repcockpit.store.reads import learning as reads
from repcockpit.store.reads.learning import IdeaBare

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit

REVENUE_DAYS = 365


def ideas_of(book: "Book", account_id: bytes | None = None) -> tuple[IdeaRow, ...]:
    """The ideas of the rep's customers, or of one account: what waits for an answer first, then by state and age."""
    rows = reads.idea_rows(book.db, book.rep_id, account_id)
    found = idea_views(book, rows)
    return tuple(sorted(found, key=_order))


def idea_views(book: "Book", rows: Sequence[IdeaBare]) -> list[IdeaRow]:
    """Ideas with the revenue behind each, in their order."""
    today = book.today()
    accounts = list(dict.fromkeys(row.account_id for row in rows if row.account_id is not None))
    since = today - timedelta(days=REVENUE_DAYS)
    won = reads.won_by_currency(book.db, accounts, since.isoformat(), today.isoformat())
    return [_row(row, won, today) for row in rows]


def move_idea(book: "Book", idea_id: bytes, status: str | None = None) -> Decided:
    """An idea in its next state, or in `status`; done or declined makes the task to tell the customer.

    Raises UsageError where only telling is left, InvalidValueError for an unknown state, NotFoundError.
    """
    bare = reads.idea_bare(book.db, idea_id)
    if bare is None:
        raise NotFoundError("there is no such idea any more", "it may be in the bin")
    title, before = bare[0], bare[1]
    after = status or next_state(before)
    if after is None:
        raise UsageError(f"{title} is {spoken(before)}", "tell the customer, or choose another state")
    if after not in STATES:
        raise InvalidValueError(f"{after!r} is no state of an idea", "one of: " + ", ".join(STATES))
    text = f"{spoken(after).capitalize()}: {title}"
    if after != before and is_to_tell(after):
        text += "; a task says to tell the customer"
    with book.write(text) as unit:
        changes = {"status": after, "status_on": book.today().isoformat()} if after != before else {}
        if changes:
            unit.update("idea", idea_id, changes)
        follow_idea(book, unit, idea_id)
    return Decided(text, unit.txn)


def tell_idea(book: "Book", idea_id: bytes) -> Decided:
    """The customer was told: the idea is finished, and so is the task.

    Raises NotFoundError.
    """
    bare = reads.idea_bare(book.db, idea_id)
    if bare is None:
        raise NotFoundError("there is no such idea any more", "it may be in the bin")
    text = f"Told: {bare[0]}"
    with book.write(text) as unit:
        _told(book, unit, idea_id)
    return Decided(text, unit.txn)


def follow_idea(book: "Book", unit: "Unit", idea_id: bytes) -> None:
    """Inside a write, after an idea changed: the task to tell exists where the customer is to be told, else not."""
    bare = reads.idea_bare(book.db, idea_id)
    if bare is None:
        return
    title, status, _, account_id, contact_id, owner_id = bare
    tasks = reads.tell_tasks(book.db, idea_id)
    if is_to_tell(status):
        said = tell_title(status, title)
        if tasks:
            unit.update("task", tasks[0], {"title": said})
            return
        due = _tell_by(book).isoformat()
        fields: dict[str, object] = {
            "kind": "tell",
            "title": said,
            "due_on": due,
            "first_due_on": due,
            "status": "not_started",
            "idea_id": idea_id,
            "account_id": account_id,
            "contact_id": contact_id,
            "owner_id": reads.owner_of(book.db, account_id) or owner_id or book.author_id,
        }
        unit.insert("task", fields)
    elif status == "customer_told":
        _finish(book, unit, tasks)
    else:
        for task in tasks:
            unit.hide("task", task)


def follow_tasks(book: "Book", unit: "Unit", tasks: Iterable[bytes]) -> None:
    """Inside a write, after tasks were done: who ticks that a customer was told says that it happened."""
    for task in tasks:
        idea_id = reads.idea_of_task(book.db, task)
        bare = reads.idea_bare(book.db, idea_id) if idea_id is not None else None
        if idea_id is None or bare is None or not is_to_tell(bare[1]):
            continue
        _told(book, unit, idea_id)


def _told(book: "Book", unit: "Unit", idea_id: bytes) -> None:
    unit.update("idea", idea_id, {"status": "customer_told", "status_on": book.today().isoformat()})
    _finish(book, unit, reads.tell_tasks(book.db, idea_id))


def _finish(book: "Book", unit: "Unit", tasks: Iterable[bytes]) -> None:
    for task in tasks:
        unit.update("task", task, {"status": "completed", "done_on": book.today().isoformat()})


def _tell_by(book: "Book") -> date:
    """A week from now: an answer is not urgent, and is not forgotten."""
    from repcockpit.domain.businesstime import working_day_on_or_after  # noqa: PLC0415 -- only where a task is made
    from repcockpit.store.calendars import Calendars  # noqa: PLC0415 -- the same

    day = book.today() + timedelta(days=7)
    return working_day_on_or_after(Calendars(book.db).of_rep(book.rep_id), day) or day


def _order(one: IdeaRow) -> tuple[int, int, str]:
    """By state, then the oldest first, those of unknown age last."""
    return _rank(one.status), 1 if one.age_days is None else -one.age_days, one.title


def _rank(status: str) -> int:
    order = ("done", "declined", "new", "sent", "under_review", "planned", "customer_told")
    return order.index(status) if status in order else 2


def _row(row: IdeaBare, won: dict[bytes, dict[str, float]], today: date) -> IdeaRow:
    since = day_of(row.status_on) or day_of(row.interaction_on)
    told = since if row.status == "customer_told" else None
    return IdeaRow(
        row.id,
        row.title,
        row.status,
        since,
        (today - since).days if since else None,
        row.product,
        row.note,
        Link(row.contact_id, row.contact_name) if row.contact_id is not None else None,
        Link(row.account_id, row.account_name) if row.account_id is not None else None,
        row.task_id,
        day_of(row.told_on) if told and row.told_on else told,
        behind([row.account_id], won) if row.account_id is not None else (),
        row.status_on is not None,
    )
