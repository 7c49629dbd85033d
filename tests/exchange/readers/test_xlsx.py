import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.xlsx import Cell, cell_text
from tests.exchange.given import given
from tests.exchange.readers.reading import read_all, read_one

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def workbook(path: Path, sheets: dict[str, str], states: dict[str, str] | None = None) -> Path:
    """A workbook of the given sheets' XML, as small as a spreadsheet opens it."""
    names = list(sheets)
    state = {name: f' state="{word}"' for name, word in (states or {}).items()}
    listed = "".join(
        f'<sheet name="{name}" sheetId="{at}" r:id="rId{at}"{state.get(name, "")}/>'
        for at, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{at}.xml"/>'
        for at in range(1, len(names) + 1)
    )
    office = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types"/>')
        archive.writestr(
            "_rels/.rels", f'<Relationships xmlns="{_PACKAGE}/relationships">{office}</Relationships>'
        )
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        )
        for at, xml in enumerate(sheets.values(), 1):
            archive.writestr(f"xl/worksheets/sheet{at}.xml", f'<worksheet xmlns="{_MAIN}">{xml}</worksheet>')
    return path


def rows(*lines: str, merged: str = "") -> str:
    """Sheet XML of lines whose cells are parted by `|`: numbers, `#N/A`, `=formula`, else text."""
    written = []
    for number, line in enumerate(lines, 1):
        cells = "".join(
            _cell(f"{'ABCDEFGH'[at]}{number}", text) for at, text in enumerate(line.split("|")) if text
        )
        written.append(f'<row r="{number}">{cells}</row>')
    ranges = "".join(f'<mergeCell ref="{span}"/>' for span in merged.split())
    return f"<sheetData>{''.join(written)}</sheetData>" + (
        f"<mergeCells>{ranges}</mergeCells>" if ranges else ""
    )


def _cell(place: str, text: str) -> str:
    if text.startswith("#"):
        return f'<c r="{place}" t="e"><v>{text}</v></c>'
    if text.startswith("="):
        return f'<c r="{place}"><f>{text[1:]}</f><v>42</v></c>'
    if text.replace(".", "").isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_preamble_hidden_sheets_formulas_and_errors(tmp_path: Path) -> None:
    sheet = rows("Report of contacts", "", "Id|Name|Score|Note", "1|Ann|=6*7|#N/A", "2|Bob|1.5|x")
    path = workbook(tmp_path / "a.xlsx", {"Main": sheet, "Old": rows("a|b", "1|2")}, {"Old": "hidden"})
    read = read_one(path)
    assert read.table.sheet == "Main"
    assert read.table.header == ("Id", "Name", "Score", "Note")
    assert read.cells == [("1", "Ann", "42", ""), ("2", "Bob", "1.5", "x")]
    assert [row.line for row in read.rows] == [4, 5]
    told = " ".join(read.table.warnings)
    assert "“Old”" in told
    assert "1 cells hold an error" in told
    assert "below 2" in told


def test_a_cell_merged_over_rows_stands_in_each(tmp_path: Path) -> None:
    sheet = rows("Account|Contact", "Acme|Ann", "|Bob", "Bolt|Cy", merged="A2:A3")
    assert read_one(workbook(tmp_path / "a.xlsx", {"S": sheet})).cells == [
        ("Acme", "Ann"),
        ("Acme", "Bob"),
        ("Bolt", "Cy"),
    ]


def test_a_header_of_two_rows(tmp_path: Path) -> None:
    sheet = rows(
        "Name|Address||Phone",
        "|Street|City|",
        "Ann|Main 1|Bern|5",
        "Bob|Main 2|Rome|6",
        merged="A1:A2 B1:C1 D1:D2",
    )
    read = read_one(workbook(tmp_path / "a.xlsx", {"S": sheet}))
    assert read.table.header == ("Name", "Address Street", "Address City", "Phone")
    assert read.cells[0] == ("Ann", "Main 1", "Bern", "5")


def test_several_sheets(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", {"Accounts": rows("Name|City", "A|B"), "Contacts": rows("Name|Mail", "C|D")}
    )
    assert [read.table.sheet for read in read_all(path)] == ["Accounts", "Contacts"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (1e-7, "0.0000001"),
        (4917123456789.0, "4917123456789"),
        (True, "true"),
        (None, ""),
        ("a\r\nb", "a\nb"),
        (date(2024, 2, 29), "2024-02-29"),
        (datetime(2024, 2, 29, 14, 30), "2024-02-29T14:30:00"),  # noqa: DTZ001 -- sheets know no zones
        (time(9, 5), "09:05:00"),
        (timedelta(hours=25, minutes=3), "25:03:00"),
    ],
)
def test_cells_as_text(cell: Cell, text: str) -> None:
    assert cell_text(cell) == text


def test_every_given_workbook_opens_or_says_why() -> None:
    refused = {}
    for path in sorted(given("parser", "calamine").glob("*.xlsx")):
        try:
            read_all(path)
        except BadFileError as error:
            refused[path.name] = error
    assert set(refused) == {"issue252.xlsx", "pass_protected.xlsx"}
    assert "password" in refused["pass_protected.xlsx"].message
    assert all(error.hint for error in refused.values())


def test_given_dates() -> None:
    folder = given("parser", "calamine")
    expected = [("2021-01-01", "15"), ("2021-01-02", "16")]
    assert read_one(folder / "date.xlsx").cells[:2] == expected
    assert read_one(folder / "date_1904.xlsx").cells[:2] == expected
    assert read_one(folder / "date_iso.xlsx").cells[1] == ("2021-01-01T10:10:10",)


@pytest.mark.parametrize("kept", [700, 5_000])
def test_an_old_workbook_cut_short(tmp_path: Path, kept: int) -> None:
    path = tmp_path / "cut.xls"
    path.write_bytes(given("parser", "csvkit", "test.xls").read_bytes()[:kept])
    with pytest.raises(BadFileError, match=r"cut\.xls"):
        read_all(path)


@pytest.mark.parametrize("name", ["test.xlsx", "test.xls", "test_skip_lines.xlsx", "test_skip_lines.xls"])
def test_given_workbooks_of_both_formats(name: str) -> None:
    read = read_one(given("parser", "csvkit", name))
    assert read.table.header[:4] == ("text", "date", "integer", "boolean")
    assert read.cells[0][:5] == ("Chicago Reader", "1971-01-01", "40", "true", "1")
    assert len(read.rows) == 5
