"""The views of the lists Accounts and Contacts: a row, its groups, and the filters a person keeps."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

KINDS = ("account", "contact")
SORTS = ("name", "tier", "silence", "due")
"""By name, by tier, longest silence first, what is due first."""
ACCOUNT_GROUPS = ("mine", "shared", "prospects", "former")
CONTACT_GROUPS = ("mine", "shared", "gone")


class ListRow(NamedTuple):
    """An account or a person as a line of its list.

    `status` is the record's own word, `cadence_status` a word of CADENCE_STATUSES or None without a cadence;
    an account is as loud as the loudest of itself and its key people (rules.md 2.4), and `loudest` names that
    person; `person` is the one of the weightiest role. `touches_365` is counted only for people whose pace is shown instead of their being overdue.
    `planned_type` is a type of interaction or `next_step`.
    """

    kind: str
    id: bytes
    name: str
    account_id: bytes | None
    account_name: str | None
    segment: str | None
    city: str | None
    sector: str | None
    owner_id: bytes | None
    owner_name: str | None
    status: str | None
    role: str | None
    title: str | None
    phone: str | None
    email: str | None
    last_touch_on: date | None
    due_on: date | None
    days_over: int | None
    interval_days: int | None
    cadence_status: str | None
    is_red: bool
    is_catch_up: bool
    is_key: bool
    planned_on: date | None
    planned_type: str | None
    touches_365: int | None = None
    loudest: str | None = None
    person: str | None = None
    is_mine: bool = False


class ListGroup(NamedTuple):
    """The rows of a group that a filter kept, read when they are looked at, and how many it has without one."""

    name: str
    rows: Sequence[Any]
    whole: int


class ListView(NamedTuple):
    """A list on a day.

    `is_whole` is False while only its first rows are known, `has_rep` False where the book is everybody's.
    """

    kind: str
    day: date
    sort: str
    groups: tuple[ListGroup, ...]
    total: int
    is_whole: bool = True
    has_rep: bool = True

    @property
    def shown(self) -> int:
        """How many rows the filter kept."""
        return sum(len(group.rows) for group in self.groups)


class SavedFilter(NamedTuple):
    """A filter with a name; `keeps` is how many rows it keeps now, None while the list is being read."""

    name: str
    text: str
    keeps: int | None
    is_built_in: bool
