"""Driving the cockpit in tests: an app on a fake desk or on a real book, and what a person would see."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from textual.events import Key
from textual.pilot import Pilot
from textual.strip import Strip

from repcockpit.services.book import open_book
from repcockpit.services.demo import build_demo
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.desk import Desk
from repcockpit.tui.screens.today import TodayScreen
from repcockpit.tui.taste import Taste
from tests.tui.invented import DAY, FakeDesk

_CHARACTERS = {
    "question_mark": "?",
    "slash": "/",
    "space": " ",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
}
_PATIENCE = 500
NOW = f"{DAY.isoformat()}T09:12"


def cockpit(desk: Desk | None = None, *, theme: str = "dark", glyphs: str = "unicode") -> Cockpit:
    """The cockpit, not yet running."""
    return Cockpit(desk or FakeDesk(), Taste(theme, glyphs))


@cache
def _demo_file() -> Path:
    place = Path(tempfile.mkdtemp(prefix="repcockpit-demo-")) / "demo.db"
    build_demo(place, DAY)
    return place


@contextmanager
def book_desk(folder: Path, *, is_demo: bool = True, now: str = NOW) -> Iterator[BookDesk]:
    """A desk on a real file in `folder`: the sample book (built once a process), or an empty one."""
    place = folder / "book.db"
    if is_demo and not place.exists():
        shutil.copy(_demo_file(), place)
    desk = BookDesk(open_book(place, now=now))
    try:
        yield desk
    finally:
        desk.close()


def strips(app: Cockpit) -> list[Strip]:
    """The lines of the terminal as they are sent, dialogs included."""
    update: Any = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    return [Strip(line) for line in update.strips]


def seen(app: Cockpit) -> list[str]:
    """The text of the lines of the terminal."""
    return [strip.text for strip in strips(app)]


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


def pressed(key: str) -> Key:
    """A key as a screen gets it."""
    return Key(key, _CHARACTERS.get(key, key if len(key) == 1 else None))


async def tap(pilot: Pilot[Any], *keys: str) -> None:
    """The same without the driver's waits: keys go straight to the screen on top."""
    for key in keys:
        pilot.app.screen.take_key(pressed(key))  # type: ignore[attr-defined]
    await pilot.pause()


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Another size of the terminal, and every screen in it."""
    await pilot.resize_terminal(width, height)
    for _ in range(_PATIENCE):
        if pilot.app.screen.size == (width, height) and cell_len(seen(pilot.app)[0]) == width:  # type: ignore[arg-type]
            return
        await asyncio.sleep(0.02)
        await pilot.pause()
    raise AssertionError(f"the screen did not become {width}x{height}")


async def until_gone(pilot: Pilot[Any], words: str) -> None:
    """Wait until these words are off the screen."""
    for _ in range(_PATIENCE):
        if words not in text(pilot.app):  # type: ignore[arg-type]
            return
        await pilot.pause(0.02)
    raise AssertionError(f"{words!r} still in:\n{text(pilot.app)}")  # type: ignore[arg-type]


async def until(pilot: Pilot[Any], words: str) -> None:
    """Wait until these words stand on the screen: a busy machine draws later."""
    for _ in range(_PATIENCE):
        if words in text(pilot.app):  # type: ignore[arg-type]
            return
        await pilot.pause(0.02)
    raise AssertionError(f"no {words!r} in:\n{text(pilot.app)}")  # type: ignore[arg-type]


def reset(app: Cockpit) -> None:
    """Back to the list: no dialog, no field, the cursor on the first row."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
    screen = today(app)
    screen.clear_toast()
    screen.chosen.clear()
    screen.perform("back")
    screen.ledger.go_to(0)
