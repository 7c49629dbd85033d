"""An import goes away whole and comes back whole, also when it came twice or met what was there before."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.history import redo, undo
from repcockpit.services.importing import import_files
from repcockpit.sync.merge.proof import differences
from tests.services.seeding import fresh_book
from tests.store.naive import differences as derived_differences
from tests.store.rows import visible

DATA = Path(__file__).parents[2].parent / "shared" / "data" / "crm"
PEOPLE = "First Name,Last Name,Email,Company,Phone\n"
SMALL = ("atomic-crm", "salesforce-data-cloud-workshop", "sfdx-lwc-recipes", "sfdx-dreamhouse")
LARGE = ("salesforce-export-mashmatrix",)


@pytest.fixture
def book(database: Path) -> Iterator[Book]:
    opened = fresh_book(database)
    yield opened
    opened.close()


def _file(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text(PEOPLE + "".join(f"{line}\n" for line in lines))
    return path


def _goes_and_comes(book: Book, paths: list[Path]) -> None:
    before = visible(book.db)
    report = import_files(book, paths)
    if report.txn is None:
        return
    after = visible(book.db)
    assert undo(book).skipped == ()
    assert visible(book.db) == before
    if len(after) < 3_000:
        assert derived_differences(book.db) == []
    assert redo(book).skipped == ()
    assert visible(book.db) == after
    assert undo(book).skipped == ()
    again = import_files(book, paths)
    assert again.txn is not None
    assert undo(book).skipped == ()
    assert visible(book.db) == before
    assert list(differences(book.db)) == []


def test_of_people(book: Book, tmp_path: Path) -> None:
    _goes_and_comes(
        book,
        [_file(tmp_path, "a.csv", "Ana,Ruiz,ana@x.example,Acme,1", "Bo,Lund,bo@x.example,Acme,2")],
    )


def test_over_what_an_earlier_one_brought(book: Book, tmp_path: Path) -> None:
    import_files(book, [_file(tmp_path, "a.csv", "Ana,Ruiz,ana@x.example,Acme,1")])
    _goes_and_comes(
        book, [_file(tmp_path, "b.csv", "Ana,Ruiz,ana@x.example,Acme,9", "Bo,Lund,bo@x.example,Bolt,2")]
    )


def test_what_was_logged_since_keeps_its_person_and_account(book: Book, tmp_path: Path) -> None:
    report = import_files(
        book, [_file(tmp_path, "a.csv", "Ana,Ruiz,ana@x.example,Acme,1", "Bo,Lund,bo@x.example,Bolt,2")]
    )
    ana, acme = book.db.execute(
        "select id, primary_account_id from contact where first_name = 'Ana'"
    ).fetchone()
    with book.write("log") as unit:
        call = unit.insert("interaction", {"type": "call", "status": "completed", "account_id": acme})
        unit.insert("participant", {"interaction_id": call, "contact_id": ana})
    assert report.txn is not None
    view = undo(book, report.txn.hex())
    assert {(one.kind, one.id) for one in view.skipped} == {("contact", ana), ("account", acme)}
    assert book.db.execute("select name from contact where _hidden = 0").fetchall() == [("Ana Ruiz",)]
    assert undo(book).label == "log"
    assert book.db.execute("select count(*) from contact where _hidden = 0").fetchone() == (1,)


def _whole_set(book: Book, name: str) -> None:
    if not (DATA / name).is_dir():
        pytest.skip("the collected CRM exports are not beside the repository")
    found = sorted((DATA / name).glob("*.csv")) or sorted((DATA / name).glob("*.json"))
    _goes_and_comes(book, [path for path in found if "plan" not in path.name])


@pytest.mark.slow
@pytest.mark.parametrize("name", SMALL)
def test_of_collected_exports(book: Book, name: str) -> None:
    _whole_set(book, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_of_a_large_export(book: Book, name: str) -> None:
    _whole_set(book, name)
