"""Exports against the plain tools: activity of a quarter as csv, 100,000 rows as a workbook, and what they hold in memory."""

import csv
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from repcockpit.exchange.writers.sheets import Column, Report, Sheet
from repcockpit.exchange.writers.xlsx import write_xlsx
from repcockpit.services.book import Book, open_book
from repcockpit.services.exporting import ExportOrder, export_document
from tests.bench.big import NOW, TODAY
from tests.bench.measure import Figure, in_turn, ratio_figure

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
_ROWS = 100_000
_SELECT = (
    "select i.id, i.occurred_on, i.occurred_at, i.type, i.outcome, i.status, i.direction, i.minutes, a.id, a.name,"
    " (select group_concat(lower(hex(p.contact_id)), '; ') from participant p where p.interaction_id = i.id and p._hidden = 0),"
    " (select group_concat(c.name, '; ') from participant p join contact c on c.id = p.contact_id"
    "  where p.interaction_id = i.id and p._hidden = 0),"
    " r.id, r.name, i.subject, i.note, i.is_touch, i.logged_at, null"
    " from interaction i left join account a on a.id = i.account_id left join rep r on r.id = i.rep_id"
    " where i.occurred_on between ? and ? and i._hidden = 0 order by i.occurred_on, i.id"
)
"""The same rows with the same columns, as a person would write it."""
_IDS = (0, 8, 12)
_PEAK = """
import sys
from repcockpit.cli.main import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
lines = open("/proc/self/status").read().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM:")), file=sys.stderr)
"""


def csv_figures(path: Path, runs: int) -> Iterator[Figure]:
    """A quarter's interactions of everybody into a file, both ways."""
    with tempfile.TemporaryDirectory() as name, open_book(path, now=NOW, rep="all") as book:
        mine, theirs = Path(name) / "ours.csv", Path(name) / "plain.csv"
        order = ExportOrder("activity", "csv", *QUARTER)
        times = in_turn(
            lambda: export_document(book, order, mine, force=True),
            lambda: _plain_csv(book, theirs),
            max(3, runs // 3),
        )
        count, other = _lines(mine), _lines(theirs)
        if count != other:
            raise ValueError(f"{count} rows against {other}")
        figure = ratio_figure("activity of a quarter as csv, against sqlite3 + csv", *times, 3, 2)
        yield figure._replace(note=f"{figure.note}; {count:,} rows, {mine.stat().st_size >> 20} MiB each")


def _plain_csv(book: Book, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        for row in book.db.execute(_SELECT, [day.isoformat() for day in QUARTER]):
            cells = list(row)
            for place in _IDS:
                cells[place] = cells[place].hex() if cells[place] else ""
            out.writerow(cells)


def _lines(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(len(row) > 1 for row in csv.reader(file)) - (path.name == "ours.csv")


def xlsx_figures(path: Path, runs: int) -> Iterator[Figure]:
    """100,000 rows into a workbook: the writer alone on cells in memory, then the whole export with its reads."""
    few = max(3, runs // 5)
    with tempfile.TemporaryDirectory() as name, open_book(path, now=NOW, rep="all") as book:
        first, rows = _first_day(book)
        columns = tuple(Column(f"column {number}") for number in range(len(rows[0])))
        sheet = Sheet("activity", columns, lambda: rows, len(rows))
        report = Report("activity", datetime(2026, 11, 24, 8, tzinfo=UTC), (sheet,))
        mine, theirs = Path(name) / "ours.xlsx", Path(name) / "plain.xlsx"

        def ours() -> None:
            with mine.open("wb") as out:
                write_xlsx(report, out)

        times = in_turn(ours, lambda: _plain_xlsx(theirs, rows), few)
        figure = ratio_figure(f"xlsx of {len(rows):,} rows, against plain xlsxwriter", *times, 1.5, 1.2)
        yield figure._replace(note=f"{figure.note}; {mine.stat().st_size >> 20} MiB")
        order = ExportOrder("activity", "xlsx", first, TODAY)
        times = in_turn(
            lambda: export_document(book, order, mine, force=True),
            lambda: _plain_xlsx(theirs, _cells(book, first)),
            few,
        )
        yield ratio_figure("  the export with its reads, against SELECT + xlsxwriter", *times, 1.5, 1.2)


def _first_day(book: Book) -> tuple[date, list[list[str | int | None]]]:
    """Since when there are 100,000 interactions, and their cells."""
    per_day = book.db.execute(
        "select occurred_on, count(*) from interaction where occurred_on <= ? and _hidden = 0 group by 1 order by 1 desc",
        (TODAY.isoformat(),),
    )
    left, first = _ROWS, TODAY
    for day, count in per_day:
        left, first = left - count, date.fromisoformat(day)
        if left <= 0:
            break
    return first, _cells(book, first)


def _cells(book: Book, since: date) -> list[list[str | int | None]]:
    found = []
    for row in book.db.execute(_SELECT, (since.isoformat(), TODAY.isoformat())):
        cells = list(row)
        for place in _IDS:
            cells[place] = cells[place].hex() if cells[place] else None
        found.append(cells)
    return found


def _plain_xlsx(path: Path, rows: list[list[str | int | None]]) -> None:
    from xlsxwriter import Workbook  # type: ignore[import-untyped,unused-ignore]  # noqa: PLC0415 -- this part alone

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(str(path), options)
    sheet = book.add_worksheet("activity")
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, str):
                sheet.write_string(number, place, cell)
            else:
                sheet.write_number(number, place, cell)
    book.close()


def memory_figures(path: Path, runs: int) -> Iterator[Figure]:
    """The peak of the program that exports ten times as many rows, against the fewer ones."""
    del runs
    with open_book(path, now=NOW, rep="all") as book:
        many, _ = _first_day(book)
    few = TODAY - timedelta(days=max(1, (TODAY - many).days // 10))
    with tempfile.TemporaryDirectory() as name:
        for form in ("csv", "xlsx", "json", "md", "html"):
            peaks = [_peak(path, form, since, Path(name) / f"a.{form}") for since in (few, many)]
            ratio = peaks[1] / peaks[0]
            note = f"{peaks[0]:.0f} MiB for {(TODAY - few).days} days, {peaks[1]:.0f} MiB for {(TODAY - many).days}"
            yield Figure(
                f"memory of ten times the rows as {form}", ratio, ratio, ratio, 1.25, None, "x", note
            )


def _peak(path: Path, form: str, since: date, out: Path) -> float:
    words = ["--db", str(path), "--now", NOW, "--rep", "all", "export", "activity", "--format", form]
    words += ["--since", since.isoformat(), "--until", TODAY.isoformat(), "--out", str(out), "--force"]
    done = subprocess.run([sys.executable, "-c", _PEAK, *words], check=True, capture_output=True)
    return int(done.stderr.split()[-1]) / 1024


def export_figures(path: Path, runs: int) -> Iterator[Figure]:
    """All of them."""
    yield from csv_figures(path, runs)
    yield from xlsx_figures(path, runs)
    yield from memory_figures(path, runs)
