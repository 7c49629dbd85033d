"""Working hours as text: `mon-fri 09:00-17:00; sat 09:00-12:00` and back."""

import re
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from repcockpit.domain.businesstime import Hours, Window
from repcockpit.domain.errors import InvalidValueError

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CLOSED: Final = "closed"
_HINT: Final = "write them like: mon-fri 09:00-17:00; sat 09:00-12:00"
_PART: Final = re.compile(r"(?P<days>[a-z]+(?:\s*[-,]\s*[a-z]+)*)\s+(?P<windows>\d.*)")
_WINDOW: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})")


def known_hours(text: str | None) -> Hours | None:
    """The hours that `text` says; None for nothing, and for what a file brought and nobody can read."""
    try:
        return parse_hours(text) if text else None
    except InvalidValueError:
        return None


def known_zone(name: str | None) -> ZoneInfo | None:
    """The time zone of that name; None for nothing and for a name that no zone has."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def parse_hours(text: str) -> Hours:
    """The windows of the week that `text` says; days it does not name are off, `closed` has none at all.

    A window that ends at or before its beginning passes midnight. Raises InvalidValueError.
    """
    week: list[list[Window]] = [[] for _ in WEEKDAYS]
    lowered = text.strip().lower()
    for part in [] if lowered == CLOSED else lowered.rstrip("; ").split(";"):
        found = _PART.fullmatch(part.strip())
        if found is None:
            raise InvalidValueError(f"{text!r} are no working hours", _HINT)
        windows = [_window(piece.strip(), text) for piece in found["windows"].split(",")]
        for number in _day_numbers(found["days"], text):
            week[number].extend(windows)
    return tuple(_in_order(windows, text) for windows in week)


def hours_text(hours: Hours) -> str:
    """`hours` as `parse_hours` reads them, equal days that follow each other joined."""
    parts: list[str] = []
    first = 0
    for number in range(7):
        if number < 6 and hours[number + 1] == hours[first]:
            continue
        if hours[first]:
            days = WEEKDAYS[first] if first == number else f"{WEEKDAYS[first]}-{WEEKDAYS[number]}"
            windows = ", ".join(f"{_clock(since)}-{_clock(until)}" for since, until in hours[first])
            parts.append(f"{days} {windows}")
        first = number + 1
    return "; ".join(parts) or CLOSED


def _day_numbers(text: str, whole: str) -> list[int]:
    numbers: list[int] = []
    for piece in text.split(","):
        names = [name.strip()[:3] for name in piece.split("-")]
        if len(names) > 2 or any(name not in WEEKDAYS for name in names):
            raise InvalidValueError(f"{piece.strip()!r} in {whole!r} is no weekday", _HINT)
        since, until = WEEKDAYS.index(names[0]), WEEKDAYS.index(names[-1])
        numbers.extend((since + step) % 7 for step in range((until - since) % 7 + 1))
    return numbers


def _window(text: str, whole: str) -> Window:
    found = _WINDOW.fullmatch(text)
    if found is None:
        raise InvalidValueError(f"{text!r} in {whole!r} is no window of hours", _HINT)
    hour, minute, last_hour, last_minute = (int(digits) for digits in found.groups())
    since, until = hour * 60 + minute, last_hour * 60 + last_minute
    if max(minute, last_minute) > 59 or since >= 1440 or until > 1440:
        raise InvalidValueError(f"{text!r} in {whole!r} is no time of day", _HINT)
    return since, until if until > since else until + 1440


def _in_order(windows: list[Window], whole: str) -> tuple[Window, ...]:
    ordered = sorted(set(windows))
    for (_, until), (since, _) in pairwise(ordered):
        if since < until:
            raise InvalidValueError(f"two windows of {whole!r} overlap", _HINT)
    return tuple(ordered)


def _clock(minutes: int) -> str:
    inside = minutes if minutes <= 1440 else minutes - 1440
    return f"{inside // 60:02d}:{inside % 60:02d}"
