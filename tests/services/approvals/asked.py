"""An approval asked for by the rep of a book, in a transaction of its own."""

from typing import Any

from repcockpit.domain.views.managing import ApprovalView
from repcockpit.services.approvals.asking import ask_within
from repcockpit.services.book import Book
from repcockpit.store.reads.records_managing import approvals_by_id


def ask(book: Book, **words: Any) -> ApprovalView:
    with book.write("Asked") as unit:
        approval_id = ask_within(book, unit, **words)
    (view,) = approvals_by_id(book.db, [approval_id])
    return view
