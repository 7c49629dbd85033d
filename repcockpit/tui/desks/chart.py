"""What the org chart asks, and every change of it."""

from typing import TYPE_CHECKING, NamedTuple

from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from repcockpit.domain.views.chart import ChartChange, ChartPerson, ChartView
    from repcockpit.domain.views.coverage import AccountNetwork, PersonCoverage
    from repcockpit.services.chart.adding import Meant
    from repcockpit.services.chart.written import Charted


class ChartSheet(NamedTuple):
    """The chart of an account with how well its people are known, and what changed of late."""

    view: "ChartView"
    coverage: "AccountNetwork"
    changes: "tuple[ChartChange, ...]"


class Chart(Part):
    """Each change is written at once; its answer is the sentence of the toast."""

    def _told(self, charted: "Charted") -> "Charted":
        self.saved(charted.text, charted.txn)
        return charted

    @guarded
    def sheet(self, account_id: bytes) -> ChartSheet:
        """The chart of an account. Raises NotFoundError for one in the bin."""
        from repcockpit.services.chart.changes import late_changes  # noqa: PLC0415 -- after the first frame
        from repcockpit.services.chart.chart import account_chart  # noqa: PLC0415 -- the same
        from repcockpit.services.coverage import reading  # noqa: PLC0415 -- the same

        view = account_chart(self.book, account_id)
        coverage = reading.account_network(self.book, view.account.id)
        return ChartSheet(view, coverage, late_changes(self.book, view))

    @guarded
    def account_of(self, contact_id: bytes) -> bytes | None:
        """The account whose chart a person is drawn in first."""
        from repcockpit.services.chart.chart import account_of  # noqa: PLC0415 -- after the first frame

        return account_of(self.book, contact_id)

    def meant(self, view: "ChartView", text: str, under: bytes | None) -> "Meant | None":
        """What a line would add; raises CockpitError for what it cannot be."""
        from repcockpit.services.chart.adding import meant  # noqa: PLC0415 -- after the first frame

        return meant(view, text, under)

    @guarded
    def add(self, account_id: bytes, what: "Meant") -> "Charted":
        """A new person or an empty seat."""
        from repcockpit.services.chart.adding import add  # noqa: PLC0415 -- after the first frame

        return self._told(add(self.book, account_id, what))

    @guarded
    def fill(self, view: "ChartView", seat_id: bytes, contact_id: bytes) -> "Charted":
        """Somebody of the chart takes an empty seat."""
        from repcockpit.services.chart.adding import fill_seat  # noqa: PLC0415 -- after the first frame

        return self._told(fill_seat(self.book, view, seat_id, contact_id))

    @guarded
    def move(self, view: "ChartView", row_id: bytes, boss_id: bytes | None) -> "Charted":
        """Under somebody else, or to the top."""
        from repcockpit.services.chart.editing import move_under  # noqa: PLC0415 -- after the first frame

        return self._told(move_under(self.book, view, row_id, boss_id))

    @guarded
    def roles(self, kind: str, row_id: bytes) -> tuple[str, ...]:
        """The roles of a contact or a seat now."""
        from repcockpit.services.chart.editing import roles_of  # noqa: PLC0415 -- after the first frame

        return roles_of(self.book, kind, row_id)

    @guarded
    def set_roles(self, kind: str, row_id: bytes, roles: tuple[str, ...]) -> "Charted":
        """The roles of a contact, confirmed today, or of a seat."""
        from repcockpit.services.chart.editing import set_roles  # noqa: PLC0415 -- after the first frame

        return self._told(set_roles(self.book, kind, row_id, roles))

    @guarded
    def set_support(self, contact_id: bytes, support: str, note: str) -> "Charted":
        """Where somebody stands towards us, with the evidence."""
        from repcockpit.services.chart.editing import set_support  # noqa: PLC0415 -- after the first frame

        return self._told(set_support(self.book, contact_id, support, note))

    @guarded
    def steps(self, contact_id: bytes) -> tuple[str, ...]:
        """The tasks that somebody's leaving would make."""
        from repcockpit.services.chart.leaving import planned_steps  # noqa: PLC0415 -- after the first frame

        return planned_steps(self.book, contact_id)

    @guarded
    def leave(self, contact_id: bytes, employer: str) -> "Charted":
        """Somebody left today."""
        from repcockpit.services.chart.leaving import leave  # noqa: PLC0415 -- after the first frame

        return self._told(leave(self.book, contact_id, employer))

    @guarded
    def remove_seat(self, seat_id: bytes) -> "Charted":
        """An empty seat to the bin."""
        from repcockpit.services.chart.editing import remove_seat  # noqa: PLC0415 -- after the first frame

        return self._told(remove_seat(self.book, seat_id))

    def write(
        self,
        people: "Sequence[ChartPerson]",
        known: "Mapping[bytes, PersonCoverage]",
        target: "Path",
        *,
        force: bool,
    ) -> int:
        """These rows of a chart as csv; gives their number. Needs no book."""
        from repcockpit.services.exporting.orgchart import export_chart  # noqa: PLC0415 -- when asked

        return export_chart(people, known, target, force=force)
