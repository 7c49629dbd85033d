"""The one vocabulary of dates, times and durations that people type, and the words in which days are shown.

Never reads the clock, never guesses: what is no date is None.
"""

import re
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Literal

from repcockpit.domain.names import fold

Direction = Literal["back", "forward"]
Order = Literal["dmy", "mdy", "ymd"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

# Per language: yesterday, today, tomorrow; then each weekday from Monday with its short forms, all folded.
_SPOKEN: dict[str, tuple[str, str]] = {
    "en": (
        "yesterday today tomorrow",
        (
            "monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thur/thurs friday/fri "
            "saturday/sat sunday/sun"
        ),
    ),
    "es": (
        "ayer hoy manana",
        "lunes/lun martes/mar miercoles/mie jueves/jue viernes/vie sabado/sab domingo/dom",
    ),
    "de": (
        "gestern heute morgen",
        "montag/mo dienstag/di mittwoch/mi donnerstag/do freitag/fr samstag/sonnabend/sa sonntag/so",
    ),
    "fr": (
        "hier aujourd'hui demain",
        "lundi/lun mardi/mar mercredi/mer jeudi/jeu vendredi/ven samedi/sam dimanche/dim",
    ),
    "it": (
        "ieri oggi domani",
        "lunedi/lun martedi/mar mercoledi/mer giovedi/gio venerdi/ven sabato/sab domenica/dom",
    ),
    "pt": (
        "ontem hoje amanha",
        (
            "segunda-feira/segunda/seg terca-feira/terca/ter quarta-feira/quarta/qua quinta-feira/quinta/qui "
            "sexta-feira/sexta/sex sabado/sab domingo/dom"
        ),
    ),
    "nl": (
        "gisteren vandaag morgen",
        "maandag/ma dinsdag/di woensdag/wo donderdag/do vrijdag/vr zaterdag/za zondag/zo",
    ),
}
_DOT_TIMES = frozenset({"de", "it", "nl", "da", "nb", "no", "nn", "fi", "pl"})

_SPAN = re.compile(r"(\d{1,4})([dw])")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FULL = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})")
_SHORT = re.compile(r"(\d{1,2})(?:/(\d{1,2})|\.(\d{1,2})\.)")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_H_CLOCK = re.compile(r"(\d{1,2})h(\d{2})")
_DOT_CLOCK = re.compile(r"(\d{1,2})\.(\d{2})")
_MINUTES = re.compile(r"(\d{1,4})m(?:in)?")
_HOURS = re.compile(r"(\d{1,2})h(?:(\d{2})m?)?")


def base_language(language: str) -> str:
    """The two letters of `es_ES.UTF-8` or `es-MX`; `en` where nothing is said."""
    return re.split(r"[-_.@]", language.lower())[0] or "en"


def spoken_days(language: str) -> tuple[str, ...]:
    """Every word, folded, that means a day in English or in `language`."""
    near, week = _spoken(base_language(language))
    return (*near, *week)


@lru_cache(maxsize=8)
def _spoken(own: str) -> tuple[dict[str, int], dict[str, int]]:
    """The words of English and of `own`: days from today, and weekdays from Monday = 0."""
    near: dict[str, int] = {}
    week: dict[str, int] = {}
    for days, weekdays in [_SPOKEN["en"], *([_SPOKEN[own]] if own in _SPOKEN else [])]:
        near |= {word: shift for shift, word in enumerate(days.split(), -1)}
        week |= {word: at for at, forms in enumerate(weekdays.split()) for word in forms.split("/")}
    return near, week


def parse_date(
    text: str, today: date, *, direction: Direction, order: Order = "dmy", language: str = "en"
) -> date | None:
    """The day that `text` means, or None (product.md "The capture line").

    `back`: a weekday is the last one, today included, `7d` is ago, `12/9` the latest one up to today.
    `forward`: a weekday is the next one after today, `7d` is from now, `12/9` the first one from today on.
    A day that does not exist in `order` is None: day and month are never swapped.
    """
    word = fold(text)
    if not word:
        return None
    near, week = _spoken(base_language(language))
    shift = near.get(word)
    if shift is not None:
        return _moved(today, shift)
    weekday = week.get(word.removesuffix("."))
    if weekday is not None:
        ahead = (weekday - today.weekday()) % 7
        return _moved(today, ahead or 7) if direction == "forward" else _moved(today, (ahead or 7) - 7)
    span = _SPAN.fullmatch(word)
    if span:
        days = int(span[1]) * (7 if span[2] == "w" else 1)
        return _moved(today, days if direction == "forward" else -days)
    return _numeric(word, today, direction, order)


