import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from repcockpit.domain.errors import DiskFullError
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.log import LogDialog
from tests.tui.invented import FakeDesk, invented_day
from tests.tui.stage import cockpit, press, seen, text, today

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]
TO_MARIA = ("j", "j", "j", "j")
LINE = "visit 45m: late sand twice +r emergency pallet by fri"


def play(scene: Scene, desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        app = cockpit(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(scenario())


async def typed(pilot: Pilot[Any], app: Cockpit, line: str) -> None:
    """All but the last character at once, the last one by its key."""
    dialog(app).take_paste(line[:-1])
    await press(pilot, line[-1] if line[-1] != ":" else "colon")


def dialog(app: Cockpit) -> LogDialog:
    assert isinstance(app.screen, LogDialog)
    return app.screen


def test_the_echo_is_live_and_enter_saves() -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l")
        assert "with         Maria López" in text(app)
        await typed(pilot, app, LINE)
        shown = text(app)
        assert "√ connected, counts as a contact" in shown
        assert "Maria López, decision maker" in shown
        assert "resolve by Fri 27 Nov" in shown
        assert "after this   ● 12 d over  →  √ on track" in shown
        await press(pilot, "enter")
        assert desk.calls[-1][0] == "save"
        assert desk.calls[-1][1].note == "late sand twice"
        assert "√ Logged visit with Maria López" in seen(app)[-1]
        assert today(app).row is not None
        assert today(app).row.contact_name == "Jon Park"  # type: ignore[union-attr]

    play(scene, desk)


def test_escape_keeps_a_draft_that_the_next_l_offers() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l", *"late", "escape", "l")
        assert dialog(app).field.text == "late"
        assert dialog(app).field.caret == 4
        await press(pilot, "escape", "j", "l")
        assert dialog(app).field.text == ""
        assert "up  takes the draft for Maria López: late" in text(app)
        await press(pilot, "up")
        assert dialog(app).field.text == "late"
        assert "Maria López, decision maker" in text(app)

    play(scene)


def test_a_draft_survives_the_death_of_the_terminal() -> None:
    async def dies(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l", *"late", "space", *"sand")

    async def lives(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l")
        assert dialog(app).field.text == "late sand"
        await press(pilot, "enter", "k", "j", "l")
        assert dialog(app).field.text == ""
        assert "takes the draft" not in text(app)

    play(dies)
    play(lives)


def test_an_unclear_line_shows_whom_it_could_mean_and_saves_nothing() -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "l")
        await typed(pilot, app, "call jon, zzz:")
        assert "not saved" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, LogDialog)
        assert not [call for call in desk.calls if call[0] == "save"]

    play(scene, desk)


def test_a_refused_save_keeps_the_line() -> None:
    desk = FakeDesk()
    desk.refuses = DiskFullError("the disk is full", "free some space, then press enter again")

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l", *"late", "enter")
        assert "the disk is full" in text(app)
        assert "free some space" in text(app)
        assert dialog(app).field.text == "late"
        desk.refuses = None
        await press(pilot, "enter")
        assert "√ Logged call with Maria López" in seen(app)[-1]

    play(scene, desk)


def test_a_paste_becomes_one_line() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l")
        app.screen.post_message(Paste("late sand\r\ntwice \x1b[31mred"))
        await pilot.pause()
        assert dialog(app).field.text == "late sand twice \x1b[31mred"
        assert "\\x1b[31mred" in text(app)

    play(scene)


def test_without_a_row_the_line_names_who() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "l", "enter")
        assert isinstance(app.screen, LogDialog)
        await press(pilot, "escape")
        assert not isinstance(app.screen, LogDialog)

    play(scene, FakeDesk(invented_day((), counts={})))


def test_a_long_line_wraps_and_keeps_the_caret_in_sight() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l")
        app.screen.take_paste("word " * 400)  # type: ignore[attr-defined]
        await pilot.pause()
        assert all(len(line) <= 60 for line in seen(app))
        assert "esc keep as draft" in text(app)
        await press(pilot, "home")
        assert dialog(app).field.caret == 0
        app.screen.take_paste("word " * 5000)  # type: ignore[attr-defined]
        await pilot.pause()
        assert "20,000 characters fit here; the rest was left out" in text(app)

    play(scene, size=(60, 20))


def test_the_box_stays_where_it_is_while_the_echo_grows() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "l")
        top = dialog(app).box.region.y
        await typed(pilot, app, LINE)
        assert dialog(app).box.region.y == top

    play(scene)
