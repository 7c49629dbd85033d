"""What a field may hold, so that every value survives the log, the file and a sync unchanged."""

import math
from contextlib import suppress
from datetime import date
from typing import Any

from repcockpit.domain.errors import InvalidValueError

Value = None | int | float | str | bytes
MAX_TEXT_BYTES = 1 << 20
_MAX_INT = (1 << 63) - 1
_AS_THEY_ARE = frozenset((type(None), bytes))
_PLAIN = _AS_THEY_ARE | {str}
_NOTHING = type(None)
_ANY = frozenset((_NOTHING, int, float, str, bytes))
_FITTING = {
    "TEXT": frozenset((_NOTHING, str)),
    "INTEGER": frozenset((_NOTHING, int)),
    "REAL": frozenset((_NOTHING, int, float)),
    "BLOB": frozenset((_NOTHING, bytes)),
}
"""What a column of a type takes; another device holds back what it does not."""
_SHORT = 4_096
"""Columns of texts up to this length are checked together."""


def stored(value: object, field: str, kind: str = "") -> Value:
    """`value` as it is stored in a column of type `kind`: dates as ISO text, booleans as 0/1, blank text as None.

    A number for a text, a text of a number and a whole float are turned into it as SQLite would do. Raises InvalidValueError for NaN, infinity, integers over 63 bits, lone surrogates, text over 1 MiB and
    anything that is no plain value.
    """
    found = _plain(value, field)
    return found if type(found) in _FITTING.get(kind, _ANY) else _turned(found, field, kind)


def _turned(value: Value, field: str, kind: str) -> Value:
    """A value of another type as the column takes it: a device that gets it would refuse the whole frame."""
    if kind == "TEXT" and isinstance(value, int | float):
        return str(value)
    if kind == "INTEGER" and isinstance(value, float) and value.is_integer():
        return _plain(int(value), field)
    if kind in ("INTEGER", "REAL") and isinstance(value, str):
        with suppress(ValueError):
            return _plain(int(value) if kind == "INTEGER" else float(value), field)
    raise InvalidValueError(f"{field} cannot hold a {type(value).__name__}")


def _plain(value: object, field: str) -> Value:
    if value is None or isinstance(value, bytes):
        return value
    if isinstance(value, str):
        if value.isascii() and len(value) <= MAX_TEXT_BYTES:
            return value or None
        return _text(value, field)
    if isinstance(value, int):
        if not -_MAX_INT <= value <= _MAX_INT:
            raise InvalidValueError(
                f"{field}: {value} is too large", "a whole number of up to 18 digits fits"
            )
        return int(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidValueError(f"{field}: {value} is no number", "leave it empty where nothing is known")
        return value + 0.0 if value else 0.0
    if isinstance(value, date):
        return value.isoformat()
    raise InvalidValueError(f"{field} cannot hold a {type(value).__name__}")


def stored_column(values: list[Any], field: str, kind: str = "") -> list[Value]:
    """`stored` for many values of one column; raises what `stored` raises."""
    kinds = set(map(type, values))
    fits = kinds <= _FITTING.get(kind, _ANY)
    if kinds <= _AS_THEY_ARE and fits:
        return values
    if kinds <= _PLAIN and fits:
        texts = values if len(kinds) == 1 else [value for value in values if type(value) is str]
        lengths = set(map(len, texts))
        if 0 not in lengths and max(lengths) <= _SHORT and _is_whole("".join(texts)):
            return values
    return [stored(value, field, kind) for value in values]


def _is_whole(text: str) -> bool:
    """Whether no half of a character stands in the text."""
    if text.isascii():
        return True
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _text(value: str, field: str) -> str:
    try:
        size = len(value.encode("utf-8"))
    except UnicodeEncodeError:
        raise InvalidValueError(
            f"{field} holds half of a character (a lone surrogate)", "type or paste the text again"
        ) from None
    if size > MAX_TEXT_BYTES:
        raise InvalidValueError(
            f"{field} is longer than 1 MiB", "keep long documents as files and note their path"
        )
    return value
