from datetime import date
from pathlib import Path
from typing import Any

import pytest

from repcockpit.domain.errors import AmbiguousError, CockpitError, InvalidValueError, NotFoundError
from repcockpit.services.book import Book
from repcockpit.services.interactions import (
    attempt_draft,
    context_of,
    effect_of,
    read_line,
    save_draft,
    save_lines,
)
from repcockpit.sync.merge.proof import differences
from tests.services.seeding import Seed, fresh_book

WHOLE = (
    "call maria, jon @northglass 25m: late sand twice, wants a forecast +r emergency pallet by fri"
    " +p certificate by thu +i bigger bags +t safe unloading +b market study +n 8 > fri check the pallet arrived"
)


class World:
    """A book with one account and two people."""

    def __init__(self, path: Path) -> None:
        self.book: Book = fresh_book(path)
        seed = Seed(self.book)
        self.account = seed.account("Northglass")
        self.maria = seed.contact("Maria López", self.account)
        self.jon = seed.contact("Jon Park", self.account, "champion")

    def rows(self, text: str) -> list[tuple[Any, ...]]:
        return self.book.db.execute(text).fetchall()

    def log(self, line: str, contact: bytes | None = None) -> Any:
        draft = read_line(self.book, line, context_of(self.book, contact))
        return save_draft(self.book, draft)[0]


@pytest.fixture
def world(database: Path) -> World:
    return World(database)


def test_everything_in_a_line_is_saved_as_the_real_thing(world: World) -> None:
    logged = world.log(WHOLE)
    assert logged.counts
    assert logged.why == "a touch of the account and of 2 people"
    assert world.rows("select type, minutes, note, is_touch, occurred_on from interaction") == [
        ("call", 25, "late sand twice, wants a forecast", 1, "2026-11-24")
    ]
    assert len(world.rows("select id from participant")) == 2
    assert world.rows("select kind, title, due_on from task order by kind") == [
        ("next_step", "check the pallet arrived", "2026-11-27"),
        ("promise", "certificate", "2026-11-26"),
    ]
    assert world.rows("select title, due_on from request") == [("emergency pallet", "2026-11-27")]
    assert world.rows("select kind from request_event order by rowid") == [("opened",), ("acknowledged",)]
    assert world.rows("select title, status from idea") == [("bigger bags", "new")]
    assert world.rows("select topic, given_on from training") == [("safe unloading", "2026-11-24")]
    assert world.rows("select contact_id from training_person") == [(world.maria,)]
    assert world.rows("select title, brought_on from info") == [("market study", "2026-11-24")]
    assert world.rows("select kind, score, contact_id from feedback") == [("nps", 8, world.maria)]
    assert (logged.next_by, logged.next_on) == ("said", date(2026, 11, 27))
    assert not list(differences(world.book.db))


def test_a_line_is_one_transaction(world: World) -> None:
    before = len(world.rows("select no from txn"))
    world.log(WHOLE)
    assert len(world.rows("select no from txn")) == before + 1


def test_the_cadence_proposes_a_step_and_stores_nothing(world: World) -> None:
    logged = world.log("call maria: all fine")
    assert (logged.next_by, logged.next_id) == ("cadence", None)
    assert logged.next_on == date(2026, 12, 24)
    assert world.rows("select id from task") == []
    assert world.log("call jon: fine > none").next_by is None


def test_the_row_in_context_is_who_was_met(world: World) -> None:
    logged = world.log("late sand twice", world.maria)
    assert world.rows("select contact_id from participant") == [(world.maria,)]
    assert world.rows("select note, account_id from interaction") == [("late sand twice", world.account)]
    assert logged.text == "Logged call with Maria López"


def test_a_new_person_is_created_beside_the_account(world: World) -> None:
    world.log("visit new Ana Gil (QA manager) @northglass: met on the line")
    row = world.rows(
        "select name, first_name, last_name, title, primary_account_id, tracking_started_on from contact"
    )
    assert row[-1] == ("Ana Gil", "Ana", "Gil", "QA manager", world.account, "2026-11-24")


