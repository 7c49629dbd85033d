"""What every screen is beside its keys: what it reads, what is kept of it, grey behind a dialog."""

from typing import TYPE_CHECKING

from textual.events import ScreenResume
from textual.screen import ModalScreen
from textual.worker import Worker, WorkerState

from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.keying import KeyScreen
from repcockpit.tui.state import PlaceState
from repcockpit.tui.widgets.bars import Toast

if TYPE_CHECKING:
    from repcockpit.domain.views.details import Why


class FrameScreen(KeyScreen):
    """A screen of the cockpit; children say what it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._is_grey = False

    def why_view(self) -> "Why | None":
        """Everything behind the row under the cursor; may raise CockpitError."""
        return self.desk.details.why_of(self.subject) if self.subject is not None else None

    def state_now(self) -> PlaceState:
        """What is kept of this screen for the next run."""
        return PlaceState()

    def restore(self, state: PlaceState) -> None:
        """Look as in the last run; called before the screen is shown for the first time."""

    def read_again(self, *, is_done: bool = False) -> None:
        """Read what is shown anew; with `is_done` the row under the cursor was just worked on."""

    def look_for_others(self) -> None:
        """Read again where another process wrote since."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong in the background is said, and the cockpit lives on."""
        if event.state is WorkerState.ERROR:
            kind = type(event.worker.error).__name__
            self.show_toast(
                Toast("refused", f"work in the background stopped ({kind})", "esc closes", "late", stays=True)
            )

    def on_screen_suspend(self) -> None:
        """Go grey behind a dialog; behind a whole screen nobody sees it."""
        if isinstance(self.app.screen, ModalScreen):
            self._is_grey = True
            self.recolour()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Come back in colour; what was not grey keeps what is drawn, and styles do not change behind a screen."""
        event.refresh_styles = False
        if self._is_grey:
            self._is_grey = False
            self.recolour()

    def recolour(self) -> None:
        """Draw every part anew."""
        for widget in self.query("*"):
            widget.refresh()
