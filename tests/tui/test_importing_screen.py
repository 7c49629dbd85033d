"""From an empty book to imported customers by keys: files, columns, owner, undo."""

import asyncio
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.services.importing import ImportCancelledError
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.job import counted_work
from repcockpit.tui.screens.importing import ImportingScreen
from tests.tui.stage import book_desk, cockpit, press, text

PEOPLE = (
    "First Name;Last Name;Firma;E-Mail;Birthday;Shoe size;Owner\n"
    "Maria;López;Northglass;maria@northglass.example;03/04/1970;41;Ana Ruiz\n"
    "Jon;Smith [/red];Northglass;jon@northglass.example;05/06/1971;42;Ana Ruiz\n"
    ";;;;07/08/1980;;Ana Ruiz\n"
    "Pau;Serra;株式会社;pau@x.example;01/02/1980;;Jon Vidal\n"
)


async def _rest(pilot: Pilot[Any]) -> None:
    """Until the work in the background is over and shown."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def _chosen(pilot: Pilot[Any], *paths: Path) -> None:
    """The dialog of files, these dropped into it."""
    await press(pilot, "i")
    pilot.app.screen.take_paste("\n".join(f"'{path}'" for path in paths))  # type: ignore[attr-defined]
    await pilot.pause()
    await press(pilot, "enter")
    await _rest(pilot)


def _count(app: Cockpit, table: str, only: str = "1") -> int:
    book = app.desk.book  # type: ignore[attr-defined]
    return int(book.db.execute(f"select count(*) from {table} where _hidden = 0 and {only}").fetchone()[0])


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "my people.csv"
    path.write_text(PEOPLE, "utf-8")
    return path


def test_the_first_import_of_a_stranger(tmp_path: Path, people: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                assert "Bring a file" in text(app)
                await _chosen(pilot, people)
                assert isinstance(app.screen, ImportingScreen)
                assert "nothing is written yet" in text(app)
                assert "▌○ Birthday                → choose: day first?" in text(app)
                assert "ctrl+s import 3" in text(app)
                await press(pilot, "ctrl+s")
                assert "Choose this first" in text(app)
                await press(pilot, "enter")
                assert "03/04/1970 is 3 Apr" in text(app)
                await press(pilot, "down", "enter")
                await _rest(pilot)
                assert "birthday, month first" in text(app)
                assert _count(app, "contact") == 0
                await press(pilot, "ctrl+s")
                assert "Which one are you?" in text(app)
                assert "2 contacts" in text(app)
                await press(pilot, "enter")
                assert "Ana Ruiz" in text(app)
                await press(pilot, "enter")
                await _rest(pilot)
                assert len(app.screen_stack) == 1
                assert "Imported 3 rows, 1 rejected" in text(app)
                assert desk.book.device.rep_name == "Ana Ruiz"
                assert _count(app, "contact", "birthday = '1970-03-04'") == 1
                assert _count(app, "contact") == 3
                await press(pilot, "G", "h")
                assert "Which are your A accounts?" in text(app), "the keys of Today, not of the welcome"
                await press(pilot, "escape")
                await press(pilot, "u")
                if len(app.screen_stack) > 1:
                    await press(pilot, "y")
                assert _count(app, "contact") == 0

    asyncio.run(scenario())


def test_columns_files_rejects_and_leaving(tmp_path: Path, people: Path) -> None:
    odd = tmp_path / "odd.csv"
    odd.write_text("Foo,Bar\nNorthglass,1\n", "utf-8")

    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(140, 40)) as pilot:
                await _chosen(pilot, people, odd)
                screen = app.screen
                assert isinstance(screen, ImportingScreen)
                assert screen.row is not None
                assert screen.row.table.is_unknown, "what nobody knows is asked first"
                await press(pilot, "enter", *"acc", "enter")
                await _rest(pilot)
                assert screen.preview.tables[1].kind == "accounts"
                await press(pilot, "g", "enter")
                await press(pilot, "j", "j", "j", "j", "j")
                shoe = next(
                    at
                    for at in range(screen.ledger.sheet.row_count)
                    if getattr(getattr(screen.ledger.sheet.row(at), "fate", None), "name", "") == "Shoe size"
                )
                screen.ledger.go_to(shoe)
                await press(pilot, "e", *"depart", "enter")
                await _rest(pilot)
                assert screen.row is not None
                assert screen.row.fate.field == "department", "the cursor stays on its column"
                assert "IN THE FIRST ROWS" in text(app)
                await press(pilot, "x")
                saved = tmp_path / "my people-rejected.csv"
                assert "no name, no e-mail" in saved.read_text("utf-8")
                await press(pilot, "G", "enter")
                assert "AS IT STANDS IN THE FILE" in text(app)
                await press(pilot, "escape", "escape")
                assert len(app.screen_stack) == 1
                assert _count(app, "contact") == _count(app, "account") == 0

    asyncio.run(scenario())


def _exports(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home with three exports in its Downloads, and a file that is none."""
    monkeypatch.chdir(home)
    monkeypatch.setenv("HOME", str(home))
    (home / "Downloads").mkdir()
    for name in ("one.csv", "two.csv", "Three [b].csv"):
        (home / "Downloads" / name).write_text("First Name,Last Name\nMaria,López\n", "utf-8")
    (home / "some.db").write_bytes(b"SQLite format 3\0" + bytes(100))


