"""Quarterly business reviews as views: the list in sight, one whole, those of some accounts."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from repcockpit.domain.errors import NotFoundError
from repcockpit.domain.readiness import next_steps
from repcockpit.domain.reviews import (
    AGENDA,
    OVER_STATES,
    attention,
    is_at_risk,
    state_of,
    state_words,
    status_of,
)
from repcockpit.domain.views.record_requests import Link
from repcockpit.domain.views.reviews import QbrContact, QbrList, QbrRow, QbrSheet, QbrView, ReviewNote
from repcockpit.services.reviews.courses import Courses, day_of
from repcockpit.services.reviews.judging import Judged, judged
from repcockpit.store.reads import reviews as reads
from repcockpit.store.reads.device import reps_named

if TYPE_CHECKING:
    from repcockpit.domain.views.records import TaskView
    from repcockpit.services.book import Book

HELD_DAYS = 30
"""A review held is on the list for so long, and longer while something of it is open."""


def qbr_list(book: "Book") -> QbrList:
    """The reviews in sight of the book's rep (None: everybody's)."""
    courses = Courses(book, reads.accounts_of_rep(book.db, book.rep_id))
    rows = [
        row_of(courses, one)
        for one in judged(courses, courses.in_sight(book.today() - timedelta(days=HELD_DAYS)))
    ]
    ahead = sorted((one for one in rows if one.state not in OVER_STATES), key=_attention)
    over = sorted((one for one in rows if one.state in OVER_STATES), key=_newest_first)
    name = next((name for rep_id, name in reps_named(book.db) if rep_id == book.rep_id), None)
    return QbrList(
        book.today(),
        book.rep_id,
        name,
        tuple(ahead),
        tuple(over),
        sum(one.state == "late" for one in ahead),
        sum(one.is_at_risk for one in ahead),
    )


def _attention(row: QbrRow) -> tuple[int, date, str, bytes]:
    on = row.scheduled_on or row.due_on or date.max
    return attention(row.state), on, row.account_name or "", row.id


def _newest_first(row: QbrRow) -> tuple[int, str, bytes]:
    return -(row.held_on or row.due_on or date.min).toordinal(), row.account_name or "", row.id


def row_of(courses: Courses, one: Judged) -> QbrRow:
    """A review as a line of the list."""
    today, numbers = courses.today, courses.book.numbers
    account, review, step = courses.accounts[one.account_id], one.review, one.step
    state = state_of(step, today, numbers)
    on = review.scheduled_on or review.due_on
    days = (on - today).days if on is not None else None
    owner_id, owner_name = _owner(courses, one)
    return QbrRow(
        review.id, one.account_id, account.name, account.segment, owner_id, owner_name, state,
        state_words(state, days), status_of(step, today, numbers), review.due_on, review.scheduled_on,
        one.scheduled_at, review.held_on, days, one.readiness.points, _score(one), one.readiness.is_capped,
        one.readiness.is_ready, is_at_risk(step, today, numbers), one.readiness.items,
    )  # fmt: skip


def _owner(courses: Courses, one: Judged) -> tuple[bytes | None, str | None]:
    if one.stored is not None and one.stored.owner_id is not None:
        return one.stored.owner_id, one.stored.owner_name
    account = courses.accounts[one.account_id]
    return account.owner_id, account.owner_name


def _score(one: Judged) -> int | None:
    return None if one.review.is_skipped else one.readiness.score


def views_of(courses: Courses, some: Sequence[Judged]) -> list[QbrView]:
    """These reviews as `show` and lists print them."""
    from repcockpit.store.reads.records_work import tasks_by_id  # noqa: PLC0415 -- only for whole reviews

    wanted = [task for one in some for task in one.actions]
    tasks = {task.id: task for task in tasks_by_id(courses.book.db, wanted)}
    return [_view(courses, one, tasks) for one in some]


def _view(courses: Courses, one: Judged, tasks: "dict[bytes, TaskView]") -> QbrView:
    account, review, row = courses.accounts[one.account_id], one.review, one.stored
    owner_id, owner_name = _owner(courses, one)
    accepted = {person.id: person.has_accepted for person in one.facts.invited}
    past = courses.past
    return QbrView(
        id=review.id,
        account=Link(account.id, account.name),
        status=status_of(one.step, courses.today, courses.book.numbers),
        due_on=review.due_on,
        scheduled_at=one.scheduled_at,
        readiness=_score(one),
        ready=not review.is_skipped and one.readiness.is_ready,
        items=one.readiness.items,
        actions=tuple(tasks[task] for task in one.actions if task in tasks),
        contacts=tuple(QbrContact(person.id, person.name, accepted[person.id]) for person in one.people),
        decisions=row.decisions if row else None,
        minutes_sent_on=past(row.minutes_sent_on) if row else None,
        pack_sent_at=one.facts.pack_sent_at,
        approver=row.approver if row else None,
        skip_reason=row.skip_reason if row else None,
        proposed_on=past(row.proposed_on) if row else None,
        held_on=review.held_on,
        cancelled_on=past(row.cancelled_on) if row else None,
        pack_made_on=past(row.pack_made_on) if row else None,
        note=row.note if row else None,
        owner=None if owner_id is None else Link(owner_id, owner_name),
        infos=tuple(Link(info, title) for info, title in one.infos),
    )


def courses_of(book: "Book", accounts: Sequence[bytes]) -> Courses:
    """The courses of these accounts; the ids are of roots."""
    return Courses(book, reads.accounts_by_id(book.db, accounts))


def found_review(book: "Book", qbr_id: bytes, account_id: bytes | None = None) -> tuple[Courses, Judged]:
    """The review of that id, written or only due; `account_id` spares looking through all accounts.

    Raises NotFoundError.
    """
    where = account_id or reads.account_of_qbr(book.db, qbr_id) or book.account_hints.get(qbr_id)
    tried = [courses_of(book, [where])] if where is not None else []
    for courses in (*tried, None):
        known = courses or Courses(book, reads.accounts_of_rep(book.db, None))
        for account in known.accounts:
            for one in known.of(account):
                if one.id == qbr_id:
                    return known, judged(known, [(account, one)])[0]
    raise NotFoundError("there is no such QBR", "`repcockpit qbrs` lists them")


def row_by_id(book: "Book", qbr_id: bytes) -> QbrRow | None:
    """One review as a line of the list; None where there is none."""
    try:
        courses, one = found_review(book, qbr_id)
    except NotFoundError:
        return None
    return row_of(courses, one)


def qbr_view(book: "Book", qbr_id: bytes, account_id: bytes | None = None) -> QbrView:
    """One review as `show` prints it. Raises NotFoundError."""
    courses, one = found_review(book, qbr_id, account_id)
    return views_of(courses, [one])[0]


def qbr_views(book: "Book", ids: Sequence[bytes]) -> list[QbrView]:
    """These reviews as `show` prints them, in their order; those that are not there are left out."""
    where = {one: reads.account_of_qbr(book.db, one) or book.account_hints.get(one) for one in ids}
    accounts = list(dict.fromkeys(account for account in where.values() if account is not None))
    courses = courses_of(book, accounts)
    known = {one.id: (account, one) for account in courses.accounts for one in courses.of(account)}
    if any(one not in known for one in ids):
        courses = Courses(book, reads.accounts_of_rep(book.db, None))
        known = {one.id: (account, one) for account in courses.accounts for one in courses.of(account)}
    return views_of(courses, judged(courses, [known[one] for one in ids if one in known]))


def open_qbrs(book: "Book", ids: Sequence[bytes]) -> set[bytes]:
    """Those of these written reviews that nothing has held yet: no command, and no interaction of type qbr."""
    found = (reads.account_of_qbr(book.db, one) for one in ids)
    courses = courses_of(book, list({account for account in found if account is not None}))
    every = {one.id for account in courses.accounts for one in courses.of(account) if one.is_open}
    return every & set(ids)


def next_qbrs(book: "Book", accounts: Sequence[bytes]) -> dict[bytes, QbrRow]:
    """The next review of each of these accounts; those that have none are left out."""
    courses = courses_of(book, accounts)
    chosen = [(one, review) for one in courses.accounts if (review := courses.next(one)) is not None]
    return {one.account_id: row_of(courses, one) for one in judged(courses, chosen)}


def last_held(book: "Book", accounts: Sequence[bytes]) -> dict[bytes, date]:
    """The day of the last review held with each of these accounts."""
    courses = courses_of(book, accounts)
    found = {}
    for account_id in courses.accounts:
        held = [one.held_on for one in courses.of(account_id) if one.held_on is not None]
        if held:
            found[account_id] = max(held)
    return found


def qbr_sheet(book: "Book", qbr_id: bytes, account_id: bytes | None = None) -> QbrSheet:
    """One review whole, written or only due. Raises NotFoundError."""
    from repcockpit.services.approvals.asking import asked_about  # noqa: PLC0415 -- only for a whole review
    from repcockpit.services.records import views_of as records_of  # noqa: PLC0415 -- the same
    from repcockpit.store.reads.records_work import tasks_by_id  # noqa: PLC0415 -- as above

    courses, one = found_review(book, qbr_id, account_id)
    members = [each for each in courses.members if courses.root(each) == one.account_id]
    view = views_of(courses, [one])[0]
    challenges = _notes(book, members, one)
    last_on = one.last.held_on if one.last else None
    return QbrSheet(
        row_of(courses, one),
        view,
        one.last.id if one.last else None,
        last_on,
        tuple(tasks_by_id(book.db, [action.id for action in one.facts.last_actions])),
        tuple(note for note in challenges if last_on is None or note.on > last_on),
        tuple(note for note in challenges if last_on is not None and note.on <= last_on),
        tuple(records_of(book, "request", reads.open_requests(book.db, members))),
        tuple(records_of(book, "idea", [idea.id for idea in one.facts.ideas])),
        view.infos,
        AGENDA,
        next_steps(one.readiness.items, book.numbers) if one.review.is_open else (),
        asked_about(book, qbr_id),
    )


def _notes(book: "Book", accounts: Sequence[bytes], one: Judged) -> list[ReviewNote]:
    rows = reads.challenges(book.db, accounts, one.facts.day.isoformat())
    return [
        ReviewNote(note_id, day_of(on) or one.facts.day, text, who)
        for note_id, on, text, who in reads.notes(book.db, [row.id for row in rows])
    ]
