"""What goes to the bin with an account or a person, and what comes back with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.removal import remove, would_leave
from repcockpit.services.history import redo, undo
from repcockpit.services.keeping import binned_view, restore_rows
from repcockpit.services.record_edits import bin_rows, remove_record, restore_record
from repcockpit.services.removing import leaving
from repcockpit.services.requests.opening import Ask, opened
from repcockpit.store.schema import SYNCED
from repcockpit.sync.merge.proof import differences
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened_book:
        yield opened_book


def _shown(book: Book) -> dict[str, set[bytes]]:
    """The ids of everything that is shown, by table."""
    return {
        table: {row[0] for row in book.db.execute(f"select id from {table} where _hidden = 0")}
        for table in SYNCED
    }


def _gone(book: Book, before: dict[str, set[bytes]]) -> dict[str, int]:
    now = _shown(book)
    return {table: len(ids - now[table]) for table, ids in before.items() if ids - now[table]}


class Full:
    """An account with one of everything, a twin merged into it, and a neighbour that shares a person."""

    def __init__(self, book: Book) -> None:
        seed = Seed(book)
        self.house, self.other = seed.account("Northglass"), seed.account("Kan-code")
        self.twin = seed.account("Northglass GmbH")
        with book.write("merge", kind="merge") as unit:
            unit.update("account", self.twin, {"merged_into": self.house})
        self.maria = seed.contact("María López", self.house, email="m@n.example")
        self.jon = seed.contact("Jon Park", self.twin)
        self.both = seed.contact("Both Sides", self.house)
        seed.row("contact_account", {"contact_id": self.both, "account_id": self.other})
        seed.row("contact_point", {"contact_id": self.maria, "kind": "email", "value": "x@n.example"})
        seed.row("contact_role", {"contact_id": self.maria, "role": "coach"})
        self.met = seed.met("2026-11-02", self.house, self.maria, self.both)
        self.elsewhere = seed.met("2026-11-03", self.other, self.maria)
        self.alone = seed.met("2026-11-04", None, self.maria)
        self.request = opened(book, Ask("pumps", book.now(), self.house)).view.id
        for table in ("task", "idea", "deal", "info", "feedback", "share", "training", "qbr", "seat", "fact"):
            seed.row(table, {"account_id": self.house})
        for table in ("delivery", "holiday"):
            seed.row(table, {"account_id": self.house})
        seed.row("snooze", {"target_id": self.house, "until": "2027-01-01", "reason": "x"})
        self.hers = seed.row("task", {"title": "birthday card", "contact_id": self.maria})
        self.there = seed.row("task", {"title": "there", "contact_id": self.maria, "account_id": self.other})
        source = seed.row("source", {"name": "CRM"})
        self.ref = seed.row("external_ref", {"source_id": source, "target_id": self.house})


def test_an_account_goes_with_everything_that_belongs_to_it(book: Book) -> None:
    full = Full(book)
    before = _shown(book)
    remove_record(book, "account", "Northglass")
    gone = _gone(book, before)
    shown = _shown(book)
    assert gone == {
        "account": 1, "contact": 2, "contact_point": 1, "contact_role": 1, "interaction": 2, "participant": 3,
        "task": 2, "request": 1, "request_event": 1, "idea": 1, "deal": 1, "info": 1, "feedback": 1, "share": 1,
        "training": 1, "qbr": 1, "seat": 1, "fact": 1, "delivery": 1, "holiday": 1, "snooze": 1,
    }  # fmt: skip
    assert full.both in shown["contact"], "somebody with another account stays there"
    assert {full.other, full.twin} <= shown["account"]
    assert {full.elsewhere, full.there, full.ref} <= shown["interaction"] | shown["task"] | shown[
        "external_ref"
    ]
    assert not list(differences(book.db))
    undo(book)
    assert _shown(book) == before
    redo(book)
    assert _gone(book, before) == gone
    assert not list(differences(book.db))


def test_what_was_removed_before_stays_in_the_bin(book: Book) -> None:
    full = Full(book)
    remove_record(book, "task", "birthday card")
    remove_record(book, "contact", "Jon Park")
    before = _shown(book)
    remove_record(book, "account", "Northglass")
    assert {(one.kind, one.title) for one in bin_rows(book)} == {
        ("account", "Northglass"), ("contact", "Jon Park"), ("task", "birthday card"),
    }  # fmt: skip
    restore_record(book, full.house.hex())
    assert _shown(book) == before
    undo(book)
    assert full.maria not in _shown(book)["contact"]
    restore_record(book, "Northglass")
    assert _shown(book) == before
    assert not list(differences(book.db))


def test_one_of_what_went_comes_back_alone_and_stays_when_the_rest_follows(book: Book) -> None:
    full = Full(book)
    before = _shown(book)
    remove_record(book, "account", "Northglass")
    restore_record(book, full.maria.hex())
    shown = _shown(book)
    assert {full.maria} == shown["contact"] - {full.both}
    assert full.hers in shown["task"]
    assert len(before["contact_point"] - shown["contact_point"]) == 0
    restore_rows(book, [("account", full.house)])
    assert _shown(book) == before


def test_what_was_removed_again_since_does_not_come_back_with_the_account(book: Book) -> None:
    full = Full(book)
    remove_record(book, "account", "Northglass")
    restore_record(book, full.maria.hex())
    remove_record(book, "contact", "María López")
    restore_record(book, full.house.hex())
    shown = _shown(book)["contact"]
    assert (full.jon in shown, full.maria in shown) == (True, False)


def test_a_person_goes_with_what_is_only_theirs(book: Book) -> None:
    full = Full(book)
    before = _shown(book)
    remove_record(book, "contact", "María López")
    assert _gone(book, before) == {
        "contact": 1, "contact_point": 1, "contact_role": 1, "interaction": 1, "participant": 1, "task": 1,
    }  # fmt: skip
    assert full.alone not in _shown(book)["interaction"]
    restore_record(book, full.maria.hex())
    assert _shown(book) == before


def test_of_several_removed_together_one_comes_back_with_its_own(book: Book) -> None:
    seed = Seed(book)
    one, other = seed.account("Northglass"), seed.account("Kan-code")
    maria, jon = seed.contact("María López", one), seed.contact("Jon Park", other)
    done = remove(book, [Target("account", one), Target("account", other)])
    assert done.text == "To the bin: 2 accounts with 2 people"
    assert [(row.title, row.more) for row in binned_view(book)] == [
        ("Northglass", " with 1 person"),
        ("Kan-code", " with 1 person"),
    ]
    restore_rows(book, [("account", one)])
    shown = _shown(book)["contact"]
    assert (maria in shown, jon in shown) == (True, False)


def test_more_than_twenty_are_asked_about_by_name_and_number(book: Book) -> None:
    full = Full(book)
    found = would_leave(book, [Target("account", full.house)])
    assert found.words.startswith("Northglass with 2 people, 2 interactions, 2 tasks, 1 open request, 1 deal")
    assert "1 QBR" in found.words
    assert (found.record_count, found.is_many) == (19, False)
    with book.write("more") as unit:
        unit.insert_many("fact", [{"account_id": full.house, "kind": "share"} for _ in range(2)])
    refused = remove_record(book, "account", "Northglass", lambda found: found.record_count < 21)
    assert refused.txn is None
    assert leaving(book, {"account": [full.house]}).is_many
    assert remove_record(book, "account", "Northglass", lambda _: True).txn is not None
