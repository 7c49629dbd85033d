"""A list with a pane beside it that speaks of the row under the cursor, where there is room."""

from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from textual.geometry import Size

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.filtering import FilterScreen
from repcockpit.tui.screens.rows import Rows
from repcockpit.tui.subject import detailed
from repcockpit.tui.widgets.ledger import Ledger
from repcockpit.tui.widgets.pane import EDGE, Pane, pane_width

if TYPE_CHECKING:
    from textual.timer import Timer

AHEAD_SECONDS = 0.15
"""How long the cursor rests before what stands there is read."""


class PanedScreen(Rows, FilterScreen):
    """The list's place and the pane's."""

    ledger: Ledger
    pane_needs: ClassVar[tuple[str, ...]] = ()
    """Modules that the first key and the first pane import."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pane = Pane()
        self._is_pane_asked = False
        self._is_pane_ready = not self.pane_needs
        self._ahead_timer: Timer | None = None

    @property
    def row(self) -> Any | None:
        """The row under the cursor."""
        return self.ledger.current

    def _fit(self, size: Size) -> None:
        wide = pane_width(size.width) if self.has_pane() else 0
        self.pane.styles.display = "block" if wide else "none"
        self.pane.styles.width = wide + EDGE
        self.pane.styles.height = max(1, size.height - 2)

    def ask_pane(self) -> None:
        """Let the pane speak after the next frame: once, however many rows the cursor passes until then."""
        if not self._is_pane_asked:
            self._is_pane_asked = True
            self.call_after_refresh(self.show_pane)

    def first_pane(self) -> None:
        """Let the pane speak for the first time; what it needs is imported beside the keys, until then it is silent."""
        if self._is_pane_ready:
            self.show_pane()
        else:
            self.run_worker(self._load_pane, thread=True, exit_on_error=False, name="pane")

    def _load_pane(self) -> None:
        for name in self.pane_needs:
            import_module(name)
        self._is_pane_ready = True
        self.call_later(self.show_pane)

    def show_pane(self) -> None:
        """Let the pane speak of the row under the cursor."""
        self._is_pane_asked = False
        if not self._is_pane_ready:
            return
        self._look_ahead()
        if self.pane.styles.display == "none":
            return
        try:
            speaker = self.speaker(self.row) if self.row is not None else None
        except CockpitError as error:
            self.show_error(error)
            speaker = None
        self.pane.show(speaker)

    def _look_ahead(self) -> None:
        """Where the cursor rests, read what enter would open."""
        if self._ahead_timer is not None:
            self._ahead_timer.stop()
        self._ahead_timer = self.set_timer(AHEAD_SECONDS, self._read_ahead)

    def _read_ahead(self) -> None:
        if self.is_current and self.subject is not None:
            self.desk.read_ahead(*detailed(self.subject))
