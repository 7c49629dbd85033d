import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.errors import LockedError
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.desk import Undoable
from repcockpit.tui.dialogs.help import HelpDialog
from repcockpit.tui.dialogs.log import LogDialog
from repcockpit.tui.dialogs.question import Question
from tests.tui.invented import FakeDesk, invented_day, invented_items, silence
from tests.tui.stage import cockpit, press, seen, tap, text, today

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


def test_the_first_list_row_is_at_the_top_and_has_the_cursor() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert seen(app)[1].startswith(" NOW  2")
        assert seen(app)[2].startswith("▌▲ 1h20 left  Kan-code        emergency shipment, 40 pallets")
        assert who(app) == "Kan-code"

    play(scene)


def test_moving_skips_headings_and_stops_at_the_ends() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        names = []
        for _ in range(4):
            await press(pilot, "j")
            names.append(who(app))
        assert names == ["Luis Prado", "Claire Morel", "Isdom", "Maria López"]
        await press(pilot, "up", "k")
        assert who(app) == "Claire Morel"
        await press(pilot, "k", "k", "k", "k")
        assert today(app).ledger.cursor == 0
        await press(pilot, "G")
        assert today(app).ledger.cursor == 15
        await press(pilot, "g")
        assert today(app).ledger.cursor == 0
        await press(pilot, "end", "down")
        assert today(app).ledger.cursor == 15
        await press(pilot, "home")
        assert seen(app)[1].startswith(" NOW")

    play(scene)


def test_pages_move_the_cursor_and_the_list() -> None:
    items = tuple(
        silence(number, f"Person {number}", "Northglass", "A", "champion", 5) for number in range(200)
    )

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        ledger = today(app).ledger
        await press(pilot, "pagedown")
        assert ledger.cursor == 22
        await press(pilot, "ctrl+d")
        assert ledger.cursor == 33
        await press(pilot, "ctrl+u", "pageup")
        assert ledger.cursor == 0
        await press(pilot, "G")
        assert "Person 199" in text(app)

    play(scene, FakeDesk(invented_day(items)))


@pytest.mark.slow
def test_a_hundred_thousand_rows() -> None:
    one = silence(0, "Person", "Northglass", "A", "champion", 5)
    items = tuple(
        one._replace(subject_id=number.to_bytes(16, "big"), contact_name=f"Person {number}")
        for number in range(100_000)
    )

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "G")
        assert who(app) == "Person 99999"
        await press(pilot, "slash", "9", "9", "9", "9", "8")
        assert today(app).ledger.sheet.row_count == 1
        await press(pilot, "escape")
        assert today(app).ledger.sheet.row_count == 100_000

    play(scene, FakeDesk(invented_day(items)))


def test_the_filter_stays_shows_and_is_cleared() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "slash")
        assert "enter keep the filter" in seen(app)[-1]
        await press(pilot, *"lopez")
        assert "/lopez" in seen(app)[0]
        assert who(app) == "Maria López"
        await press(pilot, "enter")
        assert today(app).is_filtering is False
        assert "/lopez" in seen(app)[0]
        assert "DUE  1 of 5" in text(app)
        await press(pilot, "j")
        assert today(app).row == invented_items()[12]
        await press(pilot, "escape")
        assert "/lopez" not in seen(app)[0]
        assert today(app).row == invented_items()[12]
        assert today(app).ledger.sheet.row_count == 16

    play(scene)


def test_a_filter_that_fits_nothing_says_so() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "slash", *"zzz")
        assert "No row holds “zzz”." in text(app)
        assert "esc  shows all of them again" in text(app)
        await press(pilot, "w", "escape")
        assert who(app) == "Kan-code"

    play(scene)


def test_an_attempt_waits_for_its_letter_and_moves_the_row_away() -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "a")
        assert seen(app)[-1].split() == [
            "attempt:",
            "n",
            "no",
            "answer",
            "v",
            "voicemail",
            "b",
            "busy",
            "w",
            "wrong",
            "number",
            "esc",
            "back",
        ]
        await press(pilot, "v")
        assert desk.calls[-1] == ("attempt", (5).to_bytes(16, "big"), "v")
        assert "√ Logged an attempt with Maria López" in seen(app)[-1]
        assert "u undoes" in seen(app)[-1]
        assert who(app) == "Jon Park"
        await press(pilot, "u")
        assert "Undid: log visit" in seen(app)[-1]
        assert who(app) == "Jon Park"
        assert today(app).ledger.cursor == 5

    play(scene, desk)


