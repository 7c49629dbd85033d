"""What the screens ask about how broadly customers are covered, and confirming who somebody is."""

from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from datetime import date

    from repcockpit.domain.views.coverage import AccountCoverage, AccountNetwork
    from repcockpit.domain.views.details import Why
    from repcockpit.tui.desk import Saved


class Coverage(Part):
    """Reads of the network; `confirm` writes."""

    @guarded
    def ranked(self) -> "tuple[AccountCoverage, ...]":
        """The rep's customers, the riskiest first, those not mapped last."""
        from repcockpit.services.coverage.reading import coverage_of_rep  # noqa: PLC0415 -- after the first frame

        return tuple(coverage_of_rep(self.book))

    @guarded
    def network(self, account_id: bytes) -> "AccountNetwork":
        """One account with the names of us. Raises NotFoundError."""
        from repcockpit.services.coverage.reading import account_network  # noqa: PLC0415 -- after the first frame

        return account_network(self.book, account_id)

    @guarded
    def names(self) -> dict[bytes, str]:
        """The names of us."""
        from repcockpit.services.coverage.reading import team_of  # noqa: PLC0415 -- after the first frame

        return team_of(self.book, self.book.today()).names

    @guarded
    def why(self, account_id: bytes) -> "Why":
        """The index of an account as a sum, down to its people. Raises NotFoundError."""
        from repcockpit.services.coverage.why import why_coverage  # noqa: PLC0415 -- after the first frame

        return why_coverage(self.book, account_id)

    def today(self) -> "date":
        """The business day."""
        return self.book.today()

    @guarded
    def confirm(self, contact_id: bytes, roles: tuple[str, ...]) -> "Saved | None":
        """Write that these roles, the first one primary, are right today."""
        from repcockpit.services.coverage.confirming import confirm  # noqa: PLC0415 -- after the first frame

        done = confirm(self.book, contact_id, ",".join(roles))
        return self.saved(done.text, done.txn)

    @guarded
    def stand(self, contact_id: bytes, support: str, note: str) -> "Saved | None":
        """Write where a person stands towards us, with the evidence."""
        from repcockpit.services.chart.editing import set_support  # noqa: PLC0415 -- after the first frame

        done = set_support(self.book, contact_id, support, note)
        return self.saved(done.text, done.txn)
