"""What is offered to meet an item, what a typed action or skip means, and why a review is as ready as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError
from repcockpit.services.book import Book
from repcockpit.services.history import undo
from repcockpit.services.reviews.changing import accept
from repcockpit.services.reviews.offers import (
    idea_offers,
    news_offers,
    note_theirs,
    people_offers,
    read_action,
    read_skip,
)
from repcockpit.services.reviews.reading import qbr_list
from repcockpit.services.reviews.why import why_review
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    found = fresh_book(tmp_path / "book.db")
    yield found
    found.close()


def _account(book: Book) -> tuple[Seed, bytes]:
    seed = Seed(book)
    return seed, seed.account("Northglass", sector="glass")


def test_who_can_decide_is_offered_first(book: Book) -> None:
    seed, house = _account(book)
    seed.contact("Abel Buyer", house, "procurement")
    zoe = seed.contact("Zoe Boss", house, "decision_maker", title="Plant director")
    seed.contact("Gone", house, "decision_maker", status="left")
    qbr_id = qbr_list(book).rows[0].id
    found = people_offers(book, house, qbr_id)
    assert [(one.title, one.about, one.is_fit) for one in found] == [
        ("Zoe Boss", "decision maker, Plant director", True),
        ("Abel Buyer", "procurement", False),
    ]
    accept(book, qbr_id, zoe)
    assert people_offers(book, house, qbr_id)[0].about.startswith("accepted")


def test_news_and_ideas_that_are_left(book: Book) -> None:
    seed, house = _account(book)
    for title, sector in (("Energy prices", "steel"), ("Float glass trends", "glass")):
        item = seed.row("info", {"title": title, "kind": "trend"})
        seed.row("info_sector", {"info_id": item, "sector": sector})
    qbr_id = qbr_list(book).rows[0].id
    assert [(one.title, one.about) for one in news_offers(book, house, qbr_id)] == [
        ("Float glass trends", ""),
        ("Energy prices", "for other sectors"),
    ]
    for title, status in (("bigger bags", "new"), ("told", "customer_told")):
        seed.row("idea", {"title": title, "status": status, "account_id": house, "status_on": "2026-11-20"})
    assert [(one.title, one.about) for one in idea_offers(book, house)] == [("bigger bags", "new, 4 d ago")]


def test_a_note_meets_the_item_and_undoes(book: Book) -> None:
    _, house = _account(book)

    def is_met() -> bool:
        return any(one.met for one in qbr_list(book).rows[0].items if one.item == "challenges")

    assert not is_met()
    done = note_theirs(book, house, "challenge", " the kiln stands still ")
    assert done.text == "Challenge noted: the kiln stands still"
    assert is_met()
    assert done.txn is not None
    undo(book, done.txn.hex())
    assert not is_met()
    with pytest.raises(InvalidValueError):
        note_theirs(book, house, "challenge", "  ")
    with pytest.raises(InvalidValueError):
        note_theirs(book, house, "gossip", "x")


def test_an_action_is_read_from_one_line(book: Book) -> None:
    jon = Seed(book).row("rep", {"name": "Jon Berg"})
    assert read_action(book, "send the sheet by fri") == (
        "send the sheet",
        "2026-11-27",
        book.author_id,
        "Ana Ruiz",
    )
    assert read_action(book, "second carrier @jon by 12/12") == (
        "second carrier",
        "2026-12-12",
        jon,
        "Jon Berg",
    )
    assert read_action(book, "stand by the kiln by 2w")[0] == "stand by the kiln"
    for text in ("", "send the sheet", "by fri", "send it by whenever"):
        with pytest.raises(InvalidValueError):
            read_action(book, text)
    with pytest.raises(NotFoundError):
        read_action(book, "x @nobody by fri")


def test_a_skip_needs_reason_and_approver() -> None:
    assert read_skip("merged by phone by Carla Mora") == ("merged by phone", "Carla Mora")
    for text in ("merged", " by Carla", "merged by "):
        with pytest.raises(InvalidValueError):
            read_skip(text)


def test_why_names_every_weight_and_the_rows(book: Book) -> None:
    seed, house = _account(book)
    boss = seed.contact("Zoe Boss", house)
    accept(book, qbr_list(book).rows[0].id, boss)
    row = qbr_list(book).rows[0]
    view = why_review(book, row)
    assert view.score == row.readiness
    assert "+12  decision maker accepted, must" in view.rule
    assert any(line.startswith("0 of 8  date agreed, must: ") for line in view.rule)
    assert [(one.kind, one.said, one.counts) for one in view.rows] == [("contact", "Zoe Boss", True)]
