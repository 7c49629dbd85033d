import asyncio
from pathlib import Path

import pytest

from repcockpit.services.duplicates import duplicate_view
from repcockpit.services.record_edits import remove_record, set_record
from repcockpit.services.records import view_of
from repcockpit.tui.dialogs.merge import MergeDialog
from repcockpit.tui.screens.bin import BinScreen
from repcockpit.tui.screens.duplicates import DuplicatesScreen
from repcockpit.tui.screens.history import HistoryScreen
from repcockpit.tui.subject import Subject
from tests.tui.book_stage import Stage
from tests.tui.stage import press, seen, text


def test_the_history_of_a_record_unfolds_and_is_taken_back(database: Path) -> None:
    stage = Stage(database)
    set_record(stage.book, "contact", "Maria López", ["phone=+34 600 000 001", "title=Head [/b]"])
    set_record(stage.book, "contact", "Maria López", ["roles+=coach"])
    maria = Subject("contact", stage.maria, stage.maria, stage.house, "Maria López", "Northglass")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            app.open_place("history", maria)
            await pilot.pause()
            assert isinstance(app.screen, HistoryScreen)
            assert "History  Maria López" in text(app)
            assert "set phone, title of contact Maria López" in text(app)
            await press(pilot, "down", "enter")
            assert "Buyer → Head [/b]" in text(app)
            await press(pilot, "down", "enter")
            assert "Buyer → Head [/b]" not in text(app)
            await press(pilot, "u")
            assert "Take back" in text(app)
            await press(pilot, "enter")
            assert view_of(stage.book, "contact", stage.maria).title == "Head [/b]"
            await press(pilot, "u", "y")
            assert view_of(stage.book, "contact", stage.maria).title == "Buyer"
            assert view_of(stage.book, "contact", stage.maria).roles == ("decision_maker", "coach")
            assert "taken back" in text(app)
            await press(pilot, "u")
            assert "Taken back already" in text(app)
            await press(pilot, "U")
            assert view_of(stage.book, "contact", stage.maria).title == "Head [/b]"
            await press(pilot, "slash", *"coach nobody")
            assert "No row holds" in text(app)
            await press(pilot, "escape", "escape")
            assert not isinstance(app.screen, HistoryScreen)

    asyncio.run(scenario())


def test_the_history_of_the_book_beside_its_pane(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(database)

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_place("history", None)
            await pilot.pause(0.05)
            assert "the whole book" in text(app)
            assert "send sheets" in text(app)
            await press(pilot, "G")
            assert "init" in text(app) or "Ana Ruiz" in text(app)
            app.pop_screen()
            monkeypatch.setattr("repcockpit.services.keeping.past.LARGE", 0)
            app.open_place("history", None)
            await pilot.pause(0.05)
            await press(pilot, "g", "g")
            assert "shows what it changed" in text(app)
            await press(pilot, "enter")
            assert "shows what it changed" not in text(app)

    asyncio.run(scenario())


def test_the_bin_gives_back_one_or_several(database: Path) -> None:
    stage = Stage(database)
    for name in ("Maria López", "Jon Park"):
        remove_record(stage.book, "contact", name)
    remove_record(stage.book, "account", "Kan-code")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(60, 20)) as pilot:
            await press(pilot, "B")
            assert isinstance(app.screen, BinScreen)
            assert "Kan-code" in text(app)
            assert "by Ana Ruiz" in text(app)
            await press(pilot, "slash", *"kan", "enter", "enter")
            assert "Restored Kan-code" in text(app)
            await press(pilot, "escape", "asterisk", "enter")
            assert "Restored 2 records" in text(app)
            assert "The bin is empty" in text(app)
            await press(pilot, "u")
            assert "Jon Park" in text(app)
            await press(pilot, "G", "space", "enter")
            assert len(stage.desk.keeping.binned()) == 1

    asyncio.run(scenario())


def test_pairs_are_compared_merged_and_told_apart(database: Path) -> None:
    stage = Stage(database)
    twin = stage.seed.contact(
        "Lopez, Maria [/red]", stage.house, role="coach", email="maria@northglass.com", title=None
    )
    stage.seed.met("2026-11-01", stage.house, twin)
    stage.seed.account("Kan-code GmbH", segment=None, city="Köln", phone="+34 942 555 018", website="kan.com")
    set_record(stage.book, "account", "Kan-code", ["website=kan.com"])

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "M")
            assert isinstance(app.screen, DuplicatesScreen)
            assert "ACCOUNTS" in text(app)
            assert "Lopez, Maria [/red] · same" in text(app)
            await press(pilot, "down", "enter")
            assert isinstance(app.screen, MergeDialog)
            assert "Lopez, Maria [/red]" in text(app)
            row = next(line for line in seen(app) if "job title" in line)
            assert "√ Buyer" in row
            assert "Goes along: 1 interaction of Lopez, Maria [/red]" in text(app)
            await press(pilot, "right")
            assert "of Maria López. u parts" in text(app)
            await press(pilot, "left", "ctrl+s")
            assert "Merged into Maria López" in text(app)
            assert "PEOPLE" not in text(app)
            await press(pilot, "u")
            assert "PEOPLE" in text(app)
            await press(pilot, "g", "enter", "n")
            assert "Not the same: " in text(app)
            assert [pair.kind for pair in duplicate_view(stage.book)] == ["contact"]
            await press(pilot, "u", "enter", "escape", "escape")
            assert not isinstance(app.screen, DuplicatesScreen)

    asyncio.run(scenario())


def test_a_large_book_is_looked_through_beside_the_screen(database: Path) -> None:
    stage = Stage(database)
    with stage.book.write("many") as unit:
        unit.insert_many("contact", [{"name": f"Person {number}"} for number in range(3_100)])
    stage.seed.contact("Maria Lopez", stage.house, email="maria@northglass.com")

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(140, 40)) as pilot:
            app.open_place("duplicates")
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, DuplicatesScreen)
            for _ in range(100):
                if screen.rows is not None:
                    break
                await pilot.pause(0.05)
            await pilot.pause()
            assert "Maria Lopez" in text(app)
            assert "1 probable" in text(app)
            app.pop_screen()
            remove_record(stage.book, "contact", "Jon Park")
            app.open_place("bin")
            await pilot.pause()
            for _ in range(100):
                if "Jon Park" in text(app):
                    break
                await pilot.pause(0.05)
            await press(pilot, "enter")
            assert "Restored Jon Park" in text(app)

    asyncio.run(scenario())


def test_much_goes_to_the_bin_only_after_a_yes_and_comes_back_by_one_key(database: Path) -> None:
    stage = Stage(database)
    with stage.book.write("much") as unit:
        met = {"account_id": stage.house, "type": "call", "status": "completed", "occurred_on": "2026-11-02"}
        unit.insert_many("interaction", [met] * 30)

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "2", "slash", *"north", "enter", "d")
            assert "Northglass with 2 people, 31 interactions, 1 task" in " ".join(text(app).split())
            await press(pilot, "enter")
            assert stage.desk.keeping.binned() == ()
            await press(pilot, "d", "y")
            (row,) = stage.desk.keeping.binned()
            assert row.more == " with 2 people, 31 interactions, 1 task"
            await press(pilot, "B")
            assert "Northglass with 2 people" in text(app)
            await press(pilot, "enter")
            assert "Restored Northglass" in text(app)
            assert stage.desk.keeping.binned() == ()

    asyncio.run(scenario())
