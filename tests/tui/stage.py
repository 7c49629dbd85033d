"""Driving the cockpit in tests: an app on a fake desk, and what a person would see."""

from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.today import TodayScreen
from repcockpit.tui.taste import Taste
from tests.tui.invented import FakeDesk

_CHARACTERS = {"question_mark": "?", "slash": "/", "space": " "}


def cockpit(desk: FakeDesk | None = None, *, theme: str = "dark", glyphs: str = "unicode") -> Cockpit:
    """The cockpit, not yet running."""
    return Cockpit(desk or FakeDesk(), Taste(theme, glyphs))


def seen(app: Cockpit) -> list[str]:
    """The lines of the terminal, dialogs included."""
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return ["".join(segment.text for segment in strip) for strip in update.strips]


def text(app: Cockpit) -> str:
    """The whole terminal as one text."""
    return "\n".join(seen(app))


def today(app: Cockpit) -> TodayScreen:
    """The screen at the bottom of the stack."""
    screen = app.screen_stack[0]
    assert isinstance(screen, TodayScreen)
    return screen


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Keys, one after the other, and then the calm after them."""
    await pilot.press(*keys)
    await pilot.pause()


async def tap(pilot: Pilot[Any], *keys: str) -> None:
    """The same without the driver's waits: keys go straight to the screen on top."""
    for key in keys:
        character = _CHARACTERS.get(key, key if len(key) == 1 else None)
        pilot.app.screen.take_key(Key(key, character))  # type: ignore[attr-defined]
    await pilot.pause()


def reset(app: Cockpit) -> None:
    """Back to the list: no dialog, no field, the cursor on the first row."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    screen = today(app)
    screen.clear_toast()
    screen.perform("back")
    screen.ledger.go_to(0)
