"""Pen: collects the rows of the sample book with ids and chance that follow from its day alone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from repcockpit.domain.ids import derived_id

Row = dict[str, object]
One = TypeVar("One")
_ONE_DAY = timedelta(days=1)


class Pen:
    """Rows by table, in the order they are to be written.

    `today` is the day of the book, `day` the working day that Today shows for it. Each `part` of the book has
    ids and chance of its own: what is added to one leaves the others as they are.
    """

    def __init__(self, today: date, part: str = "") -> None:
        self.today = today
        self.day = weekday_from(today)
        seed = f"{today.toordinal()} {part}" if part else today.toordinal()
        self.chance = Random(seed)  # noqa: S311 -- the same day is to give the same book
        self._part = part
        self.rows: dict[str, list[Row]] = {}
        self._count = 0

    def write(self, table: str, **fields: object) -> bytes:
        """Add a row and give its id."""
        self._count += 1
        row_id = derived_id("demo", self.today.isoformat(), f"{self._part}{self._count}")
        self.rows.setdefault(table, []).append({"id": row_id, **fields})
        return row_id

    def link(self, table: str, first: tuple[str, bytes], second: tuple[str, bytes], **fields: object) -> None:
        """Add a row that ties two others; its id follows from theirs."""
        row = {"id": derived_id(first[1], second[1]), first[0]: first[1], second[0]: second[1], **fields}
        self.rows.setdefault(table, []).append(row)

    def pick(self, some: Sequence[One]) -> One:
        """One of `some`."""
        return some[int(self.chance.random() * len(some))]

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self.chance.random() * (high - low + 1))

    def happens(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.chance.random() < share

    def ago(self, days: int) -> date:
        """The weekday `days` before the day shown, or the last one before that; never after today."""
        return weekday_until(min(self.day - timedelta(days=days), self.today))

    def ahead(self, workdays: int) -> date:
        """The weekday so many weekdays after the day shown."""
        found = self.day
        for _ in range(workdays):
            found = weekday_from(found + _ONE_DAY)
        return found

    def taken(self) -> dict[str, list[Row]]:
        """Everything collected since the last time."""
        rows, self.rows = self.rows, {}
        return rows


def weekday_from(day: date) -> date:
    """The first of Monday to Friday on or after `day`."""
    while day.weekday() > 4:
        day += _ONE_DAY
    return day


def weekday_until(day: date) -> date:
    """The last of Monday to Friday on or before `day`."""
    while day.weekday() > 4:
        day -= _ONE_DAY
    return day


def instant(day: date, hour: int, minute: int, zone: ZoneInfo) -> int:
    """Milliseconds of a local time."""
    return int(datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone).timestamp()) * 1000
