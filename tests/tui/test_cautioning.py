import asyncio
from pathlib import Path

from repcockpit.tui.deeds.cautioning import caution
from tests.tui.stage import book_desk, cockpit, text


def _told(folder: Path) -> list[str]:
    """What stands on the screen after a first and a second caution."""
    shown = []

    async def scenario() -> None:
        folder.mkdir()
        with book_desk(folder, is_demo=False) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                for _ in range(2):
                    caution(app)
                    await pilot.pause()
                    shown.append(text(app))
                    app.base.clear_toast()
                    await pilot.pause()

    asyncio.run(scenario())
    return shown


def test_a_cloud_folder_is_said_once(tmp_path: Path) -> None:
    first, second = _told(tmp_path / "OneDrive - [b]Contoso")
    assert "OneDrive copies this book's folder" in first
    assert "OneDrive" not in second


def test_another_folder_is_not_spoken_of(tmp_path: Path) -> None:
    assert not [one for one in _told(tmp_path / "plain") if "copies" in one]
