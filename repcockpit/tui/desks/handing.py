"""The desk's part for accounts that change hands."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.services.book import book_apart
from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded, until_stopped

if TYPE_CHECKING:
    from repcockpit.domain.views.handover import AccountHandover, HandoverPage


MANY = 60
"""A rep's page with more customers is found beside the screen."""


class Handing(Part):
    """Handovers: read, begun, gone through, done, called off."""

    @property
    def rep_id(self) -> bytes | None:
        """Whose book it is; None for everybody's."""
        return self.book.rep_id

    @guarded
    def page(self, kind: str, record_id: bytes | None) -> "HandoverPage":
        """The page of an account, of a rep, or of everybody (`record_id` None)."""
        from repcockpit.services.handover.reading import page_of_account, page_of_rep  # noqa: PLC0415 -- rare

        if kind == "account" and record_id is not None:
            return page_of_account(self.book, record_id)
        return page_of_rep(self.book, record_id)

    @guarded
    def is_long(self, rep_id: bytes | None) -> bool:
        """Whether what would be lost takes longer to find than a key may wait."""
        from repcockpit.services.scores.values import customer_count  # noqa: PLC0415 -- rare

        return rep_id is not None and customer_count(self.book, rep_id) > MANY

    @guarded
    def first_page(self, rep_id: bytes) -> "HandoverPage":
        """The page of a rep without what would be lost."""
        from repcockpit.services.handover.reading import page_of_rep  # noqa: PLC0415 -- rare

        return page_of_rep(self.book, rep_id, has_rest=False)

    def page_apart(self, rep_id: bytes) -> "HandoverPage":
        """The page of a rep by a connection of its own, for another thread."""
        from repcockpit.services.handover.reading import page_of_rep  # noqa: PLC0415 -- the same

        with book_apart(self.book) as apart:
            return page_of_rep(apart, rep_id)

    @guarded
    def begin(self, accounts: Sequence[bytes], taker: bytes) -> Saved | None:
        """These accounts are on their way to a colleague. Raises RefusedError as the service does."""
        from repcockpit.services.handover.naming import checked_taker, giving  # noqa: PLC0415 -- rare
        from repcockpit.services.handover.steps import begin  # noqa: PLC0415 -- the same

        given = giving(self.book, accounts, checked_taker(self.book, taker), is_said=False)
        done = begin(self.book, given, taker)
        return self.saved(done.text, done.txn)

    @guarded
    def cover(self, accounts: Sequence[bytes], taker: bytes, until: date) -> Saved | None:
        """A colleague has them until a day."""
        from repcockpit.services.handover.naming import checked_taker, giving  # noqa: PLC0415 -- rare
        from repcockpit.services.handover.transferring import cover  # noqa: PLC0415 -- the same

        given = giving(self.book, accounts, checked_taker(self.book, taker), is_said=False)
        done = cover(self.book, given, taker, until)
        return self.saved(done.text, done.txn)

    @guarded
    def read_day(self, text: str) -> date:
        """A day to come. Raises InvalidValueError."""
        from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- rare

        return read_day(self.book, text, "forward")

    @guarded
    def tick(
        self, account_id: bytes, item: str, *, who: str | None = None, is_done: bool = True
    ) -> Saved | None:
        """Tick an item or open it."""
        from repcockpit.services.handover.steps import tick  # noqa: PLC0415 -- rare

        done = tick(self.book, account_id, item, who=who, is_done=is_done)
        return self.saved(done.text, done.txn)

    @guarded
    def transfer(self, accounts: Sequence[bytes], override: str | None = None) -> Saved | None:
        """The accounts become the new rep's; below 80 only with a reason."""
        from repcockpit.services.handover.naming import standing  # noqa: PLC0415 -- rare
        from repcockpit.services.handover.transferring import transfer  # noqa: PLC0415 -- the same

        rows = list(standing(self.book, accounts).values())
        done = transfer(self.book, rows, override)
        return self.saved(done.text, done.txn)

    @guarded
    def give_back(self, accounts: Sequence[bytes]) -> Saved | None:
        """What is lent goes back, what was begun is called off."""
        from repcockpit.services.handover.naming import rows_to_end  # noqa: PLC0415 -- rare
        from repcockpit.services.handover.transferring import give_back  # noqa: PLC0415 -- the same

        done = give_back(self.book, rows_to_end(self.book, accounts))
        return self.saved(done.text, done.txn)

    @guarded
    def may_override(self) -> bool:
        """Whether this device's rep lets an account change hands that is not ready."""
        from repcockpit.services.approvals.people import may_decide  # noqa: PLC0415 -- rare

        return may_decide(self.book)

    def write_pack(
        self,
        accounts: "Sequence[AccountHandover]",
        path: Path,
        progress: Callable[[int, int], object],
        stopped: Callable[[], bool],
    ) -> int:
        """Write the pack of these accounts, replacing what is there, from a thread; gives its bytes."""
        from repcockpit.domain.views.handover import HandoverView  # noqa: PLC0415 -- rare
        from repcockpit.services.handover.pack import write_pack  # noqa: PLC0415 -- the same

        first = accounts[0]
        mode = "underway" if any(one.handover_id is not None for one in accounts) else "if_i_leave"
        is_ready = all(one.ready for one in accounts)
        with book_apart(self.book) as apart:
            view = HandoverView(apart.today(), mode, first.giver, first.taker, tuple(accounts), is_ready)
            return write_pack(apart, view, path, force=True, progress=until_stopped(stopped, progress))
