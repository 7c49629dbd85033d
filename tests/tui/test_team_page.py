"""The page of one rep: the days before are read for it alone, who left, what a file without activity holds."""

from pathlib import Path
from threading import Event
from typing import Any
from zipfile import ZipFile

from textual.pilot import Pilot

from repcockpit.tui.cockpit import Cockpit
from tests.services.seeding import Seed
from tests.tui.stage import tap, text
from tests.tui.test_team_screen import play, small_team, step, still, top


def was(screen: Any, figure: str) -> str:
    rows = map(screen.ledger.sheet.row, range(screen.ledger.sheet.row_count))
    return next(
        str(one.line.before) for one in rows if getattr(one, "line", None) and one.line.figure == figure
    )


def test_the_days_before_are_read_on_the_page_of_the_rep_alone(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        table = top(app)
        assert table.is_read
        assert not table.view.has_before
        assert table.view.rows[0].previous.touches == 1
        assert table.view.rows[0].previous.qbrs is None
        team: Any = app.desk.team
        read, go_on = team.page_apart, Event()

        def slow(*given: Any, **more: Any) -> Any:
            go_on.wait(10)
            return read(*given, **more)

        team.page_apart = slow
        await tap(pilot, "enter")
        page = top(app)
        assert [was(page, one) for one in ("qbrs", "coverage", "flags", "touches")] == ["…", "…", "…", "1"]
        assert not page.is_read
        go_on.set()
        await still(app, pilot)
        assert page.is_read
        assert [one.name for one in page.view.rows] == ["Ana Ruiz"]
        assert [was(page, one) for one in ("qbrs", "coverage", "flags")] == ["0 of 1", "none mapped", "0"]
        await step(app, pilot, "escape", "G", "g", "j", "j", "enter")
        assert [one.name for one in top(app).view.rows] == ["Ana Ruiz", "Jon Park"], (
            "the team's page is of all"
        )
        assert top(app).is_read

    play(scene, small_team(tmp_path / "book.db"))


def test_who_left_and_did_nothing_has_no_row_of_noughts(tmp_path: Path) -> None:
    book = small_team(tmp_path / "book.db")
    gone = Seed(book).row("rep", {"name": "Old Hand", "role": "rep", "left_on": "2026-01-09"})

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        app.open_place("team_rep", gone, top(app).span, None)
        await still(app, pilot)
        assert top(app).is_read
        assert "Nothing is known of them" in text(app)

    play(scene, book.refreshed())


def test_an_export_without_activity_says_what_the_file_holds(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        async def write(name: str) -> None:
            await tap(pilot, "x", "ctrl+u")
            top(app).take_paste(str(tmp_path / name))
            await tap(pilot, "enter")
            await still(app, pilot)

        await step(app, pilot, "j", "enter")
        await write("jon.xlsx")
        assert "the rep's numbers alone written" in text(app)
        await write("jon.csv")
        assert "the column names alone written" in text(app)

    play(scene, small_team(tmp_path / "book.db"), (140, 40))
    assert len((tmp_path / "jon.csv").read_text("utf-8").splitlines()) == 1
    with ZipFile(tmp_path / "jon.xlsx") as book:
        assert any(b"Jon Park" in book.read(name) for name in book.namelist())
