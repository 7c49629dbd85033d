"""Calendars, tickets and deliveries in and out, as commands."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Book

CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTART:20261120T090000Z\r\nDURATION:PT1H\r\nSUMMARY:Sand\r\n"
    "ATTENDEE:mailto:maria@northglass.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def test_a_calendar_comes_in_is_asked_for_and_goes_out(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "week.ics"
    path.write_text(CALENDAR, "utf-8")
    done = book.run("import", str(path), "--kind", "calendar", "--json")
    assert (done.code, done.document["files"][0]["kind"], done.document["totals"]["created"]) == (
        0,
        "calendar",
        1,
    )
    assert book.run("import", str(path), "--json").document["txn"] is None
    today = book.run("today", "--json").document["items"]
    assert [item["title"] for item in today if item["kind"] == "meeting"] == ["meeting: Sand"]
    out = tmp_path / "agenda.ics"
    assert book.run("export", "agenda", "--format", "ics", "--out", str(out)).code == 0
    assert b"SUMMARY:Meeting Mar\xc3\xada L\xc3\xb3pez \xc2\xb7 Northglass A: Sand\r\n" in out.read_bytes()
    assert book.run("export", "agenda").stdout.startswith("BEGIN:VCALENDAR")
    assert book.run("export", "agenda", "--json").document["total"] == 1


def test_deliveries_and_tickets_come_in_and_every_list_goes_out(book: Book, tmp_path: Path) -> None:
    deliveries = tmp_path / "orders.csv"
    deliveries.write_text(
        "Auftrag;Position;Auftragsmenge;Liefermenge;Wunschlieferdatum;Istlieferdatum;Kunde\n"
        "1;10;5;5;05.10.2026;04.10.2026;Northglass A\n2;10;5;5;05.10.2026;04.10.2026;Nobody\n",
        "utf-8",
    )
    tickets = tmp_path / "tickets.csv"
    tickets.write_text(
        "Ticket ID,Ticket name,Ticket status,Create date\n1,Late sand,New,2026-11-20 10:00\n", "utf-8"
    )
    done = book.run("import", str(deliveries), str(tickets), "--json")
    assert [one["kind"] for one in done.document["files"]] == ["deliveries", "requests"]
    assert [one["reason"] for one in done.document["rejects"]] == ["no account 'Nobody' in the book"]
    for what in (
        "requests",
        "qbrs",
        "coverage",
        "ideas",
        "scorecards",
        "deliveries",
        "trainings",
        "promises",
    ):
        found = book.run("export", what, "--format", "json")
        assert found.code == 0, found.stderr
        assert json.loads(found.stdout)["schema_version"] == 1
        assert book.run("export", what).stdout.startswith("id,")
    refused = book.run("export", "coverage", "--since", "7d", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "usage")


def test_a_person_is_exported_by_name(book: Book, tmp_path: Path) -> None:
    document = book.run("export", "person", "maria lopez").document
    assert document["person"]["email"] == "maria@northglass.example"
    card = tmp_path / "maria.vcf"
    assert book.run("export", "person", "maria lopez", "--format", "vcf", "--out", str(card)).code == 0
    assert "FN:María López" in card.read_text(encoding="utf-8")
    assert book.run("export", "person").code == 2
    assert book.run("export", "accounts", "maria").code == 2


def test_the_end_of_the_path_says_the_form_and_what_is_left_out_is_told(book: Book, tmp_path: Path) -> None:
    out = tmp_path / "team.html"
    done = book.run("export", "team", "--out", str(out), "--json")
    assert done.code == 0, done.stderr
    assert (done.document["format"], done.document["records"]) == ("html", 0)
    assert any("ids" in line for line in done.document["left_out"])
    assert out.read_bytes().startswith(b"<!doctype html>")
    again = book.run("export", "team", "--out", str(out))
    assert (again.code, again.stdout) == (2, "")
    forced = book.run("export", "team", "--out", str(out), "--force")
    assert forced.code == 0
    assert "left out: ids" in forced.stderr
    assert book.run("export", "team", "--out", str(out), "--force", "--quiet").stderr == ""
    assert book.run("export", "all", "--out", str(tmp_path / "all.xlsx")).code == 0
    assert (
        book.run("export", "all", "--out", str(tmp_path / "all.md"), "--json").document["error"]["code"]
        == "refused"
    )


@pytest.mark.parametrize(
    ("place", "code"), [("", "bad_file"), ("nowhere/a.csv", "bad_file"), ("there.csv", "exists")]
)
def test_a_place_that_takes_no_file_is_said_and_left_as_it_was(
    book: Book, tmp_path: Path, place: str, code: str
) -> None:
    (tmp_path / "there.csv").write_text("mine", "utf-8")
    refused = book.run("export", "activity", "--out", str(tmp_path / place), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, code)
    assert [(one.name, one.read_text("utf-8")) for one in tmp_path.glob("*.csv")] == [("there.csv", "mine")]


def test_the_columns_of_an_export_are_listed(book: Book) -> None:
    found = book.run("export", "activity", "--columns", "--json").document["exports"]
    assert [one["what"] for one in found] == ["activity"]
    assert found[0]["columns"][0] | {"meaning": ""} == {"name": "id", "type": "id", "meaning": "", "since": 1}
    assert "## team" in book.run("export", "--columns").stdout
    assert book.run("export", "nothing", "--columns").code == 2
    assert book.run("export").code == 2
