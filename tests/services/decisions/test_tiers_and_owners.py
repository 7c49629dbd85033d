from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.owners import reps_to_choose, set_owner
from repcockpit.services.decisions.removal import remove
from repcockpit.services.decisions.tiers import lower_tier, raise_tier, set_tier
from repcockpit.services.history import undo
from repcockpit.services.records import view_of
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def segments(book: Book, *ids: bytes) -> list[tuple[str | None, str | None]]:
    views = [view_of(book, "account", one) for one in ids]
    return [(view.segment, view.segment_by) for view in views]


def test_a_tier_is_set_by_hand_for_the_accounts_of_all_rows_and_undone_at_once(book: Book) -> None:
    seed = Seed(book)
    first, second = seed.account("Northglass", "C"), seed.account("Condax", None)
    person = seed.contact("Maria López", second)
    rows = [
        Target("account", first, first),
        Target("contact", person, second),
        Target("account", second, second),
    ]
    done = set_tier(book, rows, "A")
    assert done.text == "2 accounts are A now"
    assert segments(book, first, second) == [("A", "hand"), ("A", "hand")]
    undo(book)
    assert segments(book, first, second) == [("C", None), (None, None)]


def test_no_tier_forgets_who_set_it(book: Book) -> None:
    account = Seed(book).account("Northglass", "C")
    row = [Target("account", account)]
    set_tier(book, row, "B")
    assert set_tier(book, row, None).text == "Northglass has no tier now"
    assert segments(book, account) == [(None, None)]


@pytest.mark.parametrize(
    ("before", "up", "down"),
    [("A", "A", "B"), ("B", "A", "C"), ("C", "B", "D"), ("D", "C", "D"), (None, "B", "D")],
)
def test_one_up_and_one_down(book: Book, before: str | None, up: str, down: str) -> None:
    seed = Seed(book)
    first, second = seed.account("Northglass", before), seed.account("Condax", before)
    raise_tier(book, [Target("account", first)])
    lower_tier(book, [Target("account", second)])
    assert [segment for segment, _ in segments(book, first, second)] == [up, down]


def test_a_tier_that_is_there_already_writes_nothing_twice(book: Book) -> None:
    account = Seed(book).account("Northglass", "B")
    assert set_tier(book, [Target("account", account)], "A").txn is not None
    again = set_tier(book, [Target("account", account)], "A")
    assert again == ("Northglass is A now", None)


def test_steps_of_several_tiers_are_named_as_what_they_are(book: Book) -> None:
    seed = Seed(book)
    rows = [Target("account", seed.account(name, letter)) for name, letter in (("One", "B"), ("Two", "C"))]
    assert raise_tier(book, rows).text == "Another tier for 2 accounts"


def test_what_cannot_have_a_tier_is_said(book: Book) -> None:
    with pytest.raises(InvalidValueError):
        set_tier(book, [], "E")
    with pytest.raises(UsageError):
        set_tier(book, [Target("setup", bytes(16))], "A")


def test_a_merged_account_takes_the_tier_of_the_one_that_stands_for_it(book: Book) -> None:
    seed = Seed(book)
    root = seed.account("Northglass", "C")
    double = seed.account("North Glass", "C", merged_into=root)
    set_tier(book, [Target("account", double)], "A")
    assert segments(book, root) == [("A", "hand")]


def test_many_rows_become_a_colleagues(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park"})
    account, person = seed.account("Northglass"), seed.contact("Maria López", None)
    rows = [Target("account", account), Target("contact", person)]
    assert set_owner(book, rows, jon).text == "1 account, 1 person are Jon Park's now"
    assert view_of(book, "account", account).owner.name == "Jon Park"
    assert view_of(book, "contact", person).owner.name == "Jon Park"
    assert book.author_id is not None
    assert set_owner(book, rows[:1], book.author_id).text == "Northglass is yours now"
    undo(book)
    assert view_of(book, "account", account).owner.name == "Jon Park"
    with pytest.raises(NotFoundError):
        set_owner(book, rows, bytes(16))
    with pytest.raises(UsageError):
        set_owner(book, [Target("setup", bytes(16))], jon)


def test_the_largest_book_is_offered_first(book: Book) -> None:
    seed = Seed(book)
    jon = seed.row("rep", {"name": "Jon Park"})
    for name in ("One", "Two"):
        seed.account(name, owner_id=jon)
    assert [(one.name, one.accounts, one.is_me) for one in reps_to_choose(book)] == [
        ("Jon Park", 2, False),
        ("Ana Ruiz", 0, True),
    ]


def test_rows_go_to_the_bin_together(book: Book) -> None:
    seed = Seed(book)
    account, person = seed.account("Northglass"), seed.contact("Maria López", None)
    done = remove(book, [Target("account", account), Target("contact", person)])
    assert done.text == "To the bin: 1 account, 1 person"
    hidden = "select (select _hidden from account where id = ?) + (select _hidden from contact where id = ?)"
    assert book.db.execute(hidden, (account, person)).fetchone() == (2,)
    undo(book)
    assert book.db.execute(hidden, (account, person)).fetchone() == (0,)
    with pytest.raises(UsageError):
        remove(book, [Target("setup", bytes(16))])
