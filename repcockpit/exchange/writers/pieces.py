"""Lines to a stream, in pieces: however many there are, few of them are in memory."""

from collections.abc import Iterable
from typing import BinaryIO, Final

from repcockpit.exchange.writers.values import encoded

_AT_ONCE: Final = 500


def write_lines(lines: Iterable[str], out: BinaryIO, end: str = "\n") -> int:
    """Writes each line with `end` behind it and gives their number. Raises InvalidValueError for half a character."""
    count = 0
    some: list[str] = []
    for line in lines:
        some.append(line)
        if len(some) == _AT_ONCE:
            count += _write(some, out, end)
            some.clear()
    return count + _write(some, out, end)


def _write(lines: list[str], out: BinaryIO, end: str) -> int:
    if lines:
        out.write(encoded(end.join(lines) + end))
    return len(lines)
