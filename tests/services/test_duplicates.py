from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import UsageError
from repcockpit.domain.views.plain import as_json
from repcockpit.services.book import Book
from repcockpit.services.duplicates import duplicate_view
from repcockpit.services.merging import merge_records
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        yield opened


def names(book: Book, kind: str | None = None) -> list[tuple[str | None, str | None]]:
    return [(pair.a.name, pair.b.name) for pair in duplicate_view(book, kind)]


def test_an_empty_book_has_none(book: Book) -> None:
    assert duplicate_view(book) == ()


def test_a_pair_has_the_shape_of_the_contract(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Acme")
    first = seed.contact("Maria López", house, email="m@acme.com")
    second = seed.contact("Lopez, Maria", house, email="M@Acme.com")
    (pair,) = duplicate_view(book)
    both = [
        {"id": first.hex(), "name": "Maria López", "account": "Acme"},
        {"id": second.hex(), "name": "Lopez, Maria", "account": "Acme"},
    ]
    both.sort(key=lambda one: one["id"])  # written in one millisecond they have no other order
    assert as_json(pair) == {
        "kind": "contact",
        "a": both[0],
        "b": both[1],
        "score": 110,
        "why": ["same e-mail", "similar name", "same account"],
    }


def test_accounts_come_first_and_the_likeliest_before_others(book: Book) -> None:
    seed = Seed(book)
    seed.account("Acme GmbH", website="https://www.acme.com", city="Köln")
    house = seed.account("Acme", website="acme.com", city="Koln")
    seed.contact("Ana Gil", house, phone="+34 942 555 018")
    seed.contact("Anna Gil", None, phone="942 555 018")
    seed.contact("Jon Park", house, email="j@x.com")
    seed.contact("Jon Park", house, email="j@x.com")
    found = duplicate_view(book)
    assert [(pair.kind, pair.score) for pair in found] == [
        ("account", 110),
        ("contact", 110),
        ("contact", 65),
    ]
    assert names(book, "account") == [("Acme GmbH", "Acme")]
    assert len(names(book, "contact")) == 2


def test_further_mails_phones_and_accounts_count(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Acme")
    first = seed.contact("Ana Gil", None, role=None)
    second = seed.contact("Ana Gil", house, email="a@x.com")
    assert names(book) == []
    seed.row("contact_account", {"contact_id": first, "account_id": house})
    assert duplicate_view(book)[0].why == ("similar name", "same account")
    seed.row("contact_point", {"contact_id": first, "kind": "email", "value": "a@x.com"})
    seed.row("contact_point", {"contact_id": second, "kind": "phone", "value": "942 555 018"})
    seed.row("contact_point", {"contact_id": first, "kind": "phone", "value": "+34 942 555 018"})
    assert duplicate_view(book)[0].why == ("same e-mail", "same phone", "similar name", "same account")


def test_what_is_merged_or_in_the_bin_is_no_pair(book: Book) -> None:
    seed = Seed(book)
    house, copy = seed.account("Acme", website="acme.com"), seed.account("ACME", website="acme.com")
    people = [seed.contact("Ana Gil", where, email="a@x.com") for where in (house, copy, house)]
    assert len(names(book, "contact")) == 3
    with book.write("remove") as unit:
        unit.hide("contact", people[2])
    assert duplicate_view(book, "contact")[0].score == 90
    merge_records(book, "account", house, copy)
    assert names(book, "account") == []
    (pair,) = duplicate_view(book, "contact")
    assert (pair.score, pair.b.account) == (110, "Acme")
    merge_records(book, "contact", people[0], people[1])
    assert names(book) == []


def test_other_kinds_have_none(book: Book) -> None:
    with pytest.raises(UsageError, match="no duplicates of kind 'task'"):
        duplicate_view(book, "task")
