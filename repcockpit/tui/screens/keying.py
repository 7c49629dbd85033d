"""From keys and clicks to actions: the registry's keys of a place, the second of two keys, the footer that says them."""

from collections.abc import Callable, Mapping
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar

from textual.events import Key, Paste

from repcockpit.domain.errors import CockpitError, NothingToUndoError
from repcockpit.tui import actions, keymap
from repcockpit.tui.deeds.table import deed_of
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.toasting import ToastScreen
from repcockpit.tui.subject import Subject
from repcockpit.tui.text import visible
from repcockpit.tui.widgets.bars import Footer, Header, KeyHint, Toast
from repcockpit.tui.words import sentence

if TYPE_CHECKING:
    from repcockpit.tui.cockpit import Cockpit


_SPOKEN = {"callback": "call-back"}


class KeyScreen(ToastScreen):
    """A screen of the registry's `place`: runs its actions by its own `deeds`, else by those all screens share."""

    AUTO_FOCUS = ""
    place = ""
    deeds: ClassVar[Mapping[str, Callable[[Any], object]]] = {}

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.prefix = ""
        self._keys: tuple[object, str, dict[str, str]] = (None, "", {})

    @property
    def subject(self) -> Subject | None:
        """What the row under the cursor is about."""
        return None

    def subjects(self) -> list[Subject]:
        """What an action acts on: the chosen rows, else the one under the cursor."""
        return [self.subject] if self.subject is not None else []

    @property
    def cockpit(self) -> "Cockpit":
        """The application."""
        found: Cockpit = self.app  # type: ignore[assignment]
        return found

    def draw_bars(self) -> None:
        """Say in header and footer what holds now."""
        self.footer.lead, self.footer.hints = self.footer_now()
        self.footer.redraw()

    def footer_now(self) -> tuple[str, tuple[KeyHint, ...]]:
        """What stands before the keys, and the keys: those of the place, or what may follow the first of two."""
        if not self.prefix:
            return "", self.usual_keys()
        seconds = actions.seconds_of(self.prefix, self.place, self.cockpit.changed_keys)
        opener = self._actions.get(self.prefix, "")
        lead = f" {_SPOKEN.get(opener, opener)}: " if opener and self.app.size.width >= 72 else ""
        letters = [KeyHint(actions.shown_key(key), _short(each), each.id) for key, each in seconds]
        return lead, (*letters, KeyHint("esc", "back", "back"))

    def usual_keys(self) -> tuple[KeyHint, ...]:
        """At most six keys, help last."""
        shown = actions.footer_of(self.place)
        changed = self.cockpit.changed_keys
        return tuple(
            KeyHint(actions.shown_key(actions.keys_of(each, changed)[0]), verb, each.id)
            for each, verb in shown
            if actions.keys_of(each, changed)
        )

    @property
    def _actions(self) -> dict[str, str]:
        changed = self.cockpit.changed_keys
        if self._keys[0] is not changed or self._keys[1] != self.place:
            self._keys = changed, self.place, keymap.by_key(self.place, changed)
        return self._keys[2]

    def perform(self, action_id: str) -> None:
        """Run an action, or wait for its second key; an error of the desk becomes a toast."""
        self.prefix = ""
        each = actions.action(action_id)
        first = next(iter(actions.keys_of(each, self.cockpit.changed_keys)), "")
        if first and actions.seconds_of(first, self.place, self.cockpit.changed_keys):
            self.await_second(first, each)
            return
        self.attempt_to(lambda: (self.deeds.get(action_id) or deed_of(action_id))(self))

    def attempt_to(self, act: Callable[[], object]) -> None:
        """Do something that may fail; an error of the desk becomes a toast."""
        try:
            act()
        except NothingToUndoError as error:
            self.show_toast(Toast("calm", sentence(visible(error.message)), ink="muted"))
        except CockpitError as error:
            self.show_error(error)

    def await_second(self, key: str, each: actions.Action) -> None:
        """The first of two keys was pressed."""
        if each.target == "row" and not self.subjects():
            self.show_toast(Toast("calm", "No row is under the cursor", ink="muted"))
            return
        self.prefix = key
        self.clear_toast()
        self.draw_bars()

    def take_key(self, event: Key) -> None:
        """One key: the second of two, or an action of the registry."""
        if self.is_swallowed_by_toast(event):
            return
        if self.prefix:
            prefix, self.prefix = self.prefix, ""
            self.draw_bars()
            found = self._actions.get(f"{prefix} {event.key}") or self._actions.get(
                f"{prefix} {event.character}"
            )
        else:
            found = self._actions.get(event.key) or self._actions.get(event.character or "")
        if found:
            self.perform(found)
        elif actions.seconds_of(event.key, self.place, self.cockpit.changed_keys):
            self.prefix = event.key
            self.draw_bars()

    def take_paste(self, text: str) -> None:
        """A paste; without a field it means nothing."""
        del text

    def on_key(self, event: Key) -> None:
        """Hand the key to the screen on top, so that fast typing stays in order."""
        if event.key == "ctrl+q":
            return
        event.stop()
        event.prevent_default()
        self.cockpit.last_key_at = monotonic()
        top: Any = self.app.screen
        top.take_key(event)

    def on_paste(self, event: Paste) -> None:
        """Hand the paste to the screen on top."""
        event.stop()
        top: Any = self.app.screen
        top.take_paste(event.text)

    def on_footer_pressed(self, event: Footer.Pressed) -> None:
        """A click on a footer key is that key."""
        self.perform(event.action)

    def on_header_pressed(self, event: Header.Pressed) -> None:
        """A click on a screen's name in the header goes there."""
        self.perform(event.action)


def _short(each: actions.Action) -> str:
    """The words of an action after its family: `no answer` of `Attempt: no answer`, `none` of `No tier`."""
    if each.id == "tier_none":
        return "none"
    return "" if each.id.startswith("tier_") else each.title.rpartition(": ")[2]
