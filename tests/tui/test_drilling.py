"""The newest backup is tried from the settings."""

import asyncio
from pathlib import Path

from repcockpit.domain.views.care import CheckView, DrillView
from repcockpit.services.care import keep_daily_backup
from repcockpit.tui.deeds.drilling import drill_lines
from tests.services.seeding import Seed
from tests.tui.hostile import BAD
from tests.tui.stage import book_desk, cockpit, press, tap, text
from tests.tui.test_settings_screen import open_row


def test_the_newest_backup_is_tried_beside_the_book(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path, is_demo=False) as desk:
            Seed(desk.book).account("Northglass")
            keep_daily_backup(desk.book)
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await tap(pilot, "comma")
                await open_row(pilot, app, "machine", "backups", "enter")
                for _ in range(100):
                    await pilot.pause(0.02)
                    if "whole and well" in text(app):
                        break
                assert "It is whole and well." in text(app)
                assert "Last written" in text(app)
                await press(pilot, "escape")

    asyncio.run(scenario())


def test_hostile_words_stay_words() -> None:
    for name in BAD:
        view = DrillView(name, 1, False, False, None, None, {}, (CheckView("log", False, name),))
        assert all("\x1b" not in part for line in drill_lines(view, 40) for part, _ in line)
