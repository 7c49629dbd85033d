import io
from pathlib import Path

import pytest

from repcockpit.domain.errors import AmbiguousError, InvalidValueError, NotFoundError, RefusedError
from repcockpit.domain.views.chart import ChartPerson, ChartView
from repcockpit.domain.views.record_requests import Link
from repcockpit.services.book import Book, open_book
from repcockpit.services.chart.adding import add, called, fill_seat, meant
from repcockpit.services.chart.changes import late_changes
from repcockpit.services.chart.chart import account_chart, account_of, seat_of
from repcockpit.services.chart.editing import move_under, remove_seat, roles_of, set_roles, set_support
from repcockpit.services.chart.leaving import leave, leave_named, planned_steps
from repcockpit.services.exporting import ExportOrder, export_document
from repcockpit.services.history import redo, undo
from repcockpit.services.importing import import_files
from repcockpit.services.merging import merge_records
from repcockpit.services.records import view_of
from tests.services.seeding import Seed, at, fresh_book


class Plant:
    """Elena above Maria (Jon, Iker) and Pablo (Sara)."""

    def __init__(self, path: Path) -> None:
        self.book: Book = fresh_book(path)
        seed = self.seed = Seed(self.book)
        self.id = seed.account("Northglass")
        self.elena = seed.contact("Elena Sanz", self.id, "executive_sponsor", title="managing director")
        self.maria = seed.contact("Maria López", self.id, title="plant director", reports_to_id=self.elena)
        self.jon = seed.contact("Jon Etxea", self.id, "champion", reports_to_id=self.maria)
        self.iker = seed.contact("Iker Otxoa", self.id, "technical_evaluator", reports_to_id=self.maria)
        self.pablo = seed.contact("Pablo Gil", self.id, "procurement", reports_to_id=self.elena)
        self.sara = seed.contact("Sara Vela", self.id, None, title="buyer", reports_to_id=self.pablo)

    @property
    def chart(self) -> ChartView:
        return account_chart(self.book, self.id)

    @property
    def drawn(self) -> list[str]:
        return ["  " * one.level + called(one) + ("?" if one.is_seat else "") for one in self.chart.people]

    def row(self, name: str) -> ChartPerson:
        return next(one for one in self.chart.people if called(one) == name)

    def add(self, line: str, under: bytes | None = None) -> bytes:
        what = meant(self.chart, line, under)
        assert what is not None
        return add(self.book, self.id, what).row_id


WHOLE = [
    "Elena Sanz", "  Maria López", "    Iker Otxoa", "    Jon Etxea", "  Pablo Gil", "    Sara Vela",
]  # fmt: skip


@pytest.fixture
def plant(database: Path) -> Plant:
    return Plant(database)


def test_everybody_stands_under_their_manager(plant: Plant) -> None:
    assert plant.drawn == WHOLE
    assert plant.row("Maria López").people_count == 2
    assert account_of(plant.book, plant.jon) == plant.id
    with pytest.raises(NotFoundError):
        account_chart(plant.book, b"x" * 16)


def test_a_person_and_a_seat_from_one_line(plant: Plant) -> None:
    ana = plant.add("Ana Gil, QA manager", plant.maria)
    assert plant.drawn[2] == "    Ana Gil"
    view = view_of(plant.book, "contact", ana)
    assert (view.title, view.status, view.first_name) == ("QA manager", "active", "Ana")
    assert view.account is not None
    assert view.account.id == plant.id
    plant.add("?, finance, budget holder <elena", plant.jon)
    assert plant.drawn[-1] == "  finance?"
    assert plant.row("finance").roles == ("budget_holder",)
    plant.add("New Top <-", plant.jon)
    assert plant.drawn[-1] == "New Top"
    undo(plant.book)
    undo(plant.book)
    undo(plant.book)
    assert plant.drawn == WHOLE


