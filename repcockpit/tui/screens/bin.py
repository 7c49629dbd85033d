"""The bin: what was removed, when and by whom; enter gives it back, nothing here deletes."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from repcockpit.domain.dates import format_exact
from repcockpit.domain.views.keeping import BinnedRow
from repcockpit.tui.deeds.capturing import say_saved
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keeping_rows import binned_line, binned_sheet
from repcockpit.tui.screens.apart import ApartScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line, visible, wrap
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted, plain


def restore(screen: "BinScreen") -> None:
    """Give back the chosen rows, else the one under the cursor."""
    rows = [(one.kind, one.id) for one in screen.subjects()]
    if rows:
        say_saved(screen, screen.desk.keeping.restore(rows))


class BinScreen(ApartScreen):
    """Removed records by kind."""

    place = "bin"

    looking = "Looking through everything."

    def find_now(self) -> tuple[BinnedRow, ...]:
        """What lies in the bin."""
        return self.desk.keeping.binned()

    def finder(self) -> Callable[[], tuple[BinnedRow, ...]]:
        """The same for a thread."""
        return self.desk.keeping.binned_apart

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The rows that the filter keeps."""
        return binned_sheet(self.rows or (), text, is_airy=is_airy)

    def key_of(self, row: BinnedRow) -> tuple[str, bytes]:
        """Kind and id."""
        return row.kind, row.id

    def paint(self, row: BinnedRow, width: int, *, is_here: bool) -> Line:
        """One row."""
        return binned_line(row, self.desk.now().date(), width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: BinnedRow) -> Subject | None:
        """The removed record."""
        return Subject(row.kind, row.id, name=row.title)

    def copied(self, row: BinnedRow) -> str:
        """What it is called."""
        return f"{plain(row.kind)} {row.title}"

    def title_now(self) -> Title:
        """The screen's name."""
        return Title("", "Bin", ("enter gives it back",), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How much lies here."""
        return (Fact("calm", counted(len(self.rows), "record"), "muted"),) if self.rows else ()

    def nothing_words(self) -> list[Line]:
        """An empty bin."""
        return [
            [("The bin is empty.", "text!")],
            [],
            [("d", "accent!"), ("  on a row puts it here, and nothing is lost", "text")],
        ]

    def speaker(self, row: BinnedRow) -> Speaker | None:
        """What it is, when and by whom it went."""

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            del glyphs
            lines: list[Line] = [[(piece, "text!")] for piece in wrap(visible(row.title or "no name"), width)]
            lines.append([(plain(row.kind), "muted")])
            when = f"{format_exact(row.at.date())} {row.at:%H:%M}" if row.at else "at an unknown time"
            by = f" by {visible(row.by)}" if row.by else ""
            told = f"Removed {when}{by}{row.more}. What hung on it comes back with it."
            return [*lines, [], *([(piece, "text")] for piece in wrap(told, width))]

        return speak

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": restore}
