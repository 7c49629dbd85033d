"""`today`, `overdue`, `init`, and the cockpit without a terminal."""

from repcockpit import paths
from tests.cli.conftest import Book, Run

ITEM = (
    "id subject group kind account contact others title at due_at due_on days_over last_touch_on interval_days"
    " planned_on score reasons"
)
ROW = "id name account status catch_up last_touch_on due_on days_over ratio interval_days rule touches_365 planned_on"
GROUPS = ("now", "today", "due", "catch_up", "week", "gaps", "setup")


def test_an_empty_book_says_what_belongs_here(run: Run) -> None:
    result = run()
    assert (result.code, result.stderr) == (0, "")
    assert "repcockpit import FILE" in result.stdout
    assert run("today").stdout == result.stdout


def test_today_has_every_key_on_every_item(book: Book) -> None:
    book.run("log", "call maria +r pallets > fri ring back")
    document = book.run("today", "--json", now="2027-01-29T10:00").document
    assert document["as_of"] == "2027-01-29T10:00:00+01:00"
    assert document["items"]
    assert {"unsynced", "conflicts"} <= document["counts"].keys()
    for item in document["items"]:
        assert not set(ITEM.split()) - item.keys()
        assert item["id"] == f"{item['kind']}:{item['subject']['id']}"
        assert item["group"] in GROUPS
        assert all(reason.keys() == {"part", "points", "text"} for reason in item["reasons"])
        if item["score"] is not None:
            assert abs(sum(reason["points"] or 0 for reason in item["reasons"]) - item["score"]) < 0.01
    places = [GROUPS.index(item["group"]) for item in document["items"]]
    assert places == sorted(places)


def test_the_text_names_every_item_with_what_brought_it_points(book: Book) -> None:
    book.run("log", "call maria +r pallets > fri ring back")
    document = book.run("today", "--json", now="2027-01-29").document
    text = book.run("today", now="2027-01-29").stdout
    for item in document["items"]:
        assert item["title"] in text
        assert all(one["text"] in text for one in item["reasons"] if one["points"])


def test_overdue_lists_people_and_accounts(book: Book) -> None:
    book.run("log", "call maria: hello")
    document = book.run("overdue", "--json", now="2027-01-29").document
    assert {"as_of", "contacts", "accounts"} <= document.keys()
    rows = document["contacts"] + document["accounts"]
    assert {row["name"] for row in rows} >= {"María López", "Northglass A", "Kan-code"}
    assert all(not set(ROW.split()) - row.keys() and row["days_over"] > 0 for row in rows)
    narrowed = book.run("overdue", "--account", "kan", "--json", now="2027-01-29").document
    assert [row["name"] for row in narrowed["accounts"]] == ["Kan-code"]
    assert "María López" in book.run("overdue", now="2027-01-29").stdout


def test_init_names_the_rep_and_changes_it(run: Run, database: object) -> None:
    first = run(
        "init", "--rep", "Ana Ruiz", "--team", "North", "--timezone", "Europe/Paris", "--json"
    ).document
    assert (first["rep"]["name"], first["team"], first["db"]) == ("Ana Ruiz", "North", str(database))
    again = run("init", "--rep", "ana ruiz", "--json").document
    assert again["rep"]["id"] == first["rep"]["id"]
    other = run("init", "--rep", "Jo Lind", "--json").document
    assert other["rep"]["id"] != first["rep"]["id"]
    assert run("today", "--json").document["rep"] == other["rep"]
    assert run("init").code == 2
    assert run("init", "--rep", "X", "--timezone", "Mars").code == 2
    assert run("init", "--rep", "X", "--country", "Spain").code == 2


def test_rep_narrows_the_day(book: Book) -> None:
    book.run("init", "--rep", "Jo Lind")
    assert book.run("overdue", "--json", now="2027-01-29").document["accounts"] == []
    everybody = book.run("--rep", "all", "overdue", "--json", now="2027-01-29").document
    assert len(everybody["accounts"]) == 2
    assert everybody["contacts"]


def test_the_days_ahead_are_parted_where_the_week_of_this_machine_ends(book: Book) -> None:
    book.run("log", "call maria > fri ring back")
    book.run("log", "call jon park > mon ring back")
    shown = book.run("today").stdout
    assert "\nThis week: 1\n" in shown
    assert "\nNext week: 1\n" in shown
    file = paths.settings_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('first_day_of_week = "tuesday"\n', "utf-8")
    assert "\nThis week: 2\n" in book.run("today").stdout
    file.write_text('date_order = "mdy"\n', "utf-8")
    assert book.run("add", "task", "title=later", "due_on=12/9", "--json").document["due_on"] == "2026-12-09"
    file.write_text('date_order = "dmy"\n', "utf-8")
    assert book.run("add", "task", "title=later", "due_on=12/9", "--json").document["due_on"] == "2027-09-12"
