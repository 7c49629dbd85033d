"""Views in JSON's terms: field names are the contract's keys, ids become hex, dates and instants ISO 8601."""

from datetime import date, datetime
from typing import Any

_NOT_SHOWN = frozenset({"dots"})


def as_json(value: object) -> Any:
    """`value` in JSON's terms: a NamedTuple becomes an object, a tuple a list, bytes 32 hex digits.

    Blank text becomes null; instants keep their offset and lose their microseconds.
    """
    if value is None:
        return None
    if isinstance(value, str):
        return value or None
    if isinstance(value, int):
        return value
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {
            name: as_json(part)
            for name, part in zip(value._fields, value, strict=True)
            if name not in _NOT_SHOWN
        }
    if isinstance(value, dict):
        return {str(name): as_json(part) for name, part in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [as_json(part) for part in value]
    raise TypeError(f"no JSON for {type(value).__name__}")
