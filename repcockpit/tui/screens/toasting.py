"""A screen that can say what was just done, in the place of its footer."""

from time import monotonic
from typing import TYPE_CHECKING

from textual.events import Key

from repcockpit.domain.errors import CockpitError
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Footer, Header, Toast
from repcockpit.tui.widgets.painted import CoveredScreen
from repcockpit.tui.words import sentence

if TYPE_CHECKING:
    from textual.timer import Timer

TOAST_SECONDS = 5.0
FORGIVEN_SECONDS = 0.6
"""How long after a refusal letters are taken for the rest of what was typed."""


class ToastScreen(CoveredScreen):
    """Header, footer, and the toast that takes the footer's place."""

    def __init__(self) -> None:
        super().__init__()
        self.header, self.footer = Header(), Footer()
        self._toast_timer: Timer | None = None
        self._refused_at = 0.0

    def show_toast(self, toast: Toast) -> None:
        """Put a sentence in the footer's place: for five seconds, or until a key."""
        self.footer.say(toast)
        if self._toast_timer is not None:
            self._toast_timer.stop()
        self._toast_timer = None if toast.stays else self.set_timer(TOAST_SECONDS, self.clear_toast)

    def show_error(self, error: CockpitError) -> None:
        """Say what happened and what to do, until esc."""
        self._refused_at = monotonic()
        said = visible(error.said)
        self.show_toast(Toast("refused", sentence(said), "esc closes", "late", stays=True))

    def clear_toast(self) -> None:
        """Show the keys again."""
        if self.footer.toast is not None:
            self.footer.say(None)

    def is_swallowed_by_toast(self, event: Key) -> bool:
        """Any key ends a toast and goes on; an error ends with esc, and that esc does nothing else.

        Who types a line into a dialog that was refused means no action by its letters: those of the first
        moment are let go.
        """
        toast = self.footer.toast
        if toast is None:
            return False
        if toast.stays and event.key != "escape":
            return event.is_printable and monotonic() - self._refused_at < FORGIVEN_SECONDS
        self.clear_toast()
        return toast.stays
