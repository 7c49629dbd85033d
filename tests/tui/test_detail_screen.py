import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from repcockpit.domain.errors import NotFoundError
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.record import RecordDialog
from repcockpit.tui.dialogs.why import WhyDialog
from repcockpit.tui.screens.detail import DetailScreen
from repcockpit.tui.screens.settings import SettingsScreen
from repcockpit.tui.subject import Subject, detailed
from repcockpit.tui.taste import Taste
from tests.services.details.staged import House
from tests.tui.stage import seen, tap, text

Scene = Callable[[Cockpit, Pilot[Any], House], Awaitable[None]]


def play(path: Path, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        house = House(path)
        app = Cockpit(BookDesk(house.book), Taste("dark", "unicode"))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.open_detail(Subject("account", house.id, None, house.id, "Northglass"))
            await pilot.pause()
            await scene(app, pilot, house)

    asyncio.run(scenario())


def top(app: Cockpit) -> DetailScreen:
    screen = app.screen
    assert isinstance(screen, DetailScreen)
    return screen


def test_the_account_as_in_the_pictures_and_the_way_back(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        lines = seen(app)
        assert lines[0].startswith(" Northglass  A · glass, Santander · Ana Ruiz")
        assert lines[0].rstrip().endswith("→ visit Fri")
        assert lines[2].startswith("▌Contact   ● 12 d over   Maria López is silent")
        assert lines[2].rstrip().endswith("visit Fri")
        assert "Network   ◊ not mapped  3 people" in text(app)
        assert " ● 12 d over  Maria López     plant director · decision maker" in text(app)
        await tap(pilot, "tab")
        assert top(app).subject == Subject(
            "contact", house.maria, house.maria, house.id, "Maria López", "Northglass", "+34 942 555 018",
            "plant director",
        )  # fmt: skip
        await tap(pilot, "j", "enter")
        assert (top(app).record.kind, top(app).record.id) == ("contact", house.jon)
        assert "reports here" not in text(app)
        assert "manager" in text(app)
        await tap(pilot, "escape")
        assert top(app).subject is not None
        assert top(app).subject.id == house.jon  # type: ignore[union-attr]
        await tap(pilot, "shift+tab", "shift+tab")
        assert top(app).ledger.cursor == 0
        await tap(pilot, "escape")
        assert not isinstance(app.screen, DetailScreen)

    play(database, scene)


def test_sections_records_and_reasons_by_key(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        await tap(pilot, "tab", "tab")
        assert top(app).subject.kind == "task"  # type: ignore[union-attr]
        await tap(pilot, "tab", "j", "j", "enter")
        assert isinstance(app.screen, RecordDialog)
        assert "no: no answer" in text(app)
        await tap(pilot, "w")
        assert isinstance(app.screen, WhyDialog)
        await tap(pilot, "enter")
        assert (top(app).record.kind, top(app).record.id) == ("contact", house.maria)
        await tap(pilot, "w", "e")
        assert isinstance(app.screen, SettingsScreen)
        await tap(pilot, "escape", "escape", "escape")
        assert top(app).record.kind == "account"
        await tap(pilot, "slash", "s", "i", "l", "o", "enter")
        assert top(app).ledger.sheet.row_count == 1
        assert "TIMELINE  1 of " in text(app)
        await tap(pilot, "enter")
        assert "second silo starts" in text(app)
        await tap(pilot, "escape", "escape")
        assert top(app).ledger.sheet.row_count > 20

    play(database, scene)


def test_the_seven_walk_down_to_rows(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        for number in range(7):
            top(app).ledger.go_to(number)
            await tap(pilot, "w")
            assert isinstance(app.screen, WhyDialog)
            assert "Northglass" in text(app)
            await tap(pilot, "escape")
        top(app).ledger.go_to(5)
        await tap(pilot, "w", "enter")
        assert isinstance(app.screen, RecordDialog)
        assert "25 kg bags" in text(app)
        await tap(pilot, "enter")
        assert top(app).record.id == house.jon
        assert "Jon Etxea" in seen(app)[0]

    play(database, scene)


def test_the_pane_speaks_of_the_row(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        await tap(pilot, "tab")
        await pilot.pause()
        assert "LAST THREE" in text(app)
        assert "08:00 there" in text(app)
        await tap(pilot, "tab", "tab", "j", "j")
        await pilot.pause()
        assert "second silo starts" in text(app)
        assert "counts" in text(app)
        for line in seen(app):
            assert cell_len(line) == 140

    play(database, scene, (140, 40))


def test_older_rows_are_read_as_the_cursor_goes_down(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        with house.book.write("many") as unit:
            rows = [
                {
                    "type": "call",
                    "status": "completed",
                    "account_id": house.id,
                    "occurred_on": f"2025-01-{day:02}",
                }
                for day in range(1, 29)
                for _ in range(12)
            ]
            unit.insert_many("interaction", rows)
        await tap(pilot, "ctrl+r")
        assert len(top(app).record.timeline) < 60
        for _ in range(3):
            top(app).ledger.go_to(7 + 4 + 1 + len(top(app).record.timeline) - 1)
            await pilot.pause(0.05)
        assert len(top(app).record.timeline) > 340

    play(database, scene)


def test_to_the_bin_leads_back_and_says_so(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        await tap(pilot, "d")
        await pilot.pause()
        assert not isinstance(app.screen, DetailScreen)
        assert "u undoes" in seen(app)[-1]
        await tap(pilot, "u")
        assert house.book.db.execute("select _hidden from account where id = ?", (house.id,)).fetchone() == (
            0,
        )

    play(database, scene)


def test_a_free_detail_becomes_another_and_begins_on_the_row_that_was_opened(database: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        first = top(app)
        await tap(pilot, "slash", "s", "enter", "escape", "escape")
        app.open_detail(Subject("task", house.promise, house.maria, house.id, "Maria López"))
        await pilot.pause()
        assert top(app) is first
        assert (top(app).filter.text, top(app).subject.id) == ("", house.promise)  # type: ignore[union-attr]
        with house.book.write("remove") as unit:
            unit.hide("contact", house.jon)
        await tap(pilot, "escape")
        with pytest.raises(NotFoundError):
            app.open_detail(Subject("contact", house.jon, house.jon))

    play(database, scene)


def test_a_row_of_today_opens_where_it_stands() -> None:
    assert detailed(Subject("task", b"t", b"c", b"a")) == ("account", b"a")
    assert detailed(Subject("contact", b"c", b"c", b"a")) == ("contact", b"c")
    assert detailed(Subject("task", b"t", b"c", None)) == ("contact", b"c")


def test_hostile_text_in_a_detail(database: Path) -> None:
    bad = (
        "Bad [/red] \x1b[31mred\x07 abc\u202edef 株式会社日本材料試験研究所東京営業所第二課 👩‍👩‍👧‍👦"
        + "x" * 300
    )

    async def scene(app: Cockpit, pilot: Pilot[Any], house: House) -> None:
        with house.book.write("hostile") as unit:
            unit.update(
                "account", house.id, {"name": bad, "sector": bad, "city": bad, "note": bad, "segment": "A"}
            )
            unit.update("contact", house.maria, {"name": bad, "title": bad, "role": bad, "phone": bad})
            unit.update("task", house.promise, {"title": bad})
            unit.update("interaction", house.call, {"note": bad, "type": bad})
            unit.update("deal", house.deal, {"name": bad})
            unit.update("idea", house.idea, {"title": bad})
        await tap(pilot, "ctrl+r")
        for _ in range(len(top(app).ledger.sheet.groups)):
            for keys in ((), ("w",), ("enter",)):
                depth = len(app.screen_stack)
                await tap(pilot, *keys)
                for line in seen(app):
                    assert cell_len(line) == 110
                    assert not [char for char in line if ord(char) < 32 or 0x7F <= ord(char) < 0xA0]
                    assert "\u202e" not in line
                while len(app.screen_stack) > depth:
                    app.pop_screen()
            await tap(pilot, "tab")

    play(database, scene, (110, 30))
