"""The scorecard on the screen: an account, down to the rows, the rep, the team, and many customers beside the screen."""

import asyncio
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.domain.views.scores import Scorecard, ScorePart
from repcockpit.tui import glyphs
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.desks import scores as desk_scores
from repcockpit.tui.desks.scores import Scores, Sheets
from repcockpit.tui.dialogs.why import WhyDialog
from repcockpit.tui.score_rows import paint_score, part_row, score_rows
from repcockpit.tui.screens.scorecard import ScorecardScreen
from repcockpit.tui.text import line_cells
from tests.tui.stage import book_desk, cockpit, seen, tap, text, until


def top(app: Cockpit) -> ScorecardScreen:
    screen = app.screen
    assert isinstance(screen, ScorecardScreen)
    return screen


def card_of(screen: ScorecardScreen) -> Scorecard:
    assert screen.sheets is not None
    return screen.sheets.card


async def look(app: Cockpit, pilot: Pilot[Any]) -> None:
    await tap(pilot, "A")
    screen = top(app)
    card = card_of(screen)
    assert card.kind == "account"
    shown = text(app)
    for word in (
        "SEVEN ACTIVITIES",
        "RETENTION AND LOYALTY",
        "SAND TEST",
        "captive",
        "well-wisher",
        "promises",
    ):
        assert word in shown, word
    assert f"index {card.value:.0f}" in shown
    await tap(pilot, "w")
    assert isinstance(app.screen, WhyDialog)
    assert "points" in text(app)
    await tap(pilot, "escape")
    for _ in range(screen.sheet("", is_airy=False).row_count - 1):
        await tap(pilot, "j")
        assert screen.why_view() is not None
    await tap(pilot, "A")
    assert (card_of(screen).kind, card_of(screen).name) == ("rep", "Ana Ruiz")
    assert "CUSTOMERS" in text(app)
    await tap(pilot, "G", "enter")
    inner = top(app)
    assert inner is not screen
    assert card_of(inner).kind == "account"
    await tap(pilot, "escape", "A")
    assert card_of(screen).kind == "team"
    await tap(pilot, "slash", *"qbr", "enter")
    assert seen(app)


def test_from_an_account_to_the_rows_to_the_rep_and_the_team(tmp_path: Path) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(140, 40)) as pilot:
                await pilot.pause()
                await look(app, pilot)

    asyncio.run(scenario())


def test_every_row_fills_its_width(tmp_path: Path) -> None:
    with book_desk(tmp_path) as desk:
        sheets = desk.scores.of_rep(desk.scores.rep_id)
        one = desk.scores.of_account(sheets.customers[0].id)
        assert not desk.scores.is_large(None)
        for found in (sheets, one):
            for _, _, rows in score_rows(found):
                for row in rows:
                    for width in (60, 80, 84, 100):
                        for signs in (glyphs.UNICODE, glyphs.ASCII):
                            line = paint_score(row, width, signs, is_here=True)
                            assert line_cells(line) == width, (row, width)


def test_many_customers_are_scored_beside_the_screen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_scores, "LARGE", 3)
    go_on = Event()
    whole = Scores.of_rep_apart

    def slow(self: Scores, rep_id: bytes | None, progress: Any, stopped: Any) -> Sheets:
        progress(2, 40)
        go_on.wait(10)
        return whole(self, rep_id, progress, stopped)

    monkeypatch.setattr(Scores, "of_rep_apart", slow)

    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = cockpit(desk)
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                app.open_place("scorecard")
                await until(pilot, "Scoring 1 of 20 customers")
                screen = top(app)
                assert screen.sheets is None
                go_on.set()
                await until(pilot, "CUSTOMERS")
                assert screen.sheets is not None
                assert card_of(screen).kind == "rep"
                go_on.clear()
                await tap(pilot, "A")
                assert screen.sheets is None
                await tap(pilot, "escape")
                assert screen.job is None
                go_on.set()

    asyncio.run(scenario())


def test_the_known_parts_share_the_hundred_points() -> None:
    contact = ScorePart("cadence", 100.0, 20.0, 40.0, 1.0, (), "", None)
    unknown = ScorePart("ideas", None, 7.5, None, 0.0, (), "ask for an idea", None)
    assert part_row(contact, known=50.0, is_of_rep=False).middle == "40.0 of 40.0"
    assert part_row(unknown, known=50.0, is_of_rep=False).middle == "–"
