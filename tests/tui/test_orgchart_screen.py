import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

from repcockpit.services.book import Book
from repcockpit.services.chart.chart import seat_of
from repcockpit.services.chart.leaving import leave
from repcockpit.services.records import view_of
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from repcockpit.tui.screens.detail import DetailScreen
from repcockpit.tui.screens.orgchart import OrgChartScreen
from repcockpit.tui.subject import Subject
from repcockpit.tui.taste import Taste
from repcockpit.tui.widgets.field import Field
from tests.services.chart.test_chart import Plant
from tests.services.seeding import Seed, fresh_book
from tests.tui import hostile
from tests.tui.stage import book_desk, seen, tap, text

Scene = Callable[[Cockpit, Pilot[Any]], Awaitable[None]]


def play(
    book: Book, about: Subject, scene: Scene, size: tuple[int, int] = (80, 24), glyphs: str = "unicode"
) -> None:
    async def scenario() -> None:
        app = Cockpit(BookDesk(book), Taste("dark", glyphs))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.open_place("orgchart", about)
            await pilot.pause()
            await scene(app, pilot)

    asyncio.run(scenario())


def top(app: Cockpit) -> OrgChartScreen:
    screen = app.screen
    assert isinstance(screen, OrgChartScreen)
    return screen


def about(plant: Plant, contact: bytes | None = None) -> Subject:
    kind = "contact" if contact else "account"
    return Subject(kind, contact or plant.id, contact, plant.id, "Northglass")


def keys_of(line: str) -> list[str]:
    return ["space" if char == " " else char for char in line]


def confirmed(plant: Plant) -> None:
    with plant.book.write("confirm") as unit:
        unit.update("contact", plant.maria, {"role_confirmed_on": "2026-11-01"})


def test_the_chart_as_in_the_pictures(database: Path) -> None:
    plant = Plant(database)
    for day in ("2026-10-13", "2026-09-02"):
        plant.seed.met(day, plant.id, plant.maria)
    plant.add("?, quality, influencer", plant.maria)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        lines = seen(app)
        assert lines[0].startswith(" Northglass  org chart")
        assert lines[0].rstrip().endswith("◊ not mapped   · 1 thread")
        assert lines[2].startswith(" ◊ not mapped        no role is confirmed yet")
        assert lines[3].startswith(" PEOPLE  6 of 7 seats known  ──")
        assert lines[4] == "▌Elena Sanz            managing director  exec sponsor   ○ no contact     never "
        assert lines[5] == " ├ Maria López         plant director     decision maker √ multiple      13 Oct "
        assert " │ ├ Iker Otxoa " in lines[6]
        assert lines[8].startswith(" │ └ (unknown)         quality            influencer     ◊ unknown")
        assert lines[9].startswith(" └ Pablo Gil ")
        assert "   └ Sara Vela " in lines[10]
        assert lines[11].startswith(" SEATS  23.2 of 100  ──")
        assert "decision maker √ multiple   18.8 of 25  budget holder  ◊ unknown     0.0 of 15" in lines[12]
        assert all(cell_len(line) == 80 for line in lines)
        await tap(pilot, "slash", *"quality", "enter")
        assert "PEOPLE  1 of 7" in text(app)
        await tap(pilot, "x")
        target = database.parent / "chart.csv"
        app.screen.field = Field(str(target), 0)  # type: ignore[attr-defined]
        app.screen.type(app.screen.field)  # type: ignore[attr-defined]
        await tap(pilot, "enter")
        assert "1 row written" in seen(app)[-1]
        assert "seat,,quality,quality,influencer,2," in target.read_text("utf-8")
        await tap(pilot, "escape", "slash", *keys_of("no contact"), "enter")
        assert "Maria" not in text(app)
        await tap(pilot, "escape", "escape")
        assert not isinstance(app.screen, OrgChartScreen)

    play(plant.book, about(plant), scene)


