"""After any writes a list brought up to date is the list read anew."""

import random
from pathlib import Path

import pytest

from repcockpit.domain.views.lists import KINDS, SORTS
from repcockpit.services.catalog.shelf import Shelf
from repcockpit.services.history import undo
from tests.services.seeding import Seed, fresh_book

FILTERS = (
    "",
    "a",
    "ar 1",
    "tier:a",
    "is:overdue",
    "is:never",
    "is:unplanned",
    "silent<30",
    "tag:x",
    "is:key",
)
NAMES = ("Arenas", "Zürich", "a b", "Ärmel", "", "ÿ", "Brand 1", "brand 1")


def shown(shelf: Shelf) -> list[list[object]]:
    lists: list[list[object]] = []
    for sort in SORTS:
        for text in FILTERS:
            view = shelf.view(text, sort)
            lists.append([(group.name, list(group.rows), group.whole) for group in view.groups])
    return lists


@pytest.mark.parametrize("number", range(3))
def test_random_writes(tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    with fresh_book(tmp_path / "dice.db") as book:
        seed = Seed(book)
        jon = seed.row("rep", {"name": "Jon"})
        tag = seed.row("tag", {"name": "x"})
        houses = [seed.account(chance.choice(NAMES), chance.choice("ABC")) for _ in range(12)]
        people = [seed.contact(chance.choice(NAMES), chance.choice(houses)) for _ in range(20)]
        shelves = {kind: Shelf(book, kind) for kind in KINDS}
        for shelf in shelves.values():
            shelf.load()
            shelf.refresh()
        for _ in range(12):
            write(seed, chance, houses, people, (jon, tag))
            for kind, shelf in shelves.items():
                shelf.view("", chance.choice(SORTS))
                shelf.refresh()
                assert not shelf.wants_loading
                anew = Shelf(book, kind)
                anew.load()
                anew.refresh()
                assert shown(shelf) == shown(anew)


def write(
    seed: Seed, chance: random.Random, houses: list[bytes], people: list[bytes], others: tuple[bytes, bytes]
) -> None:
    house, person = chance.choice(houses), chance.choice(people)
    jon, tag = others
    match chance.randrange(10):
        case 0:
            seed.met(f"2026-11-{chance.randrange(1, 24):02}", house, person)
        case 1:
            seed.met("2026-11-28", house, person, status="planned", outcome=None)
        case 2:
            houses.append(seed.account(chance.choice(NAMES), chance.choice("ABCD"), owner_id=jon))
        case 3:
            people.append(seed.contact(chance.choice(NAMES), house, role=chance.choice((None, "champion"))))
        case 4:
            seed.row("tagging", {"tag_id": tag, "target_id": chance.choice((house, person))})
        case 5:
            seed.row("contact_role", {"contact_id": person, "role": "economic_buyer"})
        case 6:
            until = {"until": "2026-12-24", "set_on": "2026-11-24", "reason": "away"}
            seed.row("snooze", {"target_id": chance.choice((house, person)), **until})
        case 7:
            table, rows, row = chance.choice((("account", houses, house), ("contact", people, person)))
            with seed.book.write("hide") as unit:
                unit.hide(table, row)
            rows.remove(row)
        case 8:
            undo(seed.book, None)
        case _:
            with seed.book.write("change") as unit:
                table, row = chance.choice((("account", house), ("contact", person)))
                unit.update(
                    table, row, {"name": chance.choice(NAMES), "owner_id": chance.choice((jon, None))}
                )
                unit.update("contact", person, {"primary_account_id": chance.choice(houses)})