def test_after_an_attempt_the_cursor_goes_on_to_the_next_piece_of_work() -> None:
    class Moving(FakeDesk):
        def today(self) -> Any:
            done = {item.subject_id for item in self.done}
            moved = [
                item._replace(group="week") if item.subject_id in done else item for item in self.view.items
            ]
            return self.view._replace(items=tuple(moved))

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "a", "n")
        assert who(app) == "Jon Park"
        await press(pilot, "u")
        assert who(app) == "Jon Park"

    play(scene, Moving())


@pytest.mark.parametrize("letter", ["escape", "x", "j"])
def test_another_key_leaves_the_attempt(letter: str) -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "a", letter)
        assert today(app).prefix == ""
        assert not [call for call in desk.calls if call[0] == "attempt"]
        assert who(app) == "Kan-code"

    play(scene, desk)


def test_undo_asks_before_it_takes_back_what_is_old_or_large() -> None:
    desk = FakeDesk()
    desk.done = [invented_items()[4]]
    desk.last = Undoable("import of contacts.csv", 407, 90_000, False)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "u")
        assert isinstance(app.screen, Question)
        assert "import of contacts.csv" in text(app)
        assert "407 records, 25 h ago, not from this session" in text(app)
        await press(pilot, "enter")
        assert ("undo", None) not in desk.calls
        await press(pilot, "u", "y")
        assert ("undo", None) in desk.calls
        await press(pilot, "U")
        assert desk.calls[-1] == ("redo",)

    play(scene, desk)


def test_nothing_to_undo_is_said_calmly() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "u")
        assert "Nothing to undo" in seen(app)[-1]
        await press(pilot, "U")
        assert "Nothing to redo" in seen(app)[-1]
        await press(pilot, "j")
        assert "l log" in seen(app)[-1]

    play(scene)


def test_an_error_stays_until_escape_and_says_what_to_do() -> None:
    desk = FakeDesk()
    desk.refuses = LockedError("another program holds the database", "try again in a moment")

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "a", "n")
        assert "Another program holds the database; try again" in seen(app)[-1]
        await press(pilot, "j")
        assert "Another program holds the database" in seen(app)[-1]
        await press(pilot, "escape")
        assert "l log" in seen(app)[-1]

    play(scene, desk)


def test_copying_says_which_way() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "y")
        assert app.clipboard.startswith("Maria López, Northglass A · decision maker, 12 d over")
        assert "Sent to the terminal's clipboard" in seen(app)[-1]
        await press(pilot, "Y")
        assert app.clipboard == "+34 942 555 018"

    play(scene)


def test_what_another_process_wrote_comes_in_and_the_cursor_stays() -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "j")
        today(app).look_for_others()
        desk.version, desk.done = 2, [invented_items()[0], invented_items()[4]]
        today(app).look_for_others()
        await pilot.pause()
        assert who(app) == "Jon Park"
        assert "Maria López     Northglass A" not in text(app)
        desk.done = []
        await press(pilot, "ctrl+r")
        assert who(app) == "Jon Park"

    play(scene, desk)


def test_help_lists_filters_and_runs() -> None:
    desk = FakeDesk()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "j", "j", "j", "j", "question_mark")
        assert isinstance(app.screen, HelpDialog)
        await press(pilot, *"voice")
        assert "1 of " in text(app)
        assert "Attempt: voicemail" in text(app)
        await press(pilot, "enter")
        assert desk.calls[-1] == ("attempt", (5).to_bytes(16, "big"), "v")

    play(scene, desk)


def test_fast_typing_stays_in_order() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "l", "o", "k", "space", "j")
        assert isinstance(app.screen, LogDialog)
        assert app.screen.field.text == "ok j"

    play(scene)


def test_quit_closes_with_zero() -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await press(pilot, "q")

    assert play(scene).return_value == 0


def test_letters_typed_into_a_refused_dialog_do_nothing() -> None:
    desk = FakeDesk()
    desk.refuses = LockedError("another program holds the database", "try again in a moment")

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "a", "n", "l")
        assert not isinstance(app.screen, LogDialog)
        today(app)._refused_at -= 1
        await tap(pilot, "l")
        assert isinstance(app.screen, LogDialog)

    play(scene, desk)
