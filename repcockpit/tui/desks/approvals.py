"""The desk's part for what waits for an answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import Inbox
    from repcockpit.services.decisions.chosen import Decided


class Approvals(Part):
    """The inbox, and its answers."""

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