def test_new_person_and_seat_in_few_keys(database: Path) -> None:
    plant = Plant(database)
    written: list[str] = []

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        assert top(app).subject == Subject(
            "contact", plant.maria, plant.maria, plant.id, "Maria López", "Northglass", "", "plant director"
        )
        await tap(pilot, "n", *keys_of("Ana Gil, QA manager"))
        assert "+ Ana Gil, QA manager" in text(app)
        assert "under  Maria López" in text(app)
        await tap(pilot, "enter")
        assert "Ana Gil is in the chart under Maria López" in seen(app)[-1]
        assert top(app).subject.name == "Ana Gil"  # type: ignore[union-attr]
        await tap(pilot, "n", *keys_of("?, finance, budget holder <elena"), "enter")
        assert top(app).subject.kind == "seat"  # type: ignore[union-attr]
        assert plant.row("finance").roles == ("budget_holder",)
        await tap(pilot, "n", *keys_of("Nuria Blanco, CFO"))
        assert "takes  finance" in text(app)
        await tap(pilot, "enter")
        assert plant.row("Nuria Blanco").roles == ("budget_holder",)
        await tap(pilot, "n", *keys_of("Tom <zzz"))
        assert "nobody in this chart is called 'zzz'" in text(app)
        await tap(pilot, "escape")
        for _ in range(3):
            await tap(pilot, "u")
        written.extend(plant.drawn)

    play(plant.book, about(plant, plant.maria), scene)
    assert written[1:4] == ["  Maria López", "    Iker Otxoa", "    Jon Etxea"]


def test_left_in_two_keys_and_all_of_it_back_in_one(database: Path) -> None:
    plant = Plant(database)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "X")
        assert "Who follows Jon Etxea as champion?" in text(app)
        await tap(pilot, "enter")
        assert "Jon Etxea left, champion is open, 3 tasks" in seen(app)[-1]
        assert top(app).subject.id == seat_of(plant.jon)  # type: ignore[union-attr]
        assert view_of(plant.book, "contact", plant.jon).status == "left"
        await tap(pilot, "u")
        assert view_of(plant.book, "contact", plant.jon).status == "active"
        top(app).put_cursor(plant.jon)
        await tap(pilot, "X", *keys_of("Otherglass"), "enter")
        assert view_of(plant.book, "contact", plant.jon).new_employer == "Otherglass"
        assert "24 Nov  Jon Etxea" in text(app).replace("    ", " ").replace(
            "  24", " 24"
        ) or "Jon Etxea" in text(app)
        await tap(pilot, "enter", *"sara", "enter")
        assert plant.row("Sara Vela").roles == ("champion",)
        assert plant.row("Sara Vela").parent_id == plant.maria

    play(plant.book, about(plant, plant.jon), scene)


def test_moving_by_name_and_by_hand(database: Path) -> None:
    plant = Plant(database)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "m", *"pablo", "enter")
        assert plant.row("Jon Etxea").parent_id == plant.pablo
        await tap(pilot, "m", "enter")
        assert "Jon Etxea in hand" in seen(app)[-1]
        top(app).put_cursor(plant.iker)
        await tap(pilot, "enter")
        assert plant.row("Jon Etxea").parent_id == plant.iker
        await tap(pilot, "m", "enter", "escape")
        assert top(app).held is None
        top(app).put_cursor(plant.iker)
        await tap(pilot, "m", *"jon", "enter")
        assert "is below Iker Otxoa" in text(app)
        await tap(pilot, "escape", "m", *"top", "enter")
        assert plant.row("Iker Otxoa").parent_id is None

    play(plant.book, about(plant, plant.jon), scene)


def test_role_support_and_what_keys_do_to_the_person(database: Path) -> None:
    plant = Plant(database)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        await tap(pilot, "R", "enter")
        assert "Maria López: decision maker, confirmed today" in seen(app)[-1]
        assert "not mapped" not in seen(app)[0]
        await tap(pilot, "R", "c", "space", "enter")
        assert plant.row("Maria López").roles == ("decision_maker", "champion")
        await tap(pilot, "V", *keys_of("s said so"), "enter")
        assert "Maria López is a supporter" in seen(app)[-1]
        await pilot.pause()
        assert "HOW WELL WE KNOW THEM" in text(app)
        assert "support    supporter, today" in text(app)
        await tap(pilot, "w")
        assert type(app.screen).__name__ == "WhyDialog"
        await tap(pilot, "escape", "o")
        assert "This is the org chart" in seen(app)[-1]
        await tap(pilot, "enter")
        assert isinstance(app.screen, DetailScreen)
        await tap(pilot, "o")
        assert top(app).subject is not None
        await tap(pilot, "escape")
        await tap(pilot, "escape")
        await tap(pilot, "shift+tab", "w")
        assert type(app.screen).__name__ == "WhyDialog"

    play(plant.book, about(plant, plant.maria), scene, (140, 40))


