"""import, export, duplicates, merge, demo: what goes in and out as files."""

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Book, Run

REPORT = "batch_id txn files totals rejects unmapped_columns owners duplicates"
FILE = "path source kind encoding delimiter rows created updated unchanged rejected warnings"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(
        "First Name,Last Name,Email,Company,Shoe size\nAda,Byron,ada@engine.example,Engine,38\n"
        "Grace,Hopper,grace@navy.example,Navy,39\n"
    )
    return path


def test_import_counts_and_again_changes_nothing(run: Run, people: Path) -> None:
    first = run("import", str(people), "--kind", "contacts", "--json")
    assert first.code == 0, first.stdout + first.stderr
    document = first.document
    assert not set(REPORT.split()) - document.keys()
    (file,) = document["files"]
    assert not set(FILE.split()) - file.keys()
    assert file["rows"] == file["created"] + file["updated"] + file["unchanged"] + file["rejected"] == 2
    assert len(document["txn"]) == len(document["batch_id"]) == 32
    again = run("import", str(people), "--kind", "contacts", "--json").document
    assert (again["txn"], again["totals"]["unchanged"], again["totals"]["created"]) == (None, 2, 0)
    assert {one["name"] for one in run("contacts", "--json").document["contacts"]} == {
        "Ada Byron",
        "Grace Hopper",
    }


def test_columns_are_mapped_by_hand_wherever_the_file_stands(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Wo\nAda Byron,Engine\n")
    done = run("import", "--kind", "contacts", "--map", "Wer=name", "Wo=account", str(path), "--json")
    assert done.code == 0, done.stdout
    (found,) = run("contacts", "--json").document["contacts"]
    assert (found["name"], found["account"]["name"]) == ("Ada Byron", "Engine")
    assert run("import", "--map", "Wer=name").code == 2


def test_a_dry_run_writes_nothing(run: Run, people: Path) -> None:
    document = run("import", str(people), "--kind", "contacts", "--dry-run", "--json").document
    assert (document["txn"], document["dry_run"], document["totals"]["created"]) == (None, True, 2)
    assert run("contacts", "--json").document["total"] == 0


def test_the_text_of_an_import_is_a_table(run: Run, people: Path) -> None:
    shown = run("import", str(people), "--kind", "contacts")
    assert "people.csv" in shown.stdout
    assert "undo" in shown.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x00\x01\x02\xff\xfe" * 50, []),
        (b"", []),
        (b"a,b\n1,2\n", ["--kind", "unicorns"]),
        (b"a,b\n1,2\n", ["--delimiter", "tabs"]),
        (None, []),
    ],
    ids=["binary", "empty", "kind", "delimiter", "missing"],
)
def test_what_cannot_be_imported_writes_nothing(
    book: Book, tmp_path: Path, content: bytes | None, words: list[str]
) -> None:
    path = tmp_path / "odd.csv"
    if content is not None:
        path.write_bytes(content)
    before = book.transactions()
    result = book.run("import", str(path), *words, "--json")
    assert result.code == 2, result.stdout
    assert result.document["error"]["hint"]
    assert book.transactions() == before


def test_a_folder_cannot_be_imported(book: Book, tmp_path: Path) -> None:
    assert book.run("import", str(tmp_path)).code == 2


def test_export_of_a_list_in_both_forms(book: Book) -> None:
    rows = list(csv.DictReader(io.StringIO(book.run("export", "contacts").stdout)))
    assert {row["name"] for row in rows} == {"María López", "Jon Park", "Jon Etxea"}
    assert {row["phone"] for row in rows} == {"", "+34 600 000 000"}
    found = json.loads(book.run("export", "contacts", "--format", "json").stdout)
    assert {one["name"] for one in found["contacts"]} == {row["name"] for row in rows}


def test_export_all_comes_back_as_the_same_bytes(book: Book, run: Run, tmp_path: Path) -> None:
    book.run("log", "call maria, jon @northglass: late sand +p certificate by tue")
    book.run("remove", "contact", "Jon Park")
    out = tmp_path / "all.json"
    written = book.run("export", "all", "--format", "json", "--out", str(out), "--json")
    assert written.document["path"] == str(out)
    other = tmp_path / "other.db"
    done = run("--db", str(other), "import", str(out), "--json")
    assert done.code == 0, done.stdout
    assert run("--db", str(other), "export", "all", "--format", "json").stdout == out.read_text()


def test_export_never_overwrites_unasked(book: Book, tmp_path: Path) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("mine")
    refused = book.run("export", "accounts", "--out", str(out), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "exists")
    assert out.read_text() == "mine"
    assert book.run("export", "accounts", "--out", str(out), "--force").code == 0
    assert "Kan-code" in out.read_text()


@pytest.mark.parametrize("words", [["unicorns"], ["accounts", "--format", "pdf"], ["all", "--format", "csv"]])
def test_an_export_there_is_not(book: Book, words: list[str]) -> None:
    assert book.run("export", *words, "--json").code == 2


def test_cells_are_guarded_against_formulas(book: Book) -> None:
    book.run("add", "account", "name==1+1", "note=@SUM(A1)")
    rows = {row["name"]: row for row in csv.DictReader(io.StringIO(book.run("export", "accounts").stdout))}
    assert rows["'=1+1"]["note"] == "'@SUM(A1)"


def test_duplicates_are_proposed_and_merged_and_parted(book: Book) -> None:
    twin = book.run(
        "add", "contact", "name=Maria Lopez", "email=maria@northglass.example", "title=Buyer", "--json"
    )
    pairs = book.run("duplicates", "--json").document["pairs"]
    (pair,) = [one for one in pairs if one["kind"] == "contact"]
    assert {pair["a"]["name"], pair["b"]["name"]} == {"María López", "Maria Lopez"}
    assert pair["score"] >= 80
    assert pair["why"]
    merged = book.run("merge", "contact", book.ids["María López"], twin.document["id"], "--json")
    assert merged.code == 0, merged.stdout
    assert (merged.document["name"], merged.document["title"]) == ("María López", "Buyer")
    assert book.run("contacts", "--json").document["total"] == 3
    assert book.run("merge", "contact", "Jon Park", "Jon Park").code == 2
    assert book.run("merge", "deal", "x", "y").code == 2


def test_demo_prints_today_without_a_terminal(run: Run) -> None:
    shown = run("demo")
    assert (shown.code, shown.stderr) == (0, "")
    assert shown.stdout.startswith("Today · Tue 24 Nov 2026 · Ana Ruiz · DEMO")
    assert "María López" in shown.stdout


@pytest.mark.slow
def test_demo_writes_the_same_book_twice_and_never_over_another(run: Run, tmp_path: Path) -> None:
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    assert run("demo", "--to", str(one), "--json").document["db"] == str(one)
    assert run("demo", "--to", str(two)).code == 0
    assert run("--db", str(one), "contacts", "--json").document["total"] == 354
    exports = [run("--db", str(path), "export", "all").stdout for path in (one, two)]
    assert exports[0] == exports[1]
    refused = run("demo", "--to", str(one), "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "exists")
