import asyncio
from pathlib import Path

from repcockpit.tui.dialogs.question import Question
from tests.tui.stage import book_desk, cockpit, press, tap, text


def test_quit_asks_only_while_something_runs(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                app.busy = "an export to a [red] file"
                await tap(pilot, "q")
                assert isinstance(app.screen, Question)
                assert "An export to a [red] file is still running" in text(app)
                await tap(pilot, "escape")
                assert app.is_running
                assert len(app.screen_stack) == 1
                await press(pilot, "ctrl+q")
                assert isinstance(app.screen, Question)
                await tap(pilot, "n")
                assert len(app.screen_stack) == 1
                await tap(pilot, "q")
                await tap(pilot, "y")
            assert app.return_code == 0

    asyncio.run(scenario())
