"""What is said beside a field while it is typed: what is wrong, what will be saved, what looks odd.

Links are checked where the book is at hand; everything else here.
"""

import re
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from repcockpit.domain.dates import WEEKDAYS, format_time
from repcockpit.domain.errors import CockpitError
from repcockpit.domain.forms import OWN_FIELD, Entry, FormField, assigned, read_own_field, settled
from repcockpit.domain.records import DayReader, MomentReader, allowed_word, value_of
from repcockpit.domain.words import spoken

_EMAIL: Final = re.compile(r"[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+")
_BIRTHDAY: Final = re.compile(r"(\d{4}-|--)?\d{1,2}-\d{1,2}")
_FEWEST_DIGITS: Final = 7
_YEAR_DAYS: Final = 365
_CHECKED_PARTS: Final = {"email": "e-mail", "emails": "e-mail", "phone": "phone", "phones": "phone"}


class Checked(NamedTuple):
    """What stands beside a field.

    `problem` keeps the form from being saved; `shown` is what will be saved where the text does not say it
    itself; `warning` is worth a look and hinders nothing.
    """

    problem: str = ""
    shown: str = ""
    warning: str = ""


def check_entry(field: FormField, entry: Entry, day: DayReader, moment: MomentReader) -> Checked:
    """What is to be said about a field that holds no link."""
    text = entry.text.strip()
    if not text:
        return Checked()
    if field.name == OWN_FIELD:
        said = read_own_field(text)
        return (
            Checked(shown=f"{said[0]} = {said[1]}") if said else Checked("write its name, a colon, its value")
        )
    if field.custom:
        return Checked()
    try:
        if field.control == "list":
            return _check_list(field, entry)
        held = settled(field, entry)
        value = value_of(assigned(field, held), day, moment)
    except CockpitError as error:
        return Checked(_said(field, error, text))
    if field.control == "choice":
        return Checked(shown=held.text if held.text != text else "")
    return _shown(field, text, value)


def _said(field: FormField, error: CockpitError, text: str) -> str:
    """The problem in the form's own words: its label instead of the name the commands use."""
    if field.choices:
        return f"no {field.label} is called {text!r}"
    if field.control == "date":
        return f"{text!r} is no date"
    told = error.message.replace(field.field.name, field.label)
    hint = error.hint.replace(field.field.name, field.label)
    return f"{told}; {hint}" if field.control == "number" and hint else told


def _check_list(field: FormField, entry: Entry) -> Checked:
    held = settled(field, entry)
    parts = [part.strip() for part in held.text.split(",") if part.strip()]
    if field.field.allowed:
        for part in parts:
            allowed_word(field.field, part)
        return Checked(shown=held.text if held.text != entry.text.strip() else "")
    kind = _CHECKED_PARTS.get(field.name)
    return next((said for part in parts if (said := _check_point(kind, part)) != Checked()), Checked())


def _check_point(kind: str | None, text: str) -> Checked:
    """An e-mail needs its form; a phone needs digits, and few of them look odd."""
    if kind == "e-mail" and not _EMAIL.fullmatch(text):
        return Checked(f"{text!r} is no e-mail: name@company.com")
    if kind == "phone":
        digits = sum(char.isdigit() for char in text)
        if not digits:
            return Checked(f"{text!r} is no phone: it has no digits")
        if digits < _FEWEST_DIGITS:
            return Checked(warning="short for a phone number")
    return Checked()


def _shown(field: FormField, text: str, value: Any) -> Checked:
    """The value where it is not plainly what was typed: days in full, large numbers with commas."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return Checked(shown=_day_shown(value))
    if isinstance(value, tuple):
        day, at = value
        return Checked(shown=_day_shown(day) + (f" {format_time(at.timetz())}" if at else ""))
    if field.name == "interval_days" and isinstance(value, int):
        return Checked(shown=f"about {round(_YEAR_DAYS / value)} a year" if value <= _YEAR_DAYS else "")
    if isinstance(value, int | float) and abs(value) >= 1_000:
        return Checked(shown=f"{value:,.2f}".removesuffix(".00"))
    if field.name == "birthday" and not _BIRTHDAY.fullmatch(text):
        return Checked(warning="write it like 1975-04-21 or 04-21, and it can be reminded of")
    if field.name in _CHECKED_PARTS:
        return _check_point(_CHECKED_PARTS[field.name], text)
    return Checked(shown=str(value) if str(value) != text else "")


def _day_shown(day: date) -> str:
    """`2026-11-27 Fri`."""
    return f"{day.isoformat()} {WEEKDAYS[day.weekday()]}"


def entry_text(value: Any) -> str:
    """A value of a view as it is written in a field."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value.date().isoformat()} {format_time(value.timetz())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, tuple):
        return ", ".join(entry_text(one) for one in value)
    return str(value)


def held_entry(field: FormField, value: Any) -> Entry:
    """What a field shows of a value of a view; links bring their records along."""
    if field.control in ("link", "links"):
        links = () if value is None else value if field.control == "links" else (value,)
        named = tuple((str(one.name or one.id.hex()), one.id) for one in links)
        return Entry(", ".join(name for name, _ in named), named)
    if field.choices:
        words = value if isinstance(value, tuple) else (value,)
        return Entry(", ".join(spoken(entry_text(one)) for one in words if one is not None))
    return Entry(entry_text(value))
