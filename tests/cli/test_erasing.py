from tests.cli.conftest import Book


def test_a_person_is_erased_by_name(book: Book) -> None:
    book.run("log", "call maria lopez 10m: María López wants pumps", "--yes")
    shown = book.run("erase", "person", "maria lopez", "--dry-run", "--json").document
    assert (shown["txn"], shown["rows"]["contact"]) == (None, 1)
    assert [(one["kind"], one["field"]) for one in shown["mentions"]] == [("interaction", "note")]
    refused = book.run("erase", "person", "maria lopez", "--json")
    assert (refused.code, refused.document["error"]["code"]) == (2, "refused")
    gone = book.run("erase", "person", "maria lopez", "--mentions", "--yes", "--json")
    assert gone.code == 0
    assert "mailed" in gone.stderr
    assert b"Mar\xc3\xada" not in book.path.read_bytes()
    assert book.run("undo", gone.document["txn"]).code == 2
    listed = book.run("contacts", "--json").document["contacts"]
    assert {one["name"] for one in listed} >= {"Jon Park", gone.document["name"]}
    assert book.run("erase", "account", "Kan-code", "--yes").code == 2


def test_a_file_does_not_bring_an_erased_person_back(book: Book) -> None:
    card = book.path.parent / "people.csv"
    card.write_text(
        "First Name,Last Name,E-mail Address\nMaría,López,Maria@northglass.example\nRita,Roe,rita@x.example\n"
    )
    book.run("erase", "person", "maria lopez", "--yes")
    report = book.run("import", str(card), "--json").document
    assert report["totals"]["created"] == 1
    assert [one["reason"] for one in report["rejects"]] == ["this person was erased and asked not to be kept"]
    assert "maria" not in book.run("export", "all").stdout.casefold()
