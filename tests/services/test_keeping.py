from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.forms import Entry
from repcockpit.services.book import Book
from repcockpit.services.duplicates import duplicate_view
from repcockpit.services.forms import edit_form, save_form
from repcockpit.services.history import redo, undo
from repcockpit.services.keeping import (
    are_different,
    binned_view,
    changes_view,
    is_large_book,
    merge_preview,
    past_view,
    restore_rows,
)
from repcockpit.services.merging import merge_records
from repcockpit.services.record_edits import remove_record, set_record
from repcockpit.services.records import view_of
from tests.services.seeding import Seed, fresh_book
from tests.services.twins import Twins


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def test_the_history_of_a_record_holds_its_parts_and_names(book: Book) -> None:
    seed = Seed(book)
    house, other = seed.account("Northglass"), seed.account("Kan-code")
    maria = seed.contact("Maria López", house, role="champion")
    set_record(book, "contact", "Maria López", ["account=Kan-code", "interval_days=20", "tags+=key"])
    set_record(book, "contact", "Maria López", ["roles+=coach"])
    seed.account("Somebody else")
    found = past_view(book, "contact", maria)
    assert [one.what for one in found] == [
        "set roles of contact Maria López",
        "set account, interval_days, tags of contact Maria López",
        "seed contact",
    ]
    assert {one.by for one in found} == {"Ana Ruiz"}
    assert all(one.can_undo for one in found)
    (role,) = changes_view(book, found[0].id, "contact", maria).changes
    assert (role.kind, role.field, role.old, role.new) == ("role", "role", "", "coach")
    changed = {
        one.field: (one.old, one.new) for one in changes_view(book, found[1].id, "contact", maria).changes
    }
    assert changed["account"] == ("Northglass", "Kan-code")
    assert changed["interval"] == ("", "20")
    assert changed["tag"] == ("", "key")
    assert other not in {one.id for one in found}
    assert len(past_view(book, limit=2)) == 2
    assert past_view(book)[0].what == "seed account"
    assert changes_view(book, b"x" * 16).changes == ()


def test_what_was_taken_back_says_so(book: Book) -> None:
    house = Seed(book).account("Northglass")
    set_record(book, "account", "Northglass", ["city=Köln"])
    undo(book)
    found = past_view(book, "account", house)
    assert [(one.what, one.state, one.can_undo) for one in found[:2]] == [
        ("undo: set city of account Northglass", "", True),
        ("set city of account Northglass", "taken back", False),
    ]
    redo(book)
    found = past_view(book, "account", house)
    assert [one.state for one in found] == ["", "", "", ""]
    assert changes_view(book, found[0].id).changes[0].record == "Northglass"


def test_long_transactions_are_cut_and_say_so(book: Book) -> None:
    with book.write("many") as unit:
        unit.insert_many("account", [{"name": f"A{number}"} for number in range(50)])
    view = changes_view(book, past_view(book)[0].id, limit=10)
    assert (len(view.changes), view.is_cut) == (10, True)


def test_moments_and_the_bin_are_said_in_words(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", revenue=1250000.0)
    seed.row(
        "request", {"title": "pumps", "opened_at": 1_795_000_000_000, "zone": "UTC", "account_id": house}
    )
    newest = changes_view(book, past_view(book)[0].id).changes
    assert {one.field: one.new for one in newest}["opened at"] == "2026-11-18 12:06"
    remove_record(book, "account", "Northglass")
    gone = changes_view(book, past_view(book)[0].id).changes
    assert [(one.record, one.field, one.old, one.new) for one in gone] == [
        ("Northglass", "bin", "", "in the bin"),
        ("pumps", "bin", "", "in the bin"),
    ]


def test_several_things_leave_the_bin_at_once(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria = seed.contact("Maria López", house)
    assert binned_view(book) == ()
    remove_record(book, "contact", "Maria López")
    remove_record(book, "account", "Northglass")
    rows = binned_view(book)
    assert [(one.kind, one.title, one.by) for one in rows] == [
        ("account", "Northglass", "Ana Ruiz"),
        ("contact", "Maria López", "Ana Ruiz"),
    ]
    said, txn = restore_rows(book, [(one.kind, one.id) for one in rows])
    assert (said, binned_view(book)) == ("Restored 2 records", ())
    assert txn is not None
    undo(book)
    assert len(binned_view(book)) == 2
    assert restore_rows(book, [("contact", maria)])[0] == "Restored Maria López"


def test_a_pair_that_is_not_the_same_is_not_proposed_again(book: Book) -> None:
    twins = Twins(book)
    before = duplicate_view(book)
    assert {pair.kind for pair in before} == {"contact"}
    said, txn = are_different(book, "contact", twins.copied, twins.maria)
    assert said == "Not the same: Lopez, Maria and Maria López"
    assert txn is not None
    assert duplicate_view(book) == ()
    undo(book)
    assert duplicate_view(book) == before
    are_different(book, "contact", twins.maria, twins.copied)
    third = twins.seed.contact("Maria Lopez", twins.house, email="maria@acme.com")
    assert len(duplicate_view(book)) == 2
    merge_records(book, "contact", third, twins.copied)
    assert duplicate_view(book) == ()
    twins.seed.row("setting", {"name": "not the same", "value": "x" * 65})
    assert duplicate_view(book) == ()
    assert not is_large_book(book)


def test_a_preview_says_what_the_merge_does_and_writes_nothing(book: Book) -> None:
    twins = Twins(book)
    count = book.db.execute("select count(*) from txn").fetchone()
    view = merge_preview(book, "contact", twins.maria, twins.copied)
    assert book.db.execute("select count(*) from txn").fetchone() == count
    assert (view.keep, view.drop) == ("Maria López", "Lopez, Maria")
    shown = {one.label: one[1:] for one in view.fields}
    assert shown["job title"] == ("", "Buyer", "Buyer")
    assert shown["name"] == ("Maria López", "Lopez, Maria", "Maria López")
    assert shown["role"][2] == "decision maker, champion, coach"
    assert shown["do not mail"] == ("no", "yes", "yes")
    assert shown["Rank"] == ("", "7", "7")
    assert dict(view.moves) == {
        "interaction": 2, "task": 1, "request": 1, "deal": 1, "idea": 1, "info": 1, "feedback": 1, "training": 1,
        "contact": 1,
    }  # fmt: skip
    house = merge_preview(book, "account", twins.house, twins.copy)
    assert dict(house.moves)["contact"] == 2
    merge_records(book, "contact", twins.maria, twins.copied)
    assert view_of(book, "contact", twins.maria).title == "Buyer"


def test_a_form_writes_one_transaction_that_history_names(book: Book) -> None:
    house = Seed(book).account("Northglass")
    form = edit_form(book, "account", house).put("city", Entry("Köln")).put("segment", Entry("b"))
    save_form(book, form)
    newest = past_view(book, "account", house)[0]
    assert newest.what == "set tier, city of account Northglass"
    fields = {one.field for one in changes_view(book, newest.id, "account", house).changes}
    assert fields == {"tier", "segment by", "city"}
