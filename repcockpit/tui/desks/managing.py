"""The desk's part for who leads: the inbox, accounts and tasks for colleagues."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.managing import Inbox, RateView, TargetView
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

    @guarded
    def waiting(self) -> int:
        """How many approvals wait for the rep of this device."""
        from repcockpit.services.approvals.listing import open_approvals  # noqa: PLC0415 -- with the team

        return open_approvals(self.book)

    @guarded
    def plans(self) -> "tuple[tuple[TargetView, ...], tuple[RateView, ...]]":
        """Every target and every rate."""
        from repcockpit.services.records import Listing, list_records  # noqa: PLC0415 -- with the settings

        targets, rates = (list_records(self.book, kind, Listing()).rows for kind in ("target", "rate"))
        return targets, rates

    @guarded
    def remove_plan(self, kind: str, record_id: bytes) -> Saved | None:
        """A target or a rate to the bin."""
        from repcockpit.services.record_edits import remove_record  # noqa: PLC0415 -- the first write

        return self.saved(f"The {kind} is in the bin", remove_record(self.book, kind, record_id.hex()).txn)
