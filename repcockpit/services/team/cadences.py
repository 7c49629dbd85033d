"""Accounts and key people past due, of each of us by tier, and those who were late when the record came in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from repcockpit.domain.cadence import cadence, due_on
from repcockpit.domain.team import tiers_of
from repcockpit.domain.views.team import TierCounts
from repcockpit.services.book import Book
from repcockpit.store.calendars import Calendars
from repcockpit.store.reads import team as reads


class Late(NamedTuple):
    """Of one rep on a day: past due by tier, in catch-up, and how many have a cadence."""

    over: TierCounts = TierCounts()
    catch_up: int = 0
    of: int = 0


def late_by_rep(
    book: Book, days: Mapping[bytes, tuple[date, date]], calendars: Calendars
) -> tuple[dict[bytes, Late], dict[bytes, Late]]:
    """Where accounts and key people of each of these reps stood on both of the rep's days; leave moves what is due.

    Catch-up is past due and was so when the record came in; who was never contacted is past due like others.
    """
    words = {rep: (one.isoformat(), other.isoformat()) for rep, (one, other) in days.items()}
    groups = reads.over_groups(book.db, words)
    found = [
        _late(
            book, {rep: pair[side] for rep, pair in days.items()}, [pair[side] for pair in groups], calendars
        )
        for side in (0, 1)
    ]
    return found[0], found[1]


def _late(
    book: Book, days: Mapping[bytes, date], groups: Iterable[reads.OverGroup], calendars: Calendars
) -> dict[bytes, Late]:
    over: dict[bytes, Counter[str | None]] = {rep: Counter() for rep in days}
    catch_up: Counter[bytes] = Counter()
    of: Counter[bytes] = Counter()
    for group in groups:
        over[group.keeper_id][group.segment] += group.over
        catch_up[group.keeper_id] += group.catch_up
        of[group.keeper_id] += group.of
    judge = _Judge(book, days, calendars)
    words = {rep: day.isoformat() for rep, day in days.items()}
    for row in reads.later_rows(book.db, words, book.today().isoformat()):
        is_over, is_catch_up = judge(row)
        over[row.keeper_id][row.segment] += is_over
        catch_up[row.keeper_id] += is_catch_up
    return {rep: Late(tiers_of(over[rep]), catch_up[rep], of[rep]) for rep in days}


class _Judge:
    """Judges rows that were touched after the day: their due day is that of the touch before."""

    def __init__(self, book: Book, days: Mapping[bytes, date], calendars: Calendars) -> None:
        self._numbers, self._days, self._calendars = book.numbers, days, calendars
        self._due: dict[tuple[bytes, str, int], date | None] = {}
        self._memos: dict[bytes, dict[date, date | None]] = {}

    def __call__(self, row: reads.LaterRow) -> tuple[bool, bool]:
        """Whether it was past due, and whether it was in catch-up."""
        day = self._days[row.keeper_id]
        base = row.last_touch_on or row.tracking_started_on or day.isoformat()
        due = self._due_on(row.keeper_id, base, row.interval_days)
        if due is None or due >= day:
            return False, False
        tracked = date.fromisoformat(row.tracking_started_on) if row.tracking_started_on else day
        touched = date.fromisoformat(row.last_touch_on) if row.last_touch_on else None
        found = cadence(touched, tracked, row.interval_days, day, due, numbers=self._numbers)
        return not found.is_catch_up, found.is_catch_up

    def _due_on(self, keeper: bytes, base: str, interval: int) -> date | None:
        key = (keeper, base, interval)
        if key not in self._due:
            memo = self._memos.setdefault(keeper, {})
            self._due[key] = due_on(date.fromisoformat(base), interval, self._calendars.of_rep(keeper), memo)
        return self._due[key]
