"""Every action of the registry, on every screen: by key, by help, by palette, by mouse; and none breaks on a real book."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.actions import action, actions_at, seconds_of
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.picker import PickerDialog
from repcockpit.tui.screens.frame import FrameScreen
from repcockpit.tui.subject import Subject
from tests.tui.stage import book_desk, cockpit, seen, tap

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]
LISTED = ("today", "accounts", "contacts")
OPENED = ("history", "bin", "duplicates", "settings")
PLACES = (*LISTED, "detail", *OPENED)


def play(scene: Scene, folder: Path) -> None:
    async def scenario() -> None:
        with book_desk(folder) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                await pilot.pause()
                await scene(app, pilot)

    asyncio.run(scenario())


async def stand(app: Cockpit, pilot: Pilot[Any], place: str) -> FrameScreen:
    """Go to a screen, with nothing over it, its cursor on the first row."""
    if place in LISTED:
        app.go(place)
    else:
        app.go("accounts")
        await pilot.pause()
        subject = account(app)
        if place == "detail":
            app.open_detail(subject)
        elif place == "history":
            app.open_place(place, subject)
        else:
            app.open_place(place)
    await pilot.pause()
    screen = app.screen
    assert isinstance(screen, FrameScreen)
    assert screen.place == place
    return screen


def account(app: Cockpit) -> Subject:
    found = app.screen.subject  # type: ignore[attr-defined]
    assert isinstance(found, Subject)
    return found


@pytest.mark.parametrize("place", PLACES)
def test_every_action_is_reached_by_each_key_by_help_and_by_mouse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    done: list[str] = []
    perform = FrameScreen.perform

    def noted(screen: FrameScreen, action_id: str) -> None:
        done.append(action_id)
        if action_id in {"help", "palette"} or seconds_of(action(action_id).keys[0], screen.place):
            perform(screen, action_id)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        screen = await stand(app, pilot, place)
        monkeypatch.setattr(FrameScreen, "perform", noted)
        for each in actions_at(place):
            for key in each.keys:
                await tap(pilot, *key.split(" "))
                assert done[-1] == each.id, key
                back_to(app, screen)
            if each.target == "row" and screen.subject is None:
                continue
            await by_list(app, pilot, "question_mark", each.title, each.id, is_clicked=False)
            assert done[-1] == each.id
            back_to(app, screen)
        for opener in ("question_mark", "ctrl+p"):
            await by_list(app, pilot, opener, "Undo the last", "undo", is_clicked=True)
            assert done[-1] == "undo"
            back_to(app, screen)

    play(scene, tmp_path)


def back_to(app: Cockpit, screen: FrameScreen) -> None:
    """Close what was opened, forget a first key."""
    while app.screen is not screen:
        app.pop_screen()
    screen.prefix = ""


async def by_list(
    app: Cockpit, pilot: Pilot[Any], opener: str, title: str, action_id: str, *, is_clicked: bool
) -> None:
    """Choose an action in help or palette."""
    await tap(pilot, opener)
    dialog = app.screen
    assert isinstance(dialog, PickerDialog)
    dialog.take_paste(title)
    ids = [getattr(row, "id", None) for row in dialog.found()]
    dialog.go(ids.index(action_id))
    await pilot.pause()
    if not is_clicked:
        await tap(pilot, "enter")
        return
    y = next(at for at, line in enumerate(seen(app)) if title in line and "/ " not in line)
    await pilot.click(offset=(30, y))
    await pilot.pause()


@pytest.mark.parametrize("place", PLACES)
def test_no_action_breaks_on_a_real_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("EDITOR", raising=False)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        for each in actions_at(place):
            if each.id in {"quit", "demo"}:
                continue
            screen = await stand(app, pilot, place)
            screen.perform(each.id)
            await pilot.pause()
            assert app.crash is None
            assert seen(app)

    play(scene, tmp_path)


def test_a_click_goes_where_the_header_says(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(140, 40)) as pilot:
                await pilot.pause()
                await pilot.click(offset=(seen(app)[0].index("2 Accounts") + 3, 0))
                await pilot.pause()
                assert app.screen.place == "accounts"  # type: ignore[attr-defined]
                await pilot.click(offset=(seen(app)[0].index("1 Today"), 0))
                await pilot.pause()
                assert app.screen.place == "today"  # type: ignore[attr-defined]

    asyncio.run(scenario())
