"""One thing, or a list of one kind of thing, as commands, screens and exports show it."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from repcockpit.domain.cadence import cadence, due_on, worst_status
from repcockpit.domain.errors import UsageError
from repcockpit.domain.names import fold
from repcockpit.domain.training import expiry
from repcockpit.domain.views.records import AccountView, ContactView, RepView, TrainingView
from repcockpit.services.lookup import find
from repcockpit.services.scores.contact_bars import contact_bars
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import records as reads
from repcockpit.store.reads import records_evidence as evidence
from repcockpit.store.reads import records_managing as managing
from repcockpit.store.reads import records_people as people
from repcockpit.store.reads import records_work as work
from repcockpit.store.reads.learning import topic_rows
from repcockpit.store.reads.records_cadence import Standing, key_contacts, standings
from repcockpit.store.reads.records_requests import requests_by_id

if TYPE_CHECKING:
    from repcockpit.services.book import Book

Ids = Sequence[bytes]
KINDS = (
    "account", "contact", "interaction", "request", "task", "promise", "idea", "deal", "training", "info", "feedback",
    "rep", "leave", "holiday", "share", "topic", "fact", "delivery", "seat", "qbr",
    "target", "rate", "approval",
)  # fmt: skip
"""Every kind that `show` knows; a promise is a task of that kind."""


class Listing(NamedTuple):
    """What a list is narrowed to: words of a filter, days (both included), a rep, a number of rows."""

    text: str = ""
    since: date | None = None
    until: date | None = None
    rep_id: bytes | None = None
    limit: int | None = None


class Listed(NamedTuple):
    """The rows of a list; `total` counts them after the filter and before the limit."""

    rows: tuple[Any, ...]
    total: int


def list_records(book: "Book", kind: str, listing: Listing) -> Listed:
    """The records of `kind`, in the order of their list."""
    if kind == "qbr":
        from repcockpit.services.reviews.listing import list_qbrs  # noqa: PLC0415 -- it reads records too

        return list_qbrs(book, listing)
    ids = reads.listed_ids(
        book.db,
        kind,
        words=fold(listing.text).split(),
        since=listing.since,
        until=listing.until,
        rep_id=listing.rep_id,
        now=book.now(),
    )
    return Listed(tuple(views_of(book, kind, ids[: listing.limit])), len(ids))


def show_record(book: "Book", kind: str, name: str) -> Any:
    """The view of the record of `kind` that `name` names."""
    check_kind(kind)
    return view_of(book, kind, find(book, kind, name))


def check_kind(kind: str) -> None:
    """Raise UsageError for a kind there is not."""
    if kind not in KINDS:
        raise UsageError(f"there is no kind {kind!r}", "kinds: " + ", ".join(KINDS))


def view_of(book: "Book", kind: str, record_id: bytes) -> Any:
    """The view of one record."""
    return views_of(book, kind, [record_id])[0]


def views_of(book: "Book", kind: str, ids: Ids) -> list[Any]:
    """The views of these records, in their order."""
    zone = ZoneInfo(book.zone)
    readers: dict[str, Callable[[], list[Any]]] = {
        "account": lambda: _with_account_status(book, people.accounts_by_id(book.db, ids)),
        "contact": lambda: _with_contact_status(book, people.contacts_by_id(book.db, ids)),
        "interaction": lambda: list(work.interactions_by_id(book.db, ids, zone)),
        "request": lambda: list(requests_by_id(book.db, ids, zone, book.now())),
        "task": lambda: list(work.tasks_by_id(book.db, ids)),
        "promise": lambda: list(work.tasks_by_id(book.db, ids)),
        "idea": lambda: list(work.ideas_by_id(book.db, ids)),
        "deal": lambda: list(work.deals_by_id(book.db, ids)),
        "training": lambda: _with_expiry(book, work.trainings_by_id(book.db, ids)),
        "info": lambda: list(work.infos_by_id(book.db, ids)),
        "feedback": lambda: list(work.feedback_by_id(book.db, ids)),
        "rep": lambda: _with_sync(book, people.reps_by_id(book.db, ids)),
        "leave": lambda: list(people.leaves_by_id(book.db, ids)),
        "holiday": lambda: list(people.holidays_by_id(book.db, ids)),
        "share": lambda: list(evidence.shares_by_id(book.db, ids)),
        "topic": lambda: list(evidence.topics_by_id(book.db, ids)),
        "fact": lambda: list(evidence.facts_by_id(book.db, ids)),
        "delivery": lambda: list(evidence.deliveries_by_id(book.db, ids)),
        "seat": lambda: list(evidence.seats_by_id(book.db, ids)),
        "qbr": lambda: _reviews(book, ids),
        "target": lambda: list(managing.targets_by_id(book.db, ids)),
        "rate": lambda: list(managing.rates_by_id(book.db, ids)),
        "approval": lambda: list(managing.approvals_by_id(book.db, ids)),
    }
    return readers[kind]()


def _with_sync(book: "Book", views: list[RepView]) -> list[RepView]:
    from repcockpit.services.team.members import as_of_sync  # noqa: PLC0415 -- only for reps

    heard = as_of_sync(book)
    return [view._replace(as_of_sync=heard.get(view.id)) for view in views]


def _reviews(book: "Book", ids: Ids) -> list[Any]:
    from repcockpit.services.reviews.reading import qbr_views  # noqa: PLC0415 -- it reads records too

    return list(qbr_views(book, ids))


def _with_expiry(book: "Book", views: list[TrainingView]) -> list[TrainingView]:
    """A training holds as long as it says itself, else as its topic says."""
    months = {fold(title): valid for title, valid in topic_rows(book.db)}
    return [
        view._replace(expires_on=expiry(view.given_on, view.expires_on, months.get(fold(view.topic or ""))))
        if view.given_on is not None
        else view
        for view in views
    ]


class _Judge:
    """Judges cadences on the book's day; calendars are read only where a due date must be computed."""

    def __init__(self, book: "Book") -> None:
        self._today, self._numbers = book.today(), book.numbers
        self._calendars = Calendars(book.db)

    def __call__(self, one: Standing) -> tuple[str | None, date | None]:
        """The status, and the due date it was judged by."""
        tracked = one.tracking_started_on or self._today
        due = one.due_on
        if due is None and one.cadence_days is not None:
            calendar = self._calendars.of_rep(one.keeper_id)
            due = due_on(one.last_touch_on or tracked, one.cadence_days, calendar)
        found = cadence(
            one.last_touch_on,
            tracked,
            one.cadence_days,
            self._today,
            due,
            snoozed_until=one.snoozed_until,
            is_do_not_contact=one.is_do_not_contact,
            numbers=self._numbers,
        )
        return found.status, due


