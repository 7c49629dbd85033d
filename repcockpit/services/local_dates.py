"""Dates as this device's person types them: its language, its order of day and month, where its week begins.

The settings say so, else the locale.
"""

import os
from datetime import date, datetime
from datetime import time as clock_time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from repcockpit.domain.dates import Direction, Order, base_language, parse_date, parse_time
from repcockpit.domain.errors import InvalidValueError
from repcockpit.domain.weeks import Week, week_around
from repcockpit.settings import WEEKDAYS, read_settings

if TYPE_CHECKING:
    from repcockpit.services.book import Book

_MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH", "PR", "GU"})
_SUNDAY_FIRST = "US CA MX GT HN NI PA PE VE CO BR PR DO JM BZ SV BS JP KR TW HK MO IN PK BD NP BT IL ZA ZW KE ET MZ PH ID TH SG"
_SATURDAY_FIRST = "AF DZ BH DJ EG IQ IR JO KW LY OM QA SD SY"
_YEAR_FIRST = frozenset({"zh", "ja", "ko", "hu", "lt", "mn"})
_HINT = "write 2026-11-20, 20/11, fri, tomorrow, 7d or 2w"


def device_language() -> str:
    """Two letters of the language this device speaks; `en` where nothing is said."""
    chosen = read_settings().language
    return chosen if chosen != "auto" else _spoken_here()


def _spoken_here() -> str:
    spoken = base_language(_locale())
    return "en" if spoken in ("c", "posix") else spoken


def device_order() -> Order:
    """In which order this device writes day, month and year; day first where nothing is said."""
    match read_settings().date_order:
        case "dmy" | "mdy" | "ymd" as chosen:
            return chosen
    if _territory() in _MONTH_FIRST:
        return "mdy"
    return "ymd" if _spoken_here() in _YEAR_FIRST else "dmy"


def first_weekday() -> int:
    """Where a week begins on this device, Monday being 0; Monday where nothing is said."""
    chosen = read_settings().first_day_of_week
    if chosen != "auto":
        return WEEKDAYS.index(chosen)
    if _territory() in _SUNDAY_FIRST.split():
        return 6
    return 5 if _territory() in _SATURDAY_FIRST.split() else 0


def week_of(day: date) -> Week:
    """The week of this device that `day` lies in."""
    return week_around(day, first_weekday())


def _territory() -> str:
    return _locale().partition(".")[0].partition("_")[2].upper()


def _locale() -> str:
    named = (os.environ.get(name) for name in ("LC_ALL", "LC_TIME", "LANG"))
    return next((one for one in named if one), "")


def read_day(book: "Book", text: str, direction: Direction) -> date:
    """The day that `text` means for `book`. Raises InvalidValueError where it means none."""
    day = parse_date(
        text, book.today(), direction=direction, order=device_order(), language=device_language()
    )
    if day is None:
        raise InvalidValueError(f"{text!r} is no date", _HINT)
    return day


def read_moment(book: "Book", text: str, direction: Direction) -> tuple[date, datetime | None]:
    """A day, or a day and a time, or a time today: the day and the aware instant where one was given."""
    if "T" in text:
        return _iso_moment(book, text)
    first, _, last = text.strip().rpartition(" ")
    time = parse_time(last, device_language())
    if time is None:
        return read_day(book, text, direction), None
    day = read_day(book, first, direction) if first else book.today()
    return day, _at(book, day, time)


def _at(book: "Book", day: date, time: clock_time) -> datetime:
    return datetime.combine(day, time, ZoneInfo(book.zone))


def _iso_moment(book: "Book", text: str) -> tuple[date, datetime]:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidValueError(f"{text!r} is no instant", "write it like 2026-11-20T14:30") from None
    local = moment.replace(tzinfo=ZoneInfo(book.zone)) if moment.tzinfo is None else moment
    return local.astimezone(ZoneInfo(book.zone)).date(), local
