from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, UsageError
from repcockpit.services.book import Book
from repcockpit.services.decisions.chosen import Target
from repcockpit.services.decisions.outcomes import mark_held, mark_moved
from repcockpit.services.history import undo
from repcockpit.services.interactions import read_line, save_draft
from repcockpit.services.learning.digest import idea_digest
from repcockpit.services.learning.ideas import ideas_of, move_idea, tell_idea
from repcockpit.services.learning.known import completeness, known_of
from repcockpit.services.record_edits import add_record, finish_task, set_record
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with fresh_book(tmp_path / "book.db") as found:
        yield found


@pytest.fixture
def idea(book: Book) -> bytes:
    seed = Seed(book)
    house = seed.account("Northglass")
    seed.contact("Maria López", house)
    logged, _ = save_draft(book, read_line(book, "call maria: hello +i bigger bags"))
    return logged.idea_ids[0]


def status(book: Book) -> str:
    return str(book.db.execute("select status from idea").fetchone()[0])


def tasks(book: Book) -> list[tuple[bytes, str, str | None]]:
    rows = book.db.execute("select id, title, done_on from task where kind = 'tell' and _hidden = 0")
    return [(row[0], row[1], row[2]) for row in rows.fetchall()]


def test_done_makes_a_task_until_the_customer_was_told(book: Book, idea: bytes) -> None:
    for _ in range(3):
        move_idea(book, idea)
    assert not tasks(book)
    assert "tell the customer" in move_idea(book, idea).text
    assert status(book) == "done"
    ((task, title, done_on),) = tasks(book)
    assert (title, done_on) == ("tell that the idea is done: bigger bags", None)
    with pytest.raises(UsageError, match="bigger bags is done"):
        move_idea(book, idea)
    mark_held(book, [Target("task", task)])
    assert status(book) == "customer_told"
    undo(book, None)
    assert status(book) == "done"


def test_the_command_line_and_forms_follow_the_same_rule(book: Book, idea: bytes) -> None:
    set_record(book, "idea", idea.hex(), ["status=declined"])
    ((task, title, _),) = tasks(book)
    assert title == "tell that the idea was declined: bigger bags"
    finish_task(book, task.hex(), None)
    assert status(book) == "customer_told"
    add_record(book, "idea", ["title=Sensors", "status=done", "account=Northglass"])
    open_tasks = [title for _, title, done_on in tasks(book) if done_on is None]
    assert open_tasks == ["tell that the idea is done: Sensors"]


def test_another_answer_renames_the_task_and_none_takes_it_away(book: Book, idea: bytes) -> None:
    move_idea(book, idea, "done")
    move_idea(book, idea, "declined")
    assert [title for _, title, _ in tasks(book)] == ["tell that the idea was declined: bigger bags"]
    move_idea(book, idea, "under_review")
    assert not tasks(book)
    move_idea(book, idea, "done")
    tell_idea(book, idea)
    assert status(book) == "customer_told"
    assert [done_on for _, _, done_on in tasks(book)] == ["2026-11-24"]
    with pytest.raises(InvalidValueError):
        move_idea(book, idea, "lost")
    with pytest.raises(NotFoundError):
        move_idea(book, b"x" * 16)


def bought(book: Book) -> bytes:
    """The account of the idea, with two more ideas and deals in two currencies."""
    seed = Seed(book)
    house: bytes = book.db.execute("select account_id from idea").fetchone()[0]
    for amount, currency, on in (
        (100.0, "EUR", "2026-10-01"),
        (7.0, "USD", "2026-10-01"),
        (9.0, "EUR", "2025-01-01"),
    ):
        seed.row(
            "deal",
            {"stage": "won", "amount": amount, "currency": currency, "closed_on": on, "account_id": house},
        )
    done = {"title": "Sensors", "status": "done", "status_on": "2026-11-14", "product": "pumps"}
    seed.row("idea", done | {"account_id": house})
    seed.row("idea", {"title": "Old", "account_id": house, "product": "Pumps"})
    return house


def test_ideas_by_state_with_their_age_and_the_revenue_behind(book: Book, idea: bytes) -> None:
    house = bought(book)
    rows = ideas_of(book, house)
    assert rows == ideas_of(book)
    assert [(row.title, row.status, row.age_days) for row in rows] == [
        ("Sensors", "done", 10),
        ("bigger bags", "new", 0),
        ("Old", "new", None),
    ]
    assert rows[0].revenue == (("EUR", 100.0), ("USD", 7.0))
    assert move_idea(book, idea).text == "Sent: bigger bags"
    since = book.db.execute("select status_on from idea where id = ?", (idea,)).fetchone()
    assert since == ("2026-11-24",)


def test_the_digest_has_the_revenue_behind_each_product(book: Book, idea: bytes) -> None:
    bought(book)
    assert idea is not None
    assert [(group.product, len(group.ideas), group.revenue) for group in idea_digest(book)] == [
        ("Pumps", 2, (("EUR", 100.0), ("USD", 7.0))),
        ("no product named", 1, (("EUR", 100.0), ("USD", 7.0))),
    ]
    assert [group.product for group in idea_digest(book, until=date(2026, 11, 20))] == ["pumps"]


def test_the_first_day_of_a_promise_stays_known(book: Book, idea: bytes) -> None:
    save_draft(book, read_line(book, "call maria: hello +p certificate by 2026-12-01"))
    add_record(book, "promise", ["title=drawing", "due_on=2026-12-02", "account=Northglass"])
    add_record(book, "promise", ["title=sample", "account=Northglass"])
    set_record(book, "task", "sample", ["due_on=2026-12-03"])
    seed = Seed(book)
    seed.row("task", {"kind": "promise", "title": "older", "due_on": "2026-12-04"})
    for title in ("certificate", "drawing", "sample"):
        set_record(book, "task", title, ["due_on=2026-12-20"])
    older = book.db.execute("select id from task where title = 'older'").fetchone()[0]
    mark_moved(book, [Target("task", older)], date(2026, 12, 20))
    rows = book.db.execute(
        "select title, first_due_on, due_on from task where kind = 'promise' order by 2"
    ).fetchall()
    assert [row[:2] for row in rows] == [
        ("certificate", "2026-12-01"),
        ("drawing", "2026-12-02"),
        ("sample", "2026-12-03"),
        ("older", "2026-12-04"),
    ]
    assert {row[2] for row in rows} == {"2026-12-20"}


def test_what_a_customer_needs_is_known_by_kind_and_day(book: Book, idea: bytes) -> None:
    house = book.db.execute("select account_id from idea").fetchone()[0]
    for on, kind, note in (
        ("2026-11-02", "need", "dry sand"),
        ("2026-11-20", "competitor", "Quarzo SL"),
        ("2026-11-10", "need", "lab reports"),
        ("2026-12-24", "want", "later"),
    ):
        words = ["type=note", f"note_kind={kind}", f"note={note}", f"occurred_on={on}", "account=Northglass"]
        add_record(book, "interaction", [*words, "contacts=Maria López"])
    found = known_of(book, [house])
    assert [(one.kind, one.on.day, one.text) for one in found] == [
        ("need", 10, "lab reports"),
        ("need", 2, "dry sand"),
        ("competitor", 20, "Quarzo SL"),
    ]
    assert found[0].contact is not None
    assert found[0].contact.name == "Maria López"
    assert completeness(found) == (1, 3)
