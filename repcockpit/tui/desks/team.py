"""What the team's screens ask: the rows, what is behind a number, who may see what."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from repcockpit.services.book import book_apart
from repcockpit.tui.desks.part import Part, guarded, until_stopped

if TYPE_CHECKING:
    from repcockpit.domain.views.team import Behind, TeamSpan, TeamView
    from repcockpit.domain.views.team_beside import Beside

LARGE = 1_000
"""More accounts than that are read beside the screen from the first number on."""
SLOW = 0.15
"""Seconds that the first numbers may take before they are read beside the screen too."""


class Team(Part):
    """Reads; what is called `apart` is for another thread."""

    is_slow = False

    def today(self) -> date:
        """The business day."""
        return self.book.today()

    def first_weekday(self) -> int:
        """Where a week begins on this device, Monday being 0."""
        from repcockpit.services.local_dates import first_weekday  # noqa: PLC0415 -- when asked

        return first_weekday()

    def read_day(self, text: str) -> date:
        """The day that a text means, looking back. Raises InvalidValueError."""
        from repcockpit.services.local_dates import read_day  # noqa: PLC0415 -- when asked

        return read_day(self.book, text, "back")

    @guarded
    def is_large(self) -> bool:
        """Whether the first numbers take longer than a key may wait."""
        if not self.is_slow:
            from repcockpit.services.team.size import is_larger  # noqa: PLC0415 -- when asked

            self.is_slow = is_larger(self.book, LARGE)
        return self.is_slow

    @guarded
    def first(self, span: "TeamSpan") -> "TeamView":
        """The rows with the numbers that are there at once."""
        from repcockpit.services.team.reading import FIRST, team_view  # noqa: PLC0415 -- when asked

        began = monotonic()
        view = team_view(self.book, span, parts=FIRST)
        self.is_slow = self.is_slow or monotonic() - began > SLOW
        return view

    def apart(self, span: "TeamSpan", *, is_first: bool, stopped: Callable[[], bool]) -> "TeamView":
        """The rows by a connection of its own, for another thread: the first numbers, or what the table shows."""
        from repcockpit.services.team.reading import FIRST, NOW, team_view  # noqa: PLC0415 -- the same

        with book_apart(self.book, is_lean=True) as apart:
            return team_view(apart, span, parts=FIRST if is_first else NOW, progress=until_stopped(stopped))

    def page_apart(
        self, span: "TeamSpan", rep_id: bytes | None, *, stopped: Callable[[], bool]
    ) -> "TeamView":
        """All numbers of one rep (None: of everybody), those before too, by a connection of its own."""
        from repcockpit.services.team.reading import ALL, team_view  # noqa: PLC0415 -- the same

        with book_apart(self.book, is_lean=True) as apart:
            return team_view(apart, span, parts=ALL, only=rep_id, progress=until_stopped(stopped))

    def beside(self, rep_id: bytes, span: "TeamSpan", stopped: Callable[[], bool]) -> "Beside":
        """What stands beside the row of one of us, by a connection of its own, for another thread."""
        from repcockpit.services.team.beside import beside  # noqa: PLC0415 -- the same

        with book_apart(self.book, is_lean=True) as apart:
            return beside(apart, rep_id, span, until_stopped(stopped))

    @guarded
    def may_see(self, subject: str, rep_id: bytes | None) -> bool:
        """Whether who looks is shown that of a rep; `subject` is a word of domain.access."""
        from repcockpit.domain.access import may_see  # noqa: PLC0415 -- when asked
        from repcockpit.services.viewer import viewer_of  # noqa: PLC0415 -- the same

        return may_see(viewer_of(self.book), subject, rep_id)

    @guarded
    def behind(
        self, rep_id: bytes | None, figure: str, span: "TeamSpan", limit: int | None = None
    ) -> "Behind":
        """The rows behind a number of a rep (None: of the team); `figure` is a word of FIGURES, handed or snoozed."""
        from repcockpit.services.team.rows import rows_behind  # noqa: PLC0415 -- when asked

        return rows_behind(self.book, rep_id, figure, span, limit=limit)

    def behind_apart(
        self, rep_id: bytes | None, figure: str, span: "TeamSpan", limit: int | None = None
    ) -> "Behind":
        """The same by a connection of its own, for another thread."""
        from repcockpit.services.team.rows import rows_behind  # noqa: PLC0415 -- the same

        with book_apart(self.book, is_lean=True) as apart:
            return rows_behind(apart, rep_id, figure, span, limit=limit)

    def export(
        self,
        span: "TeamSpan",
        rep_id: bytes | None,
        target: Path,
        progress: Callable[[int, int], object],
        stopped: Callable[[], bool],
    ) -> int:
        """The activity of these days as a file whose end says the form, from a thread; gives the number of rows."""
        from repcockpit.services.exporting import ExportOrder  # noqa: PLC0415 -- in a thread, when asked
        from repcockpit.services.exporting.apart import export_apart  # noqa: PLC0415 -- the same
        from repcockpit.services.exporting.watch import Watch  # noqa: PLC0415 -- the same

        form = target.suffix.casefold().removeprefix(".")
        order = ExportOrder(
            "team",
            form if form in {"xlsx", "html", "md", "json"} else "csv",
            span.since,
            span.until,
            rep_id,
            watch=Watch(progress, stopped),
        )
        return export_apart(self.book, order, target, force=True)

    def pack_name(self, name: str) -> str:
        """What the file of a 1:1 pack is called."""
        from repcockpit.services.reviews.pack_file import pack_name  # noqa: PLC0415 -- when asked

        return pack_name(name, self.book.today().isoformat(), "html").replace("qbr-", "1-1-", 1)

    def pack_span(self, span: "TeamSpan") -> "TeamSpan":
        """The days of a 1:1 pack: those on the screen, four weeks where that is one week."""
        from repcockpit.services.packs.rep_pack import last_weeks  # noqa: PLC0415 -- when asked

        return last_weeks(self.book) if span.kind == "week" else span

    def write_pack(
        self,
        rep_id: bytes,
        span: "TeamSpan",
        target: Path,
        progress: Callable[[int, int], object],
        stopped: Callable[[], bool],
    ) -> int:
        """The 1:1 pack of a rep as a file, html or Markdown by its name, from a thread; gives its bytes."""
        from repcockpit.services.packs.rep_pack import write_rep_pack  # noqa: PLC0415 -- in a thread, when asked

        going = until_stopped(stopped, progress)
        with book_apart(self.book) as apart:
            return write_rep_pack(apart, rep_id, target, span, force=True, progress=going)
