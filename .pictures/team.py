"""A small team for two of the pictures: three devices, one file between them, a clock that is set.

Ana's book is left as she finds it in the morning: two lines to settle, one colleague not heard of for weeks.
"""

# ruff: noqa: PLC0415 -- make.py puts the folder of this clone on the path first

import os
import random
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from repcockpit.services.book import Book

SHOWN_TARGET = "/mnt/sales/valley.rcsync"
"""The path that the panel's picture shows, in the place of a folder that is gone afterwards."""
MORNING = datetime(2026, 11, 24, 8, 12, tzinfo=UTC)


class Device(NamedTuple):
    """Whose book, on which machine."""

    rep: str
    name: str


ANA, JON, EVA = Device("Ana Ruiz", "laptop-ana"), Device("Jon Park", "laptop-jon"), Device("Eva Gil", "office-pc")  # fmt: skip
LENA = {
    "name": "Lena Brenner",
    "first_name": "Lena",
    "last_name": "Brenner",
    "title": "Managing director",
    "phone": "+49 561 5550101",
}


class Machine:
    """Stands in for the time, the chance and the name of a machine."""

    def __init__(self) -> None:
        self.at, self.name = MORNING, ""
        self.chance = random.Random(24)  # noqa: S311 -- the same pictures every time

    @contextmanager
    def used(self) -> Iterator[None]:
        """In the place of the real one while the pictures are made."""
        from repcockpit import clock
        from repcockpit.store import roster

        modules: Any = (clock, roster)
        held = clock.time, clock.os, roster.device_name
        modules[0].time = SimpleNamespace(time_ns=lambda: int(self.at.timestamp() * 1e9))
        modules[0].os = SimpleNamespace(urandom=self.chance.randbytes, environ=os.environ, path=os.path)
        modules[1].device_name = lambda: self.name
        try:
            yield
        finally:
            modules[0].time, modules[0].os, modules[1].device_name = held


def build_team(machine: Machine, folder: Path) -> Path:
    """The path of Ana's book, which shares a file in `folder` with two more."""

    def at(device: Device, *works: "Callable[[Book], object]", **ago: float) -> None:
        from repcockpit.services.book import open_book

        machine.at, machine.name = MORNING - timedelta(**ago), device.name
        for work in works:
            with closing(open_book(folder / f"{device.name}.db")) as book:
                work(book)

    def sync(book: "Book") -> None:
        from repcockpit.services.syncing import sync_now

        sync_now(book, str(folder / "valley.rcsync"))

    def shown(book: "Book") -> None:
        from repcockpit.store.database import immediate, set_meta

        with immediate(book.db):
            set_meta(book.db, "target", SHOWN_TARGET)

    at(ANA, _begin("Ana Ruiz"), _customer, sync, days=33)
    at(JON, _begin("Jon Park"), sync, days=30)
    at(EVA, _begin("Eva Gil"), sync, days=19, hours=3)
    at(ANA, sync, days=2)
    at(JON, sync, days=2)
    at(ANA, _of_lena(phone="+49 561 5550118", title="Managing partner"), hours=15, minutes=10)
    at(JON, _of_lena(phone="+49 561 5550181", title="Chief executive"), hours=13, minutes=32)
    at(JON, _of_lena(department="Management"), sync, hours=13, minutes=30)
    at(ANA, _of_lena(preferred_hours="8 to 10"), sync)
    at(ANA, shown)
    return folder / f"{ANA.name}.db"


def _begin(rep: str) -> "Callable[[Book], None]":
    def write(book: "Book") -> None:
        from repcockpit.services.device import init_device

        init_device(book, rep, team="Valley", timezone="Europe/Madrid")

    return write


def _customer(book: "Book") -> None:
    with book.write("a customer") as unit:
        house = unit.insert("account", {"name": "Brenner Guss", "segment": "A", "status": "customer"})
        unit.insert("contact", LENA | {"primary_account_id": house})


def _of_lena(**fields: str) -> "Callable[[Book], None]":
    def write(book: "Book") -> None:
        (lena,) = book.db.execute("select id from contact where name = ?", (LENA["name"],)).fetchone()
        with book.write("the card of Lena Brenner") as unit:
            unit.update("contact", lena, fields)

    return write
