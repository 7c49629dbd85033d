"""show, add, set, remove, bin, done, snooze, search: shapes and effects."""

import json

import pytest

from repcockpit.cli import output
from repcockpit.cli.main import main
from repcockpit.services.book import open_book
from tests.cli.conftest import Book

SHAPES = {
    "account": "id name segment segment_by status sector city region country timezone parent owner interval_days"
    " revenue currency phone website tags custom last_touch_on due_on cadence_status",
    "contact": "id name first_name last_name title department role roles support email emails phone phones account"
    " accounts reports_to status do_not_contact interval_days owner tags custom last_touch_on due_on cadence_status",
    "interaction": "id type outcome status direction occurred_on occurred_at minutes note account contacts rep"
    " is_touch logged_at source",
    "task": "id kind title due_on done_on outcome owner account contact request",
    "deal": "id name stage amount currency closed_on account owner",
    "idea": "id title status product contact account",
    "training": "id topic kind given_on contacts account",
    "info": "id title kind brought_on contact account reaction",
    "feedback": "id kind score asked_on contact account note",
    "rep": "id name role manager team timezone country region hours left_on",
    "leave": "id rep since until cover",
    "holiday": "id on until title account rep",
}
ADDED = {
    "account": ["name=Konex", "parent=Kan-code", "revenue=1250.50", "currency=eur", "tags=key, north"],
    "contact": ["first_name=Rita", "last_name=Schmidt", "account=Kan-code", "reports_to=Jon Park"],
    "interaction": [
        "contacts=María López,Jon Etxea",
        "account=Northglass A",
        "type=visit",
        "occurred_at=13:30",
    ],
    "task": ["title=Send the certificate", "due_on=fri", "contact=María López", "owner=Ana Ruiz"],
    "promise": ["title=Bring samples", "due_on=2w", "account=Kan-code"],
    "deal": ["name=200 pallets", "amount=9e3", "stage=won", "closed_on=mon", "account=Kan-code"],
    "idea": ["title=Bigger bags", "contact=María López", "product=bags"],
    "training": ["topic=Safe unloading", "contacts=María López", "kind=ongoing"],
    "info": ["title=Price of sand", "kind=trend", "account=Kan-code"],
    "feedback": ["score=8", "contact=María López"],
    "rep": ["name=Jo Lind", "manager=Ana Ruiz", "timezone=Europe/Paris", "role=manager"],
    "leave": ["rep=Ana Ruiz", "since=2026-12-24", "until=2026-12-31"],
    "holiday": ["on=2026-12-24", "title=Plant closed", "account=Kan-code"],
}


@pytest.mark.parametrize("kind", ADDED)
def test_add_gives_the_bare_object_and_show_gives_it_again(book: Book, kind: str) -> None:
    added = book.run("add", kind, *ADDED[kind], "--json")
    assert added.code == 0, added.stdout
    document = added.document
    shape = SHAPES["task" if kind == "promise" else kind].split()
    assert not set(shape) - document.keys()
    assert document["schema_version"] == 1
    assert len(document["id"]) == len(document["txn"]) == 32
    assert "" not in document.values()
    shown = book.run("show", kind, document["id"][:20], "--json").document
    assert shown == {name: value for name, value in document.items() if name != "txn"}


def test_add_fills_what_was_not_said(book: Book) -> None:
    contact = book.run("add", "contact", *ADDED["contact"], "--json").document
    assert (contact["name"], contact["status"], contact["account"]["name"]) == (
        "Rita Schmidt",
        "active",
        "Kan-code",
    )
    assert contact["reports_to"] == {"id": book.ids["Jon Park"], "name": "Jon Park"}
    account = book.run("add", "account", *ADDED["account"], "--json").document
    assert (account["status"], account["currency"], account["revenue"]) == ("customer", "EUR", 1250.5)
    assert account["tags"] == ["key", "north"]
    promise = book.run("add", "promise", *ADDED["promise"], "--json").document
    assert (promise["kind"], promise["due_on"], promise["done_on"]) == ("promise", "2026-12-08", None)


