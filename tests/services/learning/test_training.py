from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.interactions import read_line, save_draft
from repcockpit.services.learning.matrix import matrix_of, onboarding_topic
from repcockpit.services.learning.trainings import give_training, note_usage, plan_training
from repcockpit.services.record_edits import add_record
from tests.services.seeding import Seed, fresh_book

MONDAY = date(2026, 11, 30)
TODAY = date(2026, 11, 24)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


def states(book: Book, account: bytes) -> dict[str, dict[str, str]]:
    view = matrix_of(book, account)
    return {
        one.name: {topic.title: cell.state for topic, cell in zip(view.topics, one.cells, strict=True)}
        for one in view.people
    }


def test_a_matrix_of_people_by_topics(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria, jon = (seed.contact(name, house) for name in ("Maria", "Jon"))
    seed.contact("Gone", house, status="left")
    seed.row("topic", {"title": "Sieves", "valid_months": 12})
    give_training(book, house, "sieves", [maria], date(2025, 10, 1))
    give_training(book, house, "Safe unloading", [maria, jon], TODAY)
    plan_training(book, house, "SIEVES", [jon], MONDAY)
    assert states(book, house) == {
        "Jon": {"Safe unloading": "valid", "Sieves": "planned"},
        "Maria": {"Safe unloading": "valid", "Sieves": "expired"},
    }
    view = matrix_of(book, house)
    assert (view.valid, view.planned) == (2, 4)


def test_a_plan_becomes_the_training_that_was_given(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria, jon = (seed.contact(name, house) for name in ("Maria", "Jon"))
    plan_training(book, house, "Seals", [maria, jon], MONDAY)
    plan_training(book, house, "Seals", [maria, jon], date(2026, 12, 7))
    rows = book.db.execute("select due_on, given_on, kind from training").fetchall()
    assert rows == [("2026-12-07", None, "initial")], "planned again it is moved"
    give_training(book, house, "Seals", [maria], TODAY)
    assert states(book, house) == {"Jon": {"Seals": "planned"}, "Maria": {"Seals": "valid"}}
    give_training(book, house, "Seals", [jon], TODAY)
    assert states(book, house) == {"Jon": {"Seals": "valid"}, "Maria": {"Seals": "valid"}}
    assert book.db.execute(
        "select count(*) from training where given_on is null and _hidden = 0"
    ).fetchone() == (0,)
    give_training(book, house, "Seals", [jon], TODAY, date(2027, 1, 10))
    kinds = [kind for (kind,) in book.db.execute("select kind from training where _hidden = 0")]
    assert kinds == ["initial", "initial", "ongoing"]


def test_what_cannot_be_is_refused(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria = seed.contact("Maria", house)
    with pytest.raises(InvalidValueError, match="over already"):
        plan_training(book, house, "Seals", [maria], date(2026, 11, 23))
    with pytest.raises(InvalidValueError, match="still to come"):
        give_training(book, house, "Seals", [maria], MONDAY)
    with pytest.raises(InvalidValueError, match="cannot end"):
        give_training(book, house, "Seals", [maria], TODAY, date(2026, 1, 1))
    with pytest.raises(UsageError, match="nobody"):
        plan_training(book, house, "Seals", [], MONDAY)
    with pytest.raises(UsageError, match="which topic"):
        plan_training(book, house, " ", [maria], MONDAY)


def test_usage_is_asked_of_what_was_given(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    maria = seed.contact("Maria", house)
    give_training(book, house, "Seals", [maria], TODAY)
    cell = matrix_of(book, house).people[0].cells[0]
    assert cell.id is not None
    assert note_usage(book, cell.id, 2).text == "Training seals: used"
    assert matrix_of(book, house).people[0].cells[0].usage == 2
    with pytest.raises(InvalidValueError):
        note_usage(book, cell.id, 4)
    plan_training(book, house, "Sieves", [maria], MONDAY)
    plan = matrix_of(book, house).people[0].cells[1].plan_id
    assert plan is not None
    with pytest.raises(UsageError):
        note_usage(book, plan, 1)


def test_onboarding_is_proposed_for_people_added_by_hand_or_capture_alone(book: Book) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    seed.contact("Long here", house)
    with book.write("import", kind="import") as unit:
        fields = {"name": "Imported", "primary_account_id": house, "tracking_started_on": "2026-11-24"}
        unit.insert("contact", fields)
    add_record(book, "contact", ["name=By hand", "account=Northglass"])
    save_draft(book, read_line(book, "call new Ana Gil (QA) @Northglass: hello"))
    proposed = [one.name for one in matrix_of(book, house).people if one.proposes]
    assert proposed == ["Ana Gil", "By hand"]
    assert onboarding_topic(book) == "Onboarding"
    person = next(one for one in matrix_of(book, house).people if one.name == "Ana Gil")
    plan_training(book, house, onboarding_topic(book), [person.id], MONDAY)
    assert [one.name for one in matrix_of(book, house).people if one.proposes] == ["By hand"]
    book.db.execute("update account set status = 'prospect'")
    assert not any(one.proposes for one in matrix_of(book, house).people)