def test_what_cannot_be_read_is_said_in_the_dialog_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _exports(tmp_path, monkeypatch)

    async def scenario() -> None:
        with book_desk(tmp_path / "Downloads", is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await press(pilot, "i")
                assert "newest in ~/Downloads and ~" in text(app)
                assert "Three [b].csv" in text(app)
                await press(pilot, *"some.db", "enter")
                assert "an SQLite database" in text(app)
                assert "export each table as CSV" in text(app)
                await press(pilot, "ctrl+u", *"none.csv", "enter")
                assert "does not exist" in text(app)
                await press(pilot, "ctrl+u", *"~/Down", "tab")
                assert "Path  ~/Downloads/" in text(app)
                await press(pilot, *"on", "tab")
                assert "Path  ~/Downloads/one.csv" in text(app)
                await press(pilot, "ctrl+u", "down", "up", "space", "space")
                assert "2 files chosen" in text(app)
                await press(pilot, "enter")
                await _rest(pilot)
                assert isinstance(app.screen, ImportingScreen)
                assert len(app.screen.paths) == 2
                await press(pilot, "ctrl+s")
                assert "Who are you" in text(app)
                await press(pilot, "escape")
                assert isinstance(app.screen, ImportingScreen), "esc writes nothing"
                await press(pilot, "ctrl+s")
                assert "enter import without" in text(app)
                await press(pilot, "enter")
                await _rest(pilot)
                assert "Imported" in text(app)
                assert len(app.screen_stack) == 1, "who is at the keyboard is asked once"

    asyncio.run(scenario())


def test_an_import_of_what_is_here_says_so(tmp_path: Path, people: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                for _ in range(2):
                    await _chosen(pilot, people)
                    await press(pilot, "ctrl+s")
                    if "Choose this first" in text(app):
                        await press(pilot, "ctrl+s", "enter", "enter")
                        await _rest(pilot)
                assert "Nothing to import: every row is here already" in text(app)

    asyncio.run(scenario())


def test_esc_stops_an_import_without_a_trace(
    tmp_path: Path, people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Event()

    def slow(*asked: Any, **_more: Any) -> None:
        stopped = asked[3]
        for _ in range(500):
            if stopped():
                break
            held.wait(0.01)
        raise ImportCancelledError("the import was stopped", "nothing was written")

    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await _chosen(pilot, people)
                monkeypatch.setattr(desk.imports, "bring", slow)
                await press(pilot, "ctrl+s", "ctrl+s", "enter", "enter")
                await pilot.pause(0.4)
                assert "esc stops" in text(app)
                assert app.busy == "the import"
                began = monotonic()
                await press(pilot, "escape")
                await _rest(pilot)
                assert monotonic() - began < 3
                assert "Stopped; nothing was written" in text(app)
                assert isinstance(app.screen, ImportingScreen), "what was chosen is still there"
                assert app.busy == ""
                assert _count(app, "contact") == 0

    asyncio.run(scenario())


def test_counts_are_said_as_the_work_goes() -> None:
    assert counted_work("Reading", 0, 0) == "Reading"
    assert counted_work("Importing", 5_000, 0) == "Reading 5,000 rows"
    assert counted_work("Importing", 500, 1_200) == "Importing 500 of 1,200"
    assert counted_work("Importing", 1_000, 1_200) == "Writing 1,200 rows"
