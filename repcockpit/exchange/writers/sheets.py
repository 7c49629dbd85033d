"""A list in typed columns: what csv, xlsx, Markdown and HTML are written from."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from repcockpit.exchange.writers.values import Cell

SCHEMA_VERSION: Final = 1
"""Of every export; a column is added, never renamed or taken away, within one version."""
INSTANTS: Final = {"instant": "seconds", "instant_ms": "milliseconds", "instant_min": "minutes"}
"""Types of instants and how exactly they are written."""
TYPES: Final = {
    "text": "text",
    "texts": "several texts, joined by `; `",
    "id": "32 hex digits",
    "ids": "several ids, joined by `; `",
    "number": "a number",
    "whole": "a whole number",
    "money": "an amount in the currency that stands beside it",
    "moneys": "amounts with their currency, never summed, joined by `; `",
    "date": "`YYYY-MM-DD`",
    "instant": "ISO 8601 with offset, to the second",
    "instant_min": "ISO 8601 with offset, to the minute",
    "instant_ms": "ISO 8601 with offset, to the millisecond",
    "share": "a share, 1 is the whole",
    "yes": "`true` or `false`",
}
"""Every type of a column and how it is written in csv."""


class Column(NamedTuple):
    """A column: its name for ever, one of `TYPES`."""

    name: str
    type: str = "text"


class Bar(NamedTuple):
    """A part of a chart: its label, its size, and the size in words; None: unknown."""

    label: str
    value: float | None
    said: str = ""


class Chart(NamedTuple):
    """Bars or a line over `bars`, drawn where the form can; `full` is the size that fills it (None: the largest)."""

    kind: str
    title: str
    bars: tuple[Bar, ...]
    full: float | None = None


class Sheet(NamedTuple):
    """Rows under columns; `rows` may be asked for more than once, `total` is their number where it is known."""

    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterable[Sequence[Cell]]]
    total: int | None = None


class Report(NamedTuple):
    """A document: sheets under a title, as of an instant.

    `lines` say what it is about, `charts` stand above the sheets where the form has pictures, `left_out` gives what is
    not in it and is asked last. `main` is the place of the sheet whose rows are the records (None: those
    of all).
    """

    title: str
    made: datetime
    sheets: tuple[Sheet, ...]
    lines: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    left_out: Callable[[], Sequence[str]] = tuple
    main: int | None = 0

    def counted(self, rows: Sequence[int]) -> int:
        """The number of records, by the rows of each sheet."""
        return sum(rows) if self.main is None else rows[self.main]


class Written(NamedTuple):
    """What a writer wrote: the rows of the main sheet, and what it had to leave out or cut."""

    rows: int
    left_out: tuple[str, ...] = ()