def test_an_added_visit_is_a_touch_of_everybody_named(book: Book) -> None:
    visit = book.run("add", "interaction", *ADDED["interaction"], "--json").document
    assert visit["is_touch"] is True
    assert visit["occurred_at"] == "2026-11-24T13:30:00+01:00"
    assert [one["name"] for one in visit["contacts"]] == ["María López", "Jon Etxea"]
    assert book.run("show", "contact", "maría", "--json").document["last_touch_on"] == "2026-11-24"
    before = book.run("show", "contact", "maría", "--json", now="2026-11-23").document
    assert before["last_touch_on"] is None


def test_what_is_with_a_person_is_with_the_account_where_they_work(book: Book) -> None:
    library = book.run("add", "info", "title=Energy prices", "kind=trend", "--json").document
    assert (library["brought_on"], library["account"]) == (None, None)
    for words in (
        ("interaction", "type=call", "contacts=María López, Jon Park"),
        ("promise", "title=a certificate", "contact=María López"),
        ("idea", "title=bigger bags", "contact=María López"),
        ("training", "topic=Safety", "contacts=María López"),
        ("share", "info=Energy prices", "contact=María López"),
        ("feedback", "kind=nps", "score=8", "contact=María López"),
    ):
        added = book.run("add", *words, "--json").document
        assert added["account"]["name"] == "Northglass A", words
    assert book.run("show", "account", "Northglass A", "--json").document["last_touch_on"] == "2026-11-24"
    elsewhere = book.run(
        "add", "idea", "title=x", "contact=María López", "account=Kan-code", "--json"
    ).document
    assert elsewhere["account"]["name"] == "Kan-code"


def test_a_training_ends_as_it_says_else_as_its_topic_says(book: Book) -> None:
    book.run("add", "topic", "title=Safety", "valid_months=12")
    given = ("topic=safety", "contacts=Jon Park", "given_on=2026-01-31", "--json")
    assert book.run("add", "training", *given).document["expires_on"] == "2027-01-31"
    said = book.run("add", "training", "expires_on=2026-12-01", *given).document
    assert said["expires_on"] == "2026-12-01"
    freed = book.run("set", "training", said["id"], "expires_on=", "--json").document
    assert freed["expires_on"] == "2027-01-31"
    planned = book.run(
        "add", "training", "topic=Safety", "contacts=Jon Park", "due_on=2027-01-10", "--json"
    ).document
    assert (planned["given_on"], planned["expires_on"]) == (None, None)


def test_dates_look_forward_for_due_on_and_back_for_closed_on(book: Book) -> None:
    assert book.run("add", "task", *ADDED["task"], "--json").document["due_on"] == "2026-11-27"
    assert book.run("add", "deal", *ADDED["deal"], "--json").document["closed_on"] == "2026-11-23"


def test_set_like_fields_are_added_to_and_taken_from(book: Book) -> None:
    def emails(*words: str) -> tuple[str | None, list[str]]:
        document = book.run("set", "contact", "María López", *words, "--json").document
        return document["email"], document["emails"]

    assert emails("emails+=m.lopez@home.example") == (
        "maria@northglass.example",
        ["maria@northglass.example", "m.lopez@home.example"],
    )
    assert emails("emails-=maria@northglass.example") == ("m.lopez@home.example", ["m.lopez@home.example"])
    assert emails("emails=") == (None, [])
    roles = book.run("set", "contact", "María López", "roles+=champion", "--json").document
    assert (roles["role"], roles["roles"]) == ("decision_maker", ["decision_maker", "champion"])
    accounts = book.run("set", "contact", "María López", "accounts+=Kan-code", "--json").document["accounts"]
    assert [one["name"] for one in accounts] == ["Northglass A", "Kan-code"]


