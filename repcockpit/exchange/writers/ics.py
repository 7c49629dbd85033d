"""Calendar files as RFC 5545 wants them: CRLF, lines of 75 octets, escaped text, instants in UTC."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import BinaryIO, NamedTuple

from repcockpit.exchange.writers.values import encoded

PRODUCT = "-//repcockpit//agenda//EN"
_OCTETS = 75
_CONTROL = {code: " " for code in range(32) if code not in (9, 10)} | {127: " ", 0x2028: "\n", 0x2029: "\n"}


class CalendarEntry(NamedTuple):
    """One entry of a calendar; `start` is an aware instant, or a day for an entry of the whole day.

    `end` is the instant after it, None where nobody said how long. A `is_busy` entry blocks the time.
    """

    uid: str
    start: date | datetime
    end: datetime | None
    title: str
    note: str = ""
    place: str = ""
    category: str = ""
    is_busy: bool = True


def write_ics(name: str, entries: Iterable[CalendarEntry], stamp: datetime, out: BinaryIO) -> int:
    """Writes one calendar called `name` and gives the number of its entries; `stamp` is every entry's DTSTAMP.

    The bytes follow from the arguments alone. Raises `InvalidValueError` for half a character.
    """
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    out.write(_lines([*head, f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}"]))
    count = 0
    for entry in entries:
        out.write(_lines(_entry(entry, stamp)))
        count += 1
    out.write(_lines(["END:VCALENDAR"]))
    return count


def _entry(entry: CalendarEntry, stamp: datetime) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{escaped(entry.uid)}", f"DTSTAMP:{_instant(stamp)}", "SEQUENCE:0"]
    if isinstance(entry.start, datetime):
        lines.append(f"DTSTART:{_instant(entry.start)}")
        if entry.end is not None and entry.end > entry.start:
            lines.append(f"DTEND:{_instant(entry.end)}")
    else:
        lines.append(f"DTSTART;VALUE=DATE:{_day(entry.start)}")
        if entry.start < date.max:  # a day without a DTEND is that day alone, too
            lines.append(f"DTEND;VALUE=DATE:{_day(entry.start + timedelta(days=1))}")
    lines.append(f"SUMMARY:{escaped(entry.title)}")
    named = (("DESCRIPTION", entry.note), ("LOCATION", entry.place), ("CATEGORIES", entry.category))
    lines += [f"{key}:{escaped(text)}" for key, text in named if text]
    return [*lines, f"TRANSP:{'OPAQUE' if entry.is_busy else 'TRANSPARENT'}", "END:VEVENT"]


def escaped(text: str) -> str:
    """The text as a TEXT value: backslash, semicolon, comma and line breaks escaped, other controls blank."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROL)
    for mark, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(mark, written)
    return plain


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, each further one behind CRLF and a space; no character is cut."""
    if len(line.encode("utf-8", "surrogatepass")) <= _OCTETS:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        width = len(letter.encode("utf-8", "surrogatepass"))
        if size + width > _OCTETS:
            pieces.append(piece)
            piece, size = "", 1  # the space before a further piece counts
        piece += letter
        size += width
    return "\r\n ".join([*pieces, piece])


def _lines(lines: Iterable[str]) -> bytes:
    return encoded("".join(folded(line) + "\r\n" for line in lines))


def _instant(at: datetime) -> str:
    return f"{_day(at.astimezone(UTC).date())}T{at.astimezone(UTC):%H%M%S}Z"


def _day(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"
