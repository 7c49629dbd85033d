from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.views.lists import ListView
from repcockpit.services.book import Book
from repcockpit.services.catalog.shelf import FIRST, Shelf
from repcockpit.services.details.panes import pane_view
from repcockpit.services.history import undo
from tests.services.seeding import Seed, fresh_book


class Book3(Seed):
    """Four accounts of the rep, one shared, a prospect and a former one, with people."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.jon = self.row("rep", {"name": "Jon Etxea"})
        self.north = self.account("Northglass", city="Köln", sector="glass")
        self.kan = self.account("Kan-code", segment="B", city="Rotterdam")
        self.zot = self.account("Zotware", segment=None)
        self.arenas = self.account("Ärenas", segment="C", city="Murcia")
        self.shared = self.account("Brennan", segment="A", owner_id=self.jon)
        self.prospect = self.account("Quince", status="prospect", owner_id=self.jon)
        self.former = self.account("Oldies", status="former")
        self.maria = self.contact("María López", self.north, title="Plant director")
        self.buyer = self.contact("Bo Lind", self.north, role="procurement")
        self.gone = self.contact("Al Green", self.kan, role=None, status="left")
        self.met("2026-11-20", self.kan)
        self.met("2026-11-20", self.north, self.buyer)
        self.met("2026-09-01", self.north, self.maria)


@pytest.fixture
def seed(tmp_path: Path) -> Iterator[Book3]:
    book = fresh_book(tmp_path / "lists.db")
    yield Book3(book)
    book.close()


def shelf(seed: Seed, kind: str = "account") -> Shelf:
    found = Shelf(seed.book, kind)
    found.load()
    found.refresh()
    return found


def names(view: ListView) -> dict[str, list[str]]:
    return {group.name: [row.name for row in group.rows] for group in view.groups}


def kept(found: Shelf, text: str, sort: str = "name") -> list[str]:
    return [row.name for group in found.view(text, sort).groups for row in group.rows]


def test_accounts_stand_in_groups_by_folded_name(seed: Book3) -> None:
    view = shelf(seed).view("", "name")
    assert names(view) == {
        "mine": ["Ärenas", "Kan-code", "Northglass", "Zotware"],
        "shared": ["Brennan"],
        "prospects": ["Quince"],
        "former": ["Oldies"],
    }
    assert (view.total, view.shown, view.is_whole) == (7, 7, True)


def test_people_are_mine_by_their_account_and_leavers_stand_last(seed: Book3) -> None:
    assert names(shelf(seed, "contact").view("", "name")) == {
        "mine": ["Bo Lind", "María López"],
        "gone": ["Al Green"],
    }


@pytest.mark.parametrize(
    ("sort", "wanted"),
    [
        ("tier", ["Northglass", "Kan-code", "Ärenas", "Zotware"]),
        ("silence", ["Kan-code", "Northglass", "Ärenas", "Zotware"]),
        ("due", ["Ärenas", "Zotware", "Northglass", "Kan-code"]),
    ],
)
def test_orders_are_inside_the_groups(seed: Book3, sort: str, wanted: list[str]) -> None:
    assert names(shelf(seed).view("", sort))["mine"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("koln", ["Northglass"]),
        ("glass köl", ["Northglass"]),
        ("a n", ["Ärenas", "Kan-code", "Northglass", "Brennan"]),
        ("tier:a", ["Northglass", "Brennan", "Quince", "Oldies"]),
        ("tier:none", ["Zotware"]),
        ("tier:bc", ["Ärenas", "Kan-code"]),
        ("owner:etxea", ["Brennan", "Quince"]),
        ("status:prospect", ["Quince"]),
        ("city:murcia,rotter", ["Ärenas", "Kan-code"]),
        ("is:never", ["Ärenas", "Zotware", "Brennan", "Quince", "Oldies"]),
        ("is:overdue is:mine", ["Ärenas", "Northglass", "Zotware"]),
        ("silent<30", ["Kan-code", "Northglass"]),
        ("silent>3", ["Kan-code", "Northglass"]),
        ("silent>30", []),
        ("due<0 due>-20", []),
        ("is:shared", ["Brennan"]),
        ("is:unplanned tier:b", ["Kan-code"]),
        ("is:planned", []),
        ("is:nonsense", []),
        ("silent<99999 silent>=0 kan", ["Kan-code"]),
    ],
)
def test_filters_of_accounts(seed: Book3, text: str, wanted: list[str]) -> None:
    assert kept(shelf(seed), text) == wanted


def test_filters_of_people(seed: Book3) -> None:
    found = shelf(seed, "contact")
    assert kept(found, "director north") == ["María López"]
    assert kept(found, "procur north") == kept(found, "role:procurement") == ["Bo Lind"]
    assert kept(found, "is:key") == ["María López"]
    assert kept(found, "is:overdue") == ["María López"]
    assert kept(found, "status:left") == ["Al Green"]
    assert found.count("tier:a") == 2


def test_typing_and_erasing_finds_the_same_as_asking_at_once(seed: Book3) -> None:
    typed = shelf(seed)
    steps = ["n", "no", "nor", "no", "n", "n tier:a", "n tier:a glass", "n glass", "", "o"]
    for text in steps:
        assert kept(typed, text) == kept(shelf(seed), text), text


def test_an_account_is_as_loud_as_its_key_person(seed: Book3) -> None:
    row = next(row for row in shelf(seed).view("north", "name").groups[0].rows)
    assert (row.loudest, row.cadence_status, row.is_red) == ("María López", "critical", True)
    assert row.last_touch_on is not None
    assert row.last_touch_on.isoformat() == "2026-11-20"


def test_what_comes_next_is_planned_or_a_next_step(seed: Book3) -> None:
    seed.met("2026-11-27", seed.kan, type="visit", status="planned", outcome=None)
    step = {"kind": "next_step", "title": "call", "due_on": "2026-11-30", "account_id": seed.zot}
    seed.row("task", step)
    found = shelf(seed)
    rows = {row.name: row.planned_type for row in found.view("is:planned", "name").groups[0].rows}
    assert rows == {"Kan-code": "visit", "Zotware": "next_step"}
    assert "Kan-code" not in kept(found, "is:unplanned")


def test_a_key_person_who_moves_takes_the_lateness_along(seed: Book3) -> None:
    found = shelf(seed)
    late = seed.contact("Late Key", seed.kan)
    found.refresh()
    assert kept(found, "is:overdue kan") == ["Kan-code"]
    with seed.book.write("move") as unit:
        unit.update("contact", late, {"primary_account_id": seed.zot})
    found.refresh()
    assert kept(found, "is:overdue kan") == []
    undo(seed.book, unit.txn.hex() if unit.txn else None)
    found.refresh()
    assert kept(found, "is:overdue kan") == ["Kan-code"]


def test_a_snooze_is_not_overdue(seed: Book3) -> None:
    found = shelf(seed)
    seed.row("snooze", {"target_id": seed.zot, "until": "2026-12-20", "set_on": "2026-11-24", "reason": "x"})
    found.refresh()
    assert kept(found, "is:overdue is:mine") == ["Ärenas", "Northglass"]
    assert next(iter(found.view("zot", "name").groups[0].rows)).cadence_status == "snoozed"


def test_a_write_moves_only_its_row_and_old_rows_stay_as_they_were(seed: Book3) -> None:
    found = shelf(seed)
    before = found.view("", "tier").groups[0].rows
    assert not found.refresh()
    with seed.book.write("rename") as unit:
        unit.update("account", seed.arenas, {"name": "Bombas", "segment": "A", "city": "Bilbao"})
    assert found.refresh()
    assert not found.wants_loading
    assert kept(found, "", "tier")[:2] == ["Bombas", "Northglass"]
    assert kept(found, "bilbao") == ["Bombas"]
    assert kept(found, "murcia") == []
    assert [key[1] for key in map(before.key_at, range(4))] == [  # type: ignore[attr-defined]
        seed.north,
        seed.kan,
        seed.arenas,
        seed.zot,
    ]


def test_hidden_and_new_records_leave_and_enter(seed: Book3) -> None:
    found, people = shelf(seed), shelf(seed, "contact")
    with seed.book.write("bin") as unit:
        unit.hide("account", seed.kan)
    new = seed.account("Lima", segment="A", owner_id=seed.jon)
    seed.contact("Zoë Nagy", new)
    found.refresh()
    people.refresh()
    assert names(found.view("", "name"))["shared"] == ["Brennan", "Lima"]
    assert "Kan-code" not in kept(found, "")
    assert names(people.view("lima", "name")) == {"mine": [], "shared": ["Zoë Nagy"], "gone": []}
    undo(seed.book, unit.txn.hex() if unit.txn else None)
    found.refresh()
    assert "Kan-code" in kept(found, "")


def test_a_touch_a_role_a_tag_and_the_account_reach_the_people(seed: Book3) -> None:
    people, accounts = shelf(seed, "contact"), shelf(seed)
    seed.met("2026-11-24", seed.north, seed.maria)
    seed.row("contact_role", {"contact_id": seed.buyer, "role": "champion"})
    tag = seed.row("tag", {"name": "Señor"})
    for one in (people, accounts):
        one.refresh()
    people.load()
    people.refresh()
    seed.row("tagging", {"tag_id": tag, "target_id": seed.buyer})
    with seed.book.write("rename") as unit:
        unit.update("account", seed.north, {"name": "Southglass", "segment": "B"})
    for one in (people, accounts):
        one.refresh()
    assert kept(people, "is:overdue") == []
    assert kept(people, "role:champion tag:senor southglass tier:b") == ["Bo Lind"]
    assert kept(people, "northglass") == []
    assert kept(accounts, "is:overdue south") == []


def test_what_concerns_everybody_is_read_anew(seed: Book3) -> None:
    found = shelf(seed)
    seed.row("leave", {"rep_id": seed.book.author_id, "since": "2026-11-30", "until": "2026-12-04"})
    assert found.refresh()
    assert found.wants_loading
    assert len(kept(found, "")) == 7
    found.load()
    found.refresh()
    assert not found.wants_loading


def test_the_first_rows_stand_before_the_rest_is_read(seed: Book3) -> None:
    found = Shelf(seed.book, "account")
    found.refresh()
    view = found.view("", "name")
    assert not view.is_whole
    assert found.wants_loading
    assert names(view)["mine"] == ["Ärenas", "Kan-code", "Northglass", "Zotware"]
    assert found.count("north") is None
    assert len(kept(found, "")) <= FIRST
    found.load()
    assert not found.wants_loading
    assert found.refresh()
    assert found.view("", "name").is_whole


def test_rows_find_a_key_without_being_read(seed: Book3) -> None:
    found = shelf(seed)
    rows = found.view("", "name").groups[0].rows
    assert rows.find_key(("account", seed.north)) == 2  # type: ignore[attr-defined]
    for gone in (("account", seed.shared), ("contact", seed.north), ("account", b"x" * 16), None):
        assert rows.find_key(gone) is None  # type: ignore[attr-defined]


def test_without_a_rep_everything_is_shared(tmp_path: Path) -> None:
    with fresh_book(tmp_path / "none.db", rep=None) as book:
        seed = Seed(book)
        seed.account("One")
        assert names(shelf(seed).view("", "name")) == {"shared": ["One"]}


def test_the_pane_of_an_account_says_what_happened_what_is_open_and_who_is_there(seed: Book3) -> None:
    seed.row("task", {"kind": "promise", "title": "audit", "due_on": "2026-11-26", "account_id": seed.north})
    seen = pane_view(seed.book, None, seed.north)
    assert seen is not None
    assert [touch.on.isoformat() for touch in seen.touches] == ["2026-11-20", "2026-09-01"]
    assert [(str(one.due_on), one.kind, one.title) for one in seen.open] == [
        ("2026-11-26", "promise", "audit")
    ]
    assert [(one.name, one.role) for one in seen.people] == [
        ("María López", "decision_maker"),
        ("Bo Lind", "procurement"),
    ]
    assert (seen.touches_365, len(seen.seven)) == (2, 7)
    assert seen.rule[0] == "every 10 d  segment A"
    person = next(iter(shelf(seed, "contact").view("maria", "name").groups[0].rows))
    of_person = pane_view(seed.book, person.id, person.account_id)
    assert of_person is not None
    assert of_person.rule[0].startswith("every 30 d  role decision maker")
    assert (of_person.people, len(of_person.seven)) == ((), 7)
    beside = pane_view(seed.book, None, seed.north, has_seven=False)
    assert beside is not None
    assert (beside.people, beside.seven) == ((), ())
