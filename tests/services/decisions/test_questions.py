from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError
from repcockpit.domain.views.today import TodayItem
from repcockpit.services.book import Book, open_book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.owners import reps_to_choose
from repcockpit.services.decisions.questions import answer_setup, setup_question
from repcockpit.services.decisions.tiers import set_tier
from repcockpit.services.history import undo
from repcockpit.services.records import view_of
from repcockpit.services.today.day import today_view
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Book:
    return fresh_book(database)


def asked(book: Book) -> dict[str, TodayItem]:
    return {item.kind: item for item in today_view(book).items if item.group == "setup"}


def row(item: TodayItem) -> Target:
    return Target(item.subject_kind, item.subject_id, item.account_id)


def sold(seed: Seed, account: bytes, amount: float) -> None:
    fields = {"name": "deal", "stage": "won", "amount": amount, "currency": "EUR", "closed_on": "2026-06-01"}
    seed.row("deal", fields | {"account_id": account})


def known(seed: Seed, name: str, segment: str | None = None) -> bytes:
    """An account that came in today and is no news: created long ago."""
    return seed.account(name, segment, tracking="2026-11-24", source_created_on="2020-01-01")


def test_the_best_accounts_by_revenue_are_marked_by_one_key(book: Book) -> None:
    seed = Seed(book)
    big, small = known(seed, "Big"), known(seed, "Small")
    sold(seed, big, 900)
    sold(seed, small, 100)
    item = asked(book)["setup_segments"]
    assert item.title == "is Big your A account?"
    question = setup_question(book, row(item))
    assert question.title == "Are these your A accounts?"
    assert "Big" in question.lines
    keys = {choice.key: choice.answer for choice in question.choices}
    assert keys == {"y": "segments:A", "a": "segments:all", "c": "choose", "n": "later"}
    assert answer_setup(book, row(item), keys["y"]).text == "Marked 1 account as A"
    assert view_of(book, "account", big).segment == "A"
    assert view_of(book, "account", small).segment is None
    assert "setup_segments" not in asked(book)
    undo(book)
    assert answer_setup(book, row(item), keys["a"]).text == "Marked 2 accounts by revenue"
    assert view_of(book, "account", small).segment == "C"
    with pytest.raises(NotFoundError):
        setup_question(book, row(item))


def test_one_account_marked_by_hand_does_not_end_the_question(book: Book) -> None:
    seed = Seed(book)
    accounts = [known(seed, f"Alba {number}") for number in range(22)]
    for account in accounts[:3]:
        sold(seed, account, 100)
    set_tier(book, [Target("account", accounts[0])], "B")
    item = asked(book)["setup_segments"]
    assert item.title == "are these 2 your A accounts?"
    answer_setup(book, row(item), "segments:all")
    assert view_of(book, "account", accounts[0]).segment == "B"
    assert "setup_segments" not in asked(book)


def test_without_deals_the_accounts_are_chosen_by_hand(book: Book) -> None:
    known(Seed(book), "Fresh")
    question = setup_question(book, row(asked(book)["setup_segments"]))
    assert [choice.key for choice in question.choices] == ["c", "n"]


def test_who_decides_is_asked_account_by_account_with_its_people_as_answers(book: Book) -> None:
    seed = Seed(book)
    first, second = known(seed, "Alba", "A"), known(seed, "Brio", "A")
    maria = seed.contact("Maria López", first, "procurement", tracking="2026-11-24", title="Plant director")
    seed.contact("Jon Park", second, None, tracking="2026-11-24")
    item = asked(book)["setup_deciders"]
    assert (item.title, item.account_name) == ("who decides at Alba?", "Alba")
    assert {reason.part: reason.text for reason in item.reasons}["people"] == "Maria López"
    question = setup_question(book, row(item))
    assert question.choices[0] == ("1", "Maria López", f"decides:{maria.hex()}", "Plant director")
    done = answer_setup(book, row(item), question.choices[0].answer)
    assert done.text == "Maria López is decision maker now"
    assert view_of(book, "contact", maria).roles == ("decision_maker", "procurement")
    assert str(view_of(book, "contact", maria).role_confirmed_on) == "2026-11-24"
    item = asked(book)["setup_deciders"]
    assert item.title == "who decides at Brio?"
    assert answer_setup(book, row(item), "later").text == "Asked again on Tue 1 Dec"
    assert "setup_deciders" not in asked(book)
    undo(book)
    assert asked(book)["setup_deciders"].title == "who decides at Brio?"


def test_what_is_promised_is_lowered_by_a_number_of_the_rules(book: Book) -> None:
    seed = Seed(book)
    for number in range(200):
        known(seed, f"Account {number}", "C")
    item = asked(book)["setup_capacity"]
    assert item.title.startswith("you promise 9.3 touches a day")
    question = setup_question(book, row(item))
    assert question.choices[0].answer == "number:cadence.segment.C=60"
    done = answer_setup(book, row(item), question.choices[0].answer)
    assert done.text == "the same for segment C: 60 days"
    assert "setup_capacity" not in asked(book)
    undo(book)
    assert "setup_capacity" in asked(book)


def test_the_owner_at_the_keyboard_is_chosen_and_kept(book: Book) -> None:
    seed = Seed(book)
    jon, eva = seed.row("rep", {"name": "Jon Park"}), seed.row("rep", {"name": "Eva Roth"})
    for name in ("One", "Two"):
        seed.account(name, "D", tracking="2026-11-24", owner_id=jon)
    seed.account("Three", "D", tracking="2026-11-24", owner_id=eva)
    item = asked(book)["setup_owner"]
    question = setup_question(book, row(item))
    assert [(one.key, one.label, one.about) for one in question.choices] == [
        ("1", "Jon Park", "2 accounts: Two, One"),
        ("2", "Eva Roth", "1 account: Three"),
        ("n", "none of these", ""),
    ]
    done = answer_setup(book, row(item), question.choices[0].answer)
    assert done.text.startswith("You are Jon Park on this computer")
    assert (book.rep_id, book.author_id, book.device.rep_name) == (jon, jon, "Jon Park")
    assert "setup_owner" not in asked(book)
    book.close()
    with open_book(book.path, now="2026-11-24") as again:
        assert again.rep_id == jon
        assert again.zone == "Europe/Madrid"


def test_an_owner_that_came_in_as_a_key_takes_the_name_given_here(book: Book) -> None:
    seed = Seed(book)
    key = seed.row("rep", {"name": "005f4000000VrDDAA0"})
    theirs = seed.account("One", "D", tracking="2026-11-24", owner_id=key)
    mine = seed.row("task", {"kind": "task", "title": "call", "owner_id": book.author_id})
    answer = f"owner:{key.hex()}"
    assert (
        answer_setup(book, row(asked(book)["setup_owner"]), answer).text
        == "You are Ana Ruiz on this computer"
    )
    assert view_of(book, "account", theirs).owner == (key, "Ana Ruiz")
    assert view_of(book, "task", mine).owner == (key, "Ana Ruiz")
    assert [one.name for one in reps_to_choose(book)] == ["Ana Ruiz"]


def test_an_answer_that_is_none_is_refused(book: Book) -> None:
    with pytest.raises(InvalidValueError):
        answer_setup(book, Target("setup", bytes(16)), "perhaps")
    with pytest.raises(NotFoundError):
        answer_setup(book, Target("setup", bytes(16)), f"decides:{bytes(16).hex()}")
    with pytest.raises(NotFoundError):
        answer_setup(book, Target("setup", bytes(16)), f"owner:{bytes(16).hex()}")
