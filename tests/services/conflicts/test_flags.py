"""A delete and an edit, children of the deleted, merges in a ring, steps of a request: listed and settled."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, RefusedError
from repcockpit.domain.views.conflicts import Choice, ConflictView
from repcockpit.services.book import Book
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle, settle_lines, with_past
from repcockpit.services.history import undo
from repcockpit.services.record_edits import remove_record
from repcockpit.services.requests.opening import Ask, opened
from repcockpit.services.requests.steps import standing_of, take_step
from tests.services.conflicts_by_hand import Other, dots, mine, person
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened_book = fresh_book(database)
    yield opened_book
    opened_book.close()


@pytest.fixture
def tomas(book: Book) -> Other:
    return Other(book, person(book, "Tomás Gil"), "office")


def _only(book: Book) -> ConflictView:
    (view,) = conflicts_view(book)
    assert conflict_count(book) == 1
    return view


def _hidden(book: Book, table: str, row_id: bytes) -> int:
    return int(book.db.execute(f"select _hidden from {table} where id = ?", (row_id,)).fetchone()[0])


def _deleted_and_edited(book: Book, tomas: Other) -> bytes:
    maria = Seed(book).contact("María López", Seed(book).account("Northglass"), phone="+34 0")
    seen = dots(book, "contact", maria)
    mine(book, "contact", maria, seen, phone="+34 1")
    with tomas.write("remove") as unit:
        unit.hide("contact", maria, seen)
    return maria


def test_a_delete_and_an_edit_show_the_record_and_flag_it(book: Book, tomas: Other) -> None:
    maria = _deleted_and_edited(book, tomas)
    assert _hidden(book, "contact", maria) == 0
    view = _only(book)
    assert (view.form, view.kind, view.subject.title) == ("deleted", "contact", "María López")
    assert view.account is not None
    assert view.account.title == "Northglass"
    assert view.says == "Tomás Gil deleted María López, Ana Ruiz changed it"
    keep, delete = view.fields[0].values
    assert (keep.value, keep.by, keep.is_own) == ("keep it, with phone", "Ana Ruiz", True)
    assert (delete.value, delete.by, delete.device) == ("delete it", "Tomás Gil", "office")
    assert with_past(book, view) == view
    with pytest.raises(InvalidValueError):
        settle(book, view.id, value="maybe")


def test_it_stays_once_somebody_says_so_and_undo_asks_again(book: Book, tomas: Other) -> None:
    maria = _deleted_and_edited(book, tomas)
    line = _only(book).fields[0]
    assert settle(book, line.id, keep=1).left == 0
    assert _hidden(book, "contact", maria) == 0
    with pytest.raises(RefusedError):
        settle_lines(book, [Choice(line, keep=2)])
    undo(book)
    assert _only(book).fields[0].id == line.id
    assert _hidden(book, "contact", maria) == 0


def test_it_goes_once_somebody_deletes_it_again_and_undo_shows_it(book: Book, tomas: Other) -> None:
    maria = _deleted_and_edited(book, tomas)
    settle(book, _only(book).id, keep=2)
    assert _hidden(book, "contact", maria) == 1
    assert conflict_count(book) == 0
    undo(book)
    assert _hidden(book, "contact", maria) == 0


def test_what_hangs_on_a_deleted_account_unseen_is_listed_until_one_of_both_goes(
    book: Book, tomas: Other
) -> None:
    seed = Seed(book)
    house = seed.account("Northglass")
    known = seed.contact("Known Before", house)
    remove_record(book, "account", "Northglass")
    assert conflict_count(book) == 0, "what the deleter knew is no question"
    with tomas.write("add") as unit:
        maria = unit.insert("contact", {"name": "María López", "primary_account_id": house})
    view = _only(book)
    assert (view.form, view.subject.title, view.is_hidden) == ("parent", "Northglass", True)
    assert [one.value for one in view.fields[0].values] == ["bring Northglass back", "delete 1 person"]
    settle(book, view.id, keep=1)
    assert (_hidden(book, "account", house), _hidden(book, "contact", known)) == (0, 0)
    undo(book)
    assert (_hidden(book, "account", house), _hidden(book, "contact", known)) == (1, 1)
    settle(book, _only(book).id, keep=2)
    assert (_hidden(book, "contact", maria), _hidden(book, "contact", known)) == (1, 1)
    assert conflict_count(book) == 0


def test_two_accounts_merged_into_each_other_are_listed_until_one_stays(book: Book, tomas: Other) -> None:
    seed = Seed(book)
    one, other = seed.account("Kan-code"), seed.account("Kancode GmbH")
    seen = dots(book, "account", other)
    mine(book, "account", one, merged_into=other)
    tomas.set("account", other, {"merged_into": one}, seen)
    view = _only(book)
    assert view.form == "cycle"
    assert {value.value for value in view.fields[0].values} == {"Kan-code", "Kancode GmbH"}
    stays = next(value for value in view.fields[0].values if value.value == "Kancode GmbH")
    settle(book, view.id, keep=stays.n)
    rows = dict(book.db.execute("select id, root_id from account").fetchall())
    assert (rows[other], rows[one]) == (None, other)
    undo(book)
    assert _only(book).form == "cycle"


def _branched(book: Book, tomas: Other) -> bytes:
    """A request that Ana solved and Tomás cancelled."""
    account = Seed(book).account("Northglass")
    request: bytes = opened(book, Ask("pumps stopped", book.now(), account)).view.id
    ends = standing_of(book, request).ends
    take_step(book, request, "resolve")
    with tomas.write("cancel") as unit:
        at = int(book.now().timestamp() * 1000)
        values = {
            "request_id": request,
            "kind": "cancelled",
            "at": at,
            "by_id": tomas.person_id,
            "after": ends,
        }
        unit.insert("request_event", values)
    return request


def _tasks(book: Book) -> int:
    return int(
        book.db.execute("select count(*) from task where kind = 'callback' and _hidden = 0").fetchone()[0]
    )


def test_steps_that_disagree_are_listed_and_settled_by_a_further_step(book: Book, tomas: Other) -> None:
    request = _branched(book, tomas)
    view = _only(book)
    assert (view.form, view.kind, view.subject.title) == ("steps", "request", "pumps stopped")
    yours, theirs = view.fields[0].values
    assert (yours.value, yours.by, theirs.value, theirs.by) == (
        "solved",
        "Ana Ruiz",
        "cancelled",
        "Tomás Gil",
    )
    assert (yours.is_current, theirs.is_current) == (False, True)
    settle(book, view.id, keep=1)
    assert standing_of(book, request).life.status == "callback_due"
    assert len(standing_of(book, request).ends) == 16
    assert (conflict_count(book), _tasks(book)) == (0, 1)
    undo(book)
    assert _only(book).form == "steps"
    settle(book, view.id, keep=2)
    assert standing_of(book, request).life.status == "cancelled"
    assert _tasks(book) == 0


def test_steps_that_agree_are_no_conflict(book: Book, tomas: Other) -> None:
    account = Seed(book).account("Northglass")
    request: bytes = opened(book, Ask("pumps stopped", book.now(), account)).view.id
    ends = standing_of(book, request).ends
    take_step(book, request, "ack")
    with tomas.write("ack") as unit:
        at = int(book.now().timestamp() * 1000)
        unit.insert("request_event", {"request_id": request, "kind": "acknowledged", "at": at, "after": ends})
    assert conflict_count(book) == 0
    take_step(book, request, "resolve")
    assert len(standing_of(book, request).ends) == 16
