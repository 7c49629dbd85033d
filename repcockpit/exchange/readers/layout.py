"""The layout of a delimited text: delimiter, quote and header line, found by trying (never by a sniffer)."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from repcockpit.exchange.readers.table import fold_spaces, unique_names

DELIMITERS = (",", ";", "\t", "|")
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_PREAMBLE_LIMIT = 30
_ROWS_TRIED = 300
_VALUE = re.compile(
    r"[-+]?[$€£¥]?[-+]?\d[\d.,'\u00a0 ]*[%€]?"  # numbers and money
    r"|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?"  # dates
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{2,4}"
    r"|[^@\s]+@[^@\s]+\.[^@\s]+"
    r"|https?://\S+"
    r"|\+[0-9 ()./-]{6,}"
)
_YEAR = re.compile(r"(19|20)\d\d")


class Layout(NamedTuple):
    """How to read the text: `skipped` records stand above the first row, the header among them."""

    delimiter: str
    quote: str
    header: tuple[str, ...]
    has_header: bool
    skipped: int
    warnings: tuple[str, ...]


class _Trial(NamedTuple):
    delimiter: str
    quote: str
    rows: list[list[str]]
    header_at: int
    agreement: float
    width: int


def is_blank(row: Sequence[str]) -> bool:
    """Whether the row says nothing: no cells, blank cells, or the end-of-file mark of old systems."""
    return not any(cell.strip(" \t\r\n\x1a\u00a0") for cell in row)


def width_of(row: Sequence[str]) -> int:
    """The number of cells up to the last one that says something."""
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width


def layout_of(
    pieces: list[str], *, cut: bool, delimiter: str | None, columns: tuple[str, ...] | None
) -> Layout:
    """The layout of a text from its first lines (`cut`: more follow); what is given wins."""
    named = _SEP_LINE.fullmatch(pieces[0]) if pieces else None
    skipped = 0
    if named:
        pieces, skipped, delimiter = pieces[1:], 1, delimiter or named.group(1)
    trial = _best([delimiter] if delimiter else list(DELIMITERS), pieces, cut=cut)
    first = trial.rows[trial.header_at] if trial.rows else []
    body = [row for row in trial.rows[trial.header_at + 1 :] if not is_blank(row)]
    if columns is not None:
        return _given_columns(trial, columns, skipped)
    has_header = not looks_like_values(first, body)
    if not has_header:
        width = max(len(first), _usual_width([first, *body]))
        header = unique_names([], width)
        return Layout(trial.delimiter, trial.quote, header, False, skipped + trial.header_at, ())  # noqa: FBT003
    header, warnings = _header(first, body)
    if trial.header_at and any(not is_blank(row) for row in trial.rows[: trial.header_at]):
        warnings = (*warnings, f"the table begins below {trial.header_at} other lines, which were left out")
    return Layout(trial.delimiter, trial.quote, header, True, skipped + trial.header_at + 1, warnings)  # noqa: FBT003


def looks_like_values(first: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether the first row holds values (numbers, dates, addresses) and no names."""
    values = [cell.strip() for cell in first if _is_value(cell)]
    if not values or all(_YEAR.fullmatch(cell) for cell in values):
        return False
    above = sum(1 for at, cell in enumerate(first) if _names_values(cell, at, body))
    return len(values) > above


def _is_value(cell: str) -> bool:
    """Whether the cell is a number, a date or an address; longer cells than an e-mail may be are sentences."""
    text = cell.strip()
    return len(text) <= 254 and _VALUE.fullmatch(text) is not None


def _names_values(cell: str, at: int, body: Sequence[Sequence[str]]) -> bool:
    """Whether a word stands above a column of values."""
    if not cell.strip() or _is_value(cell):
        return False
    below = [row[at].strip() for row in body if at < len(row) and row[at].strip()]
    return bool(below) and sum(1 for value in below if _is_value(value)) * 5 >= len(below) * 4


