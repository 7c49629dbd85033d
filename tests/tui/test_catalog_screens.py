import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from repcockpit.services.book import Book
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.dialogs.views import ViewsDialog
from repcockpit.tui.screens.accounts import AccountsScreen
from repcockpit.tui.screens.catalog import CatalogScreen
from repcockpit.tui.state import PlaceState
from repcockpit.tui.taste import Taste
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import press, seen, tap, text
from tests.tui.test_hostile import HOSTILE

Scene = Callable[[Cockpit, Pilot[Any], Seed], Awaitable[None]]


def play(path: Path, scene: Scene, size: tuple[int, int] = (80, 24), fill: bool = True) -> None:
    """A scene on a real book, beginning on Accounts with the whole list read."""

    async def scenario() -> None:
        book: Book = fresh_book(path)
        seed = Seed(book)
        if fill:
            fill_book(seed)
        desk = BookDesk(book)
        desk.lists.preload()
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await tap(pilot, "2")
            await scene(app, pilot, seed)
        desk.close()

    asyncio.run(scenario())


def fill_book(seed: Seed) -> None:
    jon = seed.row("rep", {"name": "Jon Etxea"})
    north = seed.account("Northglass", city="Köln", sector="glass", phone="+49 221 1")
    seed.account("Kan-code", segment="B", city="Rotterdam")
    seed.account("Ärenas", segment="C", city="Murcia")
    seed.account("Brennan", owner_id=jon)
    seed.account("Quince", status="prospect")
    maria = seed.contact("María López", north, title="Plant director", phone="+34 942 555 018")
    seed.contact("Bo Lind", north, role="procurement")
    seed.met("2026-10-01", north, maria, note="late sand")
    seed.met("2026-11-27", north, maria, type="visit", status="planned", outcome=None)


def catalog(app: Cockpit) -> CatalogScreen:
    screen = app.screen_stack[0]
    assert isinstance(screen, CatalogScreen)
    return screen


def here(app: Cockpit) -> str:
    row = catalog(app).row
    return "" if row is None else str(row.name)


async def saved_filters(app: Cockpit, pilot: Pilot[Any]) -> None:
    await tap(pilot, "v", "n")
    assert "There is no filter to keep" in text(app)
    await tap(pilot, "escape", "slash", *"tier:a", "enter", "v", "n", *"Best", "enter")
    assert isinstance(app.screen, ViewsDialog)
    assert "Saved the filter Best" in text(app)
    assert next(line for line in seen(app) if "Best  " in line).split()[-2] == "4"
    await tap(pilot, "e", *" one", "enter")
    assert "Best one" in text(app)
    await tap(pilot, "j", "d", "e")
    assert "Built in" in text(app)
    await tap(pilot, "k", "d")
    assert "Removed the filter Best one" in text(app)
    await tap(pilot, "j", "j", "enter")
    assert not isinstance(app.screen, ViewsDialog)
    assert "/is:never" in seen(app)[0]
    await tap(pilot, "u")
    await tap(pilot, "escape")


async def people(app: Cockpit, pilot: Pilot[Any]) -> None:
    await tap(pilot, "3")
    lines = seen(app)
    assert lines[0].startswith(" 3 Contacts  2 · by name")
    assert lines[3].startswith(" ● 22 d over  María López     Northglass A · decision maker   ")
    await tap(pilot, "j")
    subject = catalog(app).subject
    assert subject is not None
    assert (subject.kind, subject.name, subject.place) == ("contact", "María López", "Northglass")
    row: Any = catalog(app).row
    assert catalog(app).copied(row).startswith("María López, Northglass A")


