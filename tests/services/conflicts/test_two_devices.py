"""Two books that exchange frames: who wrote what, the same conflicts on both, history of everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import RefusedError
from repcockpit.services.book import Book
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle, with_past
from repcockpit.services.history import history, redo, undo
from repcockpit.services.keeping import changes_view, past_view
from repcockpit.services.record_edits import remove_record
from repcockpit.services.requests.opening import Ask, opened
from repcockpit.services.requests.steps import standing_of, take_step
from repcockpit.sync.held import held_frames
from repcockpit.sync.ingest import ingest
from repcockpit.sync.merge.proof import differences
from repcockpit.sync.seal import seal
from tests.services.conflicts_by_hand import mine, texts
from tests.services.seeding import Seed, fresh_book

_TEAM = b"T" * 16


class Pair:
    """Ana's book and Tomás's, which know a house and a person there."""

    def __init__(self, folder: Path) -> None:
        self.ana = fresh_book(folder / "ana" / "book.db")
        self.tomas = fresh_book(folder / "tomas" / "book.db", rep="Tomás Gil")
        seed = Seed(self.ana)
        self.account = seed.account("Northglass")
        self.maria = seed.contact("María López", self.account, phone="+34 0", title="Buyer")
        self.meet()

    def meet(self) -> None:
        """Both get everything, and each agrees with its frames."""
        for book in (self.ana, self.tomas):
            seal(book.db, _TEAM)
        for one, other in ((self.ana, self.tomas), (self.tomas, self.ana)):
            found = ingest(one.db, _TEAM, held_frames(other.db))
            assert found.problems == ()
        for book in (self.ana, self.tomas):
            assert not list(differences(book.db))

    def apart(self, **values: tuple[object, object]) -> None:
        """Both change Maria while apart, then meet."""
        mine(self.ana, "contact", self.maria, None, **{name: one[0] for name, one in values.items()})
        mine(self.tomas, "contact", self.maria, None, **{name: one[1] for name, one in values.items()})
        self.meet()

    def held(self, column: str) -> set[object]:
        """What both rows hold."""
        text = f"select {column} from contact where id = ?"
        return {book.db.execute(text, (self.maria,)).fetchone()[0] for book in (self.ana, self.tomas)}


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    found = Pair(tmp_path)
    yield found
    found.ana.close()
    found.tomas.close()


def _ids(book: Book) -> set[bytes]:
    return {line.id for view in conflicts_view(book) for line in view.fields}


def test_both_see_the_same_conflict_each_with_their_own_side_first(pair: Pair) -> None:
    pair.apart(phone=("+34 1", "+34 2"), title=("Director", "Director"))
    here, there = conflicts_view(pair.ana)[0], conflicts_view(pair.tomas)[0]
    assert _ids(pair.ana) == _ids(pair.tomas)
    assert (texts(here), texts(there)) == ({"phone": ["+34 1", "+34 2"]}, {"phone": ["+34 2", "+34 1"]})
    assert [one.by for one in here.fields[0].values] == ["Ana Ruiz", "Tomás Gil"]
    assert [one.is_own for one in there.fields[0].values] == [True, False]
    shown = with_past(pair.ana, here).fields[0].values
    assert [one.was for one in shown] == ["+34 0", "+34 0"]
    assert all(one.origin.endswith("Ana Ruiz") for one in shown)
    assert with_past(pair.tomas, there).same_fields == ("job title",)


def test_a_settlement_holds_everywhere_and_so_does_taking_it_back(pair: Pair) -> None:
    pair.apart(phone=("+34 1", "+34 2"))
    line = conflicts_view(pair.tomas)[0].fields[0]
    settle(pair.tomas, line.id, keep=1)
    pair.meet()
    assert (conflict_count(pair.ana), pair.held("phone")) == (0, {"+34 2"})
    undo(pair.tomas)
    pair.meet()
    for book in (pair.ana, pair.tomas):
        assert {value.value for value in conflicts_view(book)[0].fields[0].values} == {"+34 1", "+34 2"}
        by = {value.value: value.by for value in conflicts_view(book)[0].fields[0].values}
        assert by == {"+34 1": "Ana Ruiz", "+34 2": "Tomás Gil"}
    redo(pair.tomas)
    pair.meet()
    assert (conflict_count(pair.ana), pair.held("phone")) == (0, {"+34 2"})


def test_both_settle_differently_and_that_is_a_conflict_again(pair: Pair) -> None:
    pair.apart(phone=("+34 1", "+34 2"))
    line = conflicts_view(pair.ana)[0].fields[0].id
    settle(pair.ana, line, value="+34 3")
    settle(pair.tomas, line, value="+34 4")
    pair.meet()
    assert set(texts(conflicts_view(pair.ana)[0])["phone"]) == {"+34 3", "+34 4"}
    settle(pair.ana, line, keep=1)
    pair.meet()
    assert conflict_count(pair.tomas) == 0


def test_history_tells_what_everybody_wrote_with_what_was_there_before(pair: Pair) -> None:
    mine(pair.ana, "contact", pair.maria, phone="+34 1")
    pair.meet()
    mine(pair.tomas, "contact", pair.maria, phone="+34 2", level="director")
    pair.meet()
    newest, before, *_, first = history(pair.ana, "contact", "María López")
    assert (newest.by, before.by, first.by) == ("Tomás Gil", "Ana Ruiz", "Ana Ruiz")
    assert {(one.field, one.old, one.new) for one in newest.changes} == {
        ("phone", "+34 1", "+34 2"),
        ("level", None, "director"),
    }
    there = history(pair.tomas, "contact", "María López")
    assert {one.txn for one in there} == {newest.txn, before.txn, first.txn}
    assert {(one.field, one.new) for one in there[-1].changes} >= {
        ("name", "María López"),
        ("title", "Buyer"),
    }
    with pytest.raises(RefusedError, match="somebody else"):
        undo(pair.ana, newest.txn.hex())
    shown = {one.id: one for one in past_view(pair.ana, "contact", pair.maria)}
    assert (shown[newest.txn].by, shown[newest.txn].can_undo) == ("Tomás Gil", False)
    words = changes_view(pair.ana, newest.txn, "contact", pair.maria).changes
    assert ("phone", "+34 1", "+34 2") in {(one.field, one.old, one.new) for one in words}


def test_a_delete_and_an_edit_meet(pair: Pair) -> None:
    mine(pair.ana, "contact", pair.maria, phone="+34 1")
    with pair.tomas.write("remove") as unit:
        unit.hide("contact", pair.maria)
    pair.meet()
    for book in (pair.ana, pair.tomas):
        (view,) = conflicts_view(book)
        assert (view.form, view.fields[0].values[1].by) == ("deleted", "Tomás Gil")
    settle(pair.ana, conflicts_view(pair.ana)[0].id, keep=1)
    pair.meet()
    assert (conflict_count(pair.tomas), pair.held("_hidden")) == (0, {0})
    undo(pair.ana)
    pair.meet()
    assert (conflict_count(pair.tomas), pair.held("_hidden")) == (1, {0})
    settle(pair.tomas, conflicts_view(pair.tomas)[0].id, keep=2)
    pair.meet()
    assert (conflict_count(pair.ana), pair.held("_hidden")) == (0, {1})


def test_a_child_written_unaware_of_the_delete_is_listed_on_both(pair: Pair) -> None:
    remove_record(pair.ana, "account", "Northglass")
    with pair.tomas.write("add") as unit:
        unit.insert("task", {"title": "call them", "account_id": pair.account})
    pair.meet()
    for book in (pair.ana, pair.tomas):
        (view,) = conflicts_view(book)
        assert (view.form, view.subject.title) == ("parent", "Northglass")
        assert view.fields[0].values[1].value == "delete 1 task"
    assert pair.held("_hidden") == {1}
    settle(pair.tomas, conflicts_view(pair.tomas)[0].id, keep=1)
    pair.meet()
    assert (conflict_count(pair.ana), pair.held("_hidden")) == (0, {0})


def test_accounts_merged_into_each_other(pair: Pair) -> None:
    other = Seed(pair.ana).account("Northglass GmbH")
    pair.meet()
    mine(pair.ana, "account", other, merged_into=pair.account)
    mine(pair.tomas, "account", pair.account, merged_into=other)
    pair.meet()
    assert [view.form for view in conflicts_view(pair.tomas)] == ["cycle"]
    settle(pair.tomas, conflicts_view(pair.tomas)[0].id, keep=1)
    pair.meet()
    assert (conflict_count(pair.ana), conflict_count(pair.tomas)) == (0, 0)


def test_steps_taken_apart_are_walked_alike_and_settled_once(pair: Pair) -> None:
    request: bytes = opened(pair.ana, Ask("pumps stopped", pair.ana.now(), pair.account)).view.id
    pair.meet()
    take_step(pair.ana, request, "resolve")
    take_step(pair.tomas, request, "cancel")
    pair.meet()
    status = {standing_of(book, request).life.status for book in (pair.ana, pair.tomas)}
    assert len(status) == 1
    for book in (pair.ana, pair.tomas):
        assert [view.form for view in conflicts_view(book)] == ["steps"]
    view = conflicts_view(pair.tomas)[0]
    assert (view.fields[0].values[0].value, view.fields[0].values[0].by) == ("cancelled", "Tomás Gil")
    settle(pair.tomas, view.id, keep=2)
    pair.meet()
    for book in (pair.ana, pair.tomas):
        assert conflict_count(book) == 0
        assert standing_of(book, request).life.status == "callback_due"
