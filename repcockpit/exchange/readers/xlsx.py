"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) to tables of text, one for each visible sheet that holds something."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from repcockpit.domain.errors import BadFileError
from repcockpit.exchange.readers.layout import header_at, is_blank, looks_like_values, width_of
from repcockpit.exchange.readers.table import BadRow, ReadOptions, Row, Table, unique_names

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_OLD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ROWS_TRIED = 300
_HEADER_ROWS = 3
_ERROR_CELL = re.compile(rb'<c\b[^>]*\bt="e"')
_SHEET_BYTES = 1 << 28
Cell = str | float | bool | date | datetime | time | timedelta | None
Range = tuple[tuple[int, int], tuple[int, int]]


def read_xlsx(path: Path, options: ReadOptions) -> list[Table]:
    """The tables of a workbook; hidden sheets are left out with a warning.

    Raises `BadFileError` for a workbook with a password and for one that cannot be read.
    """
    from python_calamine import CalamineError, PasswordError  # noqa: PLC0415 -- native; only this format needs it

    warnings: list[str] = []
    try:
        with _Survived(path):
            tables = _tables(path, options, warnings)
    except PasswordError:
        raise BadFileError(
            f"{path} is protected by a password", "open it, save a copy without the password, import the copy"
        ) from None
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, error) from None
    warnings += _error_cells(path)
    if not tables:
        tables.append(_empty(path))
    tables[0].warnings[:0] = warnings
    return tables


def _tables(path: Path, options: ReadOptions, warnings: list[str]) -> list[Table]:
    """The tables of the visible sheets that hold something."""
    from python_calamine import (  # noqa: PLC0415 -- native; only this format needs it
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    tables = []
    book = CalamineWorkbook.from_object(_whole(path))
    for sheet in book.sheets_metadata:
        if sheet.typ is not SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible is not SheetVisibleEnum.Visible:
            warnings.append(f"the hidden sheet “{sheet.name}” was left out")
            continue
        table = _table(path, book.get_sheet_by_name(sheet.name), options)
        if table is not None:
            tables.append(table)
    return tables


class _Survived:
    """Turns a panic of the native library into a damaged file; its class cannot be imported."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None and kind.__name__ == "PanicException":
            raise _damaged(self._path, "it is damaged") from None


def _damaged(path: Path, why: object) -> BadFileError:
    return BadFileError(
        f"{path} cannot be read as a workbook: {why}", "open it in a spreadsheet and save it as XLSX or CSV"
    )


def _whole(path: Path) -> str | BytesIO:
    """The path, or an old workbook that was cut short, filled up to whole sectors (a part kills the library)."""
    with path.open("rb") as file:
        old = file.read(8) == _OLD_MARK
    lacking = -path.stat().st_size % 512
    return BytesIO(path.read_bytes() + b"\0" * lacking) if old and lacking else str(path)


def _empty(path: Path) -> Table:
    none: tuple[Row, ...] = ()
    return Table(
        path, None, "xlsx", None, None, (), iter(none), ["the workbook holds no rows"], has_header=True
    )


def _error_cells(path: Path) -> list[str]:
    """A warning where formulas ended in an error (`#N/A`): those cells read as empty."""
    count, size = 0, 0
    if not zipfile.is_zipfile(path):
        return []
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if not re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                    continue
                with archive.open(name) as file:
                    before = b""
                    while (chunk := file.read(1 << 20)) and size < _SHEET_BYTES:
                        size += len(chunk)
                        whole, end, rest = (before + chunk).rpartition(b">")
                        count += len(_ERROR_CELL.findall(whole + end))
                        before = rest
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return []
    return [f"{count} cells hold an error instead of a value and were read as empty"] if count else []


def _table(path: Path, sheet: "CalamineSheet", options: ReadOptions) -> Table | None:
    if sheet.start is None:
        return None
    top, left = sheet.start
    rows = sheet.to_python(skip_empty_area=True)
    spans = [_moved(span, top, left) for span in sheet.merged_cell_ranges or []]
    width = max((width_of([cell_text(cell) for cell in row]) for row in rows), default=0)
    if not width:
        return None
    head = [[cell_text(cell) for cell in row][:width] for row in rows[:_ROWS_TRIED]]
    at = header_at([row[: width_of(row)] for row in head])
    body = [row for row in head[at + 1 :] if not is_blank(row)]
    warnings: list[str] = []
    if options.columns is not None:
        header, first, has_header = unique_names(options.columns, width), at, False
    elif looks_like_values(head[at], body):
        header, first, has_header = unique_names([], width), at, False
    else:
        deep = _header_depth(at, spans)
        names = _header_names(head, at, deep, spans)
        header, first, has_header = unique_names(names, width), at + deep, True
        if any(not is_blank(row) for row in head[:at]):
            warnings.append(f"the table begins below {at} other rows, which were left out")
    numbered = _rows(rows, first, top, header, spans, warnings)
    return Table(path, sheet.name, "xlsx", None, None, header, numbered, warnings, has_header)


def _moved(span: Range, top: int, left: int) -> Range:
    (row, column), (last_row, last_column) = span
    return (row - top, column - left), (last_row - top, last_column - left)


def _header_depth(at: int, spans: Sequence[Range]) -> int:
    """The number of rows of the header: as many as the merged cells that begin in it span."""
    deepest = max((last[0] for first, last in spans if first[0] == at and last[0] > at), default=at)
    across = any(first[0] == at and last[1] > first[1] for first, last in spans)
    return min(deepest - at + 1, _HEADER_ROWS) if across else 1


def _header_names(head: list[list[str]], at: int, deep: int, spans: Sequence[Range]) -> list[str]:
    """The names of a header of several rows: the texts above each other, a group's name over all its columns."""
    level = [list(row) for row in head[at : at + deep]]
    for first, last in spans:
        if deep > 1 and first[0] == at and first[1] < len(level[0]):
            for column in range(first[1], min(last[1] + 1, len(level[0]))):
                level[0][column] = level[0][first[1]]
    return [" ".join(dict.fromkeys(text for text in texts if text)) for texts in zip(*level, strict=True)]


def _rows(
    rows: Sequence[Sequence[Cell]],
    first: int,
    top: int,
    header: tuple[str, ...],
    spans: Sequence[Range],
    warnings: list[str],
) -> Iterator[Row | BadRow]:
    """The rows below the header; a cell merged over several rows stands in each of them."""
    tall = {
        (span[0][0] + down, span[0][1]): span[0]
        for span in spans
        for down in range(1, span[1][0] - span[0][0] + 1)
    }
    columns: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for (row, column), origin in tall.items():
        columns.setdefault(row, []).append((column, origin))
    seen = False
    for at in range(first, len(rows)):
        cells = [cell_text(cell) for cell in rows[at][: len(header)]]
        if is_blank(cells):
            continue
        for column, origin in columns.get(at, ()):
            if column < len(cells) and not cells[column] and origin[0] >= first:
                cells[column] = cell_text(rows[origin[0]][origin[1]])
        seen = True
        yield Row(top + at + 1, tuple(cells) + ("",) * (len(header) - len(cells)))
    if not seen:
        warnings.append("no rows below the header")


def cell_text(cell: Cell) -> str:
    """A cell as text: ISO dates, whole numbers without a point, `true` and `false`, durations as H:MM:SS."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell.replace("\r\n", "\n").replace("\0", "")
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_text(cell)
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return cell.isoformat()


def number_text(number: float) -> str:
    """A number with the 15 digits a spreadsheet keeps, never in powers of ten."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return format(Decimal(format(number, ".15g")), "f")