def _with_contact_status(book: "Book", views: list[ContactView]) -> list[ContactView]:
    judge = _Judge(book)
    by_id = {one.id: one for one in standings(book.db, "contact", [view.id for view in views], book.today())}
    bars = contact_bars(
        book,
        {one.id: one.cadence_days for one in by_id.values()},
        {one.id: one.last_touch_on for one in by_id.values()},
    )
    result = []
    for view in views:
        one = by_id[view.id]
        status, due = judge(one)
        shown = view._replace(last_touch_on=one.last_touch_on, due_on=due, cadence_status=status)
        result.append(shown._replace(contact_bar=bars[view.id]))
    return result


def _with_account_status(book: "Book", views: list[AccountView]) -> list[AccountView]:
    """An account is as loud as the loudest of itself and its key people (rules.md 2.4)."""
    judge, today = _Judge(book), book.today()
    ids = [view.id for view in views]
    by_id = {one.id: one for one in standings(book.db, "account", ids, today)}
    pairs = key_contacts(book.db, ids)
    keys = {
        one.id: judge(one)[0] for one in standings(book.db, "contact", [pair[1] for pair in pairs], today)
    }
    of_account: dict[bytes, list[str | None]] = {}
    for account_id, contact_id in pairs:
        of_account.setdefault(account_id, []).append(keys.get(contact_id))
    result = []
    for view in views:
        one = by_id[view.id]
        own, due = judge(one)
        status = worst_status([own, *of_account.get(view.id, ())])
        result.append(view._replace(last_touch_on=one.last_touch_on, due_on=due, cadence_status=status))
    return result