def _numeric(word: str, today: date, direction: Direction, order: Order) -> date | None:
    if iso := _ISO.fullmatch(word):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if full := _FULL.fullmatch(word):
        return _full_day((full[1], full[3], full[4]), order)
    short = _SHORT.fullmatch(word)
    if not short:
        return None
    first, second = int(short[1]), int(short[2] or short[3])
    # A full stop after both is the German and Nordic way, which is always day first.
    month, day = (second, first) if order == "dmy" or short[3] else (first, second)
    return _nearest(month, day, today, direction)


def _full_day(parts: tuple[str, str, str], order: Order) -> date | None:
    if len(parts[0]) > 2:
        order = "ymd"
    by_letter = dict(zip(order, parts, strict=True))
    year = by_letter["y"]
    if len(year) not in {2, 4} or len(by_letter["m"]) > 2 or len(by_letter["d"]) > 2:
        return None
    return _day(int(year) + (2000 if len(year) == 2 else 0), int(by_letter["m"]), int(by_letter["d"]))


def _nearest(month: int, day: int, today: date, direction: Direction) -> date | None:
    """The closest such day in the direction; eight years reach across a century without a leap day."""
    step = 1 if direction == "forward" else -1
    for distance in range(9):
        found = _day(today.year + step * distance, month, day)
        if found and (found - today).days * step >= 0:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(today: date, days: int) -> date | None:
    try:
        return today + timedelta(days=days)
    except OverflowError:
        return None


def parse_time(text: str, language: str = "en") -> time | None:
    """The time of day that `text` means, or None: `14:30`, `14h30`, and `14.30` where the language writes so.

    Without a colon an hour below 7 is a duration, not a time.
    """
    word = text.strip().lower()
    if clock := _CLOCK.fullmatch(word):
        return _time(int(clock[1]), int(clock[2]))
    other = _H_CLOCK.fullmatch(word) or (_DOT_CLOCK.fullmatch(word) if _writes_dots(language) else None)
    return _time(int(other[1]), int(other[2])) if other and int(other[1]) >= 7 else None


def _writes_dots(language: str) -> bool:
    return base_language(language) in _DOT_TIMES


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None


def parse_duration(text: str, language: str = "en") -> int | None:
    """The minutes (1 to 1440) that `text` means, or None: `25m`, `1h`, `1h30`, and `1.30` where written so.

    An hour of 7 or more with minutes is a time of day.
    """
    word = text.strip().lower()
    hours = _HOURS.fullmatch(word) or (_DOT_CLOCK.fullmatch(word) if _writes_dots(language) else None)
    if hours:
        hour, minute = int(hours[1]), int(hours[2] or 0)
        if minute > 59 or (hours[2] and hour >= 7):
            return None
        total = hour * 60 + minute
    elif minutes := _MINUTES.fullmatch(word):
        total = int(minutes[1])
    else:
        return None
    return total if 1 <= total <= 1440 else None


def format_time(at: time) -> str:
    """A time of day as `15:10`."""
    return f"{at.hour:02d}:{at.minute:02d}"


def format_duration(minutes: int) -> str:
    """A length of time in the units of the capture line: `25m`, `1h`, `1h20`."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}m"
    return f"{hours}h{rest:02d}" if rest else f"{hours}h"


def format_date(day: date, today: date) -> str:
    """A day in full, `Fri 27 Nov`; another year than today's is added."""
    return f"{WEEKDAYS[day.weekday()]} {_day_and_month(day, today)}"


def format_exact(day: date) -> str:
    """A day with its year, as an explanation says it: `Fri 27 Nov 2026`."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]} {day.year}"


def format_near(day: date, other: date) -> str:
    """A day beside one that is said in full: `27 Nov`, with its year where that differs."""
    return _day_and_month(day, other)


def format_ahead(day: date, today: date) -> str:
    """A day to come (look.md 6): `today`, up to six days on its weekday `Fri`, then `Wed 9 Dec`."""
    ahead = (day - today).days
    if ahead == 0:
        return "today"
    return WEEKDAYS[day.weekday()] if 0 < ahead < 7 else format_date(day, today)


def format_past(day: date, today: date) -> str:
    """A day gone by (look.md 6): `today`, `6 d ago` up to 30 days, then `13 Oct`."""
    gone = (today - day).days
    if gone == 0:
        return "today"
    return f"{gone} d ago" if 0 < gone <= 30 else _day_and_month(day, today)


def format_day(day: date, today: date) -> str:
    """A day in the words of the screens: `format_past` before today, else `format_ahead`."""
    return format_past(day, today) if day < today else format_ahead(day, today)


def _day_and_month(day: date, today: date) -> str:
    year = f" {day.year}" if day.year != today.year else ""
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
