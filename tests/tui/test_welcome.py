"""The welcome of an empty book: three ways, a sample book beside it, and who is at the keyboard."""

import asyncio
from pathlib import Path

from rich.cells import cell_len

from tests.tui.stage import book_desk, cockpit, press, text, today, until


def test_the_three_ways_have_a_cursor_keys_and_clicks(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                assert "     ▌ i  Bring a file" in text(app)
                assert "i bring a file" in text(app)
                await press(pilot, "j")
                assert "     ▌ n  Write your first account" in text(app)
                await press(pilot, "k", "k", "enter")
                assert "Bring in files" in text(app)
                await press(pilot, "escape")
                line = next(at for at, shown in enumerate(text(app).splitlines()) if "Bring a file" in shown)
                await pilot.click(offset=(12, line))
                await pilot.pause()
                assert "Bring in files" in text(app)
                await press(pilot, "escape")

    asyncio.run(scenario())


def test_files_dropped_on_the_welcome_are_brought_in(tmp_path: Path) -> None:
    folder = tmp_path / "odd names"
    folder.mkdir()
    for name in ("Bad [red] name", "\x1b[31mred", "株式会社日本材料試験研究所", "new\nline", "lone \udce9"):
        (folder / f"{name}.csv").write_text("First Name,Last Name\nMaria,López\n", "utf-8")

    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                today(app).take_paste(f"'{folder}'")
                await pilot.pause()
                await pilot.pause()
                assert "odd names" in text(app)
                await press(pilot, "enter")
                shown = text(app)
                assert "Bad [red] name.csv" in shown
                assert "\x1b" not in shown
                assert all(cell_len(line) == 80 for line in shown.splitlines())
                await press(pilot, "down", "space", "space", "space", "enter")
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert "nothing is written yet" in text(app)
                assert all(cell_len(line) == 80 for line in text(app).splitlines())

    asyncio.run(scenario())


def test_the_sample_book_is_beside_the_own_one(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                for leave in ("escape", "q"):
                    await press(pilot, "d")
                    await app.workers.wait_for_complete()
                    await pilot.pause()
                    await pilot.pause()
                    assert "DEMO" in text(app)
                    assert app.desk is not desk
                    folder = app.desk.book.path.parent  # type: ignore[attr-defined]
                    assert folder.is_dir()
                    await press(pilot, "j", "k", leave)
                    await pilot.pause()
                    assert app.desk is desk
                    assert "Bring a file" in text(app)
                    assert not folder.exists()
                assert desk.book.db.execute("select count(*) from txn").fetchone() == (0,)

    asyncio.run(scenario())


def test_who_is_at_the_keyboard_is_asked_with_the_first_record(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                with desk.book.write("first") as unit:
                    unit.insert("account", {"name": "Northglass", "status": "customer"})
                today(app).read_again()
                await until(pilot, "Who are you")
                await press(pilot, "enter")
                assert "a rep needs a name" in text(app)
                await press(pilot, *"Ana", "space", *"Ruiz", "tab", "ctrl+u", *"Mars", "enter")
                assert "no time zone" in text(app)
                await press(pilot, "ctrl+u", *"Europe/Madrid", "tab", "ctrl+u", *"es", "enter")
                assert "This device is Ana Ruiz's" in text(app)
                assert (desk.book.device.rep_name, desk.book.device.rep_country) == ("Ana Ruiz", "ES")
                today(app).read_again()
                await pilot.pause()
                assert len(app.screen_stack) == 1

    asyncio.run(scenario())
