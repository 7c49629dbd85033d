"""The days that the team's screens are about: what they are called, which comes next, what a typed range means."""

import re
from collections.abc import Callable
from datetime import date

from repcockpit.domain.dates import MONTHS
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.names import fold
from repcockpit.domain.team import days_between, iso_week, this_month, this_quarter, this_week
from repcockpit.domain.views.team import TeamSpan

KINDS = ("week", "month", "quarter", "range")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_WEEK = re.compile(r"(?:(\d{4})[- ]?)?w(?:eek ?)?(\d{1,2})")
_QUARTER = re.compile(r"(?:(\d{4})[- ]?)?q([1-4])(?: (\d{4}))?")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED = re.compile(r"([^\W\d]{3,})(?: (\d{4}))?")
_FULL = re.compile(r"(\d{1,2}) ([^\W\d]{3,})(?: (\d{4}))?")
HINTS = ("3/11 20/11", "w45, 2026-W45", "november, 2026-11", "q3, q3 2026")


def span_words(span: TeamSpan, today: date) -> str:
    """`week 48`, `November`, `Q4 2026`, `3 Nov to 20 Nov`; another year than today's is added."""
    since, until = span.since, span.until
    if span.kind == "week":
        return span.title
    if span.kind == "month":
        return MONTH_NAMES[since.month - 1] + (f" {since.year}" if since.year != today.year else "")
    if span.kind == "quarter":
        return f"Q{(since.month + 2) // 3} {since.year}"
    return _day(since, today) if since == until else f"{_day(since, today)} to {_day(until, today)}"


def span_of(kind: str, today: date, first_weekday: int, days: TeamSpan | None) -> TeamSpan:
    """The week, month or quarter of today; for `range` the days that were chosen last, else the week."""
    match kind:
        case "month":
            return this_month(today)
        case "quarter":
            return this_quarter(today)
        case "range" if days is not None:
            return days
    return this_week(today, first_weekday)


def next_kind(kind: str, *, has_days: bool) -> str:
    """The kind that the key turns to."""
    kinds = KINDS if has_days else KINDS[:-1]
    return kinds[(kinds.index(kind) + 1) % len(kinds)] if kind in kinds else kinds[0]


def parse_span(text: str, today: date, read: Callable[[str], date]) -> TeamSpan:
    """The days that a text means; `read` reads one day and raises. Raises InvalidValueError for what means none."""
    words = fold(text)
    try:
        found = _named(words, today)
    except (ValueError, OverflowError):
        found = None
    if found is not None:
        return found
    days = [_full(part, today, read) for part in _halves(words)]
    if len(days) != 2:
        raise InvalidValueError(f"{text!r} is no range of days", "two days, a week, a month or a quarter")
    return days_between(min(days), max(days))


def _named(words: str, today: date) -> TeamSpan | None:
    """`w45`, `q3 2026`, `2026-11`, `november`; without a year the latest that has begun."""
    if week := _WEEK.fullmatch(words):
        year = int(week[1]) if week[1] else today.isocalendar().year
        first = date.fromisocalendar(year, int(week[2]), 1)
        if not week[1] and first > today:
            year -= 1
        return iso_week(f"{year}-W{int(week[2]):02}")
    if quarter := _QUARTER.fullmatch(words):
        month, said = 3 * int(quarter[2]) - 2, quarter[1] or quarter[3]
        return this_quarter(_begun(month, said, today))
    if month_of := _MONTH.fullmatch(words):
        return this_month(date(int(month_of[1]), int(month_of[2]), 1))
    if named := _NAMED.fullmatch(words):
        number = _month_number(named[1])
        return this_month(_begun(number, named[2], today)) if number else None
    return None


def _begun(month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, 1)
    return date(today.year if month <= today.month else today.year - 1, month, 1)


def _month_number(word: str) -> int:
    found = [at for at, name in enumerate(MONTH_NAMES, 1) if fold(name).startswith(word)]
    return found[0] if len(found) == 1 else 0


def _halves(words: str) -> list[str]:
    """The two days of a range: split at `to`, an ellipsis, a dash between blanks, else at the only blank."""
    for mark in (" to ", "..", " - ", "–"):
        if mark in words:
            return [part.strip() for part in words.split(mark)]
    parts = words.split()
    if len(parts) == 4:
        return [" ".join(parts[:2]), " ".join(parts[2:])]
    return parts


def _full(word: str, today: date, read: Callable[[str], date]) -> date:
    """`3 nov`, else what `read` takes."""
    if (found := _FULL.fullmatch(word)) and (number := _month_number(found[2])):
        year = int(found[3]) if found[3] else _begun(number, None, today).year
        try:
            return date(year, number, int(found[1]))
        except ValueError:
            raise InvalidValueError(f"{word!r} is no date", "write 3 nov, 3/11 or 2026-11-03") from None
    return read(word)


def _day(day: date, today: date) -> str:
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == today.year else f"{said} {day.year}"
