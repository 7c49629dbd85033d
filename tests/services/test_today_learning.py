from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.learning.sharing import add_item, item_called, share_item
from repcockpit.services.learning.trainings import give_training, plan_training
from repcockpit.services.today.learning import info_items, learning_items, training_items
from tests.services.seeding import Seed, fresh_book

TODAY = date(2026, 11, 24)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


def said(items: list) -> list[tuple[str, str, str | None, int]]:  # type: ignore[type-arg]
    return [(one.kind, one.reasons[0].part, one.title, one.others) for one in items]


def test_what_ran_out_stands_once_an_account(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria, jon = (seed.contact(name, house) for name in ("Maria", "Jon"))
    gone = seed.contact("Gone", house, status="left")
    seed.row("topic", {"title": "Seals", "valid_months": 12})
    give_training(book, house, "seals", [maria, gone], date(2025, 1, 15))
    give_training(book, house, "seals", [jon], date(2025, 10, 12))
    assert said(training_items(book)) == [
        ("training", "expired", "Maria: Seals expired Thu 15 Jan", 1),
    ]
    item = training_items(book)[0]
    assert (item.group, item.account_id, item.contact_id, item.subject_kind) == (
        "gaps",
        house,
        maria,
        "account",
    )
    give_training(book, house, "seals", [maria], TODAY)
    plan_training(book, house, "seals", [jon], TODAY)
    assert training_items(book) == [], "a plan takes it off the list"
    book.db.execute("update training set due_on = '2026-11-03' where given_on is null")
    assert said(training_items(book)) == [
        ("training", "not given", "Jon: Seals was planned for Tue 3 Nov", 0),
    ]
    book.db.execute("update account set status = 'prospect'")
    assert training_items(book) == []


def test_of_people_equally_late_the_first_by_name_is_named(book: Book) -> None:
    seed = Seed(book)
    house, other = seed.account("Northglass"), seed.account("Alba")
    people = [seed.contact(name, house) for name in ("zoe", "Ben", "adam")]
    seed.row("topic", {"title": "Seals", "valid_months": 12})
    give_training(book, house, "seals", people, date(2025, 1, 15))
    give_training(book, other, "seals", [seed.contact("Ida", other)], date(2025, 1, 14))
    give_training(book, other, "safety", people[:1], date(2025, 1, 14))
    assert said(training_items(book)) == [
        ("training", "expired", "Ida: Seals expired Wed 14 Jan", 0),
        ("training", "expired", "adam: Seals expired Thu 15 Jan", 2),
    ]


def test_onboarding_is_proposed_for_somebody_new(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    ana = seed.contact("Ana Gil", house, tracking="2026-11-20")
    with book.write("import", kind="import") as unit:
        fields = {"name": "Imported", "primary_account_id": house, "tracking_started_on": "2026-11-24"}
        unit.insert("contact", fields)
    assert said(training_items(book)) == [
        ("training", "new here", "Ana Gil: Onboarding for somebody new", 0),
    ]
    plan_training(book, house, "Onboarding", [ana], TODAY)
    assert training_items(book) == []


def visit(seed: Seed, house: bytes, person: bytes, on: str = "2026-11-26") -> None:
    planned = {"type": "visit", "status": "planned", "occurred_on": on, "account_id": house}
    row = seed.row("interaction", planned | {"rep_id": seed.book.author_id})
    seed.row("participant", {"interaction_id": row, "contact_id": person})


def test_one_unsent_item_a_visit_else_nothing_to_bring(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass", sector="Glass")
    maria = seed.contact("Maria", house)
    visit(seed, house, maria)
    assert said(info_items(book, TODAY)) == [
        ("info", "no news", "nothing to bring to the visit Thu 26 Nov", 0)
    ]
    for title, sectors in (("For all", ()), ("For glass", ("glass",))):
        add_item(book, title, "n", sectors=sectors)
    for title in ("For glass", "For all"):
        assert said(info_items(book, TODAY)) == [
            ("info", "bring", f"bring {title} to the visit Thu 26 Nov", 0)
        ]
        share_item(book, item_called(book, title) or b"", maria, house)
    assert info_items(book, TODAY) == [], "the last news is not old"
    book.db.execute("update share set brought_on = '2026-01-01'")
    assert said(info_items(book, TODAY)) == [
        ("info", "no news", "nothing to bring to the visit Thu 26 Nov", 0)
    ]
    assert len(learning_items(book, TODAY)) == 1
    snooze = {"target_id": house, "until": "2026-12-24", "reason": "away", "set_on": "2026-11-01"}
    seed.row("snooze", snooze)
    assert learning_items(book, TODAY) == []
