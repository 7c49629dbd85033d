"""A scorecard being read: at once for an account and a small book, beside the screen with a count for many customers."""

from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk
from repcockpit.tui.job import Job
from repcockpit.tui.screens.listing import ListScreen
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import Line
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.tui.desks.scores import Sheets


class CountingScreen(ListScreen):
    """`sheets` is None until the scorecard of `about` (an account, a rep, the team) is there."""

    def __init__(self, desk: Desk, about: Subject | None = None) -> None:
        rep_id = desk.scores.rep_id
        own = Subject("rep", rep_id) if rep_id is not None else Subject("team", b"")
        self.about = about or own
        self.sheets: Sheets | None = None
        self.job: Job[Sheets] | None = None
        self._is_shown = False
        super().__init__(desk)

    @property
    def _rep_id(self) -> bytes | None:
        return self.about.id if self.about.kind == "rep" else None

    def read(self) -> None:
        """At once for an account and a small book; else beside the screen, with a count."""
        scores = self.desk.scores
        if self.about.kind == "account":
            self.sheets = scores.of_account(self.about.id)
        elif not scores.is_large(self._rep_id):
            self.sheets = scores.of_rep(self._rep_id)
        elif self._is_shown:
            self._begin()

    def on_mount(self) -> None:
        """Begin to count where that takes long."""
        self._is_shown = True
        if self.sheets is None:
            self._begin()

    def _begin(self) -> None:
        self.let_go()
        scores, rep_id = self.desk.scores, self._rep_id
        self.job = Job(
            self,
            lambda progress, stopped: scores.of_rep_apart(rep_id, progress, stopped),
            self._counted,
            self._failed,
            self._say,
        )
        self.job.start()

    def let_go(self) -> None:
        """Stop counting."""
        if self.job is not None and not self.job.is_over:
            self.job.stop()
        self.job = None

    def _counted(self, sheets: "Sheets") -> None:
        self.job = None
        self.sheets = sheets
        self.clear_toast()
        self.fill()
        self.ask_pane()

    def _failed(self, error: CockpitError) -> None:
        self.job = None
        self.show_error(error)

    def _say(self, done: int, total: int) -> None:
        self.show_toast(
            Toast(
                "calm", f"Scoring {done // 2:,} of {total // 2:,} customers", "esc stops", "muted", stays=True
            )
        )

    def take_key(self, event: Key) -> None:
        """Esc stops counting first."""
        if event.key == "escape" and self.job is not None:
            self.let_go()
            self.clear_toast()
            self.draw_bars()
            if self.sheets is not None:
                return
        super().take_key(event)

    def on_unmount(self) -> None:
        """Nobody waits for it any more."""
        self.let_go()

    def turn_to(self, about: Subject) -> None:
        """Show another scorecard here."""
        self.let_go()
        self.about, self.sheets = about, None
        self.attempt_to(self.look_anew)

    def blank_words(self) -> list[Line]:
        """Still counting, stopped, or nothing fits."""
        if self.sheets is not None:
            return super().blank_words()
        said = "The customers are being scored." if self.job is not None else "Not every customer was scored."
        key = "ctrl+r" if self.job is None else "esc"
        verb = "  begins anew" if self.job is None else "  stops"
        return [[(said, "text!")], [], [(key, "accent!"), (verb, "text")]]
