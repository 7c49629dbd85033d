"""Handovers key by key: begun, ticked, transferred, lent, called off; the pack; a rehearsal of who leaves."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.subject import Subject
from tests.services.handover.staged import Team, staged
from tests.tui.stage import cockpit, seen, tap, text, until

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


@pytest.fixture
def team(database: Path) -> Team:
    return staged(database)


def play(team: Team, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        app = cockpit(BookDesk(team.book))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(scenario())


async def at_account(app: Cockpit, pilot: Pilot[Any], team: Team) -> None:
    app.open_place("handover", Subject("account", team.account, None, team.account, "Northglass"))
    await pilot.pause()


async def begin(pilot: Pilot[Any]) -> None:
    """To Jon, for good."""
    await tap(pilot, "n", *"jon", "enter")
    await until(pilot, "hand over Northglass")
    await tap(pilot, "enter")


def row_of(app: Cockpit, words: str) -> str:
    return next(line for line in seen(app) if words in line)


async def go_to(app: Cockpit, pilot: Pilot[Any], words: str) -> None:
    """The cursor on the first row that says so."""
    screen: Any = app.screen
    for number in range(screen.ledger.sheet.row_count):
        line = screen.paint(screen.ledger.sheet.row(number), 80, is_here=False)
        if words in "".join(part for part, _ in line):
            screen.ledger.go_to(number)
            await pilot.pause()
            return
    raise AssertionError(f"no {words!r} in\n{text(app)}")


def test_from_the_account_it_is_begun_and_undone(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "2", "K")
        assert "IF ANA RUIZ LEFT  1 account, 1 person known to nobody else, 3 open" in text(app)
        assert "1 alone  Northglass" in row_of(app, "Northglass A")
        await begin(pilot)
        assert "Handover of Northglass to Jon Etxea begun" in seen(app)[-1]
        assert "→ Jon Etxea" in row_of(app, "to do")
        assert "×   25 open  Introduced together    0 of 2" in text(app)
        await tap(pilot, "u")
        assert "IF ANA RUIZ LEFT" in text(app)

    play(team, scene)


def test_items_are_ticked_by_space(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await begin(pilot)
        await go_to(app, pilot, "Open work accepted")
        await tap(pilot, "space")
        assert "+20  Open work accepted" in row_of(app, "Open work accepted")
        await tap(pilot, "space")
        assert "20 open" in row_of(app, "Open work accepted")
        await go_to(app, pilot, "Customer told")
        await tap(pilot, "space", *"Petra Vogt", "enter")
        assert "by Petra Vogt" in row_of(app, "Customer told")
        await go_to(app, pilot, "30-day check")
        await tap(pilot, "enter")
        assert "30-day check with Northglass booked" in seen(app)[-1]
        await tap(pilot, "g")
        await go_to(app, pilot, "Introduced together")
        await tap(pilot, "space")
        assert "comes from the record: meet each key contact together" in text(app)

    play(team, scene)


def test_below_80_who_is_led_asks_why_and_asks_a_manager(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await begin(pilot)
        await tap(pilot, "O")
        assert "A manager is asked: why now?" in text(app)
        await tap(pilot, *"she leaves", "enter")
        assert "asked for Northglass" in text(app)
        assert "○     asked  Northglass A" in text(app)

    play(team, scene)
    assert team.owner("account", team.account) == team.ana


def test_who_leads_transfers_it(team: Team) -> None:
    team.as_rep(team.petra)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await begin(pilot)
        await tap(pilot, "O", *"she leaves", "enter")
        assert "Northglass is Jon Etxea's now" in text(app)

    play(team, scene)
    assert team.owner("account", team.account) == team.jon


def test_a_colleague_covers_until_a_day(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await tap(pilot, "n", *"jon", "enter")
        await until(pilot, "sudden leave")
        await tap(pilot, *"covers", "enter")
        await until(pilot, "Until which day?")
        await tap(pilot, *"15/12", "enter")
        assert "covered  Northglass A" in text(app)
        assert "until Tue 15 Dec" in text(app)
        await tap(pilot, "O")
        assert "d gives it back" in text(app)
        await tap(pilot, "escape", "d")
        assert "given back" in text(app)

    play(team, scene)
    assert team.owner("account", team.account) == team.ana


def test_rows_open_what_they_are_about(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await go_to(app, pilot, "María López")
        await tap(pilot, "enter")
        assert "María López" in seen(app)[0]
        await tap(pilot, "escape")
        await go_to(app, pilot, "audit report")
        await tap(pilot, "enter")
        assert "audit report" in text(app)
        await tap(pilot, "escape", "g", "enter")
        assert "audit report" not in text(app)

    play(team, scene)


def test_the_pack_is_written_where_asked(team: Team, tmp_path: Path) -> None:
    path = tmp_path / "hand.md"

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await tap(pilot, "p", "ctrl+u")
        app.screen.take_paste(str(path))  # type: ignore[attr-defined]
        await tap(pilot, "enter")
        await until(pilot, "Pack written to")

    play(team, scene)
    assert path.read_text().startswith("# Handover rehearsal: Northglass, If Ana Ruiz leaves")


def test_beside_the_list_stands_all_of_it(team: Team) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await begin(pilot)
        await until(pilot, "30 of 100, 80 is needed")
        assert "Only Ana Ruiz knows  1" in text(app)
        assert "promise: audit report, Fri" in text(app)
        await tap(pilot, "w")
        assert "Every thread there is Ana Ruiz's alone." in text(app)

    play(team, scene, (140, 40))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (140, 40)])
def test_no_line_is_wider_than_the_screen(team: Team, size: tuple[int, int]) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await at_account(app, pilot, team)
        await begin(pilot)
        assert all(len(line) <= size[0] for line in seen(app))
        assert "Northglass A" in text(app)

    play(team, scene, size)


def test_nothing_that_changes_hands_says_so(team: Team) -> None:
    team.as_rep(team.petra)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        app.open_place("handover")
        await pilot.pause()
        assert "No account changes hands." in text(app)
        await tap(pilot, "n")
        assert "no account is under the cursor" in text(app).lower()

    play(team, scene)


def test_of_many_accounts_what_would_be_lost_is_found_beside(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("repcockpit.tui.desks.handing.MANY", 0)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        app.open_place("handover")
        await until(pilot, "1 person known to nobody else")
        await begin(pilot)
        await until(pilot, "Handover of Northglass to Jon Etxea begun")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert "IF ANA RUIZ LEFT" not in text(app)

    play(team, scene)
