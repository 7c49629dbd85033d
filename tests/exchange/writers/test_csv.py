import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.writers import write_csv
from tests.exchange.given import given as given_file
from tests.exchange.readers.reading import read_bytes

TEXT = strategies.text(alphabet=strategies.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def written(columns: list[str], rows: list[list[str]]) -> bytes:
    out = io.BytesIO()
    write_csv(columns, rows, out)
    return out.getvalue()


def test_bytes() -> None:
    out = io.BytesIO()
    write_csv(
        ["name", "note", "n"],
        [
            ["Ann", 'a "b", c', 2.0],
            ["+34 600", "=1+1", None],
            ["x\ny", " pad", True],
            [b"\x01" * 2, date(2026, 1, 2), -5],
        ],
        out,
    )
    assert out.getvalue().decode() == (
        'name,note,n\nAnn,"a ""b"", c",2\n+34 600,\'=1+1,\n"x\ny"," pad",true\n0101,2026-01-02,-5\n'
    )


def test_several_texts_in_a_cell_are_guarded_too() -> None:
    out = io.BytesIO()
    write_csv(["tags", "phones"], [[("=1+1", "vip"), ("+34 600", "+34 700")], [("@SUM",), ("+34 600",)]], out)
    assert out.getvalue().decode() == ('tags,phones\n"\'=1+1; vip","\'+34 600; +34 700"\n\'@SUM,+34 600\n')


def test_the_mark_for_old_excel() -> None:
    out = io.BytesIO()
    write_csv(["a"], [[""]], out, mark=True)
    assert out.getvalue() == b'\xef\xbb\xbfa\n""\n'


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_what_cannot_be_written(value: str | float) -> None:
    with pytest.raises(InvalidValueError):
        write_csv(["a"], [[value]], io.BytesIO())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(strategies.lists(strategies.lists(TEXT, min_size=3, max_size=3), max_size=8))
@example([["", "\x19" * 20, "\x1f" * 40]])
def test_what_is_written_reads_back(tmp_path: Path, rows: list[list[str]]) -> None:
    columns = ["id", "name", "note"]
    numbered = [[f"id {number}", *row[1:]] for number, row in enumerate(rows)]
    read = read_bytes(tmp_path, written(columns, numbered))
    assert read.table.header == tuple(columns)
    assert read.cells == [tuple(row) for row in numbered]
    assert not read.bad


def test_naughty_strings_read_back(tmp_path: Path) -> None:
    lines = given_file("parser", "blns", "blns.txt").read_text(encoding="utf-8").splitlines()
    payloads = (
        given_file("parser", "csv-injection", "csv-payload.txt").read_text(encoding="utf-8").splitlines()
    )
    rows = [[str(number), line.replace("\0", ""), "x"] for number, line in enumerate([*lines, *payloads])]
    content = written(["id", "note", "end"], rows)
    assert read_bytes(tmp_path, content).cells == [tuple(row) for row in rows]
    assert b",=" not in content
    assert b",@" not in content
