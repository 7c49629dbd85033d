"""The inbox: what waits for an answer with all that is needed to decide, and what was answered."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repcockpit.domain.dates import format_date
from repcockpit.domain.errors import CockpitError
from repcockpit.domain.views.managing import ApprovalView, Inbox, InboxRow
from repcockpit.services.approvals.people import answerer, everybody, may_decide
from repcockpit.store.reads import approvals as reads
from repcockpit.store.reads.approvals import Member
from repcockpit.store.reads.decisions import segments_of
from repcockpit.store.reads.records_managing import approvals_by_id

if TYPE_CHECKING:
    from repcockpit.services.book import Book


def open_approvals(book: "Book") -> int:
    """How many wait for the rep of this device; 0 for whom nobody asks."""
    return reads.open_count(book.db, book.author_id) if may_decide(book) else 0


def approvals_view(book: "Book") -> Inbox:
    """Everything that was asked: what waits, the oldest first, then what was answered, the newest first."""
    views = approvals_by_id(book.db, reads.approval_ids(book.db))
    accounts = [view.account.id for view in views if view.account]
    tiers = segments_of(book.db, accounts)
    readiness, people = _readiness(book, views), everybody(book)
    rows = [
        InboxRow(
            view,
            what_of(book, view),
            tiers.get(view.account.id) if view.account else None,
            readiness.get(view.id),
            None if view.asked_on is None else (book.today() - view.asked_on).days,
            _waits_for(book, view, people),
            view.asked_by is not None and view.asked_by.id == book.author_id,
        )
        for view in views
    ]
    return Inbox(
        tuple(row for row in rows if row.view.state == "open"),
        tuple(row for row in rows if row.view.state != "open"),
        may_decide(book),
    )


def _waits_for(book: "Book", view: ApprovalView, people: list[Member]) -> str | None:
    if view.state != "open":
        return None
    leader = answerer(book, view.kind, view.asked, view.asked_by.id if view.asked_by else None, people)
    return leader.name if leader else None


def what_of(book: "Book", view: ApprovalView) -> str:
    """What is asked in a few words: `skip the QBR with Northglass`, `tier A for Northglass`."""
    where = (view.account.name if view.account else None) or "an account without a name"
    if view.kind == "tier_change":
        return f"tier {view.asked or '–'} for {where}"
    if view.kind == "qbr_skip":
        found = reads.reviews_asked(book.db, [view.subject.id]) if view.subject else {}
        due = next((one.due_on for one in found.values()), None)
        when = f" due {format_date(_day(due), book.today())}" if due else ""
        return f"skip the QBR with {where}{when}"
    parties = reads.handover_parties(book.db, [view.subject.id]) if view.subject else {}
    _, to = next(iter(parties.values()), (None, None))
    return f"hand over {where}{f' to {to}' if to else ''}"


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _readiness(book: "Book", views: Sequence[ApprovalView]) -> dict[bytes, int]:
    """How ready each subject is: what a handover said when it was asked, a review as it stands."""
    found = {}
    for view in views:
        said = (view.asked or "").rpartition(" ")[2]
        if view.kind == "handover" and said.isdigit():
            found[view.id] = int(said)
    underway = [view for view in views if view.kind == "handover" and view.state == "open" and view.account]
    if underway:
        found |= _ready_to_go(book, underway)
    reviews = [view for view in views if view.kind == "qbr_skip" and view.subject and view.state == "open"]
    if reviews:
        from repcockpit.services.reviews.reading import qbr_views  # noqa: PLC0415 -- only where one waits

        for view in reviews:
            try:
                (review,) = qbr_views(book, [view.subject.id])  # type: ignore[union-attr]
            except CockpitError:
                continue
            if review.readiness is not None:
                found[view.id] = review.readiness
    return found


def _ready_to_go(book: "Book", views: Sequence[ApprovalView]) -> dict[bytes, int]:
    """How ready these handovers are now; what does not go on any more says nothing."""
    from repcockpit.services.handover.reading import at_accounts  # noqa: PLC0415 -- only where one waits

    accounts = {view.account.id: view.id for view in views if view.account}
    try:
        found = at_accounts(book, list(accounts))
    except CockpitError:
        return {}
    return {accounts[one.id]: one.readiness for one in found.accounts if one.id in accounts}
