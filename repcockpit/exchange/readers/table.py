"""What every reader gives: a table of text cells with their place in the file. No meaning of columns here."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal, NamedTuple

Form = Literal["csv", "tsv", "xlsx", "vcard", "json", "ics", "own", "listed"]
"""`own` is `export all`, `listed` any other of our exports as JSON."""


class ReadOptions(NamedTuple):
    """What a person may say about a file; `columns` names the columns of a file without a header line.

    `about` is the day around which a calendar is read; None: every entry once, however far away.
    """

    encoding: str | None = None
    delimiter: str | None = None
    columns: tuple[str, ...] | None = None
    about: date | None = None


class Row(NamedTuple):
    """One record as text; `line`, from 1, is the line of the file, sheet row or record it starts at."""

    line: int
    cells: tuple[str, ...]


class BadRow(NamedTuple):
    """A record that must not be imported: where, why, and its cells as they stand in the file."""

    line: int
    reason: str
    row: tuple[str, ...]


class Table(NamedTuple):
    """One table of a file; `rows` is a single pass, and `warnings` may grow until that pass has ended.

    `sheet` names the sheet of a workbook, the record type of a JSON tree or the WHAT of our own JSON. Every row has as many cells as
    `header`. Where `has_header` is false, `header` is `column 1`, `column 2` and so on, or the given names.
    """

    path: Path
    sheet: str | None
    form: Form
    encoding: str | None
    delimiter: str | None
    header: tuple[str, ...]
    rows: Iterator[Row | BadRow]
    warnings: list[str]
    has_header: bool


def fold_spaces(text: str) -> str:
    """The text on one line with single spaces, as a column name is compared."""
    return " ".join(text.split())


def unique_names(cells: Iterable[str], width: int = 0) -> tuple[str, ...]:
    """Column names of cells: blank ones become `column 5`, repeated ones `name (2)`; `width` or more."""
    names: list[str] = []
    taken: set[str] = set()
    listed = list(cells)
    listed += [""] * (width - len(listed))
    for number, cell in enumerate(listed, start=1):
        base = fold_spaces(cell) or f"column {number}"
        name, repeat = base, 1
        while name in taken:
            repeat += 1
            name = f"{base} ({repeat})"
        taken.add(name)
        names.append(name)
    return tuple(names)
