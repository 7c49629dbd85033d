from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.details.timeline import whole_timeline
from repcockpit.services.details.why_lines import why_line
from repcockpit.services.learning.lines import ideas_line, news_line, training_line
from repcockpit.services.learning.sharing import add_item, item_called, share_item
from repcockpit.services.learning.trainings import give_training, plan_training
from tests.services.seeding import Seed, fresh_book

TODAY = date(2026, 11, 24)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


def test_the_line_of_training_counts_what_holds_of_what_is_planned(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria, jon = (seed.contact(name, house) for name in ("Maria", "Jon"))
    seed.row("topic", {"title": "Seals", "valid_months": 12})
    assert training_line(book, [house]).words == "none"
    give_training(book, house, "Seals", [maria], TODAY)
    assert training_line(book, [house])[1:4] == ("done", "1 of 1", "1 person trained; last: Seals")
    plan_training(book, house, "Seals", [jon], date(2026, 12, 4))
    assert training_line(book, [house])[1:4] == ("calm", "1 of 2", "next Fri 4 Dec")
    give_training(book, house, "Sieves", [jon], date(2026, 1, 1), date(2026, 2, 1))
    line = training_line(book, [house])
    assert (line.tone, line.words, line.fact, line.on) == (
        "slip",
        "1 of 3",
        "1 expired, next Fri 4 Dec",
        date(2026, 12, 4),
    )


def test_the_line_of_news_says_the_last_and_the_next(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria = seed.contact("Maria", house)
    assert news_line(book, [house]).fact == "no news brought yet"
    add_item(book, "Silica", "n")
    assert news_line(book, [house])[1:4] == ("hole", "none yet", "to bring: Silica")
    share_item(book, item_called(book, "silica") or b"", maria, house, "useful", on=date(2026, 8, 1))
    assert news_line(book, [house])[1:4] == ("slip", "115 d old", "Silica, useful")
    (row,) = whole_timeline(book, "account", house)
    assert (row.kind, row.type, row.who, row.text) == ("share", "news", "Maria", "Silica")
    why = why_line(book, "news", house)
    assert why is not None
    assert [(one.kind, one.what, one.said) for one in why.rows] == [("share", "useful", "Silica")]


def test_the_line_of_ideas_says_who_waits_to_be_told(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    seed.row("idea", {"title": "bags", "status": "customer_told", "account_id": house})
    assert ideas_line(book, [house])[1:4] == ("done", "told", "1 of 1 told")
    seed.row("idea", {"title": "pumps", "status": "sent", "account_id": house})
    assert ideas_line(book, [house])[1:4] == ("calm", "1 open", "1 of 2 told; pumps, sent")
    seed.row("idea", {"title": "silos", "status": "declined", "account_id": house})
    assert ideas_line(book, [house])[1:4] == ("slip", "1 to tell", "1 of 3 told; silos, declined")
