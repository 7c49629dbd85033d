"""Every action of the registry, on every screen: by key, by help, by palette, by mouse; and none breaks on a real book."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.actions import action, actions_at, seconds_of
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.help import HelpDialog
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.widgets.field import Field
from tests.tui.stage import book_desk, cockpit, pressed, seen, tap
from tests.tui.tour import PLACES, stand

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


def play(scene: Scene, folder: Path) -> None:
    async def scenario() -> None:
        with book_desk(folder) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                await scene(app, pilot)

    asyncio.run(scenario())


_QUICK = ("today", "accounts", "detail", "team", "inbox")


@pytest.mark.parametrize(
    "place", [one if one in _QUICK else pytest.param(one, marks=pytest.mark.slow) for one in PLACES]
)
def test_every_action_is_reached_by_each_key_by_help_and_by_mouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    done: list[str] = []

    def noted(screen: FrameScreen, action_id: str) -> None:
        done.append(action_id)
        if action_id in {"help", "palette"} or seconds_of(action(action_id).keys[0], screen.place):
            FrameScreen.perform(screen, action_id)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        screen = await stand(app, pilot, place)
        monkeypatch.setattr(type(screen), "perform", noted)
        for each in actions_at(place):
            for key in each.keys:
                for part in key.split(" "):
                    app.screen.take_key(pressed(part))  # type: ignore[attr-defined]
                assert done[-1] == each.id, key
                await back_to(app, pilot, screen)
        await tap(pilot, "question_mark")
        offered = [each for each in actions_at(place) if each.target != "row" or screen.subject is not None]
        assert {each.id for each in offered} <= set().union(*(ids_found(app, each.title) for each in offered))
        await back_to(app, pilot, screen)
        for opener in ("question_mark", "ctrl+p"):
            for is_clicked in (False, True):
                await choose(app, pilot, opener, "Undo the last", is_clicked=is_clicked)
                assert done.pop() == "undo"
                await back_to(app, pilot, screen)

    play(scene, tmp_path)


async def back_to(app: Cockpit, pilot: Pilot[Any], screen: FrameScreen) -> None:
    """Close what was opened, forget a first key."""
    screen.prefix = ""
    if app.screen is not screen:
        while app.screen is not screen:
            app.pop_screen()
        await pilot.pause()


def ids_found(app: Cockpit, title: str) -> set[str]:
    """What enter would run on the rows of a title that was typed whole into the help."""
    dialog = app.screen
    assert isinstance(dialog, HelpDialog)
    dialog.field = Field(title, len(title))
    return {dialog.answer(row) for row in dialog.found() if row.title == title}


async def choose(app: Cockpit, pilot: Pilot[Any], opener: str, title: str, *, is_clicked: bool) -> None:
    """Type into help or palette and run the first row."""
    await tap(pilot, opener)
    app.screen.take_paste(title)  # type: ignore[attr-defined]
    await pilot.pause()
    if not is_clicked:
        await tap(pilot, "enter")
        return
    y = next(at for at, line in enumerate(seen(app)) if title in line and "/ " not in line)
    await pilot.click(offset=(30, y))
    await pilot.pause()


@pytest.mark.slow
@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_no_action_breaks_on_a_real_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("EDITOR", raising=False)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        screen = await stand(app, pilot, place)
        for each in actions_at(place):
            if each.id in {"quit", "demo"}:
                continue
            screen.perform(each.id)
            await pilot.pause()
            assert app.crash is None
            assert seen(app)
            if screen in app.screen_stack:
                await back_to(app, pilot, screen)
            else:
                screen = await stand(app, pilot, place)

    play(scene, tmp_path)


def test_a_click_opens_the_row_of_the_cursor_and_goes_where_the_header_says(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(140, 40)) as pilot:
                await pilot.pause()
                await pilot.click(offset=(seen(app)[0].index("2 Accounts") + 3, 0))
                await pilot.pause()
                assert app.screen.place == "accounts"  # type: ignore[attr-defined]
                for place in ("accounts", "detail"):
                    await pilot.click(offset=(30, 5))
                    await pilot.pause()
                    assert app.screen.place == place  # type: ignore[attr-defined]
                await pilot.click(offset=(seen(app)[0].index("1 Today"), 0))
                await pilot.pause()
                assert app.screen.place == "today"  # type: ignore[attr-defined]

    asyncio.run(scenario())