def test_a_day_on_the_lists(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], seed: Seed) -> None:
        lines = seen(app)
        assert lines[0].startswith(" 2 Accounts  5 · by name")
        assert lines[0].rstrip().endswith("● 3 over")
        assert lines[1].startswith(" MINE  3  ──")
        assert lines[1].rstrip().endswith("silent      planned")
        assert lines[4].startswith(" ● 43 d over  Northglass           A · María López · Köln ")
        assert lines[4].rstrip().endswith("54 d    visit Fri")
        assert [line.split()[0] for line in (lines[5], lines[7])] == ["SHARED", "PROSPECTS"]
        assert "Jon Etxea" in lines[6]
        assert "prospect" in lines[8]
        await tap(pilot, "j", "j")
        assert here(app) == "Northglass"
        await tap(pilot, "s")
        assert (here(app), catalog(app).sort) == ("Northglass", "tier")
        assert seen(app)[2].split()[4] == "Northglass"
        await tap(pilot, "slash", *"koln")
        assert "/koln" in seen(app)[0]
        assert "1 of 5 · by tier" in seen(app)[0]
        assert here(app) == "Northglass"
        await tap(pilot, "enter")
        seed.account("Köln West")
        catalog(app).read_again()
        await pilot.pause()
        assert "MINE  2 of 4" in text(app)
        assert here(app) == "Northglass"
        await tap(pilot, "slash", *"zzz")
        assert "No row holds" in text(app)
        await tap(pilot, "escape")
        await saved_filters(app, pilot)
        await people(app, pilot)

    play(tmp_path / "lists.db", scene)


def test_the_pane_stands_beside_the_list(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], seed: Seed) -> None:
        await tap(pilot, "j", "j")
        await pilot.pause()
        shown = text(app)
        for said in ("A · glass · Köln", "+49 221 1", "visit Fri", "LAST THREE", "late sand"):
            assert said in shown
        assert "SEVEN ACTIVITIES" in shown
        assert "PEOPLE  2" in shown

    play(tmp_path / "pane.db", scene, size=(140, 40))


def test_the_whole_list_comes_after_the_first_rows(tmp_path: Path) -> None:
    async def scenario() -> None:
        book = fresh_book(tmp_path / "late.db")
        fill_book(Seed(book))
        desk = BookDesk(book)
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            assert not desk.lists.view("account").is_whole
            app.go("accounts")
            await pilot.pause(0.05)
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert "5 · by name" in seen(app)[0]
        desk.close()

    asyncio.run(scenario())


def test_the_last_run_is_there_again(tmp_path: Path) -> None:
    async def scenario() -> None:
        book = fresh_book(tmp_path / "again.db")
        fill_book(Seed(book))
        desk = BookDesk(book)
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            north = next(row for row in desk.lists.view("account", "north").groups[0].rows)
            screen = AccountsScreen(desk)
            screen.restore(PlaceState(filter="r", sort="due", record=north.id.hex()))
            app.install_screen(screen, "again")
            app.switch_screen("again")
            await app.workers.wait_for_complete()
            await press(pilot)
            assert (here(app), screen.sort, screen.filter.text) == ("Northglass", "due", "r")
            kept = screen.state_now()
            assert (kept.sort, kept.filter, kept.record) == ("due", "r", north.id.hex())
            screen.restore(PlaceState(record="no id", sort="odd"))
            assert screen.sort == "due"
        desk.close()

    asyncio.run(scenario())


def test_empty_lists_say_what_belongs_there(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], seed: Seed) -> None:
        assert "Your customers stand here" in text(app)
        await tap(pilot, "3")
        assert "The people you know stand here" in text(app)

    play(tmp_path / "empty.db", scene, fill=False)


def test_hostile_names_are_shown_and_found(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], seed: Seed) -> None:
        for bad in HOSTILE:
            said = bad.encode("utf-8", "replace").decode()[:2_000]
            house = seed.account(said or "x", city=said, sector=said)
            seed.contact(said or "x", house, title=said)
        for key in ("2", "3"):
            await tap(pilot, key)
            catalog(app).read_again()
            await tap(pilot, "s", "s", "G", "k", "k", "v", "escape")
            assert all(len(line) for line in seen(app))
            assert "\x1b" not in text(app)
            await tap(pilot, "slash", *"[/red]", "enter")
            assert "Bad [/red] tag [" in text(app)
            await tap(pilot, "escape")

    play(tmp_path / "bad.db", scene, size=(100, 24))


def test_an_export_holds_the_rows_that_the_filter_keeps(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], seed: Seed) -> None:
        await press(pilot, "slash", *"kan", "enter", "x")
        assert "1 account" in text(app)
        await tap(pilot, "escape", "escape", "x")
        assert "5 accounts" in text(app)

    play(tmp_path / "export.db", scene)
