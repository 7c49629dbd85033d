import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from textual.pilot import Pilot

from repcockpit.domain.capture import EchoLine
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.desk import Undoable
from repcockpit.tui.dialogs.help import HelpDialog, valid_actions
from repcockpit.tui.dialogs.log import LogDialog
from repcockpit.tui.dialogs.question import Question
from repcockpit.tui.dialogs.why import WhyDialog
from repcockpit.tui.echo import echo_spans, sign
from repcockpit.tui.glyphs import ASCII, UNICODE
from tests.tui.invented import FakeDesk, invented_items
from tests.tui.stage import cockpit, press, seen, tap, text

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]
TO_MARIA = ("j", "j", "j", "j")


def play(scene: Scene, desk: FakeDesk | None = None, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        app = cockpit(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(scenario())


def test_why_shows_the_sum_the_rule_and_the_rows() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, *TO_MARIA, "w")
        shown = text(app)
        for said in (
            "first of 3 here",
            "74 of 100",
            "18.7 of 40",
            "THE RULE",
            "every 30 d  role decision maker",
            "THE ROWS BEHIND IT  5",
        ):
            assert said in shown

    play(scene)


def test_a_long_why_scrolls_and_closes() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, *TO_MARIA, "w")
        assert "more lines below" in text(app)
        await tap(pilot, "G")
        assert "planned, softens but never clears" in text(app)
        await tap(pilot, "g")
        assert "74 of 100" in text(app)
        await tap(pilot, "j", "pagedown", "k", "pageup", "x")
        assert isinstance(app.screen, WhyDialog)
        await tap(pilot, "escape")
        assert not isinstance(app.screen, WhyDialog)

    play(scene, size=(60, 14))


def test_keys_of_a_dialog_can_be_clicked() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, *TO_MARIA, "w")
        y = next(at for at, line in enumerate(seen(app)) if "esc close" in line)
        await pilot.click(offset=(seen(app)[y].index("esc close"), y))
        await pilot.pause()
        assert not isinstance(app.screen, WhyDialog)

    play(scene)


def test_an_action_can_be_clicked_in_help() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, *TO_MARIA, "question_mark")
        y = next(at for at, line in enumerate(seen(app)) if "Why is this here" in line)
        for _ in range(2):
            await pilot.click(offset=(20, y))
            await pilot.pause()
        assert isinstance(app.screen, WhyDialog)

    play(scene)


def test_help_moves_pages_and_says_when_nothing_is_found() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "question_mark", *["pagedown"] * 6)
        assert "▌q       Quit" in text(app)
        await tap(pilot, "up", *["pageup"] * 6, "down")
        assert "▌a       Log an attempt" in text(app)
        await tap(pilot, *"zzzz")
        assert "No action holds these words." in text(app)
        await tap(pilot, "enter")
        assert isinstance(app.screen, HelpDialog)
        await tap(pilot, "escape")
        assert not isinstance(app.screen, HelpDialog)

    play(scene)


def test_without_a_row_only_what_needs_none_is_offered() -> None:
    ids = {each.id for each in valid_actions("today", None)}
    assert {"log", "filter", "undo", "help", "quit"} <= ids
    assert not ids & {"why", "copy", "attempt_n"}


def test_a_question_is_answered_by_y_alone() -> None:
    desk = FakeDesk()
    desk.done, desk.last = [invented_items()[4]], Undoable("log visit", 3, 700, True)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        for no in ("enter", "escape", "n", "q"):
            await tap(pilot, "u")
            assert isinstance(app.screen, Question)
            await tap(pilot, "x", no)
            assert not isinstance(app.screen, Question)
        assert ("undo", None) not in desk.calls

    play(scene, desk)


def test_enter_is_offered_only_where_it_would_save() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, *TO_MARIA, "l")
        assert isinstance(app.screen, LogDialog)
        assert "enter save" not in text(app)
        await tap(pilot, *"late")
        assert "enter save   tab as a form   ctrl+e long note   esc keep as draft" in text(app)
        await tap(pilot, "escape", "l")
        assert "enter save   tab as a form   ctrl+u drop this draft   esc keep as draft" in text(app)
        await tap(pilot, "ctrl+u")
        assert "esc close" in text(app)

    play(scene)


def test_the_screen_behind_a_dialog_is_grey_and_comes_back() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        behind = app.screen
        assert app.ink_of(behind).dimmed is False
        await tap(pilot, "question_mark")
        assert app.ink_of(behind).dimmed is True
        assert app.ink_of(app.screen).dimmed is False
        await tap(pilot, "escape")
        assert app.ink_of(behind).dimmed is False

    play(scene)


def test_the_echo_speaks_in_the_glyphs_of_the_screen() -> None:
    assert sign("√", ASCII) == "v"
    assert sign("late", UNICODE) == "●"
    assert sign("?!", ASCII) == "?!"
    line = EchoLine("→ next", "", "call " + "word " * 60, "by Fri", "muted")
    lines = ["".join(part for part, _ in each) for each in echo_spans(line, 60, ASCII)]
    assert lines[0].startswith("> next")
    assert lines[0].endswith("by Fri")
    assert len(lines) == 4
    assert lines[-1].endswith("~")
