"""Workbooks for spreadsheets: typed cells, a frozen header with a filter, a sheet for each subject, the same bytes again.

Text stays text: nothing that was typed becomes a formula or a link. What a cell cannot hold whole is cut, told on the
sheet `about`, and stands whole, in pieces, on the sheet `long texts`. Instants are in the zone of `Report.made`.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, NamedTuple

from repcockpit.exchange.writers import xlsx_cells as cells
from repcockpit.exchange.writers.sheets import INSTANTS, SCHEMA_VERSION, Column, Report, Sheet, Written
from repcockpit.exchange.writers.values import Cell, cell_text, finite

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
"""Rows of a sheet, the header among them."""
ABOUT: Final = "about"
LONG: Final = "long texts"
_WIDTHS: Final = {
    "id": 12, "ids": 12, "number": 11, "whole": 9, "money": 13, "date": 11, "instant": 17, "instant_min": 17,
    "instant_ms": 24, "yes": 8, "texts": 28, "moneys": 18,
}  # fmt: skip
_WIDE: Final = {"note": 60, "title": 32, "subject": 32, "name": 30, "account": 28, "contact": 22}
_FORMS: Final = {
    "date": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm:ss", "instant_min": "yyyy-mm-dd hh:mm",
    "instant_ms": "yyyy-mm-dd hh:mm:ss.000", "money": "#,##0.00", "share": "0 %",
}  # fmt: skip


class _Cut(NamedTuple):
    """A text that is longer than a cell."""

    sheet: str
    row_id: str
    column: str
    text: str


def write_xlsx(report: Report, out: BinaryIO) -> Written:
    """Writes the workbook and tells its rows and what was cut.

    Rows beyond those of a sheet go on to `TITLE 2`. Raises `InvalidValueError` for NaN and half a character.
    """
    with tempfile.TemporaryDirectory(prefix="repcockpit-") as folder, _workbook(report, out, folder) as book:
        writer = _Writer(book, report.made)
        rows = [writer.sheet(sheet) for sheet in report.sheets]
        left_out = (*report.left_out(), *writer.told())
        writer.long_texts()
        writer.about(report, rows, left_out)
    return Written(report.counted(rows), left_out)


@contextmanager
def _workbook(report: Report, out: BinaryIO, folder: str) -> Iterator["Workbook"]:
    """A workbook that is written when the block ends well; what it keeps beside itself goes with the folder."""
    from xlsxwriter import Workbook  # noqa: PLC0415 -- only this form needs it

    made = report.made.replace(tzinfo=None, microsecond=0)
    part = Path(folder) / "whole.xlsx"
    book = Workbook(
        str(part),
        {
            "constant_memory": True, "tmpdir": folder, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )  # fmt: skip
    book.set_properties(
        {"title": report.title, "created": made, "comments": f"schema version {SCHEMA_VERSION}"}
    )
    book.set_custom_property("schema_version", SCHEMA_VERSION, "number_int")
    try:
        yield book
        book.close()
    except BaseException:
        for sheet in book.worksheets():
            sheet._opt_close()  # noqa: SLF001 -- its rows lie in an open file, and there is no other way to let go
        book.fileclosed = True
        raise
    with part.open("rb") as whole:
        while piece := whole.read(1 << 20):
            out.write(piece)


class _Writer:
    """One workbook being written."""

    def __init__(self, book: "Workbook", made: datetime) -> None:
        self._book, self._zone = book, made.tzinfo
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E6EEF8"})
        self._wary = book.add_format({"quote_prefix": True})
        self._forms = {name: book.add_format({"num_format": form}) for name, form in _FORMS.items()}
        self._cuts: list[_Cut] = []

    def sheet(self, sheet: Sheet) -> int:
        """Writes the rows and gives their number."""
        place, page, count = self._page(sheet, 1), 1, 0
        writers = [self._of(sheet, column) for column in sheet.columns]
        at = 0
        for row in sheet.rows():
            if at == MOST_ROWS - 1:
                self._end(place, sheet, at)
                page, at = page + 1, 0
                place = self._page(sheet, page)
            at += 1
            count += 1
            for write, number, cell in zip(writers, range(len(writers)), row, strict=True):
                if cell is not None and cell != "":
                    write(place, at, number, cell, row)
        self._end(place, sheet, at)
        return count

    def _page(self, sheet: Sheet, page: int) -> "Worksheet":
        place: Worksheet = self._book.add_worksheet(
            sheet.title if page == 1 else f"{sheet.title} {page}", cells.plain_sheet()
        )
        place.freeze_panes(1, 0)
        for number, column in enumerate(sheet.columns):
            width = _WIDE.get(column.name) or _WIDTHS.get(column.type, 16)
            place.set_column(number, number, max(width, min(len(column.name) + 3, 30)))
            place.write_string(0, number, column.name, self._head)
        return place

    @staticmethod
    def _end(place: "Worksheet", sheet: Sheet, last: int) -> None:
        if sheet.columns:
            place.autofilter(0, 0, last, len(sheet.columns) - 1)

    def _of(self, sheet: Sheet, column: Column) -> Callable[..., None]:
        """What writes a cell of a column."""
        form = self._forms.get(column.type)
        text = self._text(sheet, column)
        kinds: dict[str, Callable[..., None]] = {
            "date": _dates(form, text), "number": _numbers(None, text), "whole": _numbers(None, text),
            "money": _numbers(form, text), "share": _numbers(form, text), "yes": _booleans(text),
            **{name: _instants(form, text, self._zone) for name in INSTANTS},
        }  # fmt: skip
        return kinds.get(column.type, text)

    def _text(self, sheet: Sheet, column: Column) -> Callable[..., None]:
        wary = self._wary

        def write(place: "Worksheet", at: int, number: int, cell: Cell, row: Sequence[Cell]) -> None:
            text = cell if isinstance(cell, str) else cells.plain_text(cell)
            if len(text) > cells.SHORT and cells.is_too_long(text):
                text = self._cut(_Cut(sheet.title, cell_text(row[0]), column.name, text))
            form = wary if cells.looks_like_a_formula(text) else None
            place._write_string(at, number, text, form)  # noqa: SLF001 -- `write_string` looks each time whether A1 was meant

        return write

    def _cut(self, cut: _Cut) -> str:
        self._cuts.append(cut)
        return cells.shortened(cut.text)

    def told(self) -> list[str]:
        """What was cut, in words."""
        return [
            f"{one.column} of {one.row_id or one.sheet} has {len(one.text):,} characters, more than a cell holds: it is cut"
            f' here and whole on the sheet "{LONG}"'
            for one in self._cuts
        ]

    def long_texts(self) -> None:
        """The texts that were cut, whole, in pieces that fit."""
        if not self._cuts:
            return
        columns = (Column("sheet"), Column("id"), Column("column"), Column("part", "whole"), Column("text"))
        pieces = [
            (cut.sheet, cut.row_id, cut.column, part, piece)
            for cut in self._cuts
            for part, piece in enumerate(cells.pieces(cut.text), 1)
        ]
        self.sheet(Sheet(LONG, columns, lambda: pieces))

    def about(self, report: Report, rows: Sequence[int], left_out: Sequence[str]) -> None:
        """What the workbook is: when, of what, how many rows, what is not in it."""
        zone = str(report.made.tzinfo or "")
        lines = [
            ("title", report.title),
            ("as of", report.made.isoformat(timespec="minutes")),
            ("schema version", str(SCHEMA_VERSION)),
            ("zone of the times", zone),
            *(("about", line) for line in report.lines),
            *(
                (f"rows of {sheet.title}", str(count))
                for sheet, count in zip(report.sheets, rows, strict=True)
            ),
            *(("left out", line) for line in left_out),
        ]
        self.sheet(Sheet(ABOUT, (Column("what"), Column("note")), lambda: lines))


def _numbers(form: "Format | None", text: Callable[..., None]) -> Callable[..., None]:
    def write(place: "Worksheet", at: int, number: int, cell: Any, row: Sequence[Cell]) -> None:
        if isinstance(cell, int | float) and abs(cell) < cells.EXACT:
            place._write_number(at, number, finite(cell), form)  # noqa: SLF001 -- as above
        else:
            text(place, at, number, cell, row)

    return write


def _booleans(text: Callable[..., None]) -> Callable[..., None]:
    def write(place: "Worksheet", at: int, number: int, cell: Any, row: Sequence[Cell]) -> None:
        if isinstance(cell, bool):
            place._write_boolean(at, number, cell)  # noqa: SLF001 -- as above
        else:
            text(place, at, number, cell, row)

    return write


def _dates(form: "Format | None", text: Callable[..., None]) -> Callable[..., None]:
    known: dict[str, int | None] = {}

    def write(place: "Worksheet", at: int, number: int, cell: Any, row: Sequence[Cell]) -> None:
        shown = str(cell)
        if shown not in known:
            if len(known) > 5_000:
                known.clear()
            known[shown] = cells.day_number(cell if isinstance(cell, date) else shown)
        serial = known[shown]
        if serial is None:
            text(place, at, number, shown, row)
        else:
            place._write_number(at, number, serial, form)  # noqa: SLF001 -- as above

    return write


def _instants(form: "Format | None", text: Callable[..., None], zone: Any) -> Callable[..., None]:
    def write(place: "Worksheet", at: int, number: int, cell: Any, row: Sequence[Cell]) -> None:
        serial = cells.moment_number(cell, zone) if isinstance(cell, datetime) else None
        if serial is None:
            text(place, at, number, cell, row)
        else:
            place._write_number(at, number, serial, form)  # noqa: SLF001 -- as above

    return write
