"""Screen 8: other days, down to the rows and back, reading beside the screen, who may see what, an export."""

import asyncio
import csv
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.services.book import Book
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.desks import team as desk_of_team
from repcockpit.tui.dialogs.record import RecordDialog
from repcockpit.tui.dialogs.report import ReportDialog
from repcockpit.tui.dialogs.span import SpanDialog
from repcockpit.tui.dialogs.why import WhyDialog
from repcockpit.tui.screens.detail import DetailScreen
from repcockpit.tui.screens.team import TeamScreen
from repcockpit.tui.screens.team_rep import TeamRepScreen
from repcockpit.tui.screens.team_rows import TeamRowsScreen
from repcockpit.tui.taste import Taste
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import seen, tap, text

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


def small_team(path: Path) -> Book:
    """Ana at this device, Jon who touched nobody since long, and what each owns."""
    book = fresh_book(path)
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park", "role": "rep"})
    north = seed.account("Northglass")
    maria = seed.contact("Maria Sand", north)
    seed.met("2026-11-23", north, maria, type="visit")
    seed.met("2026-11-16", north, maria)
    far = seed.account("Far Mine", owner_id=jon)
    seed.met("2026-09-01", far, rep_id=jon)
    seed.row(
        "task",
        {
            "kind": "promise",
            "title": "send sheets",
            "due_on": "2026-11-20",
            "account_id": far,
            "owner_id": jon,
        }
        | {"tracking_started_on": "2026-01-01"},
    )
    return book.refreshed()


def play(scene: Scene, book: Book, size: tuple[int, int] = (80, 24)) -> None:
    desk = BookDesk(book)

    async def scenario() -> None:
        app = Cockpit(desk, Taste("dark", "unicode"))
        async with app.run_test(size=size) as pilot:
            await tap(pilot, "8")
            await still(app, pilot)
            await scene(app, pilot)

    asyncio.run(scenario())
    desk.close()


async def still(app: Cockpit, pilot: Pilot[Any]) -> None:
    """What is read beside the screen is there."""
    await app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


async def step(app: Cockpit, pilot: Pilot[Any], *keys: str) -> None:
    """Keys, and what they begin to read."""
    await tap(pilot, *keys)
    await still(app, pilot)


def top(app: Cockpit) -> Any:
    return app.screen


