"""The desk's part for who leads: the inbox, accounts and tasks for colleagues."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import Inbox
    from repcockpit.services.decisions.chosen import Decided
    from repcockpit.tui.subject import Subject


class Managing(Part):
    """The inbox and its answers; what goes to a colleague."""

    @guarded
    def inbox(self) -> "Inbox":
        """What waits, and what was answered."""
        from repcockpit.services.approvals.listing import approvals_view  # noqa: PLC0415 -- with the inbox

        return approvals_view(self.book)

    @guarded
    def check(self, ids: Sequence[bytes]) -> None:
        """Raise CockpitError where one of them cannot be answered here."""
        from repcockpit.services.approvals.answering import check_answerable  # noqa: PLC0415 -- with the inbox

        for approval_id in ids:
            check_answerable(self.book, approval_id)

    @guarded
    def answer(self, ids: Sequence[bytes], note: str, *, is_yes: bool) -> "Decided":
        """Approve or refuse these in one transaction."""
        from repcockpit.services.approvals.answering import answer_all  # noqa: PLC0415 -- with the inbox

        done = answer_all(self.book, ids, "approved" if is_yes else "refused", note)
        self.saved(done.text, done.txn)
        return done

    @guarded
    def would_follow(self, rows: "Sequence[Subject]", rep_id: bytes) -> str:
        """What is open at the accounts among the rows and would go along, in words; blank for nothing."""
        from repcockpit.services.decisions.reassigning import following, open_words  # noqa: PLC0415 -- the same

        return open_words(following(self.book, [row.id for row in rows if row.kind == "account"], rep_id))
