"""What a cell of a workbook can hold: numbers of days, long texts, texts that look like formulas."""

import re
from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from repcockpit.exchange.writers.values import Cell, cell_text, encoded

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST: Final = 32_767
"""UTF-16 units of a cell."""
SHORT: Final = LONGEST // 2
"""A text of so many characters always fits."""
CUT_MARK: Final = ' … (cut: the whole text is on the sheet "long texts")'
EXACT: Final = 10**15
"""Whole numbers from here on lose digits in a spreadsheet."""
_PIECE: Final = 16_000
_FIRST_DAY: Final = date(1900, 3, 1)
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001 -- a spreadsheet knows no zones
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r]")


def looks_like_a_formula(text: str) -> bool:
    """Whether a spreadsheet would run it once somebody edits the cell."""
    return text[:1] in "=+-@\t\r'" and _FORMULA.match(text) is not None


def plain_text(cell: Cell) -> str:
    """A value that is no text as one; instants to the second."""
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="milliseconds" if cell.microsecond else "seconds")
    return cell_text(cell)


def is_too_long(text: str) -> bool:
    """Whether a cell cannot hold it."""
    encoded(text)
    return len(text.encode("utf-16-le")) // 2 > LONGEST


def shortened(text: str) -> str:
    """As much of a long text as fits with the mark behind it."""
    room = (LONGEST - len(CUT_MARK)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_MARK


def pieces(text: str) -> Iterator[str]:
    """A long text in parts that cells hold."""
    for start in range(0, len(text), _PIECE):
        yield text[start : start + _PIECE]


def day_number(day: date | str) -> int | None:
    """The number of a day in a spreadsheet; None where it has none (before March 1900) or the text is no day."""
    if isinstance(day, str):
        try:
            day = date.fromisoformat(day)
        except ValueError:
            return None
    return None if day < _FIRST_DAY else day.toordinal() - _EPOCH.toordinal()


def moment_number(at: datetime, zone: tzinfo | None) -> float | None:
    """The number of an instant, told in `zone`; None where that time comes twice or a spreadsheet has no number."""
    local = at.astimezone(zone)
    if local.fold or local.date() < _FIRST_DAY:
        return None
    span = local.replace(tzinfo=None) - _EPOCH
    return span.days + (span.seconds * 1000 + span.microseconds // 1000) / 86_400_000


@cache
def plain_sheet() -> "type[Worksheet]":
    """A sheet whose texts are texts: the library takes one that looks like its own marked-up text for that."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 -- only this form needs it

    class PlainSheet(Worksheet):  # type: ignore[misc]
        def _xml_rich_inline_string(self, string: str, attributes: Any) -> None:
            self._xml_inline_string(string, preserve=False, attributes=attributes)

        def _escape_control_characters(self, data: Any) -> Any:
            if data.__class__ is not str or (data.isprintable() and "_x" not in data):
                return data
            encoded(data)
            return super()._escape_control_characters(data)

    return PlainSheet
