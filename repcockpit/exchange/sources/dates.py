"""Dates and instants in the spellings of real exports; the order of day and month is a property of a column.

Pure functions of text; the zone of a time without an offset is given by the caller.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

DateOrder = Literal["dmy", "mdy", "ymd"]

_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?\s*(Z|[+-]\d{2}:?\d{2})?(?:\s*UTC)?)?$"
)
_TRIPLE = re.compile(r"(\d{1,4})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,4})(?:,?[T ]\s*(.+))?$")
_DAY_MONTH = re.compile(
    r"(?:[^\W\d]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s\-/]+([^\W\d]{3,})\.?,?[\s\-/]+(\d{2,4})(?:,?\s+(.+))?$"
)
_MONTH_DAY = re.compile(
    r"(?:[^\W\d]+,\s+)?([^\W\d]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(.+))?$"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z)?)?$")
_TIME = re.compile(
    r"(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?:[:.](\d{2})(?:\.\d+)?)?\s*([AaPp])?\.?(?:[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$"
)
_MILLISECONDS = re.compile(r"1\d{12}$")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier janv enero ene gennaio gen januari",
            "feb february februar février fevrier févr fevr febrero febbraio februari",
            "mar march märz maerz mär mrz mars marzo maart mrt",
            "apr april avril avr abril abr aprile",
            "may mai mayo maggio mag mei",
            "jun june juni juin junio giugno giu",
            "jul july juli juillet juil julio luglio lug",
            "aug august août aout agosto ago augustus",
            "sep sept september septembre septiembre set settembre",
            "oct october oktober okt octobre octubre ottobre ott",
            "nov november novembre noviembre",
            "dec december dezember dez décembre decembre déc diciembre dic dicembre",
        ),
        start=1,
    )
    for name in names.split()
}


class Moment(NamedTuple):
    """A day, and the instant (ms since 1970, UTC) with its zone where the cell told a time."""

    day: str
    at: int | None = None
    zone: str | None = None


class OrderFound(NamedTuple):
    """The order of day and month in a column; `example` is a value that both orders fit, if that decided nothing."""

    order: DateOrder
    example: str | None = None
    clashes: bool = False


def order_of(cells: Iterable[str], wanted: DateOrder | None, fallback: DateOrder) -> OrderFound:
    """Decide the order of one column from all its values (data/README.md 9)."""
    can_dmy = can_mdy = True
    example: str | None = None
    for cell in cells:
        found = _TRIPLE.match(cell.strip())
        if found is None or len(found.group(1)) > 2:
            continue
        first, second = int(found.group(1)), int(found.group(3))
        can_dmy = can_dmy and second <= 12
        can_mdy = can_mdy and first <= 12
        if first <= 12 and second <= 12 and first != second:
            example = example or cell.strip()
    if wanted:
        return OrderFound(wanted)
    if example is None or can_dmy != can_mdy:
        return OrderFound("dmy" if can_dmy and (not can_mdy or fallback != "mdy") else "mdy")
    return OrderFound(fallback, example, clashes=not can_dmy)


def moment(cell: str, order: DateOrder = "dmy", zone: str = "UTC") -> Moment | None:
    """The day and, where told, the instant in a cell; None where it is no date."""
    text = cell.strip()
    if len(text) == 10 and text[4] == "-" and text[7] == "-":
        return _day_only(text)
    for read in (_iso, _compact, _milliseconds):
        found = read(text, zone)
        if found is not None:
            return found
    return _spelled(text, order, zone)


def day(cell: str, order: DateOrder = "dmy") -> str | None:
    """The date in a cell as ISO text, as it was written there; None where it is none."""
    text = cell.strip()
    if len(text) >= 10 and text[4] == text[7] == "-" and text[10:11] in ("", "T", " "):
        plain = _day_only(text[:10])
        if plain is not None:
            return plain.day
    found = moment(cell, order)
    return found.day if found else None


def _day_only(text: str) -> Moment | None:
    try:
        return Moment(date.fromisoformat(text).isoformat())
    except ValueError:
        return None


def _iso(text: str, zone: str) -> Moment | None:
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, number, hour, minute, second, _, offset = found.groups()
    at = time_of(hour, minute, second)
    return _build(int(year), int(month), int(number), at, offset, zone, midnight_is_none=" " in text)


def _compact(text: str, zone: str) -> Moment | None:
    found = _COMPACT.match(text)
    if found is None:
        return None
    year, month, number, hour, minute, second, offset = found.groups()
    return _build(int(year), int(month), int(number), time_of(hour, minute, second), offset, zone)


def _milliseconds(text: str, zone: str) -> Moment | None:
    if not _MILLISECONDS.match(text):
        return None
    return _moment_of(datetime.fromtimestamp(int(text) / 1000, UTC), zone)


def _spelled(text: str, order: DateOrder, zone: str) -> Moment | None:
    found = _TRIPLE.match(text)
    if found:
        first, _, second, third, rest = found.groups()
        year, month, number = _ordered(first, second, third, order)
        return _with_time(year, month, number, rest, zone)
    found = _DAY_MONTH.match(text)
    if found:
        number_text, name, year_text, rest = found.groups()
        return _with_time(_year(year_text), _MONTHS.get(name.casefold(), 0), int(number_text), rest, zone)
    found = _MONTH_DAY.match(text)
    if found:
        name, number_text, year_text, rest = found.groups()
        return _with_time(int(year_text), _MONTHS.get(name.casefold(), 0), int(number_text), rest, zone)
    return None


def _ordered(first: str, second: str, third: str, order: DateOrder) -> tuple[int, int, int]:
    if len(first) == 4:
        return int(first), int(second), int(third)
    if order == "ymd" and len(third) <= 2:
        return _year(first), int(second), int(third)
    if order == "mdy":
        return _year(third), int(first), int(second)
    return _year(third), int(second), int(first)


def _year(text: str) -> int:
    value = int(text)
    if len(text) > 2:
        return value
    return 2000 + value if value < 70 else 1900 + value


def time_of(hour: str | None, minute: str | None, second: str | None = None) -> time | None:
    """The time of day of its parts; None where there is none or it does not exist."""
    if hour is None:
        return None
    try:
        return time(int(hour), int(minute or 0), int(second or 0))
    except ValueError:
        return None


def _with_time(year: int, month: int, number: int, rest: str | None, zone: str) -> Moment | None:
    if not rest or not rest.strip():
        return _build(year, month, number, None, None, zone)
    found = _TIME.match(rest.strip())
    if found is None:
        return _build(year, month, number, None, None, zone)
    hour, minute, second, half, offset = found.groups()
    if half:
        hour = str(int(hour) % 12 + (12 if half in "Pp" else 0))
    at = time_of(hour, minute, second)
    return _build(year, month, number, at, offset, zone, midnight_is_none=half is None)


def _build(
    year: int,
    month: int,
    number: int,
    at: time | None,
    offset: str | None,
    zone: str,
    *,
    midnight_is_none: bool = False,
) -> Moment | None:
    try:
        on = date(year, month, number)
    except ValueError:
        return None
    # databases print a plain date as midnight: 2013-02-03 00:00:00
    if at is None or (midnight_is_none and not offset and at == time(0)):
        return Moment(on.isoformat())
    try:
        local = datetime.combine(on, at, _offset(offset) if offset else ZoneInfo(zone))
        return _moment_of(local, zone)
    except (OverflowError, ValueError):
        return Moment(on.isoformat())


def _offset(text: str) -> timezone:
    if text in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "")
    span = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return timezone(-span if text[0] == "-" else span)


def _moment_of(instant: datetime, zone: str) -> Moment:
    local = instant.astimezone(ZoneInfo(zone))
    return Moment(local.date().isoformat(), round(instant.timestamp() * 1000), zone)
