from pathlib import Path

import pytest

from repcockpit.domain.errors import BadFileError, InvalidValueError
from repcockpit.exchange.readers import BadRow, ReadOptions, open_tables
from tests.exchange.readers.reading import read_bytes, read_text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    read = read_text(tmp_path, end.join(["a,b", "1,2", '"x', 'y",4', "5,6"]))
    assert [row.line for row in read.rows] == [2, 3, 5]
    assert read.cells == [("1", "2"), (f"x{end}y", "4"), ("5", "6")]


def test_a_lone_cr_inside_a_cell_is_no_line(tmp_path: Path) -> None:
    read = read_text(tmp_path, 'a,b\r\n"x\ry",2\r\n3,4\r\n')
    assert [row.line for row in read.rows] == [2, 3]


def test_an_unquoted_comma_costs_its_row_only(tmp_path: Path) -> None:
    read = read_text(tmp_path, "name,city,phone\nAcme, Inc,Bern,1\nBolt,Rome,2\nCog,Oslo,3\n")
    assert read.bad == [
        BadRow(2, "has 4 cells, the header has 3: an unquoted comma?", ("Acme", " Inc", "Bern", "1"))
    ]
    assert read.cells == [("Bolt", "Rome", "2"), ("Cog", "Oslo", "3")]


def test_an_unquoted_comma_in_every_row_is_no_further_column(tmp_path: Path) -> None:
    read = read_text(tmp_path, "name,city\nAcme, Inc,Bern\nBolt, Ltd,Rome\n")
    assert len(read.bad) == 2
    assert not read.rows


def test_a_header_shorter_than_its_rows(tmp_path: Path) -> None:
    read = read_text(tmp_path, "name,city\nAcme,Bern,x\nBolt,Rome,y\n")
    assert read.table.header == ("name", "city", "column 3")
    assert read.table.warnings
    assert not read.bad


def test_short_rows_are_padded_and_empty_extra_cells_dropped(tmp_path: Path) -> None:
    read = read_text(tmp_path, "a,b,c\n1\n1,2,3,,\n,,\n\n4,5\n")
    assert read.cells == [("1", "", ""), ("1", "2", "3"), ("4", "5", "")]


def test_a_quote_that_never_closes_costs_its_line(tmp_path: Path) -> None:
    rows = "\n".join(f"{number},n{number}" for number in range(3, 200))
    read = read_text(tmp_path, f'id,name\n1,ok\n2,"open\n{rows}\n')
    assert [bad.line for bad in read.bad] == [3]
    assert "quote" in read.bad[0].reason
    assert len(read.rows) == 198


def test_the_rest_of_a_broken_record_is_not_imported(tmp_path: Path) -> None:
    text = 'id,name,note\n1,Ann,"she said "no"\nand left",x\n2,Bob,fine\n3,Cy,"a\nb"\n'
    read = read_text(tmp_path, text)
    assert [record["id"] for record in read.records] == ["2", "3"]
    assert [bad.line for bad in read.bad] == [2, 3]


def test_two_stray_quotes_do_not_swallow_the_rows_between(tmp_path: Path) -> None:
    read = read_text(tmp_path, 'id,name,c\n1,"5 inch,x\n2,b,y\n3,"6 inch,z\n4,d,w\n')
    assert [record["id"] for record in read.records] == ["2", "4"]
    assert [bad.line for bad in read.bad] == [2, 4]


def test_a_whole_page_in_one_cell(tmp_path: Path) -> None:
    note = "<p>" + "x" * 200_000 + "</p>\n" * 50
    read = read_text(tmp_path, f'id,note\n1,"{note}"\n')
    assert read.cells == [("1", note)]


def test_nul_characters_are_left_out(tmp_path: Path) -> None:
    read = read_bytes(tmp_path, b"a,b\nx\0y,2\n")
    assert read.cells == [("xy", "2")]
    assert any("NUL" in warning for warning in read.table.warnings)


def test_guards_are_stripped(tmp_path: Path) -> None:
    read = read_text(tmp_path, "name,phone,note\nAnn,+34 600,'=1+1\nBob,'+34 600,'tis\n")
    assert read.cells == [("Ann", "+34 600", "=1+1"), ("Bob", "'+34 600", "'tis")]


def test_a_header_without_rows(tmp_path: Path) -> None:
    read = read_text(tmp_path, "Name,E-mail\n")
    assert read.table.header == ("Name", "E-mail")
    assert read.table.warnings == ["no rows below the header"]


@pytest.mark.parametrize("delimiter", [";", "semicolon"])
def test_the_delimiter_can_be_given(tmp_path: Path, delimiter: str) -> None:
    read = read_text(tmp_path, "a,b;c,d\n1,2;3,4\n", options=ReadOptions(delimiter=delimiter))
    assert read.table.header == ("a,b", "c,d")


def test_a_delimiter_is_one_character(tmp_path: Path) -> None:
    with pytest.raises(InvalidValueError):
        read_text(tmp_path, "a,b\n1,2\n", options=ReadOptions(delimiter="::"))


def test_columns_name_a_file_without_header(tmp_path: Path) -> None:
    options = ReadOptions(columns=("Name", "City"))
    read = read_text(tmp_path, "Ann,Bern,x\nBob,Rome,y\n", options=options)
    assert read.table.header == ("Name", "City", "column 3")
    assert not read.table.has_header
    assert len(read.rows) == 2
    assert read_text(tmp_path, "name,city\nAnn,Bern\n", options=options).cells == [("Ann", "Bern")]


def test_rows_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * 200_000)
    [table] = open_tables(path)
    assert next(table.rows).line == 2


def test_a_line_without_end_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_bytes(b"a,b\n" + b"x" * (5 << 20))
    with pytest.raises(BadFileError, match="longer"):
        list(open_tables(path)[0].rows)
