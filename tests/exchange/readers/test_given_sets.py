"""The given sets, counted; skipped where they are absent."""

import json
from pathlib import Path

import pytest

from repcockpit.exchange.readers import ReadOptions
from tests.exchange.given import FOLDER, given
from tests.exchange.readers.reading import read_one

COUNTS = {
    "crm/atomic-crm/contacts.csv": (24, 500),
    "crm/atomic-crm/contacts_export.csv": (18, 2),
    "crm/salesforce-export-mashmatrix/Account.csv": (66, 83),
    "crm/salesforce-export-mashmatrix/Contact.csv": (61, 133),
    "crm/salesforce-export-mashmatrix/Opportunity.csv": (41, 774),
    "crm/salesforce-data-cloud-workshop/Account.csv": (None, 22),
    "crm/salesforce-data-cloud-workshop/AccountContactRelation.csv": (14, 22),
    "crm/salesforce-data-cloud-workshop/Contact.csv": (72, 102),
    "crm/salesforce-data-cloud-workshop/Task.csv": (40, 75),
    "crm/salesforce-data-cloud-workshop/Lead.csv": (55, 60),
    "orgchart/adventureworks-dw-employee/DimEmployee.csv": (31, 296),
    "orgchart/adventureworks-dw-employee/DimGeography.csv": (11, 655),
    "orgchart/adventureworks-dw-employee/DimReseller.csv": (20, 701),
    "orgchart/adventureworks-dw-employee/DimSalesTerritory.csv": (6, 11),
    "orgchart/adventureworks-dw-employee/ProspectiveBuyer.csv": (24, 2059),
    "addressbook/google-shared-contacts/outlook.csv": (22, 3),
    "addressbook/thunderbird-export/export.csv": (37, 2),
    "addressbook/thunderbird-export/export.txt": (37, 2),
    "parser/faker-names/names.csv": (7, 800),
    "parser/sqlite-utils/example1.csv": (4, 4),
    "parser/sqlite-utils/example2.csv": (4, 4),
    "parser/sqlite-utils/example3.csv": (4, 4),
    "parser/sqlite-utils/example4.csv": (4, 4),
}


@pytest.mark.parametrize("name", COUNTS)
def test_counts(name: str) -> None:
    width, count = COUNTS[name]
    read = read_one(given(*name.split("/")))
    assert len(read.rows) == count
    assert not read.bad
    assert not read.table.warnings
    assert width is None or len(read.table.header) == width
    assert read.table.has_header != name.startswith("orgchart")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("parser/csv-spectrum/*.csv")), ids=lambda path: path.stem)
def test_csv_spectrum(path: Path) -> None:
    if path.stem == "newlines_crlf":
        pytest.skip("git stored this file with LF while its JSON expects CRLF")
    assert read_one(path).records == json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(FOLDER.glob("parser/csvkit/*.[ct]sv")), ids=lambda path: path.name)
def test_csvkit_opens(path: Path) -> None:
    if path.name == "empty.csv":
        pytest.skip("empty: refused, see test_recognition")
    read = read_one(path)
    assert read.table.header
    assert len(read.bad) == (1 if path.name.startswith("bad") else 0)


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("test_latin1.csv", ("4", "5", "©")),
        ("test_utf16_big.csv", ("4", "5", "ʤ")),
        ("test_utf16_little.csv", ("4", "5", "ʤ")),
        ("test_utf8_bom.csv", ("4", "5", "ʤ")),
        ("mac_newlines.csv", ("Once upon\ra time", "5", "6")),
        ("null_byte.csv", ("", "2", "3")),
        ("test_header_newline.csv", ("d", "e", "f")),
    ],
)
def test_csvkit_quirks(name: str, cells: tuple[str, ...]) -> None:
    assert read_one(given("parser", "csvkit", name)).cells[-1] == cells


def test_headerless_files_take_given_names() -> None:
    path = given("orgchart", "adventureworks-dw-employee", "DimSalesTerritory.csv")
    read = read_one(path, ReadOptions(columns=("Image", "Key", "Alternate", "Region", "Country", "Group")))
    assert read.records[1]["Region"] == "Northwest"
    assert len(read.rows) == 11