def test_an_account_alone_is_a_touch_of_nobody(world: World) -> None:
    logged = world.log("visit @northglass: dropped samples")
    assert logged.why == "a touch of the account and of nobody"
    assert world.rows("select id from participant") == []
    assert world.rows("select last_touch_on from account") == [("2026-11-24",)]


def test_what_was_planned_for_the_day_is_the_one_that_happened(world: World) -> None:
    planned = Seed(world.book).met(
        "2026-11-24", world.account, world.maria, type="visit", status="planned", outcome=None, subject="sand"
    )
    world.log("visit maria: it went well")
    rows = world.rows("select id, status, outcome, note, subject from interaction")
    assert rows == [(planned, "completed", "connected", "it went well", "sand")]


def test_a_mail_counts_once_it_is_answered(world: World) -> None:
    first = world.log("email maria out: price list")
    assert not first.counts
    second = world.log("email maria in: thanks")
    assert second.counts
    assert world.rows("select is_touch from interaction") == [(1,), (1,)]
    assert world.rows("select last_touch_on from contact where name = 'Maria López'") == [("2026-11-24",)]


@pytest.mark.parametrize(
    ("letter", "outcome"),
    [("n", "no_answer"), ("v", "left_voicemail"), ("b", "busy"), ("w", "wrong_number")],
)
def test_an_attempt_is_one_letter_and_no_touch(world: World, letter: str, outcome: str) -> None:
    logged, _ = save_draft(world.book, attempt_draft(world.book, letter, world.maria, None))
    assert not logged.counts
    assert world.rows("select outcome, is_touch from interaction") == [(outcome, 0)]
    assert world.rows("select attempts, last_attempt_on from contact where attempts is not null") == [
        (1, "2026-11-24")
    ]


def test_an_attempt_needs_a_known_letter_and_somebody(world: World) -> None:
    with pytest.raises(InvalidValueError):
        attempt_draft(world.book, "x", world.maria, None)
    with pytest.raises(NotFoundError):
        attempt_draft(world.book, "n", None, None)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("call zorro: hello", NotFoundError),
        ("call maria @nowhere: hello", NotFoundError),
        ("call maria: fine +n 11", InvalidValueError),
    ],
)
def test_a_line_with_a_problem_saves_nothing(world: World, line: str, error: type[CockpitError]) -> None:
    with pytest.raises(error):
        world.log(line)
    assert world.rows("select id from interaction") == []


def test_an_ambiguous_name_lists_who_it_could_be(world: World) -> None:
    Seed(world.book).contact("Maria Sanz", world.account)
    with pytest.raises(AmbiguousError) as caught:
        world.log("call maria: hello")
    assert {one.name for one in caught.value.candidates} == {"Maria López", "Maria Sanz"}


def test_several_lines_are_all_or_nothing(world: World) -> None:
    found, txn = save_lines(world.book, ["call maria: one", "", "visit jon yesterday: two\n"])
    assert len(found) == 2
    assert txn is not None
    with pytest.raises(NotFoundError, match="line 2"):
        save_lines(world.book, ["call maria: three", "call nobody here: four"])
    assert len(world.rows("select id from interaction")) == 2


def test_the_effect_says_what_a_touch_changes(world: World) -> None:
    Seed(world.book).met("2026-10-13", world.account, world.maria)
    draft = read_line(world.book, "visit maria: went well", context_of(world.book))
    effect = effect_of(world.book, draft)
    assert effect.before == ("●", "12 d over", "late")
    assert effect.after == ("√", "on track", "good")
    assert effect.touches == 2
    missed = effect_of(world.book, read_line(world.book, "call maria na", context_of(world.book)))
    assert missed.after == missed.before


def test_notes_are_kept_as_typed(world: World) -> None:
    note = "[bold]x[/] \x1b[31m 株式会社 \u202e abc 'quoted' <b>"
    world.log(f"call maria: {note}")
    assert world.rows("select note from interaction") == [(note,)]