def header_at(rows: Sequence[Sequence[str]]) -> int:
    """The index of the first row of the table: the first that fills more than half of the usual width.

    Rows above it (title, filter, date of an export) are a preamble, also when a blank line closes them.
    """
    width = _usual_width(rows)
    for at, row in enumerate(rows[:_PREAMBLE_LIMIT]):
        if is_blank(row):
            continue
        filled = sum(1 for cell in row if cell.strip())
        full = filled * 2 > width or (len(row) == width and filled * 2 >= width and filled > 1)
        closed = len(row) < width and at + 1 < len(rows) and is_blank(rows[at + 1]) and not _is_last(rows, at)
        if full and not closed:
            return at
    return next((at for at, row in enumerate(rows) if not is_blank(row)), 0)


def _is_last(rows: Sequence[Sequence[str]], at: int) -> bool:
    return all(is_blank(row) for row in rows[at + 1 :])


def _usual_width(rows: Sequence[Sequence[str]]) -> int:
    counts = Counter(len(row) for row in rows if len(row) > 1 and not is_blank(row))
    if not counts:
        return 1
    return max(counts, key=lambda width: (counts[width], width))


def _best(delimiters: list[str], pieces: list[str], *, cut: bool) -> _Trial:
    trials = [_try(delimiter, '"', pieces, cut=cut) for delimiter in delimiters]
    wide = [trial for trial in trials if trial.width > 1 and not _is_prose(trial)]
    if not wide:
        return max(trials, key=lambda trial: trial.agreement)
    best = max(wide, key=lambda trial: (round(trial.agreement, 2), trial.width))
    if best.agreement < 1 and not any('"' in piece for piece in pieces):
        other = _try(best.delimiter, "'", pieces, cut=cut)
        if other.agreement == 1 and other.width == best.width:
            return other
    return best


def _is_prose(trial: _Trial) -> bool:
    """Whether the delimiter is only a mark in sentences: in few lines, none of them the first."""
    lines = [row for row in trial.rows if not is_blank(row)]
    alone = sum(1 for row in lines if len(row) == 1)
    if all(is_blank(row) for row in trial.rows[: trial.header_at]):
        return alone * 2 > len(lines) and trial.agreement < 0.5
    table = [row for row in trial.rows[trial.header_at :] if not is_blank(row)]
    agreeing = sum(1 for row in table if len(row) == trial.width)
    spaced = any(cell.startswith(" ") for cell in table[0])
    return spaced or agreeing < 2 or agreeing * 2 < len(table)


def _try(delimiter: str, quote: str, pieces: list[str], *, cut: bool) -> _Trial:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(pieces, delimiter=delimiter, quotechar=quote):
            rows.append(row)
            if len(rows) > _ROWS_TRIED:
                break
        else:
            if cut and len(rows) > 1:
                rows.pop()
    except csv.Error:
        pass
    at = header_at(rows)
    width = len(rows[at]) if rows else 1
    body = [row for row in rows[at:] if not is_blank(row)]
    lines = sum(1 for row in rows if not is_blank(row))
    named = width_of(rows[at]) if rows else 1
    fit = sum(
        1.0 if len(row) == width else 0.5 if len(row) > 1 and width_of(row) <= named else 0.0 for row in body
    )
    return _Trial(delimiter, quote, rows, at, fit / lines if lines else 1.0, width)


def _given_columns(trial: _Trial, columns: tuple[str, ...], skipped: int) -> Layout:
    """All rows are records, but for a first one that repeats the given names."""
    first = trial.rows[trial.header_at] if trial.rows else []
    repeated = [fold_spaces(cell).casefold() for cell in first] == [name.casefold() for name in columns]
    width = max(len(columns), _usual_width(trial.rows)) if trial.rows else len(columns)
    above = trial.header_at + 1 if repeated else trial.header_at
    return Layout(trial.delimiter, trial.quote, unique_names(columns, width), repeated, skipped + above, ())


def _header(first: Sequence[str], body: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the columns; a header shorter than all its rows gets numbered columns and a warning.

    Cells that begin with a space after a delimiter are no further columns but sentences without quotes.
    """
    named = len(first)
    longer = [row for row in body if width_of(row) > named]
    sentences = sum(1 for row in longer if any(cell.startswith(" ") and cell.strip() for cell in row))
    same = len({len(row) for row in longer}) == 1
    if longer and same and len(longer) * 10 >= len(body) * 9 and sentences * 2 < len(longer):
        width = len(longer[0])
        names = unique_names(first, width)
        return names, (
            f"the header names {named} columns, the rows have {width}: the last are “{names[-1]}”",
        )
    return unique_names(first), ()
