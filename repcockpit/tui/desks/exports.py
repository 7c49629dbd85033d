"""Writing what a screen shows into a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayItem

Progress = Callable[[int, int], object]
Stopped = Callable[[], bool]


class Exports(Part):
    """Both calls are for a thread: `write` opens the file of the book once more, `write_day` needs no book.

    The end of the path says the form. They raise CockpitError, also where `stopped()` became true.
    """

    def write(
        self, what: str, ids: Sequence[bytes], target: Path, progress: Progress, stopped: Stopped
    ) -> int:
        """The records of these ids, `what` is a place of that name; gives the number of rows."""
        from repcockpit.services.exporting import ExportOrder, form_of  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.exporting.apart import export_apart  # noqa: PLC0415 -- the same
        from repcockpit.services.exporting.watch import Watch  # noqa: PLC0415 -- the same

        order = ExportOrder(
            what, form_of(target) or "csv", only=frozenset(ids), watch=Watch(progress, stopped)
        )
        return export_apart(self.book, order, target, force=True)

    def write_day(
        self, items: "Sequence[TodayItem]", target: Path, progress: Progress, stopped: Stopped
    ) -> int:
        """Rows of Today; gives their number."""
        from repcockpit.services.exporting import form_of  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.exporting.day import export_day  # noqa: PLC0415 -- the same
        from repcockpit.services.exporting.watch import Watch  # noqa: PLC0415 -- the same

        form, watch = form_of(target) or "csv", Watch(progress, stopped)
        return export_day(items, self.book.now(), form, target, watch, force=True)
