"""The reviews on screen: the list, its checklist, what enter offers, ticks, dates, the pack, what follows."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from repcockpit.domain.views.reviews import QbrRow
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.qbrs import QbrsScreen
from tests.tui.stage import book_desk, cockpit, resize, tap, text, today


@asynccontextmanager
async def _reviews(
    folder: Path, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[Any], QbrsScreen]]:
    with book_desk(folder) as desk:
        app = cockpit(desk)
        async with app.run_test(size=size) as pilot:
            await tap(pilot, "4")
            assert isinstance(app.screen, QbrsScreen)
            yield pilot, app.screen


async def _stand_on(pilot: Pilot[Any], screen: QbrsScreen, state: str) -> None:
    rows = [*screen.view.rows, *screen.view.held]
    row = next(one for one in rows if one.state == state)
    screen.ledger.go_to(screen.ledger.sheet.find(row.id, screen.key_of) or 0)
    await pilot.pause()


def _met(screen: QbrsScreen) -> set[str]:
    return {one.key for one in screen.points() if one.is_met}


def _row(screen: QbrsScreen) -> QbrRow:
    assert isinstance(screen.row, QbrRow)
    return screen.row


async def _to(pilot: Pilot[Any], screen: QbrsScreen, qbr_id: bytes) -> None:
    screen.ledger.go_to(screen.ledger.sheet.find(qbr_id, screen.key_of) or 0)
    await pilot.pause()


async def _type(pilot: Pilot[Any], words: str) -> None:
    await tap(pilot, *["space" if char == " " else char for char in words])


def test_the_list_and_the_checklist_of_a_row(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            app: Cockpit = screen.cockpit
            await _stand_on(pilot, screen, "at_risk")
            page = text(app)
            assert "▲ at risk" in page
            assert "tomorrow" in page
            assert "ready at 80" in page
            assert "must" in page
            assert "held at 59" in page
            assert f"{len(screen.view.rows)} in sight" in page
            assert [one.item for one in _row(screen).items] == [one.key for one in screen.points()]
            await tap(pilot, "tab")
            assert screen.is_inside
            at, row = screen.at, screen.row
            await tap(pilot, "j")
            assert (screen.at, screen.row) == (at + 1, row)
            await tap(pilot, "right")
            assert screen.at == at + 8
            await tap(pilot, "escape", "k")
            assert not screen.is_inside
            assert screen.row != row
            for size in ((60, 20), (100, 30), (140, 40), (80, 24)):
                await resize(pilot, *size)
                page = text(app)
                assert "×" in page
                assert "→" in page
                assert "must" in page

    asyncio.run(scenario())


def test_a_tick_is_one_key_and_undoes(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            await _stand_on(pilot, screen, "at_risk")
            names = [one.key for one in screen.points()]
            screen.go_to_point(names.index("logistics"), is_inside=True)
            was = "logistics" in _met(screen)
            await tap(pilot, "space")
            assert ("logistics" in _met(screen)) is not was
            assert screen.is_inside
            await tap(pilot, "u")
            assert ("logistics" in _met(screen)) is was
            screen.go_to_point(names.index("customer_accepted"), is_inside=True)
            before = _row(screen).readiness
            await tap(pilot, "space")
            assert "comes from the record" in text(screen.cockpit)
            assert _row(screen).readiness == before

    asyncio.run(scenario())


def test_enter_goes_from_item_to_item_until_it_is_ready(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            app: Cockpit = screen.cockpit
            await _stand_on(pilot, screen, "at_risk")
            assert _row(screen).readiness == 59
            await tap(pilot, "enter")
            assert "Who accepted?" in text(app)
            await tap(pilot, "enter")
            assert "customer_accepted" in _met(screen)
            await tap(pilot, "enter")
            assert "What troubles them" in text(app)
            await _type(pilot, "need: a forecast")
            assert "need, noted today" in text(app)
            await tap(pilot, "escape", "enter")
            await _type(pilot, "the kiln stands still")
            await tap(pilot, "enter")
            assert "challenges" in _met(screen)
            names = [one.key for one in screen.points()]
            screen.go_to_point(names.index("decisions"), is_inside=True)
            await tap(pilot, "enter")
            await _type(pilot, "Move the order")
            await tap(pilot, "enter")
            await _type(pilot, "Try Silica 40")
            await tap(pilot, "enter", "backspace", "enter", "enter")
            assert "decisions" in _met(screen)
            assert (_row(screen).readiness or 0) >= 80
            assert _row(screen).state == "ready"
            await tap(pilot, "w")
            assert "+12" in text(app)
            await tap(pilot, "escape")

    asyncio.run(scenario())


def test_the_pack_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            app: Cockpit = screen.cockpit
            app.keep_choice("pack_folder", str(tmp_path))
            await _stand_on(pilot, screen, "preparing")
            await tap(pilot, "p")
            assert "one HTML file" in text(app)
            await tap(pilot, "enter")
            found = list(tmp_path.glob("qbr-*.html"))
            assert len(found) == 1
            assert found[0].read_text("utf-8").startswith("<!doctype html>")
            assert {"requests_listed", "scorecard_built"} <= _met(screen)
            assert "Pack written to" in text(app)
            await tap(pilot, "p", "tab")
            assert "Markdown" in text(app)
            await tap(pilot, "enter")
            assert len(list(tmp_path.glob("qbr-*.md"))) == 1

    asyncio.run(scenario())


def test_a_date_is_agreed_and_moved_and_another_is_skipped(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            app: Cockpit = screen.cockpit
            await _stand_on(pilot, screen, "late")
            late = _row(screen).id
            await tap(pilot, "n", "enter")
            await _type(pilot, "2026-12-09 10:30")
            assert "Wed 9 Dec 2026, 10:30" in text(app)
            await tap(pilot, "enter")
            await _to(pilot, screen, late)
            assert _row(screen).scheduled_on is not None
            await tap(pilot, "m")
            await _type(pilot, "2026-12-10")
            await tap(pilot, "enter")
            await _to(pilot, screen, late)
            assert str(_row(screen).scheduled_on) == "2026-12-10"
            await _stand_on(pilot, screen, "ask_now")
            skipped = _row(screen).id
            await tap(pilot, "z")
            await _type(pilot, "merged")
            assert "who approved it?" in text(app)
            await _type(pilot, " by Carla")
            await tap(pilot, "enter")
            assert skipped not in {one.id for one in screen.view.rows}

    asyncio.run(scenario())


def test_after_the_meeting_actions_and_minutes(tmp_path: Path) -> None:
    async def scenario() -> None:
        async with _reviews(tmp_path) as (pilot, screen):
            app: Cockpit = screen.cockpit
            await _stand_on(pilot, screen, "at_risk")
            met = _row(screen).id
            await tap(pilot, "h")
            await tap(pilot, "enter")
            await _to(pilot, screen, met)
            assert _row(screen).state == "held"
            assert "the minutes are not sent" in text(app)
            await tap(pilot, "n")
            await _type(pilot, "send the sheet")
            assert "until when?" in text(app)
            await _type(pilot, " by fri")
            await tap(pilot, "enter")
            assert any("send the sheet" in one.words for one in screen.points())
            await tap(pilot, "tab", "g", "space")
            await _to(pilot, screen, met)
            assert _row(screen).state == "followed_up"

    asyncio.run(scenario())


def test_a_review_on_today_is_opened_moved_and_held(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                screen = today(app)
                reviews = [item for item in screen.day.items if item.kind == "qbr" and item.planned_on]
                qbr_id = reviews[0].subject_id
                screen.ledger.go_to(screen.ledger.sheet.find(("qbr", qbr_id), screen.key_of) or 0)
                await tap(pilot, "m")
                assert "It is on" in text(app)
                await tap(pilot, "escape", "h")
                assert "On which day was it held?" in text(app)
                await tap(pilot, "escape", "z")
                assert "Why, and who approved it?" in text(app)
                await tap(pilot, "escape", "enter")
                opened = app.screen
                assert isinstance(opened, QbrsScreen)
                await pilot.pause()
                assert _row(opened).id == qbr_id

    asyncio.run(scenario())