def test_down_to_the_rows_and_back_with_the_cursor_kept(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert isinstance(top(app), TeamScreen)
        assert "week 48" in seen(app)[0]
        assert "2 reps, A to Z" in seen(app)[0]
        assert [line[3:11] for line in seen(app)[3:5]] == ["Ana Ruiz", "Jon Park"]
        await tap(pilot, "enter")
        await still(app, pilot)
        assert isinstance(top(app), TeamRepScreen)
        assert "Ana Ruiz" in seen(app)[0]
        await tap(pilot, "w")
        assert isinstance(top(app), WhyDialog)
        assert "visit" in text(app)
        await tap(pilot, "escape", "j", "enter")
        assert isinstance(top(app), TeamRowsScreen)
        assert "THESE COUNT  1" in text(app)
        await tap(pilot, "enter")
        assert isinstance(top(app), RecordDialog)
        await tap(pilot, "escape", "escape")
        assert top(app).row.line.figure == "total", "the cursor stays"
        await tap(pilot, "escape")
        assert isinstance(top(app), TeamScreen)
        await tap(pilot, "slash", *"far", "enter")
        assert top(app).subject.kind == "task"
        await tap(pilot, "G")
        assert top(app).subject.kind == "account"
        await tap(pilot, "enter")
        assert isinstance(top(app), DetailScreen)
        await tap(pilot, "escape", "escape", "g", "j", "w")
        assert "Jon Park" in text(app)

    play(scene, small_team(tmp_path / "book.db"))


def test_other_days_by_one_key_each(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        screen = top(app)
        assert screen.view.rows[0].figures.touches == 1
        await step(app, pilot, "left_square_bracket")
        assert "week 47" in seen(app)[0]
        assert screen.view.rows[0].figures.touches == 1
        await step(app, pilot, "right_square_bracket")
        assert "week 48" in seen(app)[0]
        await step(app, pilot, "right_square_bracket")
        assert "present ones" in text(app)
        await step(app, pilot, "P")
        assert "November" in seen(app)[0]
        assert screen.view.rows[0].figures.touches == 2
        await step(app, pilot, "P")
        assert "Q4 2026" in seen(app)[0]
        await step(app, pilot, "D")
        assert isinstance(top(app), SpanDialog)
        await step(app, pilot, *"1/9 5/9")
        assert "1 Sep to 5 Sep" in text(app)
        await step(app, pilot, "enter")
        await still(app, pilot)
        assert "1 Sep to 5 Sep" in seen(app)[0]
        await step(app, pilot, "left")
        assert "27 Aug to 31 Aug" in seen(app)[0]
        await step(app, pilot, "P", "P", "P", "P")
        assert "27 Aug to 31 Aug" in seen(app)[0], "the days that were chosen last come round again"
        await still(app, pilot)
        await step(app, pilot, "G")
        assert "Nothing was logged in these days." in text(app)

    play(scene, small_team(tmp_path / "book.db"))


def test_a_large_book_is_read_beside_the_screen(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setattr(desk_of_team, "LARGE", 0)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        screen = top(app)
        assert screen.is_read
        monkeypatch.setattr(screen, "begin", lambda: None)
        screen.view = None
        screen.fill()
        assert "The team is being read." in "\n".join(
            "".join(part for part, _ in line) for line in screen.blank_words()
        )
        monkeypatch.undo()
        monkeypatch.setattr(desk_of_team, "LARGE", 0)
        screen.begin()
        job = screen.job
        await tap(pilot, "1")
        assert job.is_over, "leaving cancels"
        await tap(pilot, "8")
        await still(app, pilot)
        assert screen.is_read
        await step(app, pilot, "enter", "w")
        assert isinstance(top(app), WhyDialog)
        await step(app, pilot, "escape", "enter")
        assert "THESE COUNT" in text(app)

    play(scene, small_team(tmp_path / "book.db"))


def test_the_pane_speaks_of_the_rep_and_reads_on_where_the_cursor_rests(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "SEVEN ACTIVITIES  …" in text(app)
        top(app)._read_ahead()
        await still(app, pilot)
        assert "TOUCHES, 13 WEEKS" in text(app)
        assert "PLAN" in text(app)
        await tap(pilot, "j")
        assert "Never synced" in text(app)
        assert "TALK ABOUT" in text(app)

    play(scene, small_team(tmp_path / "book.db"), (140, 40))


def test_role_loyalty_is_not_shown_the_plan(tmp_path: Path) -> None:
    book = small_team(tmp_path / "book.db")
    with book.write("role") as unit:
        unit.update("rep", book.author_id or b"", {"role": "loyalty"})

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "plan  │" not in text(app)
        assert "PLAN" not in text(app)
        await tap(pilot, "enter")
        assert "plan by now" not in text(app)
        assert "touches" in text(app)

    play(scene, book.refreshed(), (140, 40))


def test_the_days_on_the_screen_go_into_a_file(tmp_path: Path) -> None:
    target = tmp_path / "team.csv"

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "x")
        assert isinstance(top(app), ReportDialog)
        assert "team-2026-11-23-2026-11-29.xlsx" in text(app)
        await tap(pilot, "tab")
        assert ".html" in text(app)
        await tap(pilot, "ctrl+u")
        top(app).take_paste(str(target))
        await tap(pilot, "enter")
        await still(app, pilot)
        assert "written to" in text(app)

    play(scene, small_team(tmp_path / "book.db"))
    with target.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [(row["rep"], row["week"], row["touches"]) for row in rows] == [("Ana Ruiz", "2026-W48", "1")]


def test_a_book_without_a_rep_says_what_belongs_here(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "one row each" in text(app)
        assert "init --rep" in text(app)
        await tap(pilot, "enter", "w", "x", "p", "P", "left_square_bracket")
        assert isinstance(top(app), TeamScreen)

    play(scene, fresh_book(tmp_path / "none.db", rep=None))

    async def alone(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "Ana Ruiz" in text(app)
        assert "S syncs with the team" in text(app)

    play(alone, fresh_book(tmp_path / "one.db"))


def test_the_pack_for_a_talk_is_written_beside_the_screen(tmp_path: Path) -> None:
    target = tmp_path / "ana.md"

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "p")
        assert "Ana Ruiz, 28 Oct to 24 Nov" in text(app)
        assert "1-1-ana-ruiz-2026-11-24.html" in text(app)
        await tap(pilot, "ctrl+u")
        top(app).take_paste(str(target))
        await tap(pilot, "enter")
        await still(app, pilot)
        assert "1:1 pack of Ana Ruiz written" in text(app)
        await tap(pilot, "G", "p")
        assert "No rep is under the cursor" in text(app)

    play(scene, small_team(tmp_path / "book.db"))
    assert "Ana Ruiz" in target.read_text("utf-8")


def test_esc_stops_a_pack_and_nothing_is_written_meanwhile(tmp_path: Path) -> None:
    target, begun, go_on = tmp_path / "ana.md", Event(), Event()

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        team: Any = app.desk.team
        write = team.write_pack

        def slow(*given: Any) -> int:
            begun.set()
            go_on.wait(10)
            return int(write(*given))

        team.write_pack = slow
        await tap(pilot, "p", "ctrl+u")
        top(app).take_paste(str(target))
        await tap(pilot, "enter")
        begun.wait(10)
        for key in ("p", "x"):
            await tap(pilot, key)
            assert "still being written" in text(app)
            assert isinstance(top(app), TeamScreen)
        await tap(pilot, "escape")
        go_on.set()
        await still(app, pilot)
        assert "Stopped: nothing was written" in text(app)
        assert not app.busy

    play(scene, small_team(tmp_path / "book.db"))
    assert not target.exists()


def test_a_colleague_s_pack_is_refused_where_the_team_is_led(tmp_path: Path) -> None:
    book = small_team(tmp_path / "book.db")
    with book.write("lead") as unit:
        unit.insert("rep", {"name": "Petra Lang", "role": "manager"})
        unit.update("rep", book.author_id or b"", {"role": "rep"})

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "j", "p")
        assert "for the rep and for who leads" in text(app)

    play(scene, book.refreshed())


@pytest.mark.parametrize(
    ("size", "theme"), [((80, 24), "dark"), ((140, 40), "light")], ids=["80x24", "140x40"]
)
def test_the_picture(
    snap_compare: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, size: tuple[int, int], theme: str
) -> None:
    plain = Cockpit.export_screenshot
    monkeypatch.setattr(
        Cockpit,
        "export_screenshot",
        lambda self, **options: re.sub(r"terminal-\d+", "terminal", plain(self, **options)),
    )
    desk = BookDesk(small_team(tmp_path / "book.db"))

    async def to_the_team(pilot: Any) -> None:
        await tap(pilot, "8")
        await still(pilot.app, pilot)
        pilot.app.screen._read_ahead()
        await still(pilot.app, pilot)

    app = Cockpit(desk, Taste(theme, "unicode"))
    assert snap_compare(app, run_before=to_the_team, terminal_size=size)
    desk.close()
