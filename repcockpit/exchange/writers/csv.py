"""CSV as every spreadsheet and shell tool reads it: UTF-8 without a mark, comma, LF, cells guarded against formulas.

RFC 4180 asks for CRLF and every reader takes LF; with LF the lines stay clean for grep, cut and diff.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import BinaryIO

from repcockpit.exchange.cells import guard
from repcockpit.exchange.writers.values import Cell, cell_text, encoded

_QUOTED = re.compile(r'[",\r\n\t;|]|^\s|\s$')
_LINES_AT_ONCE = 500
_SAFE = (bool, int, float, bytes, date, time)


def write_csv(
    columns: Sequence[str], rows: Iterable[Sequence[Cell]], out: BinaryIO, *, mark: bool = False
) -> None:
    """Writes a header and rows as they come; `mark` begins the file with the UTF-8 mark that old Excel asks for.

    Every row must have as many cells as there are columns (`ValueError`). Raises `InvalidValueError` for NaN,
    infinity and lone surrogates.
    """
    out.write(encoded(("\ufeff" if mark else "") + _line(columns)))
    lines: list[str] = []
    for row in rows:
        if len(row) != len(columns):
            raise ValueError(f"a row of {len(row)} cells under {len(columns)} columns")
        lines.append(_line(row))
        if len(lines) >= _LINES_AT_ONCE:
            out.write(encoded("".join(lines)))
            lines.clear()
    out.write(encoded("".join(lines)))


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
