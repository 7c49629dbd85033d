"""Real exports: the known answers hold, a second import changes nothing, an undo leaves nothing."""

import io
from pathlib import Path

import pytest

from repcockpit.domain.views.importing import ImportReport
from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting import ExportOrder, export_document
from repcockpit.services.history import undo
from repcockpit.services.importing import ImportOptions, import_files
from tests.exchange.given import given
from tests.services.importing.asking import column, count, everything, value

_EMPLOYEE = [
    "EmployeePhoto",
    "EmployeeKey",
    "ParentEmployeeKey",
    "EmployeeNationalIDAlternateKey",
    "ParentNationalIDAlternateKey",
    "SalesTerritoryKey",
    "FirstName",
    "LastName",
    "MiddleName",
    "NameStyle",
    "Title",
    "HireDate",
    "BirthDate",
    "LoginID",
    "EmailAddress",
    "Phone",
    "MaritalStatus",
    "EmergencyContactName",
    "EmergencyContactPhone",
    "SalariedFlag",
    "Gender",
    "PayFrequency",
    "BaseRate",
    "VacationHours",
    "SickLeaveHours",
    "CurrentFlag",
    "SalesPersonFlag",
    "DepartmentName",
    "StartDate",
    "EndDate",
    "Status",
]


def _files(folder: str, pattern: str) -> list[Path]:
    return sorted(given(*folder.split("/")).glob(pattern))


def _imported(book: Book, paths: list[Path], options: ImportOptions = ImportOptions()) -> ImportReport:  # noqa: B008
    """Import, import again, take back and import once more; gives the first report."""
    before = everything(book)
    first = import_files(book, paths, options)
    assert first.txn is not None
    assert first.totals.rows == sum(first.totals[1:])
    after = everything(book)
    again = import_files(book, paths, options)
    assert (again.totals.created, again.totals.updated, again.txn, again.batch_id) == (0, 0, None, None)
    assert everything(book) == after
    undo(book)
    assert everything(book) == before
    once_more = import_files(book, paths, options)
    assert once_more.totals == first.totals
    _survives_export(book)
    return first


def _exported(book: Book) -> bytes:
    out = io.BytesIO()
    export_document(book, ExportOrder("all", "json"), out)
    return out.getvalue()


def _survives_export(book: Book) -> None:
    """`export all`, imported into an empty book, exports the same bytes again."""
    folder = book.path.parent
    path = folder / "all.json"
    path.write_bytes(_exported(book))
    with open_book(folder / "copy.db", now="2027-01-05") as copy:
        report = import_files(copy, [path])
        assert report.totals.rejected == 0
        assert _exported(copy) == path.read_bytes()
        assert import_files(copy, [path]).txn is None


@pytest.mark.slow
def test_salesforce_with_reporting_lines(book: Book) -> None:
    report = _imported(book, _files("crm/salesforce-export-mashmatrix", "*.csv"))
    assert [(one.kind, one.created) for one in report.files] == [
        ("accounts", 83),
        ("contacts", 133),
        ("deals", 774),
    ]
    assert count(book, "contact", "reports_to_id is not null") == 30
    inside = "reports_to_id in (select b.id from contact b where b.primary_account_id = contact.primary_account_id)"
    assert count(book, "contact", inside) == 30
    per_account = column(book, "select count(*) from contact where _hidden = 0 group by primary_account_id")
    assert sorted(per_account).count(1) == 45
    assert count(book, "contact", "email = 'sfdcjdemo01@salesforce.com'") == 133
    assert report.owners[0].rows == 990


@pytest.mark.slow
def test_salesforce_with_activities(book: Book) -> None:
    report = _imported(book, _files("crm/salesforce-data-cloud-workshop", "*.csv"))
    assert (report.totals.rows, report.totals.created, report.totals.rejected) == (339, 313, 8)
    assert {one.reason for one in report.rejects} == {"a campaign is no record that repcockpit keeps"}
    assert count(book, "account") == 22
    assert count(book, "contact", "status <> 'lead'") == 102
    assert count(book, "contact", "status = 'lead'") == 60
    assert count(book, "task") == 75
    leads = "contact_id in (select id from contact where status = 'lead')"
    assert count(book, "task", leads) == 15
    assert count(book, "task", f"contact_id is not null and not ({leads})") == 60
    assert count(book, "contact_account") == 4
    assert count(book, "deal") == 50
    assert count(book, "interaction") == 0


@pytest.mark.slow
def test_atomic_crm(book: Book) -> None:
    report = _imported(book, [given("crm", "atomic-crm", "contacts.csv")])
    assert (report.totals.created, report.totals.rejected) == (500, 0)
    assert count(book, "contact", "primary_account_id is not null") == 500


@pytest.mark.parametrize(
    ("folder", "created", "rejected"), [("crm/sfdx-lwc-recipes", 36, 0), ("crm/sfdx-dreamhouse", 13, 12)]
)
def test_record_trees(book: Book, folder: str, created: int, rejected: int) -> None:
    report = _imported(book, _files(folder, "*.json"))
    assert (report.totals.created, report.totals.rejected) == (created, rejected)
    assert count(book, "deal") == count(book, "deal", "account_id is not null")


@pytest.mark.slow
def test_employees_without_a_header(book: Book) -> None:
    path = given("orgchart", "adventureworks-dw-employee", "DimEmployee.csv")
    report = _imported(book, [path], ImportOptions(columns=tuple(_EMPLOYEE)))
    assert report.totals.rows == 296
    assert count(book, "contact") == 290
    assert max(_depth(book, one) for one in column(book, "select id from contact")) == 5


def _depth(book: Book, contact_id: bytes) -> int:
    boss = book.db.execute("select reports_to_id from contact where id = ?", (contact_id,)).fetchone()[0]
    return 1 if boss is None else 1 + _depth(book, boss)


def test_address_books(book: Book) -> None:
    paths = (
        _files("addressbook", "*/*.vcf") + _files("addressbook", "*/*.csv") + _files("addressbook", "*/*.txt")
    )
    report = _imported(book, [path for path in paths if "license" not in path.name])
    ez = [one for one in report.files if "ez-vcard" in one.path]
    assert sum(one.rows for one in ez) == 26
    assert sum(one.rejected for one in ez) == 0
    assert value(book, "select count(*) from contact where name is null") == 0
