"""Rows of Today about approvals: how many wait for an answer, and what one waits for oneself."""

from repcockpit.domain.ids import derived_id
from repcockpit.domain.views.today import Reason, TodayItem
from repcockpit.services.book import Book
from repcockpit.store.reads.today import has_approvals

KIND = "approvals"
"""The kind of both rows: enter opens the inbox."""
_NAMED = 3


def asked_items(book: Book) -> list[TodayItem]:
    """At most two rows, and none where nobody asked for anything."""
    if not has_approvals(book.db):
        return []
    from repcockpit.services.approvals.listing import approvals_view  # noqa: PLC0415 -- seldom

    inbox = approvals_view(book)
    items = []
    to_answer = [row for row in inbox.waiting if not row.is_own] if inbox.may_decide else []
    if to_answer:
        asking = dict.fromkeys(row.view.asked_by.name or "" for row in to_answer if row.view.asked_by)
        who = ", ".join(list(asking)[:_NAMED]) + (" and others" if len(asking) > _NAMED else "")
        title = f"{len(to_answer)} to answer" + (f": {who} asks" if len(asking) == 1 else f": {who} ask")
        items.append(
            _item(book, "answer", title, *(Reason("asked", None, row.what) for row in to_answer[:_NAMED]))
        )
    own = [row for row in inbox.waiting if row.is_own and book.author_id is not None]
    if own:
        what = own[0].what if len(own) == 1 else f"{len(own)} that you asked for"
        names = dict.fromkeys(row.waits_for or "an answer" for row in own)
        title = f"{what}: waiting for {' and '.join(names)}"
        whys = (Reason("asked", None, row.view.reason or row.what) for row in own[:_NAMED])
        items.append(_item(book, "own", title, *whys))
    return items


def _item(book: Book, which: str, title: str, *reasons: Reason) -> TodayItem:
    said = (*reasons, Reason("how", None, "repcockpit approvals"))
    return TodayItem(
        KIND, derived_id(KIND, which, book.author_id or b""), "setup", "setup_approvals", None,
        None, None, None, None, None, 0, title,
        None, None, None, None, None, None, None, None, None, said,
    )  # fmt: skip
