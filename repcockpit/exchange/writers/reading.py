"""A sheet for people to read: without ids and empty columns, values in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from repcockpit.domain.dates import format_exact
from repcockpit.exchange.writers.sheets import INSTANTS, Column, Report, Sheet
from repcockpit.exchange.writers.values import Cell, cell_text, finite

_NUMBERS = frozenset(("number", "whole", "money", "share"))


class Readable(NamedTuple):
    """The places of the columns that are shown, the number of rows; the names of ids and of columns without a value."""

    places: tuple[int, ...]
    rows: int
    ids: tuple[str, ...]
    empty: tuple[str, ...]


def as_of(report: Report) -> str:
    """The instant of the report, in words."""
    return f"As of {format_exact(report.made.date())}, {report.made:%H:%M} ({report.made.tzinfo})"


def readable(sheet: Sheet) -> Readable:
    """Looks through the rows once; ids are left out, and columns in which no row has anything."""
    used: set[int] = set()
    rows = 0
    for row in sheet.rows():
        rows += 1
        if len(used) == len(row):
            continue
        used.update(place for place, cell in enumerate(row) if place not in used and _is_set(cell))
    ids = [one.name for one in sheet.columns if one.type in ("id", "ids")]
    empty = [
        one.name
        for place, one in enumerate(sheet.columns)
        if rows and place not in used and one.name not in ids
    ]
    places = [
        place for place, one in enumerate(sheet.columns) if one.name not in ids and one.name not in empty
    ]
    return Readable(tuple(places), rows, tuple(ids), tuple(empty))


def not_shown(found: Sequence[Readable]) -> list[str]:
    """What readable sheets do not show, in words."""
    told = []
    ids = dict.fromkeys(name for one in found if one.rows for name in one.ids)
    empty = dict.fromkeys(name for one in found for name in one.empty)
    if ids:
        told.append(f"ids, which csv, xlsx and json have ({', '.join(ids)})")
    if empty:
        told.append(f"columns without any value ({', '.join(empty)})")
    return told


def _is_set(cell: Cell) -> bool:
    return cell is not None and cell not in ("", [], ())


def rows_in_words(sheet: Sheet, places: Sequence[int]) -> Iterator[list[str]]:
    """The shown cells of every row; a second rep of one name has the first digits of the id behind it."""
    pairs = _people(sheet.columns)
    first: dict[str, bytes | str] = {}
    for row in sheet.rows():
        said = [in_words(row[place], sheet.columns[place]) for place in places]
        for at, place in enumerate(places):
            key = row[pairs[place]] if place in pairs else None
            if isinstance(key, bytes | str) and first.setdefault(said[at], key) != key:
                said[at] += f" ({(key.hex() if isinstance(key, bytes) else key)[:6]})"
        yield said


def _people(columns: Sequence[Column]) -> dict[int, int]:
    """The columns that name one of our people, each with the column of the id."""
    names = [one.name for one in columns]
    return {
        names.index(name): names.index(f"{name}_id")
        for name in ("rep", "owner")
        if name in names and f"{name}_id" in names
    }


def title_of(column: Column) -> str:
    """The name of a column as a heading: a custom field keeps its name."""
    name = column.name.removeprefix("custom.")
    return name if name != column.name else name.replace("_", " ")


def is_number(column: Column) -> bool:
    """Whether its cells stand to the right."""
    return column.type in _NUMBERS


def in_words(cell: Cell, column: Column) -> str:
    """A value as people read it; unknown is empty."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        exactly = "minutes" if column.type == "instant_min" else INSTANTS.get(column.type, "seconds")
        return cell.replace(tzinfo=None).isoformat(" ", "seconds" if exactly == "milliseconds" else exactly)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int) and column.type != "share":
        return f"{cell:,}"
    if isinstance(cell, int | float):
        if column.type == "share":
            return f"{finite(cell) * 100:.0f} %"
        shown = f"{finite(cell):,.2f}"
        return shown if column.type == "money" else shown.rstrip("0").rstrip(".")
    return cell_text(cell)
