"""The org chart of an account: its people and empty seats in their places, and what changed of late."""

from datetime import date
from typing import NamedTuple

from repcockpit.domain.views.record_requests import Link


class ChartPerson(NamedTuple):
    """A person or an empty seat of the chart with its place in the tree.

    `kind` is contact or seat; `level` counts from 0, `lines` says for each level above whether more siblings
    follow there; `flag` is self, cycle, missing, left or blank, and `note` says it in words. `roles` has the
    most important first; `opened_on` is the day a seat fell empty.
    """

    kind: str
    id: bytes
    name: str
    title: str
    department: str
    roles: tuple[str, ...]
    level: int
    parent_id: bytes | None
    is_last: bool
    lines: tuple[bool, ...]
    people_count: int
    flag: str = ""
    note: str = ""
    status: str | None = None
    phone: str = ""
    email: str = ""
    opened_on: date | None = None

    @property
    def is_seat(self) -> bool:
        """Whether nobody is known there."""
        return self.kind == "seat"


class ChartChange(NamedTuple):
    """What changed of late: the day, who, and what in words."""

    on: date
    contact_id: bytes | None
    who: str
    said: str


class Departed(NamedTuple):
    """Somebody who left: when, and where to where that is known."""

    id: bytes
    name: str
    roles: tuple[str, ...]
    left_on: date | None
    new_employer: str


class ChartView(NamedTuple):
    """The chart of one account on a day; `people` stand as they are drawn, managers before their people."""

    account: Link
    segment: str | None
    people: tuple[ChartPerson, ...]
    departed: tuple[Departed, ...]
    today: date

    @property
    def known_count(self) -> int:
        """How many of the rows are people."""
        return sum(1 for one in self.people if one.kind == "contact")
