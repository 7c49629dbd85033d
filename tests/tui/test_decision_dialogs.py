"""The dialogs of decisions by themselves: the mouse, narrow screens, hostile names, keys that mean nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.snooze import Snooze
from repcockpit.domain.views.decisions import CallRow, Choice, FifteenView, OldTask, OldTasksView
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.box import Dialog
from repcockpit.tui.dialogs.fifteen import Call, FifteenDialog
from repcockpit.tui.dialogs.moved import MovedDialog
from repcockpit.tui.dialogs.oldtasks import OldTasksDialog
from repcockpit.tui.dialogs.setup import SetupDialog
from repcockpit.tui.dialogs.snooze import Away, SnoozeDialog
from tests.tui.stage import cockpit, seen, tap, text

TODAY = date(2026, 11, 24)
HOSTILE = "[red]\x1b[2J\u202e株式会社 [/]"
SIZES = ((60, 20), (80, 24), (200, 50))
Step = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


def ask(dialog: Dialog[Any], step: Step, size: tuple[int, int] = (80, 24)) -> list[Any]:
    """What a dialog answered after the step; empty while it is open."""
    answers: list[Any] = []

    async def scenario() -> None:
        app = cockpit()
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.push_screen(dialog, answers.append)
            await pilot.pause()
            await step(app, pilot)

    asyncio.run(scenario())
    return answers


def line_with(app: Cockpit, words: str) -> tuple[int, int]:
    """Where words stand, as the mouse counts."""
    for y, line in enumerate(seen(app)):
        if words in line:
            return line.index(words), y
    raise AssertionError(f"{words!r} is not on the screen")


def read(said: str) -> Snooze:
    if " " not in said:
        raise InvalidValueError(f"no reason in {said}", "say why")
    return Snooze(date(2026, 12, 8), said.partition(" ")[2])


CHOICES = (Choice("y", "mark 12", "yes", "about"), Choice("n", HOSTILE, "no", HOSTILE))


def test_a_question_is_answered_by_its_key_or_by_two_clicks() -> None:
    async def keyed(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "x", "n")

    assert ask(SetupDialog("Set up", "Really?", ["what is known"], CHOICES), keyed) == ["no"]

    async def clicked(app: Cockpit, pilot: Pilot[Any]) -> None:
        await pilot.click(offset=line_with(app, "n  ["))
        await pilot.click(offset=line_with(app, "n  ["))
        await pilot.pause()

    assert ask(SetupDialog("Set up", "Really?", ["what is known"], CHOICES), clicked) == ["no"]

    async def moved(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "j", "j", "k", "enter")

    assert ask(SetupDialog("Set up", "Really?", [], CHOICES), moved) == ["yes"]

    async def left(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "escape")

    assert ask(SetupDialog("Set up", "Really?", [], CHOICES), left) == [None]


@pytest.mark.parametrize("size", SIZES)
def test_long_lists_leave_room_for_the_answers(size: tuple[int, int]) -> None:
    tasks = tuple(OldTask(bytes(16), f"{HOSTILE} {n}", date(2026, 1, 1), HOSTILE, "A") for n in range(60))

    async def looked(app: Cockpit, pilot: Pilot[Any]) -> None:
        shown = text(app)
        assert "close 60" in shown
        assert "keep 12 of A accounts, close 48" in shown
        assert "more lines" in shown
        assert "not now" in shown
        assert "\x1b" not in shown
        assert "U+202E" in shown
        await tap(pilot, "a")

    dialog = OldTasksDialog(OldTasksView(tasks, 12, 90, 5, date(2026, 11, 25)), TODAY)
    assert ask(dialog, looked, size) == ["keep_a"]


@pytest.mark.parametrize("size", SIZES)
def test_a_snooze_says_its_date_in_full_before_it_is_written(size: tuple[int, int]) -> None:
    async def typed(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "2w on holiday" in text(app)
        await tap(pilot, *"2w", "enter")
        assert "no reason in 2w" in text(app)
        assert "enter snooze" not in text(app)
        await tap(pilot, "space")
        app.screen.take_paste(HOSTILE)  # type: ignore[attr-defined]
        await pilot.pause()
        assert "2026-12-08   in 14 days" in text(app)
        await pilot.click(offset=line_with(app, "enter snooze"))
        await pilot.pause()

    assert ask(SnoozeDialog(HOSTILE, TODAY, read), typed, size) == [Away(date(2026, 12, 8), HOSTILE)]


def test_a_snooze_that_holds_is_shown_and_ended() -> None:
    async def typed(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "away until Tue 1 Dec: audit" in text(app)
        await tap(pilot, *"now", "enter")

    former = Snooze(date(2026, 12, 1), "audit")
    assert ask(SnoozeDialog("Maria López", TODAY, read, former), typed) == [Away(None)]


def test_an_empty_line_moves_to_the_usual_day_and_none_where_there_is_none() -> None:
    async def enter(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "enter")

    assert ask(MovedDialog(HOSTILE, TODAY, date(2026, 11, 25), lambda _: TODAY), enter) == [
        date(2026, 11, 25)
    ]
    assert ask(MovedDialog("visit", TODAY, None, lambda _: TODAY), enter) == []


def call(name: str) -> CallRow:
    moment = datetime.fromisoformat("2026-11-24T17:05+01:00")
    return CallRow("contact", bytes(16), bytes(16), None, name, HOSTILE, "+998 777 1", moment, True, HOSTILE)


def leave(dialog: FifteenDialog, asked: Call) -> None:
    dialog.dismiss(asked)


@pytest.mark.parametrize("size", SIZES)
def test_whom_to_call_keeps_the_number_whole(size: tuple[int, int]) -> None:
    view = FifteenView(
        datetime.fromisoformat("2026-11-24T11:05+01:00"),
        15,
        tuple(call(f"{HOSTILE} {number}") for number in range(5)),
        3,
        2,
        datetime.fromisoformat("2026-11-25T09:00+01:00"),
        1,
    )

    async def looked(app: Cockpit, pilot: Pilot[Any]) -> None:
        shown = text(app)
        assert shown.count("+998 777 1") == 5
        assert shown.count("17:05 there") == 5
        assert "2 outside working hours" in shown
        assert "09:00" in shown
        await tap(pilot, "a", "x", "j", "a", "w")

    (answer,) = ask(FifteenDialog(view, leave), looked, size)
    assert (answer.action_id, answer.row.name) == ("attempt_w", f"{HOSTILE} 1")

    async def clicked(app: Cockpit, pilot: Pilot[Any]) -> None:
        await pilot.click(offset=line_with(app, "+998 777"))
        await pilot.pause()

    (answer,) = ask(FifteenDialog(view, leave), clicked, size)
    assert answer.action_id == "log"


def test_nobody_to_call_is_said() -> None:
    async def looked(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "Nobody who is due can be called now." in text(app)
        await tap(pilot, "l", "a", "j", "escape")

    view = FifteenView(datetime.fromisoformat("2026-11-24T23:05+01:00"), 15, (), 0, 0, None, 0)
    assert ask(FifteenDialog(view, leave), looked) == [None]
