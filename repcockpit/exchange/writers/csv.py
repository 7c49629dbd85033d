"""CSV as every spreadsheet and shell tool reads it: UTF-8 without a mark, comma, LF, cells guarded against formulas.

RFC 4180 asks for CRLF and every reader takes LF; with LF the lines stay clean for grep, cut and diff.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, BinaryIO, Final

from repcockpit.exchange.cells import guard, joined
from repcockpit.exchange.writers.pieces import write_lines
from repcockpit.exchange.writers.sheets import INSTANTS, Sheet
from repcockpit.exchange.writers.values import Cell, cell_text, encoded

_QUOTED = re.compile(r'[",\r\n\t;|]|^\s|\s$')
_CARE = re.compile(r"""[",\r\n\t;|]|^[\s'=+\-@]|\s$""")
"""What a text without needs neither quotes nor a guard."""
_SAFE = (bool, int, float, bytes, date, time)


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO, *, mark: bool = False
) -> None:
    """Writes a header and rows as they come; `mark` begins the file with the UTF-8 mark that old Excel asks for.

    Every row must have as many cells as there are columns (`ValueError`). Raises `InvalidValueError` for NaN,
    infinity and lone surrogates.
    """
    out.write(encoded(("\ufeff" if mark else "") + _line(columns)))
    _write(len(columns), rows, _line, out)


def write_csv_sheet(sheet: Sheet, out: BinaryIO) -> int:
    """Writes a sheet as `write_csv` does, by the types of its columns, and gives the number of its rows."""
    out.write(encoded(_line([one.name for one in sheet.columns])))
    writers = [_OF_TYPE.get(one.type, _written) for one in sheet.columns]
    if len(writers) == 1:
        return _write(1, sheet.rows(), _line, out)

    def line(row: Sequence[Cell]) -> str:
        return (
            ",".join(["" if cell is None else write(cell) for write, cell in zip(writers, row, strict=True)])
            + "\n"
        )

    return _write(len(writers), sheet.rows(), line, out)


def _write(
    width: int, rows: Iterable[Sequence[Cell]], line: Callable[[Sequence[Cell]], str], out: BinaryIO
) -> int:
    def lines() -> Iterator[str]:
        for row in rows:
            if len(row) != width:
                raise ValueError(f"a row of {len(row)} cells under {width} columns")
            yield line(row)

    return write_lines(lines(), out, end="")


def _line(cells: Sequence[Cell]) -> str:
    if len(cells) == 1:
        return (_written(cells[0]) or '""') + "\n"
    return ",".join(_written(cell) for cell in cells) + "\n"


def _written(value: Cell) -> str:
    if value is None:
        return ""
    text = cell_text(value)
    cell = text if isinstance(value, _SAFE) else guard(text)
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _text(value: Any) -> str:
    if value.__class__ is str and not _CARE.search(value):
        return str(value)
    return _written(value)


def _id(value: Any) -> str:
    return value.hex() if value.__class__ is bytes else _written(value)


def _texts(value: Any) -> str:
    text = value if value.__class__ is str else joined(value)
    return _text(text) if text else ""


def _instant(exactly: str) -> Callable[[Any], str]:
    def write(value: Any) -> str:
        return value.isoformat(timespec=exactly) if isinstance(value, datetime) else _written(value)

    return write


_OF_TYPE: Final[dict[str, Callable[[Any], str]]] = {
    "text": _text, "id": _id, "texts": _texts, "ids": _texts, "moneys": _texts, "date": _text,
    **{name: _instant(exactly) for name, exactly in INSTANTS.items()},
}  # fmt: skip
"""How a set cell of a type is written; others by what they are."""