def test_a_line_is_refused_in_words(plant: Plant) -> None:
    assert meant(plant.chart, " ", plant.maria) is None
    with pytest.raises(NotFoundError):
        meant(plant.chart, "Ana <nobody here", None)
    plant.add("Maria Ruiz")
    with pytest.raises(AmbiguousError, match="2 fit 'maria': Maria"):
        meant(plant.chart, "Ana <maria", None)
    what = meant(plant.chart, "jon etxea, boss", None)
    assert what is not None
    assert what.twin == "Jon Etxea"


def test_a_new_person_takes_an_empty_seat(plant: Plant) -> None:
    seat = plant.add("?, quality, influencer", plant.maria)
    below = plant.add("Tom Ray, lab <quality")
    assert plant.drawn[4:6] == ["    quality?", "      Tom Ray"]
    ana = plant.add("Ana Gil", seat)
    row = plant.row("Ana Gil")
    assert (row.title, row.roles, row.parent_id) == ("quality", ("influencer",), plant.maria)
    assert plant.row("Tom Ray").parent_id == ana
    assert "    quality?" not in plant.drawn
    undo(plant.book)
    assert plant.row("Tom Ray").parent_id == seat
    assert below != ana


def test_somebody_of_the_chart_takes_a_seat(plant: Plant) -> None:
    leave(plant.book, plant.maria)
    done = fill_seat(plant.book, plant.chart, seat_of(plant.maria), plant.jon)
    assert done.text == "Jon Etxea takes the seat plant director"
    assert plant.drawn == [
        "Elena Sanz", "  Jon Etxea", "    Iker Otxoa", "  Pablo Gil", "    Sara Vela",
    ]  # fmt: skip
    assert plant.row("Jon Etxea").roles == ("decision_maker", "champion")
    with pytest.raises(NotFoundError):
        fill_seat(plant.book, plant.chart, seat_of(plant.maria), plant.jon)
    with pytest.raises(InvalidValueError):
        fill_seat(plant.book, plant.chart, plant.add("?, lab"), plant.maria)


def test_moving_takes_the_team_along_and_never_makes_a_circle(plant: Plant) -> None:
    move_under(plant.book, plant.chart, plant.maria, plant.pablo)
    assert plant.drawn == [
        "Elena Sanz", "  Pablo Gil", "    Maria López", "      Iker Otxoa", "      Jon Etxea", "    Sara Vela",
    ]  # fmt: skip
    with pytest.raises(RefusedError, match="Jon Etxea is below Maria López"):
        move_under(plant.book, plant.chart, plant.maria, plant.jon)
    with pytest.raises(RefusedError):
        move_under(plant.book, plant.chart, plant.maria, plant.maria)
    with pytest.raises(NotFoundError):
        move_under(plant.book, plant.chart, b"x" * 16, None)
    undo(plant.book)
    assert plant.drawn == WHOLE
    move_under(plant.book, plant.chart, plant.sara, None)
    assert plant.drawn[-1] == "Sara Vela"


def test_roles_and_support_carry_their_day(plant: Plant) -> None:
    set_roles(plant.book, "contact", plant.sara, ["procurement", "champion"])
    assert plant.row("Sara Vela").roles == ("champion", "procurement")
    view = view_of(plant.book, "contact", plant.sara)
    assert str(view.role_confirmed_on) == "2026-11-24"
    done = set_support(plant.book, plant.sara, "supporter", " said  so ")
    assert done.text == "Sara Vela is a supporter"
    view = view_of(plant.book, "contact", plant.sara)
    assert (view.support, str(view.support_on), view.support_note) == ("supporter", "2026-11-24", "said so")
    assert {one.said for one in late_changes(plant.book, plant.chart) if one.who == "Sara Vela"} == {
        "role confirmed: champion, procurement", "towards us: supporter, said so", "new in the chart",
    }  # fmt: skip
    set_support(plant.book, plant.sara, "unknown", "")
    assert view_of(plant.book, "contact", plant.sara).support_on is None
    with pytest.raises(InvalidValueError):
        set_roles(plant.book, "contact", plant.sara, ["king"])
    with pytest.raises(InvalidValueError):
        set_support(plant.book, plant.sara, "friend", "")
    seat = plant.add("?, finance")
    set_roles(plant.book, "seat", seat, ["budget_holder"])
    assert plant.row("finance").roles == ("budget_holder",)
    assert roles_of(plant.book, "seat", seat) == ("budget_holder",)
    assert roles_of(plant.book, "contact", plant.sara) == ("champion", "procurement")
    for kind in ("seat", "contact"):
        with pytest.raises(NotFoundError):
            set_roles(plant.book, kind, b"x" * 16, [])


