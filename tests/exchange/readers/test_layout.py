from pathlib import Path

import pytest

from tests.exchange.readers.reading import read_text


@pytest.mark.parametrize(
    ("text", "delimiter", "header"),
    [
        ("a,b\n1,2\n", ",", ("a", "b")),
        ("Name;Amount, EUR;City\nAnn;1,5;Bern\nBob;2,5;Rome\n", ";", ("Name", "Amount, EUR", "City")),
        ("Name\tNote\nAnn\tone, two; three\n", "\t", ("Name", "Note")),
        ("Name|Note\nAnn|one, two\nBob|three, four\n", "|", ("Name", "Note")),
        ("Name,Note\nAnn,a;b;c\nBob,d;e;f\n", ",", ("Name", "Note")),
        ("sep=;\nName;Note\nAnn;x\n", ";", ("Name", "Note")),
        ("Name,Tags\nAnn,'a, b'\nBob,c\n", ",", ("Name", "Tags")),
    ],
)
def test_delimiter(tmp_path: Path, text: str, delimiter: str, header: tuple[str, ...]) -> None:
    read = read_text(tmp_path, text)
    assert (read.table.delimiter, read.table.header) == (delimiter, header)
    assert read.rows
    assert not read.bad


def test_single_quotes_where_only_they_make_the_rows_agree(tmp_path: Path) -> None:
    read = read_text(tmp_path, "id,name\n1,'Daisy, the tarantula'\n2,Bo\n")
    assert read.cells == [("1", "Daisy, the tarantula"), ("2", "Bo")]


def test_one_column(tmp_path: Path) -> None:
    read = read_text(tmp_path, "Name\nAnn\nBob\nAcme, Inc\nCy\n")
    assert read.cells == [("Ann",), ("Bob",), ("Acme, Inc",), ("Cy",)]


@pytest.mark.parametrize(
    "above",
    [
        "Contacts export\n",
        "\n\n\n",
        "Contacts export\nGenerated,2026-11-20\n\n",
        "Contacts,,,\n,,,\n",
        "Territory,North,x\n\n",
    ],
)
def test_a_preamble(tmp_path: Path, above: str) -> None:
    read = read_text(tmp_path, above + "Id,Name,City,Phone\n1,Ann,Bern,5\n2,Bob,Rome,6\n")
    assert read.table.header == ("Id", "Name", "City", "Phone")
    assert read.cells == [("1", "Ann", "Bern", "5"), ("2", "Bob", "Rome", "6")]
    assert read.rows[0].line == above.count("\n") + 2
    assert bool(read.table.warnings) == bool(above.strip())


def test_header_names_are_one_line_and_unique(tmp_path: Path) -> None:
    read = read_text(tmp_path, '"First\nname",E-mail,,E-mail,\nAnn,a@x.org,,b@x.org,\n')
    assert read.table.header == ("First name", "E-mail", "column 3", "E-mail (2)", "column 5")
    assert read.rows[0].line == 3


@pytest.mark.parametrize(
    ("text", "has_header"),
    [
        ("1|Ann|ann@x.org|2006-01-28\n2|Bob|bob@x.org|2006-01-29\n", False),
        ("Ann,ann@x.org\nBob,bob@x.org\n", False),
        ("Ann,15-Jan-24\nBob,16-Jan-24\n", False),
        ("1,2,3\n", False),
        ("a,b,c\n1,2,3\n", True),
        ("Name,2023,2024\nAcme,10,20\n", True),
        ("Name,City\nAnn,Bern\n", True),
        ("Id,Name,Joined\n1,Ann,2024-01-01\n", True),
    ],
)
def test_is_there_a_header(tmp_path: Path, text: str, *, has_header: bool) -> None:
    read = read_text(tmp_path, text)
    assert read.table.has_header == has_header
    assert len(read.rows) == text.count("\n") - has_header
    if not has_header:
        assert read.table.header[0] == "column 1"
