"""Answering what was asked for: one transaction that undoes, with what follows from the answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.domain.errors import AmbiguousError, Candidate, NotFoundError, RefusedError, UsageError
from repcockpit.domain.names import fold
from repcockpit.domain.views.managing import ApprovalView
from repcockpit.services.approvals.listing import what_of
from repcockpit.services.approvals.people import may_decide
from repcockpit.services.decisions.chosen import Decided
from repcockpit.services.lookup import find_by_id
from repcockpit.services.viewer import viewer_of
from repcockpit.store.reads import approvals as reads
from repcockpit.store.reads.records import survivor
from repcockpit.store.reads.records_held import is_shown
from repcockpit.store.reads.records_managing import approvals_by_id

if TYPE_CHECKING:
    from repcockpit.services.book import Book
    from repcockpit.store.unit import Unit


def approve(book: "Book", approval_id: bytes, note: str | None = None) -> Decided:
    """What was asked for holds: a tier is set, an account changes hands, a skipped QBR stays skipped.

    Raises RefusedError where it is answered or taken back already, asked by oneself, or not one's own to answer.
    """
    return answer_all(book, [approval_id], "approved", note)


def refuse(book: "Book", approval_id: bytes, note: str | None = None) -> Decided:
    """What was asked for does not hold; who asked finds a task that says so. Raises as `approve` does."""
    return answer_all(book, [approval_id], "refused", note)


def answer_all(book: "Book", ids: Sequence[bytes], state: str, note: str | None = None) -> Decided:
    """Answer several alike in one transaction; `state` is approved or refused. Raises as `approve` does."""
    for approval_id in ids:
        check_answerable(book, approval_id)
    views = approvals_by_id(book.db, ids)
    said = (note or "").strip() or None
    what = [what_of(book, view) for view in views]
    text = f"{state.capitalize()}: {what[0] if len(what) == 1 else f'{len(what):,} of what was asked'}"
    with book.write(text) as unit:
        for view, about in zip(views, what, strict=True):
            # Another process may have answered while this one waited for the lock.
            check_answerable(book, view.id)
            answer = {"decided_by_id": book.author_id, "decided_on": book.today().isoformat(), "note": said}
            unit.update("approval", view.id, {"state": state, **answer})
            _follow(book, unit, view, state)
            if state == "refused":
                _tell(book, unit, view, about, said)
    return Decided(text, unit.txn)


def check_answerable(book: "Book", approval_id: bytes) -> None:
    """Raise RefusedError, or NotFoundError, where this device's rep cannot answer an approval now."""
    state, is_gone = reads.state_of(book.db, approval_id)
    if is_gone:
        raise NotFoundError("that was taken back", "`repcockpit approvals` lists what waits")
    (view,) = approvals_by_id(book.db, [approval_id])
    if state != "open":
        by = f" by {view.by.name}" if view.by else ""
        raise RefusedError(
            f"that is {state} already{by}", "`repcockpit undo` takes back an answer of one's own"
        )
    if not may_decide(book):
        raise RefusedError("a manager answers that", "`repcockpit approvals` says whose answer it waits for")
    viewer = viewer_of(book)
    is_own = view.asked_by is not None and view.asked_by.id == viewer.rep_id
    if is_own and viewer.team_is_led:
        raise RefusedError("nobody answers what they asked for themself", "a colleague who leads answers it")


def find_approval(book: "Book", text: str) -> bytes:
    """The approval that `text` names: the first digits of its id, or the account of an open one.

    Raises UsageError for empty text, NotFoundError, AmbiguousError.
    """
    if not text.strip():
        raise UsageError("which one?", "write `approve ID`; `repcockpit approvals` lists them")
    known = find_by_id(book.db, "approval", text.strip())
    if known is not None:
        return known
    wanted = fold(text)
    views = approvals_by_id(book.db, reads.approval_ids(book.db))
    waiting = [view for view in views if view.state == "open" and view.account and view.account.name]
    found = [view for view in waiting if fold(view.account.name or "") == wanted]  # type: ignore[union-attr]
    found = found or [view for view in waiting if wanted in fold(view.account.name or "")]  # type: ignore[union-attr]
    if not found:
        raise NotFoundError(
            f"nothing waits for an answer at {text!r}", "`repcockpit approvals` lists what waits"
        )
    if len(found) > 1:
        names = tuple(Candidate(view.id, what_of(book, view)) for view in found[:10])
        raise AmbiguousError(f"{len(found)} wait at {text!r}", "give the first digits of the id", names)
    return found[0].id


def _follow(book: "Book", unit: "Unit", view: ApprovalView, state: str) -> None:
    """Do what the answer means."""
    if state == "refused" and view.kind == "qbr_skip":
        _take_skip_back(book, unit, view)
    elif state == "approved" and view.kind == "tier_change":
        _set_tier(book, unit, view)
    elif state == "approved" and view.kind == "handover":
        _transfer(book, unit, view)


def _take_skip_back(book: "Book", unit: "Unit", view: ApprovalView) -> None:
    """The review is due again."""
    found = reads.reviews_asked(book.db, [view.subject.id]) if view.subject else {}
    if view.subject and any(one.is_skipped for one in found.values()):
        unit.update("qbr", view.subject.id, {"skip_reason": None, "approver": None})


def _set_tier(book: "Book", unit: "Unit", view: ApprovalView) -> None:
    account_id = survivor(book.db, "account", view.subject.id) if view.subject else None
    if account_id is None or not is_shown(book.db, "account", account_id):
        raise RefusedError(
            "that account is in the bin", "`repcockpit bin` lists what can come back; refuse it else"
        )
    unit.update("account", account_id, {"segment": view.asked, "segment_by": "rule"})


def _transfer(book: "Book", unit: "Unit", view: ApprovalView) -> None:
    """The account changes hands although it is not ready."""
    from repcockpit.services.handover.transferring import transfer_approved  # noqa: PLC0415 -- handovers only

    transfer_approved(book, unit, view)


def _tell(book: "Book", unit: "Unit", view: ApprovalView, what: str, note: str | None) -> None:
    """Who asked finds a task with the answer."""
    if view.asked_by is None or view.asked_by.id == book.author_id:
        return
    by = book.device.rep_name or "a colleague"
    unit.insert(
        "task",
        {
            "kind": "task",
            "title": f"refused by {by}: {what}",
            "note": note,
            "owner_id": view.asked_by.id,
            "account_id": view.account.id if view.account else None,
            "due_on": book.today().isoformat(),
            "status": "not_started",
            "tracking_started_on": book.today().isoformat(),
        },
    )