def tasks(book: Book) -> list[tuple[str, str, bytes | None]]:
    return book.db.execute(
        "select title, due_on, contact_id from task where _hidden = 0 order by due_on, title"
    ).fetchall()


def test_who_left_keeps_the_history_and_opens_the_seat(plant: Plant) -> None:
    plant.seed.met("2026-11-18", plant.id, plant.maria)
    done = leave(plant.book, plant.maria, "  Otherglass ")
    assert done.text == "Maria López left for Otherglass, decision maker is open, 3 tasks"
    assert plant.drawn == [
        "Elena Sanz", "  Pablo Gil", "    Sara Vela", "  plant director?", "    Iker Otxoa", "    Jon Etxea",
    ]  # fmt: skip
    seat = plant.row("plant director")
    assert (seat.roles, str(seat.opened_on)) == (("decision_maker",), "2026-11-24")
    view = view_of(plant.book, "contact", plant.maria)
    assert (view.status, str(view.left_on), view.new_employer) == ("moved", "2026-11-24", "Otherglass")
    assert str(view.last_touch_on) == "2026-11-18"
    assert tasks(plant.book) == [
        ("Ask Elena Sanz who takes over from Maria López", "2026-11-25", plant.elena),
        ("Who follows Maria López as decision maker?", "2026-11-25", None),
        ("Get introduced to whoever follows Maria López as decision maker", "2026-12-01", None),
    ]
    assert "left for Otherglass; decision maker is open" in [
        one.said for one in late_changes(plant.book, plant.chart)
    ]
    undo(plant.book)
    assert (plant.drawn, tasks(plant.book)) == (WHOLE, [])
    redo(plant.book)
    assert len(tasks(plant.book)) == 3
    again = leave(plant.book, plant.maria)
    assert (again.text, again.txn) == ("Maria López had left", None)
    later = leave(plant.book, plant.maria, "Thirdglass")
    assert later.text == "Maria López is at Thirdglass now"
    assert len(tasks(plant.book)) == 3


def test_who_leaves_without_role_or_team_leaves_no_seat(plant: Plant) -> None:
    done = leave(plant.book, plant.sara)
    assert done.text == "Sara Vela left, 2 tasks"
    assert plant.drawn == WHOLE[:-1]
    assert [title for title, _, _ in tasks(plant.book)] == [
        "Ask Pablo Gil who takes over from Sara Vela", "Who follows Sara Vela?",
    ]  # fmt: skip


def test_a_team_whose_manager_left_elsewhere_moves_up_in_sight(plant: Plant) -> None:
    with plant.book.write("import") as unit:
        unit.update("contact", plant.maria, {"status": "left", "left_on": "2026-11-01"})
    assert plant.drawn[1:3] == ["  Iker Otxoa", "  Jon Etxea"]
    assert plant.row("Jon Etxea").note == "reported to Maria López, who left"
    with plant.book.write("later") as unit:
        unit.update("contact", plant.maria, {"left_on": "2026-12-24"})
    assert plant.drawn == WHOLE, "not gone before the day"


