"""From words to one record: exact name, id, then the best class of names."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import AmbiguousError, InvalidValueError, NotFoundError
from repcockpit.services.book import Book, open_book
from repcockpit.services.device import init_device
from repcockpit.services.lookup import find, find_by_id
from repcockpit.services.record_edits import add_record, remove_record
from repcockpit.services.search import search, snippet


@pytest.fixture
def book(tmp_path: Path) -> Book:
    book = open_book(tmp_path / "a.db", now="2026-11-24")
    for name in ("Goldman, Sachs & Co.", "3M", "Northglass", "Northglass North"):
        add_record(book, "account", [f"name={name}"])
    for name, account in (
        ("María López", "3M"),
        ("María López", "Northglass"),
        ("Ana Gil", "3M"),
        ("Anabel", "3M"),
    ):
        add_record(book, "contact", [f"name={name}", f"account={account}"])
    return book


@pytest.mark.parametrize(
    ("kind", "text", "name"),
    [
        ("account", "Northglass", "Northglass"),
        ("account", "goldman, sachs & co.", "Goldman, Sachs & Co."),
        ("account", "gold", "Goldman, Sachs & Co."),
        ("account", "northglass n", "Northglass North"),
        ("account", "sach", "Goldman, Sachs & Co."),
        ("account", "3m", "3M"),
        ("contact", "ana", "Ana Gil"),
        ("contact", "nabe", "Anabel"),
    ],
)
def test_the_best_class_of_names_wins(book: Book, kind: str, text: str, name: str) -> None:
    found = find(book, kind, text)
    assert book.db.execute(f"select name from {kind} where id = ?", (found,)).fetchone()[0] == name


def test_two_of_one_name_are_candidates_unless_the_account_decides(book: Book) -> None:
    with pytest.raises(AmbiguousError) as refused:
        find(book, "contact", "maria lopez")
    assert {one.account for one in refused.value.candidates} == {"3M", "Northglass"}
    assert find(book, "contact", "maria lopez", account="3M") != find(
        book, "contact", "lopez", account="Northglass"
    )


def test_an_id_is_enough_and_a_prefix_of_two_is_not(book: Book) -> None:
    found = find(book, "account", "3M")
    assert find(book, "account", found.hex()) == found
    assert find_by_id(book.db, "account", found.hex().upper()) == found
    assert find_by_id(book.db, "account", "12345") is None
    with pytest.raises(AmbiguousError):
        find(book, "account", found.hex()[:6])


def test_nothing_nobody_and_the_bin(book: Book) -> None:
    with pytest.raises(InvalidValueError):
        find(book, "account", "  ")
    with pytest.raises(NotFoundError):
        find(book, "account", "nobody at all")
    remove_record(book, "account", "3M")
    with pytest.raises(NotFoundError):
        find(book, "account", "3M")


def test_me_is_the_rep_of_the_device(book: Book) -> None:
    with pytest.raises(NotFoundError):
        find(book, "rep", "me")
    owner = init_device(book, "Ana Ruiz")
    assert find(book.refreshed(), "rep", "me") == owner.rep_id


def test_search_looks_at_every_kind(book: Book) -> None:
    add_record(book, "task", ["title=Ring López back"])
    add_record(book, "idea", ["title=Bags for lópez"])
    add_record(book, "interaction", ["account=3M", "note=Met LOPEZ in the hall"])
    kinds = [hit.kind for hit in search(book, "lopez")]
    assert kinds == ["contact", "contact", "task", "idea", "interaction"]
    assert search(book, 'nothing "at all*') == []
    with pytest.raises(InvalidValueError):
        search(book, "   ")


def test_a_snippet_shows_the_place() -> None:
    text = "x" * 30 + " needle " + "y " * 200
    assert "needle" in snippet("word " * 100 + text, ["needle"])
    assert snippet("short", ["short"]) == "short"
    assert snippet(text, ["absent"]).startswith("x")
