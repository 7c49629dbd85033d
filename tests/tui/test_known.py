import asyncio
from pathlib import Path

from repcockpit.services.records import view_of
from tests.tui.book_stage import Stage
from tests.tui.stage import press, text


def test_a_note_is_marked_as_a_need_and_stands_in_the_detail(database: Path) -> None:
    stage = Stage(database)

    async def scenario() -> None:
        app = stage.app()
        async with app.run_test(size=(80, 24)) as pilot:
            await press(pilot, "2", "slash", *"north", "enter", "enter")
            assert "KNOWN" not in text(app)
            await press(pilot, "l", *"note: dry [sand] in winter", "ctrl+t")
            assert "tells of     need" in text(app)
            await press(pilot, "ctrl+t", "ctrl+t", "ctrl+t", "ctrl+t")
            assert "tells of     competitor" in text(app)
            await press(pilot, "enter")
            row = stage.book.db.execute(
                "select id, note_kind from interaction order by rowid desc"
            ).fetchone()
            assert row[1] == "competitor"
            assert view_of(stage.book, "interaction", row[0]).note_kind == "competitor"
            await press(pilot, "tab", "tab", "tab")
            assert "KNOWN  1" in text(app)
            await press(pilot, "u")
            assert "KNOWN" not in text(app)

    asyncio.run(scenario())
