"""An account with much of everything, removed by one of two: told to the other, brought back, never told twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from repcockpit.services.book import Book, open_book
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle
from repcockpit.services.device import init_device
from repcockpit.services.history import undo
from repcockpit.services.keeping import binned_view, restore_rows
from repcockpit.services.record_edits import remove_record, restore_record
from repcockpit.services.syncing import sync_now, sync_status
from repcockpit.sync.merge.proof import differences


class Pair(NamedTuple):
    """Ana's and Tomás's books and the account both know."""

    ana: Book
    tomas: Book
    house: bytes

    def meet(self) -> None:
        """Both have everything."""
        for book in (self.ana, self.tomas, self.ana):
            sync_now(book)
            assert not list(differences(book.db))

    def shown(self, table: str) -> tuple[int, int]:
        """How many rows of a table both show."""
        text = f"select count(*) from {table} where _hidden = 0"
        ana, tomas = (int(book.db.execute(text).fetchone()[0]) for book in (self.ana, self.tomas))
        return ana, tomas


def _device(path: Path, rep: str) -> Book:
    path.parent.mkdir()
    with open_book(path) as book:
        init_device(book, rep, team="Mills")
    return open_book(path, create=False)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    ana, tomas = _device(tmp_path / "a" / "book.db", "Ana"), _device(tmp_path / "b" / "book.db", "Tomás")
    with ana.write("people") as unit:
        house = unit.insert("account", {"name": "Northglass"})
        people = unit.insert_many(
            "contact", [{"name": f"Person {number}", "primary_account_id": house} for number in range(12)]
        )
        unit.insert_many("contact_point", [{"contact_id": one, "kind": "email"} for one in people])
        met = {"account_id": house, "type": "call", "status": "completed", "occurred_on": "2026-11-02"}
        unit.insert_many("interaction", [met] * 30)
    share = str(tmp_path / "mills.rcsync")
    for book in (ana, tomas, ana):
        sync_now(book, share)
    found = Pair(ana, tomas, house)
    yield found
    ana.close()
    tomas.close()


def test_others_are_told_once_and_bring_all_of_it_back(pair: Pair) -> None:
    remove_record(pair.tomas, "account", "Northglass")
    sync_now(pair.tomas)
    report = sync_now(pair.ana)
    said = "Tomás removed Northglass with 12 people, 30 interactions"
    assert report.removals == 43
    assert report.warnings == (f"{said}; back with: repcockpit bin restore {pair.house.hex()[:12]}",)
    assert pair.shown("contact") == (0, 0)
    assert (sync_now(pair.ana).removals, conflict_count(pair.ana)) == (0, 0)
    (told,) = sync_status(pair.ana).removals
    assert (told.text, told.record_count, told.by) == (said, 43, "Tomás")
    (row,) = binned_view(pair.ana)
    assert (row.title, row.more) == ("Northglass", " with 12 people, 30 interactions")
    assert restore_rows(pair.ana, [(one.kind, one.id) for one in told.records])[0] == "Restored Northglass"
    assert sync_status(pair.ana).removals == ()
    pair.meet()
    assert [pair.shown(table) for table in ("account", "contact", "contact_point", "interaction")] == [
        (1, 1), (12, 12), (12, 12), (30, 30),
    ]  # fmt: skip
    assert sync_status(pair.tomas).removals == (), "who removed it knows"


def test_what_the_deleter_had_not_seen_is_listed_alike_until_it_is_settled(pair: Pair) -> None:
    remove_record(pair.tomas, "account", "Northglass")
    with pair.ana.write("meanwhile") as unit:
        unit.insert("task", {"title": "call them", "account_id": pair.house})
    pair.meet()
    for book in (pair.ana, pair.tomas):
        (view,) = conflicts_view(book)
        assert (view.form, view.says) == (
            "parent", "Tomás deleted Northglass, but 1 task of Ana belongs to it",
        )  # fmt: skip
    settle(pair.ana, conflicts_view(pair.ana)[0].id, keep=2)
    pair.meet()
    assert (conflict_count(pair.ana), conflict_count(pair.tomas), pair.shown("task")) == (0, 0, (0, 0))
    undo(pair.ana)
    pair.meet()
    assert (conflict_count(pair.ana), conflict_count(pair.tomas)) == (1, 1)
    settle(pair.tomas, conflicts_view(pair.tomas)[0].id, keep=1)
    pair.meet()
    assert (conflict_count(pair.ana), conflict_count(pair.tomas)) == (0, 0)
    assert (pair.shown("contact"), pair.shown("task")) == ((12, 12), (1, 1))


def test_one_that_somebody_restored_on_purpose_is_no_question(pair: Pair) -> None:
    remove_record(pair.tomas, "account", "Northglass")
    pair.meet()
    restore_record(pair.ana, "Person 3")
    pair.meet()
    assert (conflict_count(pair.ana), conflict_count(pair.tomas), pair.shown("contact")) == (0, 0, (1, 1))


def test_an_account_changed_unseen_keeps_all_of_it_when_it_stays(pair: Pair) -> None:
    remove_record(pair.tomas, "account", "Northglass")
    with pair.ana.write("meanwhile") as unit:
        unit.update("account", pair.house, {"city": "Lyon"})
    pair.meet()
    for book in (pair.ana, pair.tomas):
        assert [view.form for view in conflicts_view(book)] == ["deleted"]
    settle(pair.ana, conflicts_view(pair.ana)[0].id, keep=1)
    pair.meet()
    assert (conflict_count(pair.tomas), pair.shown("contact")) == (0, (12, 12))
    undo(pair.ana)
    settle(pair.ana, conflicts_view(pair.ana)[0].id, keep=2)
    pair.meet()
    assert (pair.shown("account"), pair.shown("contact"), pair.shown("interaction")) == (
        (0, 0),
        (0, 0),
        (0, 0),
    )


def test_a_step_of_a_removed_request_that_was_not_seen_is_listed(pair: Pair) -> None:
    with pair.ana.write("request") as unit:
        request = unit.insert("request", {"title": "pumps", "account_id": pair.house, "opened_at": 1})
        unit.insert("request_event", {"request_id": request, "kind": "opened", "at": 1})
    pair.meet()
    remove_record(pair.tomas, "request", "pumps")
    with pair.ana.write("step") as unit:
        unit.insert("request_event", {"request_id": request, "kind": "acknowledged", "at": 2})
    pair.meet()
    for book in (pair.ana, pair.tomas):
        (view,) = conflicts_view(book)
        assert (view.subject.title, view.fields[0].values[1].value) == ("pumps", "delete 1 step of it")
    settle(pair.tomas, conflicts_view(pair.tomas)[0].id, keep=1)
    pair.meet()
    assert pair.shown("request_event") == (2, 2)
