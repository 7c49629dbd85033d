"""Screen 5, the line of a new request, the steps of one, and call-backs by letters."""

import asyncio
from pathlib import Path

from repcockpit.services.requests.opening import open_request
from repcockpit.services.requests.steps import take_step
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.request import RequestDialog
from repcockpit.tui.dialogs.request_steps import StepsDialog
from repcockpit.tui.screens.requests import RequestsScreen
from repcockpit.tui.taste import Taste
from tests.services.seeding import Seed, at, fresh_book
from tests.tui.stage import book_desk, cockpit, seen, tap, text


def staged(path: Path) -> Cockpit:
    """A book with one request of each group, on Tuesday morning."""
    book = fresh_book(path, "2026-11-23T09:00")
    seed = Seed(book)
    for name, title, words in (
        ("Kan-code", "Emergency shipment", ("impact=high", "urgency=high", "via=call")),
        ("Treequote", "Wrong grade delivered", ("impact=high",)),
        ("Zathunicon", "Terms for 2027", ()),
        ("Konex", "New pumps", ("impact=high",)),
    ):
        account = seed.account(name, timezone="Europe/Madrid")
        seed.contact(f"Somebody at {name}", account)
        open_request(book, (f"account={name}", f"contact=Somebody at {name}", f"title={title}", *words))
    ids = dict(book.db.execute("select title, id from request"))
    take_step(book, ids["Terms for 2027"], "wait")
    take_step(book, ids["New pumps"], "resolve")
    return Cockpit(BookDesk(at(book, "2026-11-23T16:00")), Taste("dark", "unicode"))


def test_watch_wait_and_call_back(database: Path) -> None:
    async def scenario() -> None:
        app = staged(database)
        async with app.run_test(size=(80, 24)) as pilot:
            await tap(pilot, "5")
            assert isinstance(app.screen, RequestsScreen)
            lines = [line.rstrip() for line in seen(app)]
            assert lines[0].startswith(" 5 Requests  Ana Ruiz")
            assert lines[0].endswith("▲ 2 near breach   · 4 open")
            assert lines[1].startswith(" RUNNING  2  ──")
            assert lines[1].endswith("answered     to solve")
            assert lines[2].startswith("▌▲ P2  Wrong grade delivered")
            shipment = next(line for line in lines if "Emergency shipment" in line)
            assert "√ 0 min" in shipment
            assert "■■■■■■■·" in shipment
            assert shipment.endswith(" 1h left")
            assert "▲ breached" in lines[2]
            assert lines[2].endswith("9h left")
            assert " WAITING FOR THE CUSTOMER  1  ─" in text(app)
            assert any("Terms for 2027" in line and line.endswith("paused") for line in lines)
            pumps = next(line for line in lines if "New pumps" in line)
            assert "solved today" in pumps
            assert pumps.endswith("due Tue")
            assert any(line.startswith(" 30 days   in time –   right first time –") for line in lines)
            assert any("working hours" in line for line in lines)

            await tap(pilot, "G", "c", "w")
            assert "Called back, works: New pumps" in text(app)
            assert "CLOSED, 30 DAYS  1" in text(app)
            await tap(pilot, "u")
            assert "CLOSED" not in text(app)
            await tap(pilot, "w")
            assert "16 h of working time" in text(app)
            assert "right first time" in text(app)
            await tap(pilot, "escape", "g", "c", "w")
            assert "cannot" in text(app) or "owed no call-back" in text(app)

    asyncio.run(scenario())


def test_a_letter_takes_the_next_step(database: Path) -> None:
    async def scenario() -> None:
        app = staged(database)
        async with app.run_test(size=(140, 40)) as pilot:
            await tap(pilot, "5", "slash", *"shipment", "enter")
            await pilot.pause()
            assert "CLOCKS" in text(app)
            assert "STEPS  2" in text(app)
            await tap(pilot, "enter")
            assert isinstance(app.screen, StepsDialog)
            assert "h  hand to another department" in text(app)
            await tap(pilot, "h", "enter")
            assert "write a name" in text(app)
            await tap(pilot, *"QA by zz", "enter")
            assert "is no date" in text(app)
            await tap(pilot, *["backspace"] * 2, *"fri", "enter")
            assert "Handed over: Emergency shipment" in text(app)
            assert "QA promised it by Fri 27 Nov" in text(app)
            await tap(pilot, "enter", "v", *"Marta by thu", "enter")
            assert "Marta is asked to speak: Emergency shipment" in text(app)
            await tap(pilot, "enter", "s", *"new lorry", "enter")
            assert "Solved, call back next: Emergency shipment" in text(app)
            await tap(pilot, "enter", "n", "escape", "u", "enter")
            assert "nobody reached: Emergency shipment" in text(app)

    asyncio.run(scenario())


def test_r_opens_one_in_five_keys_and_the_text(database: Path) -> None:
    async def scenario() -> None:
        app = staged(database)
        async with app.run_test(size=(80, 24)) as pilot:
            await tap(pilot, "2")
            await app.workers.wait_for_complete()
            await pilot.pause()
            await tap(pilot, "r")
            assert isinstance(app.screen, RequestDialog)
            await tap(pilot, *"e1 15:40 call pumps stopped by fri")
            said = text(app)
            assert "P1  pumps stopped" in said
            assert "from 15:40; answered, solve in 8 working hours" in said
            assert "promised Fri" in said
            await tap(pilot, "enter")
            assert "Opened P1 pumps stopped for" in text(app)
            await tap(pilot, "5")
            assert any("pumps stopped" in line and "7h40 left" in line for line in seen(app))
            await tap(pilot, "slash", *"pumps stopped", "enter", "h")
            assert "Solved, call back next: pumps stopped" in text(app)
            await tap(pilot, "h")
            assert "what the call-back found" in text(app)
            await tap(pilot, "escape")
            await tap(pilot, "r", *"e1crane c2h5")
            assert "e1 crane c2h5" in text(app)
            await tap(pilot, "escape", "r", *"@nowhere x")
            assert "nobody and nothing is called" in text(app)
            await tap(pilot, "enter")
            assert isinstance(app.screen, RequestDialog)

    asyncio.run(scenario())


def test_an_empty_book_says_which_key_fills_it(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(60, 20)) as pilot:
                await tap(pilot, "5")
                assert "r  opens one: the clocks start at once" in text(app)
                assert "30 days" not in text(app)

    asyncio.run(scenario())
