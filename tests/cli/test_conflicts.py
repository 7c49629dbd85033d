"""conflicts, conflicts settle: shapes, and what is written."""

import json

from repcockpit.services.book import open_book
from tests.cli.conftest import NOW, Book
from tests.services.conflicts_by_hand import Other, dots, mine, person


def _apart(book: Book) -> None:
    """Jon's phone and status, changed here and by Tomás."""
    book.run("init", "--rep", "Ana Ruiz")
    with open_book(book.path, now=NOW) as opened:
        jon = bytes.fromhex(book.ids["Jon Park"])
        tomas = Other(opened, person(opened, "Tomás Gil"), "office")
        seen = dots(opened, "contact", jon)
        mine(opened, "contact", jon, seen, phone="+34 1", do_not_mail=1)
        tomas.set("contact", jon, {"phone": "+34 2", "do_not_mail": 0}, seen)


def test_nothing_to_settle(book: Book) -> None:
    assert book.run("conflicts", "--json").document["conflicts"] == []
    assert book.run("conflicts").code == 0


def test_a_conflict_is_listed_by_field_and_settled_by_number(book: Book) -> None:
    _apart(book)
    found = {one["field"]: one for one in book.run("conflicts", "--json").document["conflicts"]}
    phone = found["phone"]
    assert {"id", "kind", "subject", "field", "values"} <= phone.keys()
    assert (phone["kind"], phone["subject"]["id"], phone["subject"]["name"]) == (
        "contact",
        book.ids["Jon Park"],
        "Jon Park",
    )
    assert [(one["n"], one["value"], one["by"]) for one in phone["values"]] == [
        (1, "+34 1", "Ana Ruiz"),
        (2, "+34 2", "Tomás Gil"),
    ]
    assert all("T" in one["at"] for one in phone["values"])
    assert [one["value"] for one in found["do_not_mail"]["values"]] == [True, False]
    listed = book.run("conflicts")
    assert "Jon Park" in listed.stdout
    assert "* stands there now" in listed.stderr
    settled = book.run("conflicts", "settle", phone["id"][:8], "--keep", "1", "--json").document
    assert (len(settled["txn"]), settled["left"]) == (32, 1)
    assert book.run("show", "contact", "Jon Park", "--json").document["phone"] == "+34 1"
    assert [one["field"] for one in book.run("conflicts", "--json").document["conflicts"]] == ["do_not_mail"]
    assert book.run("undo").code == 0
    assert len(book.run("conflicts", "--json").document["conflicts"]) == 2


def test_a_third_value(book: Book) -> None:
    _apart(book)
    phone = next(
        one for one in book.run("conflicts", "--json").document["conflicts"] if one["field"] == "phone"
    )
    assert book.run("conflicts", "settle", phone["id"], "--value", "+34 600 600 600").code == 0
    assert book.run("show", "contact", "Jon Park", "--json").document["phone"] == "+34 600 600 600"


def test_wrong_words_write_nothing(book: Book) -> None:
    _apart(book)
    before = book.transactions()
    (first, *_) = book.run("conflicts", "--json").document["conflicts"]
    for words in (
        ("settle",),
        ("settle", first["id"]),
        ("settle", first["id"], "--keep", "9"),
        ("settle", first["id"], "--keep", "1", "--value", "x"),
        ("settle", "abcdef", "--keep", "1"),
        ("--keep", "1"),
        ("resolve", first["id"]),
    ):
        answer = book.run("conflicts", *words, "--json")
        assert answer.code == 2, words
        assert json.loads(answer.stdout)["error"]["code"] in ("usage", "not_found", "invalid_value")
    assert book.transactions() == before
