"""Duplicates: pairs that may be one, with the score and why; enter puts them side by side."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from repcockpit.domain.views.duplicates import DuplicatePair
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.desk import Saved
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keeping_rows import PROBABLE, pair_line, pair_lines, pairs_sheet
from repcockpit.tui.screens.apart import ApartScreen
from repcockpit.tui.sheet import Sheet
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Fact, Title
from repcockpit.tui.widgets.pane import Speaker
from repcockpit.tui.words import counted


def compare(screen: "DuplicatesScreen") -> None:
    """Open both records side by side."""
    from repcockpit.tui.dialogs.merge import MergeDialog  # noqa: PLC0415 -- needed only here

    pair = screen.row
    if pair is None:
        screen.show_toast(NO_ROW)
        return

    def merged(saved: Saved | None) -> None:
        if saved is not None:
            screen.rows = tuple(one for one in screen.rows or () if one is not pair)
            say_saved(screen, saved)

    screen.app.push_screen(MergeDialog(screen.desk.keeping, pair), merged)


class DuplicatesScreen(ApartScreen):
    """Accounts and people that may be one; a large book is looked through beside the screen."""

    place = "duplicates"

    looking = "Looking through every name."

    def find_now(self) -> tuple[DuplicatePair, ...]:
        """The pairs."""
        return self.desk.keeping.pairs()

    def finder(self) -> Callable[[], tuple[DuplicatePair, ...]]:
        """The same for a thread."""
        return self.desk.keeping.pairs_apart

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The pairs that the filter keeps."""
        return pairs_sheet(self.rows or (), text, is_airy=is_airy)

    def key_of(self, row: DuplicatePair) -> tuple[bytes, bytes]:
        """Both ids."""
        return row.a.id, row.b.id

    def paint(self, row: DuplicatePair, width: int, *, is_here: bool) -> Line:
        """One row."""
        return pair_line(row, width, self.cockpit.glyphs, is_here=is_here)

    def subject_of(self, row: DuplicatePair) -> Subject | None:
        """The first of the two."""
        contact = row.a.id if row.kind == "contact" else None
        account = row.a.id if row.kind == "account" else None
        return Subject(row.kind, row.a.id, contact, account, row.a.name or "", row.a.account or "")

    def copied(self, row: DuplicatePair) -> str:
        """Both names and why."""
        return f"{row.a.name or ''} = {row.b.name or ''}: {', '.join(row.why)}"

    def title_now(self) -> Title:
        """The screen's name."""
        return Title("", "Duplicates", ("nothing is merged until you say so",), is_demo=self.cockpit.is_demo)

    def facts(self) -> tuple[Fact, ...]:
        """How many are probable, of how many."""
        if not self.rows:
            return ()
        probable = sum(1 for pair in self.rows if pair.score >= PROBABLE)
        sure = (Fact("settle", f"{probable:,} probable", "soon"),) if probable else ()
        return (*sure, Fact("calm", counted(len(self.rows), "pair"), "muted"))

    def nothing_words(self) -> list[Line]:
        """No pair."""
        return [
            [("Nobody is in the book twice, as far as names, e-mails and phones tell.", "text!")],
            [],
            [("esc", "accent!"), ("  goes back", "text")],
        ]

    def speaker(self, row: DuplicatePair) -> Speaker | None:
        """Both names in full, and why."""

        def speak(width: int, glyphs: Glyphs) -> list[Line]:
            return pair_lines(row, width, glyphs)

        return speak

    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {"open": compare}