def test_tags_and_custom_fields(book: Book) -> None:
    def tags(*words: str) -> list[str]:
        found: list[str] = book.run("set", "account", "Kan-code", *words, "--json").document["tags"]
        return found

    assert tags("tags+=North", "tags+=key") == ["North", "key"]
    assert tags("tags-=north") == ["key"]
    assert tags("tags=north") == ["North"]
    custom = book.run("set", "account", "Kan-code", "custom.ERP number=K 12", "--json").document["custom"]
    assert custom == {"ERP number": "K 12"}
    assert book.run("set", "account", "Kan-code", "custom.erp number=", "--json").document["custom"] == {}


def test_clearing_and_setting_the_same_again(book: Book) -> None:
    cleared = book.run("set", "account", "Northglass A", "segment=", "--json").document
    assert (cleared["segment"], cleared["segment_by"]) == (None, None)
    again = book.run("set", "account", "Northglass A", "segment=", "--json")
    assert (again.document["txn"], again.code, book.transactions() > 0) == (None, 0, True)


def test_a_name_may_be_several_words_and_a_rename_splits_it(book: Book) -> None:
    renamed = book.run("set", "contact", "María", "López", "name=Maria Lopez Diaz", "--json").document
    assert (renamed["first_name"], renamed["last_name"]) == ("Maria", "Lopez Diaz")


def test_a_line_of_reporting_never_turns_in_a_circle(book: Book) -> None:
    assert book.run("set", "contact", "Jon Etxea", "reports_to=María López").code == 0
    assert book.run("set", "contact", "María López", "reports_to=Jon Etxea").code == 2


def test_remove_bin_restore(book: Book) -> None:
    removed = book.run("remove", "account", "Kan-code", "--json").document
    assert removed["txn"]
    assert "Kan-code" not in book.run("accounts").stdout
    assert book.run("show", "account", "Kan-code").code == 2
    assert book.run("show", "contact", "Jon Park").code == 2
    (row,) = book.run("bin", "--json").document["bin"]
    assert (row["kind"], row["title"], row["id"]) == ("account", "Kan-code", book.ids["Kan-code"])
    assert row["children"] == 1
    back = book.run("bin", "restore", row["id"][:12], "--json").document
    assert (back["name"], bool(back["txn"])) == ("Kan-code", True)
    assert book.run("show", "contact", "Jon Park", "--json").document["account"]["name"] == "Kan-code"
    assert book.run("bin", "--json").document["total"] == 0


def test_done_ticks_a_task_once(book: Book) -> None:
    book.run("add", "task", *ADDED["task"])
    done = book.run("done", "certificate", "outcome=sent by mail", "--json").document
    assert (done["done_on"], done["outcome"]) == ("2026-11-24", "sent by mail")
    assert book.run("done", "certificate", "--json", now="2026-11-25").document["txn"] is None


def test_snooze_hides_until_a_day_and_ends_by_hand(book: Book) -> None:
    snoozed = book.run("snooze", "account", "Kan-code", "until=2w", "reason=plant closed", "--json").document
    assert (snoozed["cadence_status"], bool(snoozed["txn"])) == ("snoozed", True)
    later = book.run("show", "account", "Kan-code", "--json", now="2026-12-08").document
    assert later["cadence_status"] != "snoozed"
    woken = book.run("snooze", "account", "Kan-code", "until=", "--json").document
    assert woken["cadence_status"] != "snoozed"


def test_a_snooze_of_an_account_holds_for_its_people(book: Book) -> None:
    book.run("snooze", "account", "Northglass A", "until=2027-03-01", "reason=plant closed")
    for kind, name in (("account", "Northglass A"), ("contact", "María López")):
        shown = book.run("show", kind, name, "--json", now="2027-02-01").document
        assert shown["cadence_status"] == "snoozed"
    late = book.run("overdue", "--json", now="2027-02-01").document
    assert {one["status"] for one in late["contacts"] if one["account"]["name"] == "Northglass A"} == {
        "snoozed"
    }
    early = book.run("overdue", "--json", now="2026-11-23").document
    assert "snoozed" not in {one["status"] for one in (*early["contacts"], *early["accounts"])}