def test_left_by_name(plant: Plant) -> None:
    done = leave_named(plant.book, "jon", None)
    assert (done.view.status, done.view.left_on is not None) == ("left", True)
    with pytest.raises(NotFoundError):
        leave_named(plant.book, "nobody", None)
    with pytest.raises(AmbiguousError):
        leave_named(plant.book, "a", None)


def test_odd_lines_are_said_and_nobody_is_lost(plant: Plant) -> None:
    seed, other = plant.seed, plant.seed.account("Other")
    far = seed.contact("Far Boss", other, None)
    seed.contact("Self", plant.id, None, id=b"s" * 16, reports_to_id=b"s" * 16)
    seed.contact("Ring A", plant.id, None, id=b"a" * 16, reports_to_id=b"b" * 16)
    seed.contact("Ring B", plant.id, None, id=b"b" * 16, reports_to_id=b"a" * 16)
    seed.contact("Abroad", plant.id, None, reports_to_id=far)
    seed.contact("Nowhere", plant.id, None, reports_to_id=b"n" * 16)
    guest = seed.contact("Guest", other, None, reports_to_id=plant.pablo)
    seed.row("contact_account", {"contact_id": guest, "account_id": plant.id})
    notes = {one.name: one.note for one in plant.chart.people if one.note}
    assert notes == {
        "Self": "reports to themselves",
        "Ring A": "reporting lines go in a circle",
        "Abroad": "reports to Far Boss at Other",
        "Nowhere": "manager unknown",
    }
    assert plant.row("Guest").parent_id == plant.pablo
    with plant.book.write("bin") as unit:
        unit.hide("contact", far)
    assert plant.row("Abroad").note == "manager Far Boss is in the bin"


def test_merged_duplicates_are_one(plant: Plant) -> None:
    twin = plant.seed.contact("Maria Lopez", plant.id, None)
    below = plant.seed.contact("Zoe", plant.id, None, reports_to_id=twin)
    merge_records(plant.book, "contact", plant.maria, twin)
    assert sum(1 for one in plant.chart.people if "Maria" in one.name) == 1
    assert next(one for one in plant.chart.people if one.id == below).parent_id == plant.maria


def test_the_chart_of_an_earlier_day_still_has_who_left_later(plant: Plant) -> None:
    leave(plant.book, plant.jon)
    book = at(plant.book, "2026-11-20T09:00")
    assert "Jon Etxea" in [one.name for one in account_chart(book, plant.id).people]


def test_a_team_under_a_seat_survives_an_export(plant: Plant) -> None:
    seat = plant.add("?, quality, influencer", plant.maria)
    tom = plant.add("Tom Ray, lab <quality")
    assert view_of(plant.book, "contact", tom).reports_to == Link(seat, "quality")
    out = io.BytesIO()
    export_document(plant.book, ExportOrder("all", "json"), out)
    path = plant.book.path.parent / "all.json"
    path.write_bytes(out.getvalue())
    with open_book(plant.book.path.parent / "copy.db", now="2027-01-05") as copy:
        assert import_files(copy, [path]).totals.rejected == 0
        drawn = [(one.name, one.level) for one in account_chart(copy, plant.id).people]
    assert drawn == [(one.name, one.level) for one in plant.chart.people]


def test_a_seat_in_the_bin_gives_its_team_to_the_one_above(plant: Plant) -> None:
    seat = plant.add("?, quality", plant.maria)
    tom = plant.add("Tom Ray <quality")
    done = remove_seat(plant.book, seat)
    assert done.text == "Seat quality is in the bin"
    assert next(one for one in plant.chart.people if one.id == tom).parent_id == plant.maria
    undo(plant.book)
    assert next(one for one in plant.chart.people if one.id == tom).parent_id == seat
    assert planned_steps(plant.book, plant.sara) == (
        "Who follows Sara Vela?", "Ask Pablo Gil who takes over from Sara Vela",
    )  # fmt: skip
    leave(plant.book, plant.sara)
    assert planned_steps(plant.book, plant.sara) == ()
