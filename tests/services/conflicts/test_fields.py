"""Two devices that had not seen each other: both values are listed, and a person settles them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.errors import InvalidValueError, NotFoundError, RefusedError, UsageError
from repcockpit.domain.views.conflicts import Choice
from repcockpit.services.book import Book
from repcockpit.services.conflicts import conflict_count, conflicts_view, settle, settle_lines, with_past
from repcockpit.services.history import redo, undo
from tests.services.conflicts_by_hand import Other, dots, mine, person, texts
from tests.services.seeding import Seed, fresh_book


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    yield opened
    opened.close()


class Scene:
    """A person at Northglass, whose phone two people changed while apart."""

    def __init__(self, book: Book) -> None:
        self.book = book
        seed = Seed(book)
        self.account = seed.account("Northglass")
        self.maria = seed.contact("María López", self.account, phone="+34 942 555 010", title="Plant manager")
        self.tomas = Other(book, person(book, "Tomás Gil"), "office")
        self.seen = dots(book, "contact", self.maria)

    def apart(self, **values: tuple[object, object]) -> None:
        """Change fields here and there; each is (here, there)."""
        mine(self.book, "contact", self.maria, self.seen, **{name: one[0] for name, one in values.items()})
        there = {name: one[1] for name, one in values.items()}
        self.tomas.set("contact", self.maria, there, self.seen)

    def held(self, column: str) -> object:
        """What the row holds."""
        row = self.book.db.execute(f"select {column} from contact where id = ?", (self.maria,)).fetchone()
        value: object = row[0]
        return value


@pytest.fixture
def scene(book: Book) -> Scene:
    return Scene(book)


def test_a_book_of_one_has_nothing_to_settle(book: Book) -> None:
    assert conflict_count(book) == 0
    assert conflicts_view(book) == ()


def test_both_values_are_listed_with_who_where_and_when(scene: Scene) -> None:
    scene.apart(phone=("+34 942 555 018", "+34 942 555 081"))
    (view,) = conflicts_view(scene.book)
    assert (view.form, view.kind, view.subject.title) == ("field", "contact", "María López")
    assert view.account is not None
    assert (view.account.id, view.account.title) == (scene.account, "Northglass")
    (line,) = view.fields
    assert (line.field, line.label) == ("phone", "phone")
    yours, theirs = line.values
    assert (yours.n, yours.value, yours.by, yours.is_own) == (1, "+34 942 555 018", "Ana Ruiz", True)
    assert (theirs.n, theirs.value, theirs.by, theirs.device) == (2, "+34 942 555 081", "Tomás Gil", "office")
    assert [one.is_current for one in line.values] == [False, True]
    assert yours.at is not None
    assert conflict_count(scene.book) == 1
    assert conflicts_view(scene.book, scene.account) == (view,)
    assert conflicts_view(scene.book, scene.maria) == ()


def test_equal_values_are_no_conflict(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 1"), title=("Director", "Operations"))
    (view,) = conflicts_view(scene.book)
    assert texts(view) == {"job title": ["Director", "Operations"]}
    assert conflict_count(scene.book) == 1


@pytest.mark.parametrize(("keep", "stays"), [(1, "+34 1"), (2, "+34 2")])
def test_settling_keeps_either_side_and_undo_brings_the_conflict_back(
    scene: Scene, keep: int, stays: str
) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    before = texts(conflicts_view(scene.book)[0])
    line = conflicts_view(scene.book)[0].fields[0]
    done = settle(scene.book, line.id.hex()[:8], keep=keep)
    assert (done.label, done.left) == ("Settled phone of María López", 0)
    assert scene.held("phone") == stays
    assert conflicts_view(scene.book) == ()
    undo(scene.book)
    (again,) = conflicts_view(scene.book)
    assert {label: set(some) for label, some in texts(again).items()} == {"phone": set(before["phone"])}
    assert scene.held("phone") == "+34 2", "what was current is current again"
    assert again.fields[0].id == line.id
    redo(scene.book)
    assert conflicts_view(scene.book) == ()
    assert scene.held("phone") == stays
    undo(scene.book)
    assert conflict_count(scene.book) == 1


def test_a_third_value_is_read_by_the_rules_of_the_form(scene: Scene) -> None:
    other = Seed(scene.book).contact("Elena Sanz", scene.account)
    scene.seen = dots(scene.book, "contact", scene.maria)
    scene.apart(
        role_confirmed_on=("2026-11-20", "2026-11-21"), reports_to_id=(other, None), interval_days=(30, 60)
    )
    by_label = {line.label: line for line in conflicts_view(scene.book)[0].fields}
    assert [one.value for one in by_label["reports to"].values] == ["Elena Sanz", ""]
    with pytest.raises(InvalidValueError):
        settle(scene.book, by_label["interval"].id, value="often")
    settle(scene.book, by_label["interval"].id, value="45")
    settle(scene.book, by_label["role sure on"].id, value="2026-11-19")
    settle(scene.book, by_label["reports to"].id, value="elena sanz")
    assert (scene.held("interval_days"), scene.held("role_confirmed_on")) == (45, "2026-11-19")
    assert scene.held("reports_to_id") == other
    assert conflict_count(scene.book) == 0


def test_a_name_is_settled_with_its_parts(scene: Scene) -> None:
    mine(
        scene.book, "contact", scene.maria, scene.seen, name="Ana López", first_name="Ana", last_name="López"
    )
    there = {"name": "Mar Lopes", "first_name": "Mar", "last_name": "Lopes"}
    scene.tomas.set("contact", scene.maria, there, scene.seen)
    (view,) = conflicts_view(scene.book)
    assert texts(view) == {"name": ["Ana López", "Mar Lopes"]}
    assert conflict_count(scene.book) == 1
    settle(scene.book, view.id, keep=1)
    assert (scene.held("name"), scene.held("first_name"), scene.held("last_name")) == (
        "Ana López",
        "Ana",
        "López",
    )
    assert conflict_count(scene.book) == 0
    undo(scene.book)
    assert conflict_count(scene.book) == 1


def test_lines_of_one_conflict_are_settled_in_one_transaction(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"), title=("Director", "Operations"))
    (view,) = conflicts_view(scene.book)
    first, second = view.fields
    done = settle_lines(scene.book, [Choice(first, keep=1), Choice(second, keep=2)])
    assert done.txn is not None
    assert {scene.held("phone"), scene.held("title")} in ({"+34 1", "Operations"}, {"Director", "+34 2"})
    undo(scene.book)
    assert conflict_count(scene.book) == 2


def test_what_came_meanwhile_is_not_settled_along(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    (view,) = conflicts_view(scene.book)
    nuria = Other(scene.book, person(scene.book, "Nuria Vall"), "phone")
    nuria.set("contact", scene.maria, {"phone": "+34 3"}, scene.seen)
    settle_lines(scene.book, [Choice(view.fields[0], keep=1)])
    (left,) = conflicts_view(scene.book)
    assert set(texts(left)["phone"]) == {"+34 1", "+34 3"}


def test_a_line_settled_meanwhile_is_refused(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    line = conflicts_view(scene.book)[0].fields[0]
    settle(scene.book, line.id, keep=1)
    with pytest.raises(RefusedError):
        settle_lines(scene.book, [Choice(line, keep=2)])
    with pytest.raises(NotFoundError):
        settle(scene.book, line.id, keep=2)


def test_wrong_words_change_nothing(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    line = conflicts_view(scene.book)[0].fields[0]
    with pytest.raises(UsageError):
        settle(scene.book, line.id)
    with pytest.raises(UsageError):
        settle(scene.book, line.id, keep=1, value="x")
    with pytest.raises(InvalidValueError):
        settle(scene.book, line.id, keep=3)
    with pytest.raises(NotFoundError):
        settle(scene.book, "zz", keep=1)
    assert conflict_count(scene.book) == 1


def test_a_record_in_the_bin_stays_there_while_its_conflict_is_settled(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    with scene.book.write("remove") as unit:
        unit.hide("contact", scene.maria)
    (view,) = conflicts_view(scene.book)
    assert view.is_hidden
    settle(scene.book, view.fields[0].id, keep=1)
    assert (scene.held("_hidden"), scene.held("phone")) == (1, "+34 1")
    assert conflict_count(scene.book) == 0
    undo(scene.book)
    assert scene.held("_hidden") == 1
    assert conflict_count(scene.book) == 1


def test_one_action_on_many_records_is_listed_once(scene: Scene) -> None:
    seed = Seed(scene.book)
    accounts = [seed.account(f"Account {number:02}") for number in range(12)]
    seen = {one: dots(scene.book, "account", one) for one in accounts}
    with scene.book.write("tier") as unit:
        for one in accounts:
            unit.update("account", one, {"segment": "B"}, seen=seen[one])
    with scene.tomas.write("tier") as unit:
        for one in accounts:
            unit.update("account", one, {"segment": "C"}, seen=seen[one])
    (view,) = conflicts_view(scene.book)
    assert (view.record_count, len(view.fields), conflict_count(scene.book)) == (12, 12, 12)
    settle(scene.book, view.id.hex()[:10], keep=2)
    assert conflict_count(scene.book) == 0
    held = scene.book.db.execute("select distinct segment from account where name like 'Account%'").fetchall()
    assert held == [("C",)]
    undo(scene.book)
    assert conflict_count(scene.book) == 12


def test_what_belongs_together_is_one_value(scene: Scene) -> None:
    seen = dots(scene.book, "account", scene.account)
    mine(scene.book, "account", scene.account, seen, revenue=1200.0, currency="EUR")
    scene.tomas.set("account", scene.account, {"revenue": 900.0, "currency": "USD"}, seen)
    (view,) = conflicts_view(scene.book)
    assert texts(view) == {"revenue a year": ["1,200 EUR", "900 USD"]}
    settle(scene.book, view.fields[0].id, value="1500 GBP")
    row = scene.book.db.execute(
        "select revenue, currency from account where id = ?", (scene.account,)
    ).fetchone()
    assert row == (1500.0, "GBP")
    undo(scene.book)
    assert texts(conflicts_view(scene.book)[0])["revenue a year"] in (
        ["1,200 EUR", "900 USD"],
        ["900 USD", "1,200 EUR"],
    )


def test_the_past_says_what_each_side_replaced_and_what_merged(scene: Scene) -> None:
    mine(scene.book, "contact", scene.maria, scene.seen, phone="+34 1", department="Works")
    scene.tomas.set("contact", scene.maria, {"phone": "+34 2", "level": "director"}, scene.seen)
    shown = with_past(scene.book, conflicts_view(scene.book)[0])
    yours, theirs = shown.fields[0].values
    assert (yours.was, theirs.was) == ("+34 942 555 010", "+34 942 555 010")
    assert yours.origin.startswith("since ")
    assert yours.origin.endswith(", Ana Ruiz")
    assert set(shown.same_fields) == {"department", "level"}


def test_what_was_empty_before_is_said_to_have_been_empty(scene: Scene) -> None:
    scene.apart(level=("director", "manager"))
    shown = with_past(scene.book, conflicts_view(scene.book)[0])
    assert [one.was for one in shown.fields[0].values] == ["", ""]


def test_after_an_undo_the_values_are_still_those_of_who_wrote_them(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    settle(scene.book, conflicts_view(scene.book)[0].id, keep=1)
    undo(scene.book)
    values = conflicts_view(scene.book)[0].fields[0].values
    assert {one.by: one.value for one in values} == {"Ana Ruiz": "+34 1", "Tomás Gil": "+34 2"}


def test_three_values_come_back_when_their_settlement_is_taken_back(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    nuria = Other(scene.book, person(scene.book, "Nuria Vall"), "phone")
    nuria.set("contact", scene.maria, {"phone": "+34 3"}, scene.seen)
    (view,) = conflicts_view(scene.book)
    assert [one.value for one in view.fields[0].values] == ["+34 1", "+34 3", "+34 2"]
    assert "Nuria Vall" in view.says
    mine(scene.book, "contact", scene.maria, title="Director")
    undo(scene.book)
    settle(scene.book, view.id, keep=3)
    undo(scene.book)
    (again,) = conflicts_view(scene.book)
    assert set(texts(again)["phone"]) == {"+34 1", "+34 2", "+34 3"}
    redo(scene.book)
    assert (conflict_count(scene.book), scene.held("phone")) == (0, "+34 2")


def test_an_edit_of_one_who_saw_only_the_current_value_leaves_the_other_to_be_settled(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    mine(scene.book, "contact", scene.maria, phone="+34 3")
    assert set(texts(conflicts_view(scene.book)[0])["phone"]) == {"+34 1", "+34 3"}
    undo(scene.book)
    assert set(texts(conflicts_view(scene.book)[0])["phone"]) == {"+34 1", "+34 2"}


def test_what_only_a_newer_version_knows_is_not_counted(scene: Scene) -> None:
    scene.apart(phone=("+34 1", "+34 2"))
    db = scene.book.db
    db.execute("insert into table_name (no, name) values (9001, 'rocket'), (9002, 'thrust')")
    (contact,) = db.execute("select no from table_name where name = 'contact'").fetchone()
    for table, field in ((9001, 9002), (contact, 9002)):
        db.execute(
            "insert into sync_head (table_no, row_id, field_no, stamp, replica_no, value, differs)"
            " values (?, ?, ?, 1, 1, x'c0', 1)",
            (table, scene.maria, field),
        )
    assert conflict_count(scene.book) == 1
    assert len(conflicts_view(scene.book)) == 1


def test_own_fields_and_links_are_named(scene: Scene) -> None:
    with scene.book.write("own") as unit:
        field = unit.insert("custom_field", {"name": "ERP"})
        value = unit.insert("custom_value", {"field_id": field, "target_id": scene.maria, "value": "0"})
    seen = dots(scene.book, "custom_value", value)
    mine(scene.book, "custom_value", value, seen, value="1")
    scene.tomas.set("custom_value", value, {"value": "2"}, seen)
    line = conflicts_view(scene.book)[0].fields[0]
    assert (line.record.title, line.field, line.label) == ("María López", "custom.ERP", "ERP")
    settle(scene.book, line.id, value="3")
    row = scene.book.db.execute("select value from custom_value where id = ?", (value,)).fetchone()
    assert row == ("3",)
