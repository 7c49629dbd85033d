"""Text nobody would want to meet, in every column: it comes in whole, or its row is rejected; nothing breaks."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as any_of
from hypothesis import strategies as st

from repcockpit.domain.errors import BadFileError, CockpitError
from repcockpit.services.book import Book
from repcockpit.services.importing import ImportOptions, check_file, import_files
from tests.exchange.given import given
from tests.services.importing.asking import column, count, everything

_HEADERS = {
    "contacts": "Name,Email,Phone,Company,Title,Manager,Owner,Birthday,Notes,Tags,Shoe size",
    "accounts": "Company,Sector,City,Phone,Website,Parent,Owner,Created,Notes,Segment,Extra",
    "interactions": "Date,Type,Contact,Company,Subject,Notes,Outcome,Duration,Owner,Direction,Extra",
    "deals": "Deal name,Amount,Stage,Company,Close date,Owner,Contact,Currency,Created,Status,Extra",
    "tasks": "Title,Due date,Owner,Company,Contact,Notes,Status,Priority,Created,Done,Extra",
}


def _write(path: Path, header: str, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header.split(","))
        writer.writerows(rows)
    return path


@pytest.mark.slow
def test_naughty_strings_in_every_column(book: Book, tmp_path: Path) -> None:
    strings = json.loads(given("parser", "blns", "blns.json").read_text(encoding="utf-8"))
    strings = [text for text in strings if isinstance(text, str)]
    paths = []
    for kind, header in _HEADERS.items():
        width = header.count(",") + 1
        rows = [
            [strings[(line + place) % len(strings)] for place in range(width)] for line in range(len(strings))
        ]
        paths.append(_write(tmp_path / f"{kind}.csv", header, rows))
    for path in paths:
        report = import_files(book, [path], ImportOptions(kind=path.stem))
        assert report.totals.rows == sum(report.totals[1:])
        again = import_files(book, [path], ImportOptions(kind=path.stem))
        assert (again.txn, again.totals.created, again.totals.updated) == (None, 0, 0)
    assert count(book, "contact") > 300


def test_the_book_itself_is_not_read_as_a_file(book: Book) -> None:
    for refuse in (check_file, lambda path: import_files(book, [path])):
        with pytest.raises(BadFileError, match="is the book itself"):
            refuse(book.path)


def test_names_of_the_world(book: Book) -> None:
    path = next(given("parser", "faker-names").glob("*.csv"))
    report = import_files(book, [path])
    assert report.totals.created + report.totals.updated + report.totals.unchanged == report.totals.rows
    assert import_files(book, [path]).txn is None
    assert all(name == " ".join(name.split()) for name in column(book, "select name from contact"))


_CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20
) | st.sampled_from(
    ["2024-01-02", "3/11/2025", "a@x.com", "Ana Gil", "Acme", "call", "1.234,5", "NULL", "-", '{"city": 1}']
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@any_of(st.sampled_from(sorted(_HEADERS)), st.lists(st.lists(_CELLS, min_size=11, max_size=11), max_size=6))
def test_any_rows_come_in_once(book: Book, tmp_path: Path, kind: str, rows: list[list[str]]) -> None:
    path = _write(tmp_path / "any.csv", _HEADERS[kind], rows)
    options = ImportOptions(kind=kind)
    try:
        report = import_files(book, [path], options)
    except CockpitError:
        return
    assert report.totals.rows == sum(report.totals[1:])
    after = everything(book)
    again = import_files(book, [path], options)
    assert (again.txn, again.totals.created, again.totals.updated) == (None, 0, 0)
    assert again.totals.rejected == report.totals.rejected
    assert everything(book) == after


def test_two_rows_of_one_name_do_not_take_turns(book: Book, tmp_path: Path) -> None:
    """The first has a parent that is never found, so it is looked at again with every import."""
    rows = [
        ["Acme", "", "", "1", "", "nowhere", "", "", "", "one", ""],
        ["Acme", "", "", "", "", "", "", "", "", "two", ""],
    ]
    path = _write(tmp_path / "twice.csv", _HEADERS["accounts"], rows)
    import_files(book, [path], ImportOptions(kind="accounts"))
    assert import_files(book, [path], ImportOptions(kind="accounts")).txn is None


def test_a_cell_too_long_for_the_book_is_a_rejected_row(book: Book, tmp_path: Path) -> None:
    path = _write(
        tmp_path / "long.csv",
        "Name,Email,Notes",
        [["Ana", "a@x.com", "ñ" * 600_000], ["Jon", "j@x.com", "hi"]],
    )
    csv.field_size_limit(2_000_000)
    report = import_files(book, [path])
    assert (report.totals.created, report.totals.rejected) == (1, 1)


def test_durations_and_intervals_beyond_reason(book: Book, tmp_path: Path) -> None:
    rows = [["2026-01-02", "call", "", "Acme", "s", "n", "", "9" * 30, "", "", ""]]
    report = import_files(book, [_write(tmp_path / "i.csv", _HEADERS["interactions"], rows)])
    assert report.totals.created == 1
    assert column(book, "select minutes from interaction") == [None]


def test_a_file_whose_name_is_no_text_comes_in(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "lone \udce9.csv"
    path.write_text("First Name,Last Name\nMaria,L\n,\n", "utf-8")
    report = import_files(book, [path], ImportOptions(rejects_path=tmp_path / "out.csv"))
    assert report.totals.created == 1
    assert book.db.execute("select label from txn order by no desc limit 1").fetchone() == (
        "import lone ?.csv",
    )
