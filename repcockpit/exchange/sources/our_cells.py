"""Cells of our own lists as the values they were: nothing is guessed, trimmed or taken for empty."""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from repcockpit.exchange.sources.record import Value
from repcockpit.exchange.sources.values import number, yes

Read = Callable[[str, str], Value]
"""(cell, zone of instants without an offset) to the value; None for a cell that holds no such value."""


def text(cell: str, _zone: str) -> Value:
    """The cell as it stands."""
    return cell


def whole(cell: str, _zone: str) -> Value:
    """A whole number, also where a spreadsheet made `90.0` or `1,200` of it."""
    value = number(cell)
    return int(value) if value is not None else None


def real(cell: str, _zone: str) -> Value:
    """A number, `1e+16` too."""
    try:
        value = float(cell)
    except ValueError:
        return number(cell)
    return value if math.isfinite(value) else None


def truth(cell: str, _zone: str) -> Value:
    """1 or 0 for `true`, `false` and what spreadsheets make of them."""
    said = yes(cell)
    return None if said is None else int(said)


def day(cell: str, _zone: str) -> Value:
    """An ISO day; of a spreadsheet's date with an hour the day."""
    try:
        return datetime.fromisoformat(cell).date().isoformat()
    except ValueError:
        return None


def instant(cell: str, zone: str) -> Value:
    """Milliseconds since 1970; a cell of a workbook has no offset and is local time."""
    try:
        at = datetime.fromisoformat(cell)
        if at.tzinfo is None:
            at = at.replace(tzinfo=ZoneInfo(zone))
        return round(at.timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        return None


READERS: Final[dict[str, Read]] = {
    "text": text, "whole": whole, "number": real, "yes": truth, "date": day, "instant": instant,
}  # fmt: skip
"""The readers by the word for a type."""
