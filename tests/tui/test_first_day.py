"""The first frame leaves out the gaps; they come as soon as they are known, and the cursor stays."""

import asyncio
from pathlib import Path
from time import monotonic

from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.taste import Taste
from tests.tui.stage import book_desk, press, text, today


def test_gaps_come_after_the_first_frame(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            version, first = desk.data_version(), desk.first_day()
            assert not [item for item in first.items if item.group == "gaps"]
            app = Cockpit(desk, Taste("dark", "unicode"), day=first, version=version)
            async with app.run_test(size=(80, 60)) as pilot:
                await pilot.pause()
                assert "GAPS" not in text(app)
                await press(pilot, "j", "j")
                here = today(app).row
                until = monotonic() + 20
                while "GAPS" not in text(app) and monotonic() < until:
                    await pilot.pause(0.1)
                assert "GAPS" in text(app)
                assert today(app).row == here
                assert today(app).day.items == desk.today().items

    asyncio.run(scenario())


def test_gaps_come_when_today_comes_back(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            version, first = desk.data_version(), desk.first_day()
            app = Cockpit(desk, Taste("dark", "unicode"), day=first, version=version)
            async with app.run_test(size=(80, 60)) as pilot:
                await press(pilot, "2")
                await app.workers.wait_for_complete()
                await pilot.pause(1.0)
                await app.workers.wait_for_complete()
                await press(pilot, "1")
                assert "GAPS" in text(app)

    asyncio.run(scenario())
