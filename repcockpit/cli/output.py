"""The only writer to standard output, and the narrator on standard error.

Text that came from people is escaped before it meets a terminal; JSON is one document, UTF-8.
"""

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, TextIO

SCHEMA_VERSION = 1
SHOWN_ON_A_TERMINAL = 500
_WIDEST_IN_A_PIPE = 60
_READABLE = 12
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_HIDDEN = {ord(mark): f"\\u{ord(mark):04x}" for mark in _BIDI + "\u2028\u2029\ufeff"}
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))}
_ESCAPED = _CONTROLS | _HIDDEN
_ESCAPED_IN_JSON = {code: f"\\u{code:04x}" for code in (*range(127, 160), *_HIDDEN)}
Column = tuple[str, str]


def prepare_streams() -> None:
    """Make both streams UTF-8 and unable to fail on a character; a closed one becomes the null device."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            # In this order each takes the number that was closed, so that no database file can get it.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 -- until the end
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = stream.encoding if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def can_ask() -> bool:
    """Whether a question would be seen and could be answered."""
    return sys.stdin is not None and sys.stdin.isatty() and is_terminal()


def has_colour(stream: TextIO | None = None) -> bool:
    """Whether emphasis may be written: a terminal, no NO_COLOR, not a dumb one."""
    out = stream or sys.stdout
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") != "dumb"


def escaped(text: str) -> str:
    r"""`text` with control and direction characters made visible (`\x1b`, `\u202e`); line ends too."""
    return text if text.isprintable() else text.translate(_ESCAPED)


def write_json(document: dict[str, Any]) -> None:
    """Print one JSON document with its schema version; indented where a person is looking."""
    import json  # noqa: PLC0415 -- 4 ms that text output does not need

    indent = 2 if is_terminal() else None
    text = json.dumps({"schema_version": SCHEMA_VERSION, **document}, ensure_ascii=False, indent=indent)
    # A terminal acts on C1 controls and direction marks; inside JSON they can only stand in strings.
    write_text(text if text.isprintable() else text.translate(_ESCAPED_IN_JSON))


def write_text(text: str) -> None:
    """Print `text` and a line end; the caller has escaped what people wrote."""
    sys.stdout.write(text + "\n")


def write_lines(lines: Iterable[str]) -> None:
    """Print lines, each escaped."""
    for line in lines:
        write_text(escaped(line))


def binary_stream() -> BinaryIO:
    """Standard output as bytes, for exports without `--out`; what was printed before comes first."""
    sys.stdout.flush()
    return sys.stdout.buffer


def narrate(text: str) -> None:
    """Tell a person what happens, on standard error."""
    sys.stderr.write("\n".join(escaped(line) for line in text.split("\n")) + "\n")


def narrates_to_terminal() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def overwrite(text: str) -> None:
    """Show how far a long work is, in one line of the terminal; empty text clears it."""
    sys.stderr.write(f"\r\x1b[K{text}")
    sys.stderr.flush()


def ask(question: str) -> str:
    """The answer to a question put on standard error; `eof` where the input ended instead."""
    sys.stderr.write(question)
    sys.stderr.flush()
    answer = sys.stdin.readline()
    return answer.strip() if answer else "eof"


def ask_unseen(question: str) -> str:
    """The answer to a question, not shown while it is typed."""
    from getpass import getpass  # noqa: PLC0415 -- only a passphrase needs it

    return getpass(question, stream=sys.stderr)


def finish() -> None:
    """Push out what is buffered, so that a closed pipe shows here and not at exit."""
    sys.stdout.flush()


def hush() -> None:
    """Send what is left to nowhere: the reader of the pipe has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def bold(text: str) -> str:
    """`text` in bold where the terminal may show it."""
    return f"\x1b[1m{text}\x1b[0m" if has_colour() else text


def cell_width(text: str) -> int:
    """The columns `text` takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_width_of(mark) for mark in text)


def _width_of(mark: str) -> int:
    if unicodedata.combining(mark) or mark in "\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(mark) in "WF" else 1


def fitted(text: str, width: int) -> str:
    """`text` cut with … or filled with spaces to exactly `width` columns."""
    if cell_width(text) > width:
        kept, used = [], 0
        for mark in text:
            used += _width_of(mark)
            if used > width - 1:
                break
            kept.append(mark)
        text = "".join(kept) + "…"
    return text + " " * (width - cell_width(text))


def write_table(
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    total: int,
    noun: str,
    *,
    spare: Sequence[str] = (),
) -> None:
    """Print rows under headings; on a terminal cut to its width and to 500 rows, and say so.

    `total` is the number of rows that fit the filter; `noun` names them in the plural; the columns `spare` are
    left out, in this order, where the terminal is too narrow to read the others.
    """
    shown = rows[:SHOWN_ON_A_TERMINAL] if is_terminal() else rows
    cells = [[escaped(_text_of(value)) for value in row] for row in shown]
    left: Sequence[str] = ()
    if cells:
        if is_terminal():
            kept = _kept(columns, cells, spare)
            left = [name for place, name in enumerate(columns) if place not in kept]
            columns = [columns[place] for place in kept]
            cells = [[row[place] for place in kept] for row in cells]
        widths = _widths(columns, cells)
        write_text(bold(_line(columns, widths)))
        for row in cells:
            write_text(_line(row, widths))
    if len(shown) < total:
        narrate(f"{len(shown):,} of {total:,} {noun}")
    elif not cells:
        narrate(f"no {noun}")
    if left:
        narrate(f"a wider terminal also shows {', '.join(left)}")


def _text_of(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.3f}".rstrip("0").removesuffix(".")
    return str(value)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    place = fitted if is_terminal() else _filled
    return "  ".join(place(cell, width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _filled(text: str, width: int) -> str:
    """`text` filled with spaces to `width` columns; what is longer stays whole."""
    return text + " " * (width - cell_width(text))


def _natural(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    return [
        max(cell_width(heading), *(cell_width(row[place]) for row in cells))
        for place, heading in enumerate(columns)
    ]


def _kept(columns: Sequence[str], cells: Sequence[Sequence[str]], spare: Sequence[str]) -> list[int]:
    """The places of the columns for which there is room when none is cut below what can be read."""
    least = [min(width, _READABLE) for width in _natural(columns, cells)]
    kept = list(range(len(columns)))
    for name in spare:
        if sum(least[place] for place in kept) + 2 * (len(kept) - 1) <= terminal_width():
            break
        kept.remove(columns.index(name))
    return kept


def _widths(columns: Sequence[str], cells: Sequence[Sequence[str]]) -> list[int]:
    widths = _natural(columns, cells)
    if is_terminal():
        room = terminal_width() - 2 * (len(widths) - 1)
        while sum(widths) > room and max(widths) > 4:
            widest = widths.index(max(widths))
            widths[widest] -= 1
        return widths
    return [min(width, _WIDEST_IN_A_PIPE) for width in widths]


def terminal_width() -> int:
    """The columns of the terminal: COLUMNS, what the terminal says, else 80."""
    said = os.environ.get("COLUMNS", "")
    if said.isdigit() and int(said) > 0:
        return int(said)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except OSError:
        return 80
