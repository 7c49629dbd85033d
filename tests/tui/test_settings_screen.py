"""The settings screen on a real book: every section, what acts at once, and what is said first."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from repcockpit.settings import read_settings
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.settings import SettingsScreen
from repcockpit.tui.settings_rows import SettingRow
from repcockpit.tui.theme import ANSI, DARK, LIGHT, MONO
from tests.tui.stage import book_desk, cockpit, press, seen, tap, text


def screen(app: Cockpit) -> SettingsScreen:
    found = next(one for one in app.screen_stack if isinstance(one, SettingsScreen))
    assert isinstance(found, SettingsScreen)
    return found


def row(app: Cockpit, section: str, name: str) -> SettingRow:
    return next(one for one in screen(app).rows if one.key == (section, name))


async def open_row(pilot: Pilot[Any], app: Cockpit, section: str, name: str, *keys: str) -> None:
    """Put the cursor on a row of the settings, then press keys."""
    ledger = screen(app).ledger
    at = next(
        number for number in range(ledger.sheet.row_count) if ledger.sheet.row(number).key == (section, name)
    )
    ledger.go_to(at)
    await tap(pilot, *keys)


def colour(app: Cockpit) -> str:
    return str(app.screen.styles.background.hex)


def test_a_theme_is_seen_before_it_is_chosen_and_acts_at_once(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                await open_row(pilot, app, "look", "theme", "enter", "down")
                assert (app.tokens, app.theme) == (LIGHT, "repcockpit-light")
                await tap(pilot, "escape")
                assert app.tokens == DARK
                assert read_settings().theme != "light"
                for name in ("light", "high-contrast", "ansi", "dark"):
                    await open_row(pilot, app, "look", "theme", "enter")
                    await tap(pilot, *name, "enter")
                    assert (read_settings().theme, app.tokens.name) == (name, name)
                    assert app.ink_of(app.screen).tokens is app.tokens
                    assert f"Theme is {name}" in text(app)
                await open_row(pilot, app, "look", "theme", "enter", *"ansi", "enter")
                assert app.tokens is ANSI
                await tap(pilot, "d")
                assert read_settings().theme == "dark"
                await open_row(pilot, app, "look", "glyphs", "enter", *"ascii", "enter")
                assert not set(text(app)) & set("─▌│√")
                await tap(pilot, "escape", "escape")
                assert not set(text(app)) & set("─▌│√")

    asyncio.run(scenario())


def test_a_new_key_is_pressed_and_what_it_takes_is_said_first(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                await open_row(pilot, app, "keys", "log", "enter", "x")
                assert "'x' is log now; export has no key left." in text(app)
                assert read_settings().keys == {}
                await tap(pilot, "x")
                assert read_settings().keys == {"log": ("x",)}
                assert (row(app, "keys", "log").state, row(app, "keys", "export").state) == (
                    "yours",
                    "no key",
                )
                assert app.changed_keys == {"log": ("x",), "export": ()}
                await open_row(pilot, app, "keys", "attempt_n", "enter", "p", "tab", "n", "n")
                assert read_settings().keys["attempt_n"] == ("p n",)
                await open_row(pilot, app, "keys", "why", "enter", "ctrl+i")
                assert "arrives as tab" in text(app)
                await tap(pilot, "ctrl+i")
                assert "arrives as tab" in text(app)
                await tap(pilot, "escape")
                await open_row(pilot, app, "keys", "log", "d")
                assert read_settings().keys == {"attempt_n": ("p n",)}
                assert "export" not in app.changed_keys
                await open_row(pilot, app, "keys", "help", "enter", "f12", "keep")
                assert "F12 help" in seen(app)[-1] or "d: default again" in seen(app)[-1]
                await tap(pilot, "escape")
                assert "F12 help" in seen(app)[-1]
                await tap(pilot, "f12")
                assert "Settings" in text(app) or "What you can do" in text(app)

    asyncio.run(scenario())


def test_a_number_is_checked_as_it_is_typed_and_undone(tmp_path: Path) -> None:
    name = "cadence.segment.A"

    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(140, 40)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                said = row(app, "rules", "cadence.segment.B").about[0]
                assert said.endswith("; the same for segment B.")
                await open_row(pilot, app, "rules", name)
                await pilot.pause()
                assert "accounts follow it now" in text(app)
                await tap(pilot, "enter", *"9999")
                assert "it cannot be 9999; from 1 to 3650 days, whole" in text(app)
                await tap(pilot, "enter")
                assert desk.book.numbers.cadence_segment_a == 10
                await tap(pilot, "ctrl+u", *"12")
                assert "12 days, usually 10" in text(app)
                await tap(pilot, "enter")
                assert desk.book.numbers.cadence_segment_a == 12
                assert row(app, "rules", name).state == "yours"
                await tap(pilot, "u")
                assert desk.book.numbers.cadence_segment_a == 10
                assert row(app, "rules", name).state == ""
                await open_row(pilot, app, "rules", name, "w")
                assert "It changes the due days of accounts." in text(app)
                await tap(pilot, "escape")
                await open_row(pilot, app, "rules", "cadence.grace", "enter", *"1,5", "enter")
                assert desk.book.numbers.cadence_grace == 1.5
                await tap(pilot, "d")
                assert desk.book.numbers.cadence_grace == 1.25

    asyncio.run(scenario())


def test_the_calendar_of_the_rep(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                await open_row(pilot, app, "calendar", "timezone", "enter", *"tokyo", "enter")
                assert (desk.book.zone, row(app, "calendar", "timezone").value) == (
                    "Asia/Tokyo",
                    "Asia/Tokyo",
                )
                await open_row(pilot, app, "calendar", "hours", "enter", "ctrl+u", *"always")
                assert "are no working hours" in text(app)
                await tap(pilot, "ctrl+u", *"mon-thu", "space", *"08:00-16:00", "enter")
                assert row(app, "calendar", "hours").value == "mon-thu 08:00-16:00"
                held = len([one for one in screen(app).rows if one.name.startswith("leave ")])
                await open_row(pilot, app, "calendar", "leave", "enter", *"2026-12-24..2027-01-02")
                assert "2026-12-24 to 2027-01-02, 10 days" in text(app)
                await tap(pilot, "enter")
                leave = [one for one in screen(app).rows if one.name.startswith("leave ")]
                assert len(leave) == held + 1
                await open_row(pilot, app, *leave[0].key, "d")
                assert len([one for one in screen(app).rows if one.name.startswith("leave ")]) == held
                await open_row(pilot, app, "calendar", "date_order", "enter", *"mdy", "enter")
                assert read_settings().date_order == "mdy"

    asyncio.run(scenario())


def test_filter_mouse_and_the_machine(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma", "slash", *"segment a", "enter")
                assert all("segment" in repr(screen(app).ledger.sheet.row(at)).lower() for at in range(2))
                await tap(pilot, "escape", "g")
                for y in (2, 1, 1):
                    await pilot.click("Ledger", offset=(20, y))
                    await pilot.pause()
                assert "for daylight" in text(app)
                await tap(pilot, "escape")
                await open_row(pilot, app, "machine", "versions", "enter")
                assert "repcockpit" in text(app)
                assert "Python" in text(app)
                await tap(pilot, "escape", "d")
                assert "That is as it comes" in text(app)

    asyncio.run(scenario())


@pytest.mark.slow
@pytest.mark.parametrize("size", [(20, 5), (45, 12), (60, 20), (100, 30), (200, 50)], ids=str)
def test_no_size_and_no_name_breaks_it(tmp_path: Path, size: tuple[int, int]) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            desk.numbers.change_own("rep", "Ana [/red] \x1b[31m Ω\u202e 株式会社 [bold]")
            app = cockpit(desk)
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await press(pilot, "comma")
                for name in ("theme", "rep", "leave", "log", "cadence.grace", "versions"):
                    found = next(one for one in screen(app).rows if one.name == name)
                    await open_row(pilot, app, *found.key, "enter")
                    lines = seen(app)
                    assert len(lines) == size[1]
                    assert {cell_len(line) for line in lines} == {size[0]}
                    assert "\x1b" not in "".join(lines)
                    await tap(pilot, "escape")

    asyncio.run(scenario())


def test_without_colour_a_theme_changes_only_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                await open_row(pilot, app, "look", "theme", "enter", *"light", "enter")
                assert app.tokens is MONO
                assert read_settings().theme == "light"

    asyncio.run(scenario())


def test_what_other_processes_write_is_seen(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                db = sqlite3.connect(desk.book.path)
                db.execute("update rep set name = 'Ana R.' where id = ?", (desk.book.author_id,))
                db.commit()
                db.close()
                screen(app).look_for_others()
                assert row(app, "calendar", "rep").value == "Ana R."

    asyncio.run(scenario())
