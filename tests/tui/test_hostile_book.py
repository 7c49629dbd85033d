"""Hostile text in every field of a real book: every screen and dialog lives, and the book keeps every byte."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.widgets.field import Field
from tests.exchange.given import given
from tests.tui.hostile import BAD, check, hostile_book, naughty, texts_of
from tests.tui.stage import cockpit, tap
from tests.tui.tour import PLACES, loaded, rows, stand, tour

SIZE, MOST = (110, 30), 15
CLOSELY = (1, 2, 5, 11)
CSV = "Name,First Name,Last Name,Firma,Notes,Tier [/red],Owner\n"


@pytest.mark.slow
def test_every_screen_and_dialog_lives_and_the_book_keeps_every_byte(tmp_path: Path) -> None:
    file = tmp_path / "bad [red] \x1b[31m.csv"
    file.write_text(CSV + "".join(f'"{bad.replace(chr(34), "")}",' * 6 + '"x"\n' for bad in BAD[:8]), "utf-8")

    async def scenario() -> None:
        desk = BookDesk(hostile_book(tmp_path / "book.db"))
        app = cockpit(desk)
        before = texts_of(desk.book)
        async with app.run_test(size=SIZE) as pilot:
            await loaded(app, pilot)
            async for where in tour(app, pilot, file):
                check(app, SIZE, where)
            for place in PLACES:
                async for where in rows(app, pilot, place, MOST):
                    check(app, SIZE, where)
            for number in range(len(BAD)):
                await detail(app, pilot, number)
            assert texts_of(desk.book) == before
        desk.close()

    asyncio.run(scenario())


async def detail(app: Cockpit, pilot: Pilot[Any], number: int) -> None:
    """The sections of an account, the reasons and the record of the first row of each, its form."""
    await stand(app, pilot, "accounts")
    await tap(pilot, *"j" * number, "enter")
    opened = app.screen
    check(app, SIZE, f"detail {number}")
    await tap(pilot, "e")
    check(app, SIZE, f"detail {number}, form")
    app.pop_screen()
    for _ in range(len(opened.ledger.sheet.groups)):  # type: ignore[attr-defined]
        for key in ("w", "enter") if number in CLOSELY else ():
            await tap(pilot, key)
            check(app, SIZE, f"detail {number}, {key}")
            while app.screen is not opened:
                app.pop_screen()
        await tap(pilot, "tab")
    check(app, SIZE, f"detail {number}")


@pytest.mark.slow
def test_a_form_that_is_saved_changes_only_its_field(tmp_path: Path) -> None:
    async def scenario() -> None:
        desk = BookDesk(hostile_book(tmp_path / "book.db"))
        app = cockpit(desk)
        async with app.run_test(size=SIZE) as pilot:
            await loaded(app, pilot)
            for place in ("accounts", "contacts"):
                screen = await stand(app, pilot, place)
                for number in range(len(BAD)):
                    screen.ledger.go_to(number)  # type: ignore[attr-defined]
                    before = texts_of(desk.book)
                    await tap(pilot, "e", "ctrl+s")
                    while app.screen is not screen:
                        app.pop_screen()
                    assert texts_of(desk.book) == before, f"{place} {number}"
        desk.close()

    asyncio.run(scenario())


@pytest.mark.slow
def test_naughty_strings_are_listed_and_found(tmp_path: Path) -> None:
    given("parser", "blns")

    async def scenario() -> None:
        desk = BookDesk(hostile_book(tmp_path / "book.db", naughty()))
        app = cockpit(desk)
        async with app.run_test(size=SIZE) as pilot:
            await loaded(app, pilot)
            for place in ("accounts", "contacts"):
                screen = await stand(app, pilot, place)
                ledger = screen.ledger  # type: ignore[attr-defined]
                assert ledger.sheet.row_count >= len(naughty())
                for number in range(0, ledger.sheet.row_count, 25):
                    ledger.go_to(number)
                    await pilot.pause()
                    check(app, SIZE, f"{place}, row {number}")
                    assert screen.subject is not None
                for typed in naughty()[::20]:
                    screen.set_filter(Field(typed[:80], len(typed[:80])))  # type: ignore[attr-defined]
                    await pilot.pause()
                    check(app, SIZE, f"{place}, filter {typed!r}")
        desk.close()

    asyncio.run(scenario())
