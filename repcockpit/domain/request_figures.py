"""Sums over requests: in time, right first time, called back, and how old the open ones are (rules.md 2.7)."""

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

AGES: Final = ((1, "0-1"), (3, "2-3"), (7, "4-7"), (14, "8-14"), (30, "15-30"))
_OLDEST: Final = "> 30"
FIGURE_DAYS: Final = 30
_FEWEST: Final = 5


class Ended(NamedTuple):
    """What one closed request adds to the sums; None: not known."""

    is_confirmed: bool
    reopen_count: int
    is_answered_in_time: bool | None
    is_solved_in_time: bool | None
    callbacks: tuple[bool | None, ...] = ()


class Share(NamedTuple):
    """So many of so many."""

    met: int = 0
    of: int = 0

    @property
    def percent(self) -> int | None:
        """In whole percent; None of nothing."""
        return round(100 * self.met / self.of) if self.of else None

    @property
    def said(self) -> str:
        """As a person reads it: a percentage from five on, below that "3 of 4", of nothing a dash."""
        if not self.of:
            return "–"
        return f"{self.percent} %" if self.of >= _FEWEST else f"{self.met} of {self.of}"


class Figures(NamedTuple):
    """The sums over requests that ended; `in_time` has those answered and solved in time."""

    ended: int
    in_time: Share
    answered: Share
    solved: Share
    right_first_time: Share
    called_back: Share


def figures_of(ended: Iterable[Ended]) -> Figures:
    """The sums; what was closed unconfirmed is never right first time, and cancelled requests do not come here."""
    rows = list(ended)
    answered = [row.is_answered_in_time for row in rows if row.is_answered_in_time is not None]
    solved = [row.is_solved_in_time for row in rows if row.is_solved_in_time is not None]
    both = [
        row.is_answered_in_time and row.is_solved_in_time
        for row in rows
        if row.is_answered_in_time is not None and row.is_solved_in_time is not None
    ]
    called = [one for row in rows for one in row.callbacks if one is not None]
    right = sum(row.is_confirmed and row.reopen_count == 0 for row in rows)
    return Figures(
        len(rows), Share(sum(both), len(both)), Share(sum(answered), len(answered)),
        Share(sum(solved), len(solved)), Share(right, len(rows)), Share(sum(called), len(called)),
    )  # fmt: skip


def age_of(opened_on: date, today: date) -> str:
    """The bucket of an open request's age in days."""
    days = (today - opened_on).days
    return next((words for most, words in AGES if days <= most), _OLDEST)


def ageing(opened: Iterable[date], today: date) -> dict[str, int]:
    """How many open requests there are of each age, the youngest first."""
    found = dict.fromkeys([*(words for _, words in AGES), _OLDEST], 0)
    for day in opened:
        found[age_of(day, today)] += 1
    return found
