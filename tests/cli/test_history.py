"""history, undo, redo: shapes, and that undo after do is as if nothing had been done."""

from pathlib import Path

from tests.cli.conftest import Book, Run


def test_history_names_who_what_and_each_field(book: Book) -> None:
    book.run("init", "--rep", "Ana Ruiz")
    changed = book.run("set", "account", "Kan-code", "segment=A", "--json").document
    txns = book.run("history", "--json").document["txns"]
    assert (txns[0]["txn"], txns[0]["by"]) == (changed["txn"], "Ana Ruiz")
    assert all(one.keys() == {"txn", "at", "by", "what", "changes"} for one in txns)
    fields = {(one["kind"], one["field"], one["old"], one["new"]) for one in txns[0]["changes"]}
    assert ("account", "segment", "B", "A") in fields
    of_one = book.run("history", "account", "Kan-code", "--json").document["txns"]
    assert {change["id"] for one in of_one for change in one["changes"]} == {book.ids["Kan-code"]}
    assert len(book.run("history", "--limit", "1", "--json").document["txns"]) == 1
    shown = book.run("history", "account", "Kan-code")
    assert "segment: B → A" in shown.stdout
    assert book.run("history", "unicorn", "x").code == 2
    assert book.run("history", "--limit", "-1").code == 2


def test_undo_and_redo_go_back_and_forth(book: Book) -> None:
    before = book.run("show", "account", "Kan-code", "--json").stdout
    changed = book.run(
        "set", "account", "Kan-code", "segment=A", "tags+=key", "custom.ERP=7", "--json"
    ).document
    after = book.run("show", "account", "Kan-code", "--json").stdout
    undone = book.run("undo", "--json").document
    assert {"txn", "undone", "by_txn", "skipped"} <= undone.keys()
    assert (undone["txn"], undone["undone"], undone["skipped"]) == (changed["txn"], True, [])
    assert book.run("show", "account", "Kan-code", "--json").stdout == before
    assert book.run("redo", "--json").document["undone"] is False
    assert book.run("show", "account", "Kan-code", "--json").stdout == after
    assert book.run("redo", "--json").document["error"]["code"] == "nothing_to_undo"


def test_a_log_is_taken_back_whole(book: Book) -> None:
    before = book.run("export", "all").stdout
    txn = book.run(
        "log", "call maria, jon etxea: hi +r pallets +p samples +i bags > fri call", "--json"
    ).document["txn"]
    assert book.run("export", "all").stdout != before
    assert book.run("undo", txn[:8]).code == 0
    assert [book.run(name, "--json").document["total"] for name in ("interactions", "requests", "tasks", "ideas")] == [
        0, 0, 0, 0,
    ]  # fmt: skip
    assert book.run("show", "contact", "maria", "--json").document["last_touch_on"] is None


def test_what_was_edited_since_is_skipped_and_listed(book: Book) -> None:
    first = book.run("set", "account", "Kan-code", "segment=A", "sector=Glass", "--json").document["txn"]
    book.run("set", "account", "Kan-code", "sector=Steel")
    undone = book.run("undo", first, "--json").document
    assert [(one["kind"], one["field"]) for one in undone["skipped"]] == [("account", "sector")]
    found = book.run("show", "account", "Kan-code", "--json").document
    assert (found["segment"], found["sector"]) == ("B", "Steel")


def test_an_import_is_taken_back(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("First Name,Last Name,Email,Company\nAda,Byron,ada@engine.example,Engine\n")
    assert run("import", str(path), "--kind", "contacts").code == 0
    assert run("undo").code == 0
    assert run("contacts", "--json").document["total"] == run("accounts", "--json").document["total"] == 0
    assert run("undo", "--json").code == 2
