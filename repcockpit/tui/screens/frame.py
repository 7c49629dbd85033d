"""What every list screen has: header, footer, toast, keys of the registry, and grey behind a dialog."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from textual.events import Key, Paste
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.tui import keymap
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Footer, Header, Toast

if TYPE_CHECKING:
    from textual.timer import Timer

TOAST_SECONDS = 5.0


class FrameScreen(Screen[None]):
    """A screen that runs actions of the registry by `deeds`; children say what their keys and fields do."""

    AUTO_FOCUS = ""
    deeds: Mapping[str, Callable[[Any], None]]

    def __init__(self) -> None:
        super().__init__()
        self.header, self.footer = Header(), Footer()
        self._toast_timer: Timer | None = None

    @cached_property
    def _actions(self) -> dict[str, str]:
        return keymap.by_key()

    def perform(self, action_id: str) -> None:
        """Run an action; an error of the desk becomes a toast."""
        try:
            self.deeds[action_id](self)
        except NothingToUndoError as error:
            self.show_toast(Toast("calm", visible(error.message), ink="muted"))
        except CockpitError as error:
            self.show_error(error)

    def show_toast(self, toast: Toast) -> None:
        """Put a sentence in the footer's place: for five seconds, or until a key."""
        self.footer.toast = toast
        self.footer.redraw()
        if self._toast_timer is not None:
            self._toast_timer.stop()
        self._toast_timer = None if toast.stays else self.set_timer(TOAST_SECONDS, self.clear_toast)

    def show_error(self, error: CockpitError) -> None:
        """Say what happened and what to do, until esc."""
        said = f"{error.message}; {error.hint}" if error.hint else error.message
        self.show_toast(Toast("refused", visible(said), "esc closes", "late", stays=True))

    def clear_toast(self) -> None:
        """Show the keys again."""
        if self.footer.toast is not None:
            self.footer.toast = None
            self.footer.redraw()

    def is_swallowed_by_toast(self, event: Key) -> bool:
        """Any key ends a toast and goes on; an error ends with esc, and that esc does nothing else."""
        toast = self.footer.toast
        if toast is None or (toast.stays and event.key != "escape"):
            return False
        self.clear_toast()
        return toast.stays

    def take_key(self, event: Key) -> None:
        """One key, where no field is open: an action of the registry."""
        if found := self._actions.get(event.key) or self._actions.get(event.character or ""):
            self.perform(found)

    def take_paste(self, text: str) -> None:
        """A paste; without a field it means nothing."""
        del text

    def on_key(self, event: Key) -> None:
        """Hand the key to the screen on top, so that fast typing stays in order."""
        if event.key in {"ctrl+q", "tab", "shift+tab"}:
            return
        event.stop()
        event.prevent_default()
        top: Any = self.app.screen
        top.take_key(event)

    def on_paste(self, event: Paste) -> None:
        """Hand the paste to the screen on top."""
        event.stop()
        top: Any = self.app.screen
        top.take_paste(event.text)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What went wrong in the background is said, and the cockpit lives on."""
        if event.state is WorkerState.ERROR:
            kind = type(event.worker.error).__name__
            self.show_toast(
                Toast("refused", f"work in the background stopped ({kind})", "esc closes", "late", stays=True)
            )

    def on_screen_suspend(self) -> None:
        """Go grey behind a dialog."""
        self.recolour()

    def on_screen_resume(self) -> None:
        """Come back in colour."""
        self.recolour()

    def recolour(self) -> None:
        """Draw every part anew."""
        for widget in self.query("*"):
            widget.refresh()
