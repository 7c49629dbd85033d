"""Decisions on rows, key by key, on a real file."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from repcockpit.services.book import Book
from repcockpit.services.records import view_of
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.subject import Subject
from tests.services.seeding import Seed, fresh_book
from tests.tui.stage import cockpit, seen, tap, text, today

Scene = Callable[[Cockpit, Pilot[Any], Book], Awaitable[None]]
AT_1530 = 1795530600000  # Tuesday 24 November 2026, 15:30 in Madrid
HOSTILE = "[red]\x1b[2J\u202e Ltd. [/]"


def play(book: Book, scene: Scene, size: tuple[int, int] = (80, 24)) -> None:
    async def scenario() -> None:
        app = cockpit(BookDesk(book))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await scene(app, pilot, book)

    asyncio.run(scenario())


@pytest.fixture
def book(database: Path) -> Book:
    """A visit at 15:30, a promise due today, two silent people of C accounts with a phone, one hostile."""
    book = fresh_book(database, now="2026-11-24T10:00")
    seed = Seed(book)
    house = seed.account("Northglass", "C", interval_days=300)
    maria = seed.contact("Maria López", house, None, phone="+34 942 555 018")
    seed.met("2026-11-20", house, maria)
    planned: dict[str, object] = {"status": "planned", "outcome": None, "type": "visit", "subject": "review"}
    seed.met("2026-11-24", house, maria, occurred_at=AT_1530, **planned)
    promise = {"kind": "promise", "title": "certificate", "due_on": "2026-11-24", "owner_id": book.author_id}
    seed.row("task", promise | {"account_id": house, "contact_id": maria})
    for name, last in (("Jon Park", "2026-09-10"), (HOSTILE, "2026-09-20")):
        account = seed.account(f"{name} SA", "C", interval_days=300)
        person = seed.contact(name, account, phone="+1 555 010")
        seed.met(last, account, person)
    seed.row("rep", {"name": "Eva Roth"})
    return book.refreshed()


def go_to(app: Cockpit, kind: str, name: str = "") -> Subject:
    """Put the cursor on a row of Today."""
    screen = today(app)
    for at in range(screen.ledger.sheet.row_count):
        found = screen.subject_of(screen.ledger.sheet.row(at))
        if found is not None and found.kind == kind and name in found.name:
            screen.ledger.go_to(at)
            return found
    raise AssertionError(f"no {kind} {name} on Today")


def foot(app: Cockpit) -> str:
    return seen(app)[-1]


def test_tier_snooze_owner_and_bin_from_the_row_each_taken_back_by_u(book: Book) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        row = go_to(app, "contact", "Jon Park")
        assert row.account_id is not None
        await tap(pilot, "t", "a")
        assert "Jon Park SA is A now" in foot(app)
        assert view_of(book, "account", row.account_id).segment == "A"
        await tap(pilot, "u")
        assert view_of(book, "account", row.account_id).segment == "C"
        go_to(app, "contact", "Jon Park")
        await tap(pilot, "plus")
        assert view_of(book, "account", row.account_id).segment == "B"

        go_to(app, "contact", "Jon Park")
        await tap(pilot, "z")
        assert "Snooze Jon Park" in text(app)
        await tap(pilot, *"2w")
        assert "a snooze needs a reason" in text(app)
        await tap(pilot, "enter", "space", *"leave")
        assert "Tue 8 Dec   2026-12-08   in 14 days" in text(app)
        assert "because  leave" in text(app)
        await tap(pilot, "enter")
        assert "Snoozed Jon Park until Tue 8 Dec" in foot(app)
        await tap(pilot, "u")

        go_to(app, "contact", "Jon Park")
        await tap(pilot, "O")
        await tap(pilot, *"eva", "enter")
        assert "Jon Park is Eva Roth's now" in foot(app)
        await tap(pilot, "u")
        go_to(app, "contact", "Jon Park")
        await tap(pilot, "d")
        assert "To the bin: Jon Park" in foot(app)

    play(book, scene)


def test_chosen_rows_are_decided_together(book: Book) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        go_to(app, "contact", "Jon Park")
        await tap(pilot, "space", "space", "z")
        assert "Snooze 2 rows" in text(app)
        await tap(pilot, *"fri", "space", *"audit")
        assert "enter snooze 2 rows" in text(app)
        await tap(pilot, "enter")
        assert "Snoozed 2 people until Fri 27 Nov" in foot(app)
        await tap(pilot, "u")
        assert go_to(app, "contact", "Jon Park")

    play(book, scene)


def test_held_kept_and_moved(book: Book) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        visit = go_to(app, "interaction")
        await tap(pilot, "m")
        assert "Wed 25 Nov   2026-11-25   in 1 day" in text(app)
        await tap(pilot, *"yesterday")
        assert "is over already" in text(app)
        await tap(pilot, "ctrl+u", *"fri", "enter")
        assert "Visit with Maria López moved to Fri 27 Nov" in foot(app)
        await tap(pilot, "u")
        go_to(app, "interaction")
        await tap(pilot, "h")
        assert "Visit with Maria López held" in foot(app)
        assert view_of(book, "interaction", visit.id).is_touch
        go_to(app, "task")
        await tap(pilot, "h")
        assert "Promise kept: certificate" in foot(app)
        go_to(app, "contact", "Jon Park")
        await tap(pilot, "h")
        assert "nothing planned" in text(app)
        await tap(pilot, "escape", "m")
        assert "nothing on this row to move" in foot(app)
        assert len(app.screen_stack) == 1

    play(book, scene)


def test_fifteen_minutes_come_back_after_each_call(book: Book) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        await tap(pilot, "f")
        shown = text(app)
        assert "15 minutes: whom to call now" in shown
        assert "+34 942 555 018" in shown
        assert "promise: certificate" in shown
        assert "10:00 here" in shown
        await tap(pilot, "a")
        assert "n no answer" in text(app)
        await tap(pilot, "n")
        assert "whom to call now" in text(app)
        await tap(pilot, "l", *"ok", "enter")
        assert "whom to call now" in text(app)
        await tap(pilot, "escape")
        assert len(app.screen_stack) == 1

    play(book, scene)


@pytest.mark.parametrize("size", [(60, 20), (140, 40)])
def test_the_end_of_day_is_two_keys_a_row(book: Book, size: tuple[int, int]) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        visit = go_to(app, "interaction")
        await tap(pilot, "E")
        shown = text(app)
        assert "STILL OPEN  2" in shown
        assert "15:30" in shown
        assert "NEXT WORKING DAY" in shown
        await tap(pilot, "m")
        assert "Visit with Maria López moved to Wed 25 Nov" in text(app)
        assert "STILL OPEN  1" in text(app)
        await tap(pilot, "u")
        assert "Taken back" in text(app)
        await tap(pilot, "h", "enter")
        assert view_of(book, "interaction", visit.id).status == "completed"
        assert "Logged visit with Maria López" in text(app)
        await tap(pilot, "h")
        assert "Promise kept: certificate" in text(app)
        assert "Nothing of today is open." in text(app)
        await tap(pilot, "enter")
        assert len(app.screen_stack) == 1

    play(book, scene, size)


def test_a_question_is_answered_by_enter_and_one_key(database: Path) -> None:
    book = fresh_book(database)
    seed = Seed(book)
    for number in range(30):
        account = seed.account(f"Alba {number}", None, tracking="2026-11-24", source_created_on="2020-01-01")
        deal = {
            "name": "d",
            "stage": "won",
            "amount": 900 - number,
            "currency": "EUR",
            "closed_on": "2026-06-01",
        }
        seed.row("deal", deal | {"account_id": account})
    for day in ("2026-01-01", "2026-02-01"):
        old = {"kind": "task", "title": HOSTILE, "due_on": day, "tracking_started_on": "2026-11-24"}
        seed.row("task", old | {"owner_id": book.author_id})

    async def scene(app: Cockpit, pilot: Pilot[Any], book: Book) -> None:
        go_to(app, "setup")
        await tap(pilot, "enter")
        assert "Are these your A accounts?" in text(app)
        assert "mark 21 as A" in text(app)
        assert "t a marks one" in text(app)
        await tap(pilot, "y")
        assert "Marked 21 accounts as A" in foot(app)
        go_to(app, "old_tasks")
        assert "to answer  2 imported tasks are more than 90 days old" in text(app)
        await tap(pilot, "h")
        assert "2 tasks came in more than 90 days late" in text(app)
        await tap(pilot, "c")
        assert "Closed 2 old tasks" in foot(app)
        await tap(pilot, "u")
        go_to(app, "old_tasks")

    play(book, scene)
