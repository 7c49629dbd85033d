"""The desk of the settings: the numbers of the rules, the calendar of this device's rep, this machine."""

from typing import TYPE_CHECKING

from repcockpit.tui.desk import Saved
from repcockpit.tui.desks.part import Part, guarded

if TYPE_CHECKING:
    from repcockpit.domain.views.care import CheckView, DrillView
    from repcockpit.domain.views.machine import CalendarView, NumberView


class Numbers(Part):
    """What the settings ask."""

    @guarded
    def numbers(self) -> "tuple[NumberView, ...]":
        """Every number of the rule set."""
        from repcockpit.services.numbers import numbers_view  # noqa: PLC0415 -- after the first frame

        return numbers_view(self.book)

    @guarded
    def acts_on(self, name: str) -> tuple[str, ...]:
        """What changes with a number."""
        from repcockpit.services.numbers import acts_on  # noqa: PLC0415 -- after the first frame

        return acts_on(self.book, name)

    @guarded
    def set_number(self, name: str, text: str) -> Saved | None:
        """Give a number its own value; an empty text brings the default back."""
        from repcockpit.services.numbers import set_number  # noqa: PLC0415 -- the first write

        written = set_number(self.book, name, (f"value={text.strip()}",))
        return self.saved(f"{name} is {written.view.value:g} {written.view.unit}", written.txn)

    @guarded
    def calendar(self) -> "CalendarView":
        """The calendar of this device's rep, and the clock by it: an undo may have moved the zone."""
        from repcockpit.services.working_time import calendar_view, settle_device  # noqa: PLC0415 -- the same

        settle_device(self.book)
        return calendar_view(self.book)

    @guarded
    def check_own(self, field: str, text: str) -> str | None:
        """What a field of the calendar would hold; raises where it cannot."""
        from repcockpit.services.working_time import checked_own  # noqa: PLC0415 -- after the first frame

        return checked_own(self.book, field, text)

    @guarded
    def change_own(self, field: str, text: str) -> Saved | None:
        """Change a field of the calendar."""
        from repcockpit.services.working_time import change_own  # noqa: PLC0415 -- the first write

        return self.saved(f"{field} is {text.strip() or 'as usual'}", change_own(self.book, field, text))

    @guarded
    def check_leave(self, text: str) -> str:
        """The days that a text means, in words; raises where it means none."""
        from repcockpit.services.working_time import read_span  # noqa: PLC0415 -- after the first frame

        since, until = read_span(self.book, text)
        return f"{since} to {until}, {(until - since).days + 1} days"

    @guarded
    def add_leave(self, text: str) -> Saved | None:
        """Write days away."""
        from repcockpit.services.working_time import add_leave, read_span  # noqa: PLC0415 -- the first write

        since, until = read_span(self.book, text)
        return self.saved(f"Away from {since} to {until}", add_leave(self.book, text))

    @guarded
    def remove_leave(self, leave_id: bytes) -> Saved | None:
        """Take days away back."""
        from repcockpit.services.working_time import remove_leave  # noqa: PLC0415 -- the first write

        return self.saved("Days away taken back", remove_leave(self.book, leave_id))

    def machine(self) -> "tuple[CheckView, ...]":
        """What can be said of this machine at once: versions, terminal, files, backups."""
        from repcockpit.services.doctor import machine_checks  # noqa: PLC0415 -- after the first frame

        return machine_checks(self.book.path)

    def drill(self) -> "DrillView | None":
        """The newest backup tried, None where there is none; for a thread, it opens nothing of the book."""
        from repcockpit.services.drill import drill_newest  # noqa: PLC0415 -- in a thread, when asked

        return drill_newest(self.book.path)
