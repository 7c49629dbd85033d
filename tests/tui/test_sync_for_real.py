"""Two devices, one file between them, and the cockpit of one: what the other wrote comes, is settled, and is taken back."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.record_edits import remove_record
from repcockpit.services.syncing import sync_now
from repcockpit.tui import syncer
from repcockpit.tui.book_desk import BookDesk
from repcockpit.tui.cockpit import Cockpit
from tests.tui.stage import cockpit, seen, tap, text, until

PHONES = ("+34 942 555 010", "+34 942 555 018", "+34 942 555 081")


def _device(path: Path, rep: str) -> Book:
    path.parent.mkdir()
    with open_book(path) as book:
        init_device(book, rep, team="Mills")
    return open_book(path, create=False)


def _write(book: Book, person: bytes, phone: str) -> None:
    with book.write("phone") as unit:
        unit.update("contact", person, {"phone": phone})


@pytest.fixture
def devices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Book, Book, bytes]:
    """Ana's and Tomás's, which changed one phone while apart; Tomás has synced since."""
    monkeypatch.setattr(syncer, "START_SECONDS", 60.0)
    share = tmp_path / "mills.rcsync"
    ana, tomas = _device(tmp_path / "a" / "book.db", "Ana"), _device(tmp_path / "b" / "book.db", "Tomás")
    with ana.write("people") as unit:
        house = unit.insert("account", {"name": "Northglass"})
        person = unit.insert(
            "contact", {"name": "Maria López", "phone": PHONES[0], "primary_account_id": house}
        )
    sync_now(ana, str(share))
    sync_now(tomas, str(share))
    _write(ana, person, PHONES[1])
    _write(tomas, person, PHONES[2])
    sync_now(tomas)
    return ana, tomas, person


def test_what_another_device_wrote_comes_and_is_settled(devices: tuple[Book, Book, bytes]) -> None:
    ana, tomas, person = devices

    async def scene(app: Cockpit, pilot: Pilot[int]) -> None:
        await tap(pilot, "ctrl+r")
        assert "↑ 1 unsynced" in seen(app)[0]
        await tap(pilot, "S")
        await until(pilot, "↑ 1 seen on the share at ")
        assert "1 to settle: C" in seen(app)[-1]
        assert "Tomás" in text(app)
        await tap(pilot, "C")
        await until(pilot, "Conflict 1 of 1  Maria López, Northglass")
        assert PHONES[1] in text(app)
        assert PHONES[2] in text(app)
        assert f"was  {PHONES[0]}" in text(app)
        await tap(pilot, "right", "ctrl+s")
        await until(pilot, "u undoes")
        assert _phone(ana, person) == PHONES[2]
        await tap(pilot, "u")
        await until(pilot, "≠ 1 to settle")
        await tap(pilot, "C", "e", *["backspace"] * 3, *"099", "enter")
        await until(pilot, "typed here")
        await tap(pilot, "ctrl+s")
        await until(pilot, "u undoes")
        await tap(pilot, "S")
        await until(pilot, "everything written here was seen there")

    async def scenario() -> None:
        desk = BookDesk(ana)
        app = cockpit(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await scene(app, pilot)
        sync_now(tomas)
        assert _phone(tomas, person) == _phone(ana, person) == "+34 942 555 099"
        desk.close()

    asyncio.run(scenario())


def _phone(book: Book, person: bytes) -> str:
    found = book.db.execute("select phone from contact where id = ?", (person,)).fetchone()
    return str(found[0])


def test_what_another_one_removed_comes_back_from_the_panel(devices: tuple[Book, Book, bytes]) -> None:
    ana, tomas, _ = devices
    with ana.write("much") as unit:
        (house,) = ana.db.execute("select id from account").fetchone()
        met = {"account_id": house, "type": "call", "status": "completed", "occurred_on": "2026-11-02"}
        unit.insert_many("interaction", [met] * 30)
    for book in (ana, tomas):
        sync_now(book)
    remove_record(tomas, "account", "Northglass")
    sync_now(tomas)

    async def scenario() -> None:
        desk = BookDesk(ana)
        app = cockpit(desk)
        async with app.run_test(size=(100, 24)) as pilot:
            await tap(pilot, "S")
            await until(pilot, "32 records removed: S")
            assert "Tomás removed Northglass with" in text(app), text(app)
            await tap(pilot, *"jjjjjj")
            for _ in range(8):
                if app.screen.row.kind == "removal":  # type: ignore[attr-defined]
                    break
                await tap(pilot, "k")
            await tap(pilot, "enter")
            await until(pilot, "Restored Northglass")
        shown = ana.db.execute("select count(*) from interaction where _hidden = 0").fetchone()
        assert shown == (30,)
        desk.close()

    asyncio.run(scenario())
