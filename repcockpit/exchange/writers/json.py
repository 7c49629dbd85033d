"""JSON documents: UTF-8, keys in the order given, the same bytes for the same content."""

import json
from collections.abc import Iterable, Mapping
from typing import BinaryIO

from repcockpit.domain.errors import InvalidValueError
from repcockpit.exchange.writers.values import encoded, plain_value

_LINES_AT_ONCE = 500


def write_json(document: object, out: BinaryIO) -> None:
    """Writes one document, indented by two; bytes become hex, dates ISO.

    Raises `InvalidValueError` for NaN, infinity and lone surrogates.
    """
    out.write(encoded(_json(document, indent=2) + "\n"))


def write_json_records(
    head: Mapping[str, object], records: Iterable[object], out: BinaryIO, key: str = "records"
) -> None:
    """Writes the members of `head`, then `key` with one record per line as they come; nothing is held in memory."""
    members = "".join(f"{_json(name)}: {_json(value)}, " for name, value in head.items())
    out.write(encoded(f"{{{members}{_json(key)}: ["))
    lines: list[str] = []
    mark = "\n"
    for record in records:
        lines.append(mark + _json(record))
        mark = ",\n"
        if len(lines) >= _LINES_AT_ONCE:
            out.write(encoded("".join(lines)))
            lines.clear()
    out.write(encoded("".join(lines) + "\n]}\n"))


def _json(value: object, indent: int | None = None) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=plain_value)
    except ValueError:
        raise InvalidValueError(
            "a number that is none (NaN or infinity) cannot be written", "correct the value"
        ) from None
