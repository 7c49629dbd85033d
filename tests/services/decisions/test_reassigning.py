"""Accounts to another rep with what is open there: many at once, one undo."""

from pathlib import Path

import pytest

from repcockpit.domain.errors import NotFoundError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.owners import set_owner
from repcockpit.services.decisions.reassigning import following, give_several, open_words, reassign
from repcockpit.services.history import undo
from repcockpit.services.record_edits import set_record
from repcockpit.services.records import view_of
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def owner(book: Book, kind: str, record_id: bytes) -> str | None:
    link = view_of(book, kind, record_id).owner
    return link.name if link else None


def task(seed: Seed, account: bytes, owner_id: bytes | None, **more: object) -> bytes:
    fields: dict[str, object] = {
        "kind": "task",
        "title": "call",
        "due_on": "2026-12-01",
        "status": "not_started",
    }
    return seed.row("task", fields | {"account_id": account, "owner_id": owner_id} | more)


def test_open_work_of_the_owner_or_of_nobody_goes_along_and_the_rest_stays(book: Book) -> None:
    seed = Seed(book)
    jon, eva = (seed.row("rep", {"name": name}) for name in ("Jon Park", "Eva Roth"))
    account = seed.account("Northglass")
    mine, nobodys, evas, done = (
        task(seed, account, book.author_id),
        task(seed, account, None),
        task(seed, account, eva),
        task(seed, account, book.author_id, done_on="2026-11-20", status="completed"),
    )
    person = seed.contact("Maria López", account, owner_id=book.author_id)
    done_text = reassign(book, [account], jon).text
    assert done_text == "Northglass is Jon Park's now, with 2 tasks"
    assert [owner(book, "task", one) for one in (mine, nobodys, evas, done)] == [
        "Jon Park", "Jon Park", "Eva Roth", "Ana Ruiz",
    ]  # fmt: skip
    assert (owner(book, "account", account), owner(book, "contact", person)) == ("Jon Park", "Jon Park")
    undo(book)
    assert [owner(book, "task", one) for one in (mine, nobodys)] == ["Ana Ruiz", None]
    assert (owner(book, "account", account), owner(book, "contact", person)) == ("Ana Ruiz", "Ana Ruiz")


def test_what_is_open_stays_where_that_is_chosen(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park"})
    account = seed.account("Northglass")
    mine = task(seed, account, book.author_id)
    set_owner(book, [Target("account", account, account)], jon, follows=False)
    assert (owner(book, "account", account), owner(book, "task", mine)) == ("Jon Park", "Ana Ruiz")


def test_two_hundred_accounts_are_one_transaction(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park"})
    with book.write("seed") as unit:
        rows = [
            {"name": f"Account {n}", "status": "customer", "owner_id": book.author_id} for n in range(200)
        ]
        ids = [unit.insert("account", row) for row in rows]
        for one in ids:
            unit.insert(
                "task", {"kind": "task", "title": "call", "account_id": one, "owner_id": book.author_id}
            )
    assert open_words(following(book, ids, jon)) == "200 tasks"
    assert reassign(book, ids, jon).text == "200 accounts are Jon Park's now, with 200 tasks"
    assert book.db.execute("select count(*) from account where owner_id = ?", (jon,)).fetchone() == (200,)
    undo(book)
    assert book.db.execute("select count(*) from account where owner_id = ?", (jon,)).fetchone() == (0,)
    assert book.db.execute("select count(*) from task where owner_id = ?", (jon,)).fetchone() == (0,)


def test_set_takes_open_work_along_unless_it_is_to_stay(book: Book) -> None:
    seed = Seed(book)
    seed.row("rep", {"name": "Jon Park"})
    first, second = seed.account("Northglass"), seed.account("Condax")
    along, stays = task(seed, first, book.author_id), task(seed, second, book.author_id)
    set_record(book, "account", "Northglass", ["owner=Jon Park"])
    set_record(book, "account", "Condax", ["owner=Jon Park", "open=stay"])
    assert [owner(book, "task", one) for one in (along, stays)] == ["Jon Park", "Ana Ruiz"]
    undo(book)
    undo(book)
    assert [owner(book, "account", one) for one in (first, second)] == ["Ana Ruiz", "Ana Ruiz"]
    assert owner(book, "task", along) == "Ana Ruiz"


def test_many_by_their_ids_are_asked_about_first(book: Book) -> None:
    seed = Seed(book)
    seed.row("rep", {"name": "Jon Park"})
    ids = [seed.account(f"Account {n}") for n in range(21)]
    asked: list[str] = []

    def refuse(what: str) -> bool:
        asked.append(what)
        return False

    names = [one.hex() for one in ids]
    assert give_several(book, names, ["owner=Jon"], refuse)[0].txn is None
    assert asked == ["21 accounts to Jon Park"]
    done, given = give_several(book, names, ["owner=Jon"], lambda _: True)
    assert (done.text, given) == ("21 accounts are Jon Park's now", ids)
    assert give_several(book, names[:2], ["owner=Ana"], refuse)[0].txn is not None


@pytest.mark.parametrize("words", [["segment=A"], ["owner=Jon", "segment=A"], [], ["open=stay"]])
def test_several_accounts_take_nothing_but_an_owner(book: Book, words: list[str]) -> None:
    ids = [Seed(book).account(name).hex() for name in ("Northglass", "Condax")]
    with pytest.raises(UsageError):
        give_several(book, ids, words)


def test_nobody_of_that_id_gets_nothing(book: Book) -> None:
    with pytest.raises(NotFoundError, match="no such rep"):
        reassign(book, [Seed(book).account("Northglass")], bytes(16))
