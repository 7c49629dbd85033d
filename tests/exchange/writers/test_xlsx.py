import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.writers import xlsx
from repcockpit.exchange.writers.sheets import Column, Report, Sheet
from repcockpit.exchange.writers.xlsx import write_xlsx
from repcockpit.exchange.writers.xlsx_cells import CUT_MARK, LONGEST, day_number, moment_number, shortened
from tests.exchange.writers.sheeted import COLUMNS, HOSTILE, MADE, ZONE, report, row


def written(given: Report) -> bytes:
    out = io.BytesIO()
    write_xlsx(given, out)
    return out.getvalue()


def sheets(whole: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(whole))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def part(whole: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return archive.read(name).decode()


def test_cells_have_the_types_of_their_columns() -> None:
    head, only = sheets(written(report(row())))["accounts"]
    assert head == [column.name for column in COLUMNS]
    assert only[:12] == [
        "01" * 16, "Acme 1", date(2026, 11, 24), MADE.replace(tzinfo=None),
        MADE.replace(tzinfo=None, microsecond=123_000), 1234, 0.5, 1234.5, 0.805, True, "key; new", "said",
    ]  # fmt: skip


def test_the_header_stays_and_filters() -> None:
    sheet = part(written(report(row(), row(2))), "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:M3"' in sheet
    assert '<col min="12" max="12" width="60' in sheet


def test_what_was_typed_stays_text() -> None:
    whole = written(report(*(row(number, note=text) for number, text in enumerate(HOSTILE))))
    found = [cells[11] for cells in sheets(whole)["accounts"][1:]]
    assert found[:-1] == list(HOSTILE[:-1])
    sheet = part(whole, "xl/worksheets/sheet1.xml")
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in part(whole, "xl/styles.xml")
    wary = [int(number) - 2 for number in re.findall(r'<c r="L(\d+)" s=', sheet)[1:]]
    assert {HOSTILE[number] for number in wary} == {
        text for text in HOSTILE if re.match(r"'?[=+\-@\t]", text)
    }


def test_the_same_report_makes_the_same_bytes() -> None:
    given = report(row(), row(2, note="x" * 40_000))
    assert written(given) == written(given)
    core = part(written(given), "docProps/core.xml")
    assert core.count("2026-11-24T09:12:00Z") == 2
    assert "schema_version" in part(written(given), "docProps/custom.xml")


def test_a_text_longer_than_a_cell_is_cut_told_and_whole_elsewhere() -> None:
    text = "😀" * 30_000
    out = io.BytesIO()
    done = write_xlsx(report(row(note=text)), out)
    found = sheets(out.getvalue())
    cell = found["accounts"][1][11]
    assert cell.endswith(CUT_MARK)
    assert len(cell.encode("utf-16-le")) // 2 <= LONGEST
    pieces = found["long texts"][1:]
    assert "".join(piece[4] for piece in pieces) == text
    assert pieces[0][:4] == ["accounts", "01" * 16, "note", 1]
    assert "30,000 characters" in done.left_out[0]
    assert ["left out", done.left_out[0]] in found["about"]


@pytest.mark.parametrize("length", [LONGEST, LONGEST + 1])
def test_the_longest_text_of_a_cell(length: int) -> None:
    cell = sheets(written(report(row(note="x" * length))))["accounts"][1][11]
    assert (cell == "x" * length) is (length <= LONGEST)


def test_rows_beyond_a_sheet_go_on_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    out = io.BytesIO()
    done = write_xlsx(report(*map(row, range(7))), out)
    found = sheets(out.getvalue())
    assert [len(found[name]) - 1 for name in ("accounts", "accounts 2", "accounts 3")] == [3, 3, 1]
    assert done.rows == 7


def test_no_rows_are_a_header() -> None:
    assert sheets(written(report()))["accounts"] == [[column.name for column in COLUMNS]]


def test_an_hour_that_comes_twice_says_which_one_it_is() -> None:
    first = datetime(2026, 10, 25, 2, 30, tzinfo=ZONE)
    found = sheets(written(report(row(at=first), row(2, at=first.replace(fold=1)))))["accounts"]
    assert [cells[3] for cells in found[1:]] == [first.replace(tzinfo=None), "2026-10-25T02:30:00+01:00"]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        ("1900-03-01", 61),
        ("1900-02-28", None),
        ("2026-11-24", 46350),
        ("9999-12-31", 2958465),
        ("soon", None),
    ],
)
def test_days_as_a_spreadsheet_counts_them(day: str, number: int | None) -> None:
    assert day_number(day) == number


def test_instants_keep_their_milliseconds() -> None:
    for step in range(0, 86_400_000, 12_345_679):
        at = MADE + timedelta(milliseconds=step)
        number = moment_number(at, ZONE)
        assert number is not None
        assert (
            round((number % 1) * 86_400_000)
            == (at.hour * 3600 + at.minute * 60 + at.second) * 1000 + at.microsecond // 1000
        )


def test_a_number_a_spreadsheet_would_round_is_text() -> None:
    assert sheets(written(report(row(count=10**17 + 1))))["accounts"][1][5] == str(10**17 + 1)


@pytest.mark.parametrize("bad", [{"size": float("nan")}, {"note": "\ud800"}])
def test_what_no_file_holds_is_refused_and_nothing_stays(
    bad: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(InvalidValueError):
        written(report(row(), row(2, **bad)))
    assert not list(tmp_path.iterdir())


def test_rows_that_end_badly_leave_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[tuple[Any, ...]]:
        yield row()
        raise KeyboardInterrupt

    out = io.BytesIO()
    with pytest.raises(KeyboardInterrupt):
        write_xlsx(Report("x", MADE, (Sheet("x", COLUMNS, rows),)), out)
    assert not out.getvalue()
    assert not list(tmp_path.iterdir())


def test_a_cut_text_ends_in_a_whole_character() -> None:
    assert shortened("😀" * 20_000).removesuffix(CUT_MARK).strip("😀") == ""


def test_every_sheet_has_its_rows_in_about() -> None:
    one = Sheet("reps", (Column("rep"),), lambda: [("Ana",)], 1)
    given = report(row(), lines=("All days",), left_out=lambda: ["the bin"])
    about = sheets(written(given._replace(sheets=(*given.sheets, one))))["about"]
    assert ["rows of reps", "1"] in about
    assert ["about", "All days"] in about
    assert ["zone of the times", "Europe/Madrid"] in about
    assert ["left out", "the bin"] in about
