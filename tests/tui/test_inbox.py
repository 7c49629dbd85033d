"""The inbox key by key: read, answered with a note, taken back; a task handed to a colleague; accounts given."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from textual.pilot import Pilot

from repcockpit.services.book import Book
from repcockpit.services.device import init_device
from repcockpit.services.records import Listing, list_records, view_of
from repcockpit.services.today.day import today_view
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from tests.services.approvals.asked import ask
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import cockpit, seen, tap, text, until

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


class Stage(NamedTuple):
    """Petra's device: Ana asked for two tiers."""

    book: Book
    accounts: list[bytes]

    def play(self, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
        async def scenario() -> None:
            app = cockpit(BookDesk(self.book))
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await scene(app, pilot)

        asyncio.run(scenario())

    def tiers(self) -> list[str | None]:
        return [view_of(self.book, "account", one).segment for one in self.accounts]


@pytest.fixture
def stage(database: Path) -> Stage:
    book = fresh_book(database)
    seed = Seed(book)
    seed.row("rep", {"name": "Petra Lang", "role": "manager"})
    accounts = [seed.account(name, "B") for name in ("Northglass", "Kan-code")]
    for account in accounts:
        ask(book, kind="tier_change", subject_id=account, account_id=account, asked="A", reason="won deals")
    init_device(book, "Petra Lang")
    return Stage(book.refreshed(), accounts)


def test_today_leads_to_the_inbox_and_an_answer_is_taken_back(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert "2 to answer: Ana Ruiz asks" in text(app)
        await tap(pilot, "G", "enter")
        await until(pilot, "TO ANSWER")
        await tap(pilot, "plus")
        await until(pilot, "Ana Ruiz asks: tier A for Kan-code (won deals)")
        await tap(pilot, *"agreed", "enter")
        assert "Approved: tier A for Kan-code" in seen(app)[-1]
        assert "1 to answer" in seen(app)[0]
        assert stage.tiers() == ["B", "A"]
        await tap(pilot, "u")
        assert stage.tiers() == ["B", "B"]
        assert "2 to answer" in seen(app)[0]

    stage.play(scene)


def test_several_are_refused_at_once_and_stand_below(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "W")
        await tap(pilot, "asterisk", "minus")
        await tap(pilot, "enter")
        assert "Refused: 2 of what was asked" in seen(app)[-1]
        assert any(line.startswith(" ANSWERED  2") for line in seen(app))
        await tap(pilot, "minus")
        assert "That is refused already by Petra Lang" in text(app)

    stage.play(scene)
    assert stage.tiers() == ["B", "B"]
    assert list_records(stage.book, "task", Listing("refused")).total == 2


def test_all_that_is_needed_stands_beside_the_list(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "W")
        await until(pilot, "asked by")
        for said in ("asked by   Ana Ruiz", "tier now   B", "waits for  Petra Lang", "won deals"):
            assert said in text(app)
        await tap(pilot, "slash", *"kan-code", "enter")
        assert any("TO ANSWER  1 of 2" in line for line in seen(app))
        await tap(pilot, "escape", "enter")
        assert "Kan-code" in seen(app)[0]

    stage.play(scene, (140, 40))


def test_a_rep_reads_and_does_not_answer(stage: Stage) -> None:
    init_device(stage.book, "Ana Ruiz")

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "W")
        await tap(pilot, "plus")
        assert "A manager answers that" in text(app)

    stage._replace(book=stage.book.refreshed()).play(scene)


def test_a_task_is_handed_to_a_colleague_with_the_account(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "2")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await tap(pilot, "F")
        await tap(pilot, *"ana", "enter")
        await until(pilot, "New task")
        await tap(pilot, *"call them", "ctrl+s")

    stage.play(scene)
    (task,) = list_records(stage.book, "task", Listing("call them")).rows
    assert (task.owner.name, task.account.id in stage.accounts) == ("Ana Ruiz", True)
    init_device(stage.book, "Ana Ruiz")
    with stage.book.write("due") as unit:
        unit.update("task", task.id, {"due_on": "2026-11-24"})
    ana = stage.book.refreshed()
    titles = [item.title for item in today_view(ana).items if item.subject_id == task.id]
    assert titles == ["call them, from Petra Lang"]


def test_accounts_are_given_with_what_is_open_there(stage: Stage) -> None:
    book = stage.book
    ana = view_of(book, "account", stage.accounts[0]).owner.id
    task = Seed(book).row(
        "task", {"kind": "task", "title": "call", "account_id": stage.accounts[0], "owner_id": ana}
    )

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "2")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await tap(pilot, "asterisk", "O")
        await tap(pilot, *"petra", "enter")
        await until(pilot, "Petra Lang?")
        assert "2 rows to Petra Lang?" in text(app)
        assert "1 task" in text(app)
        await tap(pilot, "y")
        assert view_of(book, "task", task).owner.name == "Petra Lang"
        await tap(pilot, "u")

    stage.play(scene)
    assert view_of(book, "task", task).owner.name == "Ana Ruiz"
    assert {view_of(book, "account", one).owner.name for one in stage.accounts} == {"Ana Ruiz"}


def test_without_a_pane_the_row_is_told_below_the_list(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "W")
        await until(pilot, "Tier A for Kan-code")
        assert "+ approve: the account gets the tier" in text(app)
        assert "asked by" not in text(app)
        await tap(pilot, "j")
        await until(pilot, "Tier A for Northglass")

    stage.play(scene)


def test_days_away_with_a_cover_are_given_from_a_row_of_the_team(stage: Stage) -> None:
    Seed(stage.book).row("rep", {"name": "Jon Etxea"})

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "8")
        await app.workers.wait_for_complete()
        await until(pilot, "Ana Ruiz")
        await tap(pilot, "n")
        await until(pilot, "for Ana Ruiz")
        await tap(pilot, "v")
        await until(pilot, "New leave")
        await tap(pilot, "tab", *"2026-12-01", "tab", *"2026-12-11", "tab", *"Jon", "tab", "ctrl+s")

    stage.play(scene)
    (leave,) = list_records(stage.book, "leave", Listing()).rows
    assert (leave.rep.name, str(leave.since), str(leave.until), leave.cover.name) == (
        "Ana Ruiz", "2026-12-01", "2026-12-11", "Jon Etxea",
    )  # fmt: skip


def test_targets_and_rates_stand_in_the_settings(stage: Stage) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "comma")
        await tap(pilot, "slash", *"rate to add", "enter", "enter")
        await until(pilot, "New rate")
        await tap(pilot, *"usd", "tab", *"1.08", "ctrl+s")
        await tap(pilot, "escape")
        await tap(pilot, "slash", *"rate usd", "enter")
        assert "1.08 from 2026-11-24" in text(app)
        await tap(pilot, "d")
        assert "The rate is in the bin" in text(app)

    stage.play(scene)
    assert list_records(stage.book, "rate", Listing()).total == 0
