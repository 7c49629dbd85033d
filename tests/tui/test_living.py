"""A long session: screens are kept and not leaked; the cursor, the filter and what is chosen stay with their records."""

import asyncio
import gc
import threading
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer

from repcockpit.services.book import open_book
from repcockpit.services.record_edits import remove_record
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.listing import ListScreen
from tests.tui.stage import NOW, book_desk, cockpit, seen, tap
from tests.tui.tour import loaded, stand

ROUNDS = 100


def alive(kind: type[Any]) -> list[Any]:
    gc.collect()
    return [each for each in gc.get_objects() if isinstance(each, kind)]


async def go_around(app: Cockpit, pilot: Pilot[Any], rounds: int) -> None:
    """Three switches a round, a detail opened and left, a dialog opened and closed."""
    for number in range(rounds):
        for key in "123":
            await tap(pilot, key)
        ledger = app.screen.ledger  # type: ignore[attr-defined]
        ledger.go_to(number % ledger.sheet.row_count)
        await tap(pilot, "enter", "w" if number % 2 else "question_mark", "escape", "escape")


@pytest.mark.slow
def test_hundreds_of_screens_leave_nothing_behind(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                await loaded(app, pilot)
                await go_around(app, pilot, 2)
                await stand(app, pilot, "today")
                kept = {id(screen) for screen in app.kept_screens()}
                timers, threads = len(alive(Timer)), threading.active_count()
                await go_around(app, pilot, ROUNDS)
                await stand(app, pilot, "today")
                await pilot.pause(0.05)
                assert {id(screen) for screen in alive(Screen)} == kept
                assert {id(screen) for screen in app.kept_screens()} == kept
                assert len(alive(Timer)) <= timers
                assert threading.active_count() <= threads
                assert not [worker for worker in app.workers if not worker.is_finished]

    asyncio.run(scenario())


def key(app: Cockpit) -> object:
    screen = app.screen
    assert isinstance(screen, ListScreen)
    assert screen.row is not None
    return screen.key_of(screen.row)


def at_top(app: Cockpit) -> bool:
    screen: Any = app.screen
    return bool(screen.ledger.cursor == 0)


@pytest.mark.parametrize("place", ["today", "accounts", "contacts"])
def test_the_cursor_keeps_its_record_and_the_filter_its_screen(tmp_path: Path, place: str) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                await loaded(app, pilot)
                screen: Any = await stand(app, pilot, place)
                assert at_top(app)
                screen.ledger.go_to(5)
                mine = key(app)
                await tap(pilot, "ctrl+r")
                assert key(app) == mine
                if place != "today":
                    for _ in range(3):
                        await tap(pilot, "s")
                        assert key(app) == mine, screen.sort
                    screen.sort = "name"
                    screen.fill()
                    await tap(pilot, "t", "a")
                    await tap(pilot, "u")
                    if app.screen is not screen:
                        await tap(pilot, "y")
                    assert any(screen.key_of(screen.ledger.sheet.row(n)) == mine for n in range(30))
                    screen.ledger.go_to(5)
                    mine = key(app)
                await elsewhere(tmp_path, app)
                assert key(app) == mine
                await filtered(app, pilot, place, mine)

    asyncio.run(scenario())


async def elsewhere(folder: Path, app: Cockpit) -> None:
    """Another process writes a record at the top of every list."""
    other = open_book(folder / "book.db", now=NOW)
    with other.write("elsewhere") as unit:
        account = {"name": "AAA first", "segment": "A", "owner_id": other.author_id, "status": "customer"}
        house = unit.insert("account", account | {"tracking_started_on": "2020-01-01"})
        unit.insert("contact", {"name": "AAA", "primary_account_id": house, "role": "decision_maker"})
    other.close()
    app._look()
    await asyncio.sleep(0)


async def filtered(app: Cockpit, pilot: Pilot[Any], place: str, mine: object) -> None:
    """A filter that keeps the row keeps the cursor on it; it stays with its screen, and is shown there."""
    screen: Any = app.screen
    word = screen.subject.name.split()[0]
    await tap(pilot, "slash")
    screen.take_paste(word)
    await tap(pilot, "enter")
    rows = [screen.key_of(screen.ledger.sheet.row(n)) for n in range(screen.ledger.sheet.row_count)]
    if mine in rows:
        assert key(app) == mine
    assert f"/{word}" in seen(app)[0]
    other = "2" if place != "accounts" else "3"
    await tap(pilot, other)
    assert f"/{word}" not in seen(app)[0]
    await tap(pilot, {"today": "1", "accounts": "2", "contacts": "3"}[place])
    assert f"/{word}" in seen(app)[0]
    await tap(pilot, "escape")
    assert f"/{word}" not in seen(app)[0]


def test_what_is_chosen_survives_reading_and_loses_what_left(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(100, 30)) as pilot:
                await loaded(app, pilot)
                screen: Any = await stand(app, pilot, "accounts")
                await tap(pilot, "space", "space", "space")
                chosen = dict(screen.chosen)
                assert len(chosen) == 3
                await tap(pilot, "ctrl+r", "s")
                assert screen.chosen == chosen
                gone = next(iter(chosen.values()))
                other = open_book(tmp_path / "book.db", now=NOW)
                remove_record(other, "account", gone.name)
                other.close()
                app._look()
                await pilot.pause()
                assert gone.id not in {one.id for one in screen.chosen.values()}
                assert len(screen.chosen) == 2
                await tap(pilot, "j")
                assert " 2 chosen" in seen(app)[-1]

    asyncio.run(scenario())