def test_search_ignores_accents_and_finds_notes(book: Book) -> None:
    book.run("add", "interaction", "contacts=María López", "note=Late sand; wants a forecâst by spring")
    assert [hit["kind"] for hit in book.run("search", "lopez", "--json").document["hits"]] == ["contact"]
    (hit,) = book.run("search", "forecast sand", "--json").document["hits"]
    assert (hit["kind"], "forecâst" in hit["snippet"]) == ("interaction", True)
    assert book.run("search", "zzz", "--json").document == {"schema_version": 1, "hits": [], "total": 0}


def test_without_json_a_person_reads_it(book: Book) -> None:
    shown = book.run("show", "contact", "maria")
    assert "María López" in shown.stdout
    assert shown.stderr == ""
    added = book.run("add", "idea", "title=Bags")
    assert "undo" in added.stderr
    assert book.run("--quiet", "add", "idea", "title=Bags").stderr == ""


def test_a_number_of_the_rules_is_a_setting(book: Book) -> None:
    before = book.run("show", "setting", "cadence.segment.A", "--json").document
    assert (before["value"], before["default"], before["unit"]) == (10, 10, "days")
    due_on = book.run("show", "account", "Northglass A", "--json").document["due_on"]
    changed = book.run("set", "setting", "cadence.segment.A", "value=7", "--json").document
    assert (changed["value"], bool(changed["txn"])) == (7, True)
    assert book.run("show", "account", "Northglass A", "--json").document["due_on"] < due_on
    assert book.run("set", "setting", "cadence.segment.A", "value=", "--json").document["value"] == 10
    for words in (
        ["cadence.segment.A", "value=0"],
        ["cadence.segment.E", "value=1"],
        ["cadence.segment.A", "x=1"],
    ):
        assert book.run("set", "setting", *words).code == 2


HOSTILE = "<b>[/red] \x1b[31m=cmd|' /C calc'!A0 \u202egnp.exe 李 \U0001f600 ; drop table account"


def test_hostile_text_is_stored_as_typed_and_shown_escaped(book: Book) -> None:
    added = book.run("add", "account", f"name={HOSTILE}", "--json")
    assert added.code == 0, added.stdout
    assert added.document["name"] == HOSTILE
    assert "\u202e" not in added.stdout
    assert book.run("show", "account", HOSTILE, "--json").document["id"] == added.document["id"]
    for words in (
        ["accounts"],
        ["show", "account", added.document["id"]],
        ["search", "table"],
        ["remove", "account", HOSTILE],
        ["bin"],
    ):
        shown = book.run(*words)
        assert shown.code == 0
        assert not {"\x1b", "\u202e"} & set(shown.stdout + shown.stderr)


def test_much_is_asked_about_at_a_terminal_only(
    book: Book, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_book(book.path) as opened, opened.write("facts") as unit:
        house = bytes.fromhex(book.ids["Kan-code"])
        unit.insert_many("fact", [{"account_id": house, "kind": "share"}] * 25)
    asked: list[str] = []

    def ask(question: str) -> str:
        asked.append(question)
        return "n"

    monkeypatch.setattr(output, "can_ask", lambda: True)
    monkeypatch.setattr(output, "ask", ask)
    assert main(["--db", str(book.path), "remove", "account", "Kan-code", "--json"]) == 0
    refused = json.loads(capsys.readouterr().out)
    assert (refused["name"], refused["txn"]) == ("Kan-code", None)
    assert asked == ["to the bin: Kan-code with 1 person, 25 facts? [y/N] "]
    assert main(["--db", str(book.path), "remove", "account", "Kan-code", "--yes", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["txn"]
    assert len(asked) == 1
    book.run("undo")
    assert book.run("remove", "account", "Kan-code", "--json").document["txn"]
    assert book.run("bin", "--json").document["bin"][0]["children"] == 26
