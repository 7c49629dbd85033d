"""Merged records and the next import of the source they came from."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from repcockpit.domain.views.importing import ImportReport
from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting import ExportOrder, export_document
from repcockpit.services.history import undo
from repcockpit.services.importing import import_files
from repcockpit.services.merging import merge
from repcockpit.services.records import Listing, list_records, show_record
from tests.services.seeding import fresh_book

_ACCOUNTS = (
    "Id,Name,BillingCity,Phone\n001000000000001AAA,Acme,Koln,\n001000000000002AAA,ACME GmbH,,+49 30 1234567\n"
)
_CONTACTS = (
    "Id,AccountId,FirstName,LastName,Email,Title,ReportsToId\n"
    "003000000000001AAA,001000000000001AAA,Maria,Lopez,maria@acme.com,Buyer,\n"
    "003000000000002AAA,001000000000002AAA,M.,Lopez,m.lopez@acme.com,{title},\n"
    "003000000000003AAA,001000000000002AAA,Jon,Park,jon@acme.com,Clerk,003000000000002AAA\n"
)
_TASKS = (
    "Id,WhoId,WhatId,Subject,Status,ActivityDate,TaskSubtype\n"
    "00T00000000000{number}AAA,003000000000002AAA,001000000000002AAA,Call,Completed,2026-11-1{number},Call\n"
)


@pytest.fixture
def book(database: Path, tmp_path: Path) -> Iterator[Book]:
    with fresh_book(database) as opened:
        _load(opened, tmp_path, title="Purchaser", task=1)
        merge(opened, "account", "Acme", "ACME GmbH")
        merge(opened, "contact", "Maria Lopez", "M. Lopez")
        yield opened


def _load(book: Book, folder: Path, *, title: str, task: int) -> ImportReport:
    paths = []
    texts = (
        ("Account", _ACCOUNTS),
        ("Contact", _CONTACTS.format(title=title)),
        ("Task", _TASKS.format(number=task)),
    )
    for name, text in texts:
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text, encoding="utf-8")
    return import_files(book, paths)


def _names(book: Book, kind: str) -> list[str]:
    return [row.name for row in list_records(book, kind, Listing()).rows]


def test_the_same_files_again_change_nothing(book: Book, tmp_path: Path) -> None:
    assert _load(book, tmp_path, title="Purchaser", task=1).txn is None
    assert (_names(book, "account"), _names(book, "contact")) == (["Acme"], ["Jon Park", "Maria Lopez"])


def test_a_changed_row_of_the_dropped_one_updates_the_one_that_stands_for_it(
    book: Book, tmp_path: Path
) -> None:
    report = _load(book, tmp_path, title="Head of buying", task=1)
    assert (report.totals.created, report.totals.updated) == (0, 1)
    maria = show_record(book, "contact", "Maria Lopez")
    assert (maria.name, maria.email, maria.emails) == (
        "Maria Lopez",
        "maria@acme.com",
        ("maria@acme.com", "m.lopez@acme.com"),
    )
    assert (maria.title, maria.account.name) == ("Head of buying", "Acme")


def test_new_work_of_the_dropped_one_belongs_to_the_kept_one(book: Book, tmp_path: Path) -> None:
    report = _load(book, tmp_path, title="Purchaser", task=2)
    assert report.totals.created == 1
    rows = list_records(book, "interaction", Listing()).rows
    assert {row.account.name for row in rows} == {"Acme"}
    assert {tuple(one.name for one in row.contacts) for row in rows} == {("Maria Lopez",)}
    assert show_record(book, "contact", "Maria Lopez").last_touch_on.isoformat() == "2026-11-12"
    assert show_record(book, "account", "Acme").last_touch_on.isoformat() == "2026-11-12"
    assert show_record(book, "contact", "Jon Park").reports_to.name == "Maria Lopez"


def test_the_undo_of_a_merge_after_an_import_leaves_both(book: Book, tmp_path: Path) -> None:
    undo(book)
    undo(book)
    assert _names(book, "account") == ["Acme", "ACME GmbH"]
    assert _names(book, "contact") == ["Jon Park", "M. Lopez", "Maria Lopez"]
    assert _load(book, tmp_path, title="Purchaser", task=1).txn is None


def test_a_merged_book_goes_through_export_all(book: Book, tmp_path: Path) -> None:
    first = _exported(book)
    path = tmp_path / "all.json"
    path.write_bytes(first)
    with open_book(tmp_path / "copy.db") as copy:
        import_files(copy, [path])
        assert _exported(copy) == first
        assert _names(copy, "contact") == ["Jon Park", "Maria Lopez"]


def _exported(book: Book) -> bytes:
    out = io.BytesIO()
    export_document(book, ExportOrder("all", "json"), out)
    return out.getvalue()
