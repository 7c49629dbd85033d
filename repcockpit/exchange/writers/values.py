"""Values of views as text and JSON: one spelling in every open format."""

import math
from collections.abc import Iterable
from datetime import date, datetime, time

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.cells import joined

Cell = str | int | float | bool | bytes | date | time | Iterable[str] | None


def cell_text(value: Cell) -> str:
    """A value as a cell: unknown is empty, ids 32 hex, ISO dates, `true`/`false`, several texts joined by `; `.

    Raises `InvalidValueError` for a number that is none (NaN, infinity).
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(finite(value)).removesuffix(".0")
    if isinstance(value, int):
        return str(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | time):
        return value.isoformat()
    return joined(value)


def plain_value(value: object) -> str:
    """What JSON has no word for; raises `InvalidValueError` for a type no document holds."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise InvalidValueError(f"a {type(value).__name__} cannot be written", "this is a fault of the program")


def finite(number: float) -> float:
    """The number, -0.0 as 0.0; raises `InvalidValueError` for NaN and infinity."""
    if not math.isfinite(number):
        raise InvalidValueError(
            "a number that is none (NaN or infinity) cannot be written", "correct the value"
        )
    return number + 0.0


def encoded(text: str) -> bytes:
    """The text as UTF-8; raises `InvalidValueError` for half a character (a lone surrogate)."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        shown = ascii(text[max(0, error.start - 20) : error.end + 20])
        raise InvalidValueError(f"half a character cannot be written: {shown}", "correct the text") from None
