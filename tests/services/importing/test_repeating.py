"""The second import: what changed, what a person edited here, what was removed here, what comes later."""

from collections.abc import Callable
from pathlib import Path

import pytest

from repcockpit.services.book import Book
from repcockpit.services.history import redo, undo
from repcockpit.services.importing import ImportCancelledError, ImportOptions, import_files
from tests.services.importing.asking import count, everything, value

Write = Callable[[str, str], Path]

_CONTACTS = "Id,AccountId,LastName,FirstName,Email,Title,Phone,ReportsToId\n"
_ACCOUNTS = "Id,Name,Industry,BillingCity\n"
_A, _B = "001Ec00000GGw3hIAD", "001Ec00000GGw3iIAD"
_P, _Q = "003Ec00000Cz310IAB", "003Ec00000Cz31VIAR"


def test_changed_value_updates_and_blank_never_overwrites(book: Book, write: Write) -> None:
    import_files(book, [write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Buyer,94,")])
    path = write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Head of buying,,")
    report = import_files(book, [path])
    assert (report.totals.updated, report.totals.unchanged) == (1, 0)
    assert value(book, "select title from contact") == "Head of buying"
    assert value(book, "select phone from contact") == "94"


def test_what_a_person_edited_here_stays(book: Book, write: Write) -> None:
    import_files(book, [write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Buyer,94,")])
    person = value(book, "select id from contact")
    with book.write("edit") as unit:
        unit.update("contact", person, {"title": "Chief buyer"})
    report = import_files(book, [write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Head,95,")])
    assert value(book, "select title from contact") == "Chief buyer"
    assert value(book, "select phone from contact") == "95"
    assert any("as they were edited here" in text for text in report.files[0].warnings)


def test_forward_references_within_a_file_and_across_files(book: Book, write: Write) -> None:
    people = write("Contact.csv", _CONTACTS + f"{_P},{_A},Gil,Ana,,,,{_Q}\n{_Q},{_A},Diaz,Jon,,,,")
    report = import_files(book, [people, write("Account.csv", _ACCOUNTS + f"{_A},Acme,Steel,Bilbao")])
    assert report.totals.created == 3
    assert count(book, "contact", "primary_account_id = (select id from account)") == 2
    assert value(book, "select b.name from contact a join contact b on b.id = a.reports_to_id") == "Jon Diaz"


def test_link_that_was_missing_is_found_by_a_later_import(book: Book, write: Write) -> None:
    people = write("Contact.csv", _CONTACTS + f"{_P},{_A},Gil,Ana,,,,")
    first = import_files(book, [people])
    assert first.files[0].warnings == (f"links to accounts that are not in the book: 1 (first: {_A})",)
    assert import_files(book, [people]).txn is None
    import_files(book, [write("Account.csv", _ACCOUNTS + f"{_A},Acme,Steel,Bilbao")])
    assert import_files(book, [people]).totals.updated == 1
    assert count(book, "contact", "primary_account_id is not null") == 1
    assert import_files(book, [people]).txn is None


def test_two_imports_of_one_export_give_the_same_rows(book: Book, write: Write, tmp_path: Path) -> None:
    from tests.services.seeding import fresh_book  # noqa: PLC0415 -- a second device

    paths = [write("Account.csv", _ACCOUNTS + f"{_A},Acme,Steel,Bilbao")]
    import_files(book, paths)
    with fresh_book(tmp_path / "other" / "b.db", rep="Jon Diaz") as other:
        import_files(other, paths)
        assert value(other, "select id from account") == value(book, "select id from account")
        assert value(other, "select id from external_ref") == value(book, "select id from external_ref")


def test_record_in_the_bin_stays_there(book: Book, write: Write) -> None:
    import_files(book, [write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Buyer,94,")])
    with book.write("remove") as unit:
        unit.hide("contact", value(book, "select id from contact"))
    report = import_files(book, [write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Head,94,")])
    assert report.txn is None
    assert count(book, "contact") == 0
    assert "rows stay in the bin" in report.files[0].warnings[0]


def test_undo_then_redo_then_again(book: Book, write: Write) -> None:
    paths = [
        write("Account.csv", _ACCOUNTS + f"{_A},Acme,Steel,Bilbao\n{_B},Globex,Sand,Lyon"),
        write("Contact.csv", _CONTACTS + f"{_P},{_A},Gil,Ana,,,,{_Q}\n{_Q},{_A},Diaz,Jon,,,,"),
    ]
    before = everything(book)
    import_files(book, paths)
    after = everything(book)
    undo(book)
    assert everything(book) == before
    redo(book)
    assert everything(book) == after
    assert import_files(book, paths).txn is None


def test_cancelled_import_leaves_no_trace(book: Book, write: Write) -> None:
    rows = "".join(f"003Ec00000{number:05}AAA,,Gil {number},Ana,,,,\n" for number in range(2_000))
    path = write("Contact.csv", _CONTACTS + rows)
    before, changes = everything(book), value(book, "select count(*) from txn")
    seen: list[int] = []
    options = ImportOptions(
        progress=lambda done, total: seen.append(done * 10_000 + total), cancelled=lambda: len(seen) > 2
    )
    with pytest.raises(ImportCancelledError):
        import_files(book, [path], options)
    assert seen == [5_002_000, 10_002_000, 15_002_000]
    assert everything(book) == before
    assert value(book, "select count(*) from txn") == changes
    assert not book.db.in_transaction


def test_dry_run_says_the_same_and_writes_nothing(book: Book, write: Write) -> None:
    path = write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,a@x.com,Buyer,94,\n,,,,,,,")
    before = everything(book)
    dry = import_files(book, [path], ImportOptions(dry_run=True))
    assert everything(book) == before
    wet = import_files(book, [path])
    assert dry.totals == wet.totals
    assert (dry.is_dry_run, dry.txn, dry.batch_id) == (True, None, None)


def test_open_task_that_was_done_since_becomes_an_interaction(book: Book, write: Write) -> None:
    header = "Id,WhoId,Subject,ActivityDate,Status,TaskSubtype,IsClosed\n"
    import_files(book, [write("Task.csv", header + "00T1,,Call Ana,2026-11-20,Not Started,Call,0")])
    import_files(book, [write("Task.csv", header + "00T1,,Call Ana,2026-11-21,Completed,Call,1")])
    assert value(book, "select done_on from task") == "2026-11-21"
    assert value(book, "select occurred_on from interaction") == "2026-11-21"


def test_row_of_the_same_id_twice_is_one_record(book: Book, write: Write) -> None:
    path = write("Contact.csv", _CONTACTS + f"{_P},,Gil,Ana,,Buyer,,\n{_P},,Gil,Ana,,Head,,")
    report = import_files(book, [path])
    assert (report.totals.created, report.totals.updated) == (1, 1)
    assert value(book, "select title from contact") == "Head"
    assert import_files(book, [path]).txn is None
