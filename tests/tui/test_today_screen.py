import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.log import LogDialog
from repcockpit.tui.dialogs.why import WhyDialog
from tests.tui.invented import FakeDesk, invented_day
from tests.tui.stage import cockpit, press, seen, text, today

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


def play(scene: Scene, desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> Cockpit:
    async def scenario() -> Cockpit:
        app = cockpit(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot)
        return app

    return asyncio.run(scenario())


def who(app: Cockpit) -> str | None:
    item = today(app).row
    return None if item is None else item.contact_name or item.account_name


def test_the_pane_follows_the_cursor_from_100_columns() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j")
        await pilot.pause()
        lines = seen(app)
        assert lines[1][62:].startswith(" Maria López              ● 12 d over ")
        assert "WHY IT IS HERE  74 of 100" in text(app)
        await press(pilot, "j")
        await pilot.pause()
        assert " Jon Park                  ● 8 d over " in text(app)

    play(scene, size=(100, 30))


def test_the_mouse_moves_opens_and_presses_footer_keys() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await pilot.click(offset=(30, 8))
        await pilot.pause()
        assert who(app) == "Maria López"
        await pilot.click(offset=(30, 7))
        assert who(app) == "Maria López"
        await pilot.click(offset=(seen(app)[-1].index("w why"), 23))
        await pilot.pause()
        assert isinstance(app.screen, WhyDialog)

    play(scene)


def test_an_empty_book_is_welcomed() -> None:
    desk = FakeDesk(invented_day((), is_empty=True, counts={}))

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "repcockpit  nothing here yet" in seen(app)[0]
        assert "Start with the people you already know." in text(app)
        for key in ("j", "w", "a", "y", "Y", "G", "pagedown", "l"):
            await press(pilot, key)
        assert isinstance(app.screen, LogDialog)

    play(scene, desk)


def test_a_quiet_day_says_what_belongs_here() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "Nothing waits for you today." in text(app)

    play(scene, FakeDesk(invented_day((), counts={})))


def test_a_day_off_shows_the_next_working_day_and_says_so() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "Tue 24 Nov, next working day" in seen(app)[0]

    play(scene, FakeDesk(invented_day(is_day_off=True, counts={})), size=(100, 24))
