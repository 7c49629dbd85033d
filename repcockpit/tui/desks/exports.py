"""Writing what a screen shows into a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.tui.desks.part import Part

if TYPE_CHECKING:
    from repcockpit.domain.views.today import TodayItem


class Exports(Part):
    """Both calls are for a thread: `write` opens the file of the book once more, `write_day` needs no book."""

    def write(self, what: str, ids: Sequence[bytes], target: Path, *, force: bool) -> int:
        """The records of these ids as csv, `what` is a place of that name; gives the number of rows."""
        from repcockpit.services.exporting import ExportOrder  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.exporting.apart import export_apart  # noqa: PLC0415 -- the same

        order = ExportOrder(what, "csv", only=frozenset(ids))
        return export_apart(self.book, order, target, force=force)

    def write_day(self, items: "Sequence[TodayItem]", target: Path, *, force: bool) -> int:
        """Rows of Today as csv; gives their number."""
        from repcockpit.services.exporting.day import export_day  # noqa: PLC0415 -- in a thread, when asked

        return export_day(items, target, force=force)