def deep_book(path: Path) -> tuple[Book, bytes]:
    """A line of thirty people with hostile names, a self-report, a ring, two roots."""
    book = fresh_book(path)
    seed = Seed(book)
    account = seed.account(hostile.BAD[0])
    before = None
    for number in range(30):
        bad = hostile.BAD[number % len(hostile.BAD)]
        before = seed.contact(f"{number}{bad}", account, bad, title=bad, department=bad, reports_to_id=before)
    for key, boss in ((b"s", b"s"), (b"a", b"b"), (b"b", b"a")):
        seed.contact(hostile.BAD[1], account, None, id=key * 16, reports_to_id=boss * 16)
    seed.row(
        "seat",
        {"account_id": account, "title": hostile.BAD[2], "role": hostile.BAD[0], "reports_to_id": before},
    )
    leave(book, before or b"")
    return book, account


@pytest.mark.slow
def test_deep_and_hostile_at_every_size(database: Path) -> None:
    book, account = deep_book(database)

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        sizes = ((80, 24), (60, 20), (100, 30), (140, 40), (40, 12))
        for size in sizes:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            ledger = top(app).ledger
            for number in range(0, ledger.sheet.row_count, 3):
                ledger.go_to(number)
                await pilot.pause()
                lines = hostile.check(app, size, f"{size} row {number}")
            ledger.go_to(22)
            await pilot.pause()
            lines = seen(app)
            assert any("21… " in line or "22… " in line for line in lines), lines
        for keys in (("X",), ("R",), ("V",), ("n", "x"), ("m",), ("w",), ("slash", "b")):
            await tap(pilot, *keys)
            hostile.check(app, sizes[-1], str(keys))
            await tap(pilot, "escape")

    play(book, Subject("account", account, None, account, "x"), scene)


@pytest.mark.slow
def test_five_thousand_people_open_and_walk_in_ascii(database: Path) -> None:
    book = fresh_book(database)
    account = Seed(book).account("Big")
    ids = [number.to_bytes(16, "big") for number in range(1, 5001)]
    with book.write("many") as unit:
        unit.insert_many(
            "contact",
            [
                {"id": one, "name": f"P{at:04}", "primary_account_id": account, "status": "active",
                 "reports_to_id": ids[(at - 1) // 4] if at else None}
                for at, one in enumerate(ids)
            ],
        )  # fmt: skip

    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        people = [row for row in top(app).ledger.sheet.groups if row.heading.title == "PEOPLE"]
        assert len(people[0].rows) == 5000
        lines = seen(app)
        assert lines[4].startswith(">P0000 ")
        assert lines[5].startswith(" | P0001 ")
        await tap(pilot, "G")
        await tap(pilot, "g", "ctrl+d", "ctrl+d")
        top(app).put_cursor(ids[4999])
        await pilot.pause()
        assert "P4999" in text(app)
        await tap(pilot, "slash", *"p4998")
        assert "PEOPLE  1 of 5,000" in text(app)
        assert text(app).isascii()

    play(book, Subject("account", account, None, account, "Big"), scene, glyphs="ascii")


def on_the_sample(tmp_path: Path, scene: Scene) -> None:
    async def scenario() -> None:
        with book_desk(tmp_path) as desk:
            app = Cockpit(desk, Taste("dark", "unicode"))
            async with app.run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                await scene(app, pilot)

    asyncio.run(scenario())


def test_o_opens_it_from_every_list_on_the_person(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        for place in ("today", "contacts", "accounts", "coverage"):
            app.go(place)
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            before = app.screen.subject  # type: ignore[attr-defined]
            await tap(pilot, "o")
            here = top(app).subject
            assert here is not None
            assert here.account_id == (before.account_id or here.account_id)
            if place == "contacts" and here.kind == "contact":
                assert here.contact_id == before.contact_id
            hostile.check(app, (80, 24), place)
            await tap(pilot, "escape")

    on_the_sample(tmp_path, scene)


def test_people_leave_from_the_list_and_the_network_leads_to_the_chart(tmp_path: Path) -> None:
    async def scene(app: Cockpit, pilot: Pilot[Any]) -> None:
        app.go("contacts")
        await pilot.pause()
        for key in ("X", "escape", "R", "escape", "V", "escape", "enter", "o", "escape", "X", "enter"):
            await tap(pilot, key)
        assert " left, " in seen(app)[-1]
        await tap(pilot, "u")
        app.go("accounts")
        await pilot.pause()
        app.open_detail(app.screen.subject)  # type: ignore[attr-defined]
        await pilot.pause()
        app.screen.ledger.go_to(6)  # type: ignore[attr-defined]
        await tap(pilot, "enter")
        assert top(app).subject is not None

    on_the_sample(tmp_path, scene)
