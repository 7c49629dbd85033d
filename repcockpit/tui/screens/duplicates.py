"""Duplicates: pairs that may be one, with the score and why; enter puts them side by side."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual.worker import Worker, WorkerState

from repcockpit.domain.views.duplicates import DuplicatePair
from repcockpit.tui.deeds.capturing import NO_ROW, say_saved
from repcockpit.tui.desk import Desk, Saved
from repcockpit.tui.glyphs import Glyphs
from repcockpit.tui.keeping_rows import PROBABLE, pair_line, pair_lines, pairs_sheet
from repcockpit.tui.screens.listing import ListScreen
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
            say_saved(screen, saved)

    screen.app.push_screen(MergeDialog(screen.desk.keeping, pair), merged)


class DuplicatesScreen(ListScreen):
    """Accounts and people that may be one; a large book is looked through beside the screen."""

    place = "duplicates"

    def __init__(self, desk: Desk) -> None:
        self.pairs: tuple[DuplicatePair, ...] | None = None
        super().__init__(desk)

    def read(self) -> None:
        """The pairs: at once in a small book, else by a thread that fills the screen when it is done."""
        if not self.desk.keeping.is_large():
            self.pairs = self.desk.keeping.pairs()
        elif self.is_attached:
            self.look_apart()

    def on_mount(self) -> None:
        """Begin to look where that takes long."""
        super().on_mount()
        if self.pairs is None:
            self.look_apart()

    def look_apart(self) -> None:
        """Look through the book in a thread."""
        self.run_worker(
            self.desk.keeping.pairs_apart, thread=True, exit_on_error=False, exclusive=True, name="pairs"
        )

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The pairs are there."""
        if event.worker.name == "pairs" and event.state is WorkerState.SUCCESS:
            self.pairs = event.worker.result
            self.fill()
            self.ask_pane()
        else:
            super().on_worker_state_changed(event)

    def sheet(self, text: str, *, is_airy: bool) -> Sheet[Any]:
        """The pairs that the filter keeps."""
        return pairs_sheet(self.pairs or (), text, is_airy=is_airy)

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
        if not self.pairs:
            return ()
        probable = sum(1 for pair in self.pairs if pair.score >= PROBABLE)
        sure = (Fact("settle", f"{probable:,} probable", "soon"),) if probable else ()
        return (*sure, Fact("calm", counted(len(self.pairs), "pair"), "muted"))

    def blank_words(self) -> list[Line]:
        """Still looking, none found, or nothing fits."""
        if self.pairs is None:
            return [
                [("Looking through every name.", "text!")],
                [],
                [("esc", "accent!"), ("  goes back", "text")],
            ]
        if self.filter.text:
            return super().blank_words()
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
