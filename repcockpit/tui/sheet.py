"""The lines of a grouped list, counted and not built: where each row stands, and what stands at a line.

Headings are lines but not rows. Nothing is made per row, so a hundred thousand rows cost what their
sequence costs.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

Row = TypeVar("Row")


class Heading(NamedTuple):
    """A group's title, its count in words, and the names of the two columns on the right."""

    title: str
    tally: str
    names: tuple[str, str] = ("", "")


class Group(NamedTuple, Generic[Row]):
    """A heading and its rows."""

    heading: Heading
    rows: Sequence[Row]


class Sheet(Generic[Row]):
    """Groups laid out as lines; with `is_airy` a blank line stands above each heading but the first."""

    def __init__(self, groups: Sequence[Group[Row]], *, is_airy: bool = False) -> None:
        self.groups = tuple(group for group in groups if group.rows)
        self._lines: list[int] = []
        self._rows: list[int] = []
        line = row = 0
        for group in self.groups:
            line += 1 if is_airy and group.heading.title else 0
            self._lines.append(line)
            self._rows.append(row)
            line += 1 + len(group.rows)
            row += len(group.rows)
        self.line_count = line
        self.row_count = row

    def at(self, line: int) -> Heading | int | None:
        """The heading or the number of the row at a line; None for a blank line."""
        index = bisect_right(self._lines, line) - 1
        if index < 0 or line >= self.line_count:
            return None
        offset = line - self._lines[index]
        if offset == 0:
            return self.groups[index].heading
        if offset > len(self.groups[index].rows):
            return None
        return self._rows[index] + offset - 1

    def row(self, number: int) -> Row:
        """The row of that number. Raises IndexError outside the sheet."""
        if not 0 <= number < self.row_count:
            raise IndexError(number)
        index = bisect_right(self._rows, number) - 1
        return self.groups[index].rows[number - self._rows[index]]

    def key_at(self, number: int, key_of: Callable[[Row], object]) -> object:
        """The key of a row; rows that know their keys (`key_at`) are not read for it."""
        index = bisect_right(self._rows, number) - 1
        rows: Any = self.groups[index].rows
        if hasattr(rows, "key_at"):
            return rows.key_at(number - self._rows[index])
        return key_of(self.row(number))

    def find(self, key: object, key_of: Callable[[Row], object]) -> int | None:
        """The number of the row with a key; rows that can find it themselves (`find_key`) are not gone through."""
        for start, group in zip(self._rows, self.groups, strict=True):
            rows: Any = group.rows
            if hasattr(rows, "find_key"):
                found = rows.find_key(key)
            else:
                found = next((at for at, row in enumerate(rows) if key_of(row) == key), None)
            if found is not None:
                return start + int(found)
        return None

    def line_of(self, number: int) -> int:
        """The line on which a row stands."""
        index = bisect_right(self._rows, number) - 1
        return self._lines[index] + 1 + number - self._rows[index]

    def title_of(self, number: int) -> str:
        """The title of the group in which a row stands."""
        return self.groups[bisect_right(self._rows, number) - 1].heading.title

    def is_first_of_group(self, number: int) -> bool:
        """True where the heading stands right above the row."""
        return number in self._rows
